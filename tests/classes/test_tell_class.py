"""A class is told of a new announcement: whom, by which ways of publishing, once, and what is seen later."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from classes.models import ClassCornerPage
from core.models import PageAudience
from demo.factories import AnnouncementPageFactory, PersonFactory, UserFactory
from members import roles
from members.models import CarerLink, User
from members.personal_data import archive
from notices.models import Mail, Notice
from notices.services import want_letters
from notices.ticks import TICKS
from resources.models import AnnouncementPage, AnnouncementsPage
from tests.pages import add_page, edit_page, soup
from tests.personas import CARER, COLLEAGUE, COORDINATOR, MODERATOR, PUPIL, TEACHER
from tests.writing.steps import begin, send, step

pytestmark = pytest.mark.usefixtures("nothing_told")
TITLE = "В среду без шестого урока"
FIELDS = {"title": TITLE, "how_to_use": "Встречайте детей на час раньше."}
NO_ROWS = {"attachments": [], "page_subjects": [], "page_grades": [], "page_audience": []}


def user(login: str) -> User:
    return User.objects.get(username=login)


def members_of(corner: ClassCornerPage) -> set[str]:
    return set(corner.school_class.group.user_set.values_list("username", flat=True))


def told() -> set[str]:
    return set(Notice.objects.values_list("recipient__username", flat=True))


def publish(corner: ClassCornerPage, **fields) -> AnnouncementPage:
    """As whatever publishes does: a draft of the class teacher goes out."""
    teacher = corner.school_class.class_teacher.account
    page = AnnouncementPageFactory(parent=corner, owner=teacher, live=False, **{"title": TITLE, **fields})
    page.latest_revision.publish(user=teacher)
    return AnnouncementPage.objects.get(pk=page.pk)


def shown(client) -> list[str]:
    return [one.get_text(strip=True) for one in soup(client.get("/notices/")).select(".notice a")]


def count_in_menu(client) -> str:
    mark = soup(client.get("/search/")).select_one(".account-menu__new")
    return mark.get_text() if mark else ""


# Whom, and by which ways.


def test_from_the_form_of_the_site_everybody_of_the_class_but_the_author_is_told(corner, sign_in):
    client = sign_in(TEACHER)
    page = begin(client, "obyavlenie", title=TITLE)
    assert not Notice.objects.exists()
    send(client, step("details", page), {"how_to_use": "Встречайте раньше."})
    assert not Notice.objects.exists()
    client.post(step("send", page))
    assert {PUPIL, CARER, MODERATOR} <= told()
    assert told() == members_of(corner) - {TEACHER}
    notice = Notice.objects.get(recipient__username=PUPIL)
    assert notice.text == f"Новое объявление класса {corner.title}: «{TITLE}»"
    address = AnnouncementPage.objects.get(pk=page.pk).url
    assert sign_in(PUPIL).get(f"/notices/{notice.pk}/")["Location"] == address


def test_from_the_editor(corner, sign_in):
    response = add_page(sign_in(TEACHER), AnnouncementPage, corner, {**FIELDS, **NO_ROWS})
    assert response.status_code == 302
    assert told() == members_of(corner) - {TEACHER}


def test_a_draft_in_the_editor_tells_nobody(corner, sign_in):
    add_page(sign_in(TEACHER), AnnouncementPage, corner, {**FIELDS, **NO_ROWS}, publish=False)
    assert AnnouncementPage.objects.filter(title=TITLE, live=False).exists()
    assert not Notice.objects.exists()


def test_at_a_set_time_and_not_before(corner):
    page = publish(corner, go_live_at=timezone.now() + timedelta(hours=2))
    assert not page.live
    assert not Notice.objects.exists()
    revision = page.latest_revision
    moment = timezone.now() - timedelta(minutes=1)
    revision.content = {**revision.content, "go_live_at": moment.isoformat()}
    revision.approved_go_live_at = moment
    revision.save()
    TICKS["publish_scheduled"].run()
    assert AnnouncementPage.objects.get(pk=page.pk).live
    assert told() == members_of(corner) - {TEACHER}


def test_what_is_shown_from_a_day_on_is_told_on_that_day(corner):
    today = timezone.localdate()
    page = publish(corner, starts_on=today + timedelta(days=4))
    assert page.live
    TICKS["class_news"].run()
    assert not Notice.objects.exists()
    AnnouncementPage.objects.filter(pk=page.pk).update(starts_on=today)
    TICKS["class_news"].run()
    assert told() == members_of(corner) - {TEACHER}
    rows = Notice.objects.count()
    TICKS["class_news"].run()
    assert Notice.objects.count() == rows


def test_what_is_over_already_is_no_news(corner):
    publish(corner, ends_on=timezone.localdate() - timedelta(days=1))
    assert not Notice.objects.exists()


def test_once_and_not_for_each_correction(corner, sign_in):
    page = publish(corner)
    rows, letters = Notice.objects.count(), Mail.objects.count()
    changes = {**FIELDS, **NO_ROWS, "title": "В среду без седьмого урока"}
    assert edit_page(sign_in(TEACHER), page, changes).status_code == 302
    page = AnnouncementPage.objects.get(pk=page.pk)
    assert page.title == "В среду без седьмого урока"
    page.unpublish()
    page.refresh_from_db()
    page.save_revision().publish()
    assert (Notice.objects.count(), Mail.objects.count()) == (rows, letters)


def test_an_announcement_for_parents_is_told_to_parents(corner):
    group = Group.objects.get(name=roles.CARERS)
    publish(corner, audience=[group])
    assert CARER in told()
    assert told() == members_of(corner) & set(group.user_set.values_list("username", flat=True))


def test_an_announcement_for_the_school_and_one_of_another_class_tell_nobody_here(corner):
    page = AnnouncementPageFactory(parent=AnnouncementsPage.objects.get(), live=False)
    page.latest_revision.publish()
    assert not Notice.objects.exists()
    publish(ClassCornerPage.objects.get(school_class__group__user__username="uchenik7b"))
    assert "uchenik7b" in told()
    assert not {PUPIL, CARER, COLLEAGUE, COORDINATOR} & told()


# Letters.


def test_letters_go_to_who_wants_them_with_neither_text_nor_names_of_children(corner):
    want_letters(user(MODERATOR), wanted=False)
    publish(corner, body=[("text", "<p>Дежурит Даша Иванченко, принесите воду.</p>")])
    due = User.objects.filter(username__in=told()).exclude(email="").exclude(username=MODERATOR)
    assert {mail.to for mail in Mail.objects.all()} == set(due.values_list("email", flat=True))
    letter = Mail.objects.get(to=user(CARER).email)
    assert letter.subject == f"Новое объявление класса {corner.title}: «{TITLE}»"
    assert "/klassy/" in letter.text or "/classes/" in letter.text
    assert "Не присылать письма" in letter.text
    for word in ("Даша", "Иванченко,", "принесите"):
        assert word not in letter.text


def test_a_title_that_names_a_child_is_not_in_the_letter(corner):
    page = publish(corner, title="Поздравляем Дашу Иванченко")
    letter = Mail.objects.get(to=user(CARER).email)
    assert "Дашу" not in letter.subject + letter.text
    assert f"страница № {page.pk}" in letter.subject


# What is seen later.


def test_who_changes_class_sees_nothing_of_it_any_more(corner, sign_in):
    publish(corner)
    client = sign_in(PUPIL)
    number = Notice.objects.get(recipient__username=PUPIL).pk
    assert len(shown(client)) == 1
    assert "1" in count_in_menu(client)
    pupil = user(PUPIL).person
    pupil.school_class = user("uchenik7b").person.school_class
    pupil.save()
    assert shown(client) == []
    assert count_in_menu(client) == ""
    assert client.get(f"/notices/{number}/").status_code == 404
    with zipfile.ZipFile(io.BytesIO(archive(pupil))) as taken:
        rows = json.loads(taken.read("data.json"))["held"].get("told", {"rows": []})["rows"]
    assert not [row for row in rows if "Уведомление" in row]  # the letter lies in the own mailbox anyway


def test_a_carer_whose_link_has_ended_sees_nothing_of_it_any_more(corner, sign_in):
    publish(corner)
    client = sign_in(CARER)
    assert len(shown(client)) == 1
    CarerLink.objects.filter(carer__account__username=CARER).delete()
    assert shown(client) == []
    assert count_in_menu(client) == ""


def test_what_is_addressed_to_others_later_or_taken_off_is_not_told_of_any_more(corner, sign_in):
    page = publish(corner)
    page.page_audience = [PageAudience(group=Group.objects.get(name=roles.CARERS))]
    page.save_revision().publish()
    assert shown(sign_in(PUPIL)) == []
    assert len(shown(sign_in(CARER))) == 1
    AnnouncementPage.objects.get(pk=page.pk).unpublish()
    assert shown(sign_in(CARER)) == []
    AnnouncementPage.objects.get(pk=page.pk).delete()
    assert not Notice.objects.exists()


def test_other_notices_stand_beside_it_and_are_counted(corner, sign_in):
    publish(corner)
    Notice.objects.create(recipient=user(PUPIL), text="Вам ответили", url="/blog/")
    client = sign_in(PUPIL)
    assert len(shown(client)) == 2
    assert "2" in count_in_menu(client)
    client.post("/notices/read/")
    assert count_in_menu(client) == ""


def test_publishing_costs_the_same_with_a_hundred_members_more(corner):
    def cost() -> int:
        page = AnnouncementPageFactory(parent=corner, owner=user(TEACHER), live=False)
        with CaptureQueriesContext(connection) as captured:
            page.latest_revision.publish(user=user(TEACHER))
        return len(captured)

    cost()
    before = cost()
    group = corner.school_class.group
    for number in range(100):
        account = UserFactory(
            username=f"semya{number}", email=f"semya{number}@example.org", person=PersonFactory()
        )
        account.groups.add(group)
    assert cost() <= before + 2  # SQLite takes some eighty rows at once
    assert Mail.objects.filter(to__startswith="semya").count() == 100
