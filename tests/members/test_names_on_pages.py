"""A page that names a child goes to readers on a consent or for a written reason, whatever way it goes."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser, Group
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction
from wagtail.test.utils.form_data import streamfield

from blog.models import BlogPage, PostAuthor, PostPage
from core.visibility import visible_to
from demo.factories import PictureFactory, PlainPageFactory, PostPageFactory, PupilFactory
from home.models import HomePage, PlainPage
from members import roles
from members.approval import set_rule
from members.models import AuditEntry, Consent, NameUse, Person, Place, Purpose, User
from members.name_checks import reread_pages
from members.personal_data import erase
from members.signals import consent_ended
from notices.models import Mail, Notice
from resources.models import SiteCardPage, UsefulSitesPage
from resources.services import Outcome, import_sites
from tests.pages import add_page, edit_page, errors
from tests.personas import ANONYMOUS, CARER, COLLEAGUE, COORDINATOR, EDITOR, PUPIL, TEACHER

WORDS = "Вчера Даша Иванченко читала стихи."
BOLD = json.dumps(
    {
        "blocks": [
            {
                "key": "a",
                "text": "Даша Иванченко",
                "type": "unstyled",
                "depth": 0,
                "inlineStyleRanges": [{"offset": 0, "length": 4, "style": "BOLD"}],
                "entityRanges": [],
            }
        ],
        "entityMap": {},
    }
)
"""What the editor sends of <b>Даша</b> Иванченко."""
REASON = "Родители сами прислали рассказ."
pytestmark = pytest.mark.usefixtures("nothing_told")


@pytest.fixture
def child() -> Person:
    """Of 5 «А», without a consent for the name."""
    return Person.objects.get(account__username=PUPIL)


@pytest.fixture
def blog() -> BlogPage:
    return BlogPage.objects.get()


@pytest.fixture
def editor(sign_in) -> Client:
    return sign_in(COORDINATOR)


def agree(child: Person, place: Place = Place.PUBLIC, **fields) -> Consent:
    return Consent.objects.create(person=child, purpose=Purpose.NAME, place=place, **fields)


def plain_page(home: Page, **fields) -> PlainPage:
    return PlainPageFactory(parent=home, title="Вечер поэзии", **fields)


def is_read(page: Page, login: str = ANONYMOUS) -> bool:
    viewer = User.objects.get(username=login) if login else AnonymousUser()
    return visible_to(Page.objects.filter(pk=page.pk), viewer).exists()


def uses(page: Page) -> list[tuple[int, str]]:
    return list(NameUse.objects.filter(page=page.pk).values_list("person_id", "reason"))


# The editor.


def test_publishing_is_refused_in_words_and_a_draft_is_not(editor, home, child):
    page = plain_page(home)
    answer = edit_page(editor, page, {"summary": WORDS})
    said = errors(answer)["name_reason"]
    assert "Дарья И., 5 «А»" in said
    assert "Даша Иванченко" in said
    assert "для всех, кто открыл сайт" in said
    assert "Почему имя можно назвать" in answer.text
    assert PlainPage.objects.get(pk=page.pk).summary != WORDS
    assert edit_page(editor, page, {"summary": WORDS}, publish=False).status_code == 302
    page.refresh_from_db()
    assert page.get_latest_revision_as_object().summary == WORDS
    assert page.summary != WORDS
    assert uses(page) == []


def test_a_new_page_too(editor, home, child):
    fields = {"title": "Вечер", "summary": WORDS}
    assert "name_reason" in errors(add_page(editor, PlainPage, home, fields))
    assert not PlainPage.objects.filter(summary=WORDS).exists()
    assert add_page(editor, PlainPage, home, {**fields, "name_reason": REASON}).status_code == 302
    page = PlainPage.objects.get(summary=WORDS)
    assert uses(page) == [(child.pk, REASON)]
    assert is_read(page)
    entry = AuditEntry.objects.get(action="name.reason", person=child)
    assert REASON in entry.details
    assert "Иванченко" not in entry.details + entry.person_ref


def test_the_question_is_not_shown_where_nobody_is_named(editor, home):
    page = plain_page(home)
    assert "name_reason" not in editor.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).text
    assert edit_page(editor, page, {"summary": "Пришла Оксана Иванченко."}).status_code == 302


def test_a_reason_once_given_is_not_asked_again(editor, home, child):
    page = plain_page(home)
    edit_page(editor, page, {"summary": WORDS, "name_reason": REASON})
    assert edit_page(editor, page, {"summary": WORDS + " Ещё раз."}).status_code == 302
    assert uses(page) == [(child.pk, REASON)]


@pytest.mark.parametrize(
    "changes",
    [
        {"title": "Стихи Даши Иванченко"},
        {"search_description": WORDS},
        {"seo_title": WORDS},
        {"slug": "stihi-dashi-ivanchenko"},
        {"body": streamfield([("text", BOLD)])},
        {"body": streamfield([("heading", {"text": "Стихи Даши Иванченко"})])},
    ],
    ids=lambda one: next(iter(one)),
)  # fmt: skip
def test_wherever_the_name_stands(changes, editor, home):
    assert "name_reason" in errors(edit_page(editor, plain_page(home), changes))


def test_in_the_words_of_a_picture(editor, home):
    picture = PictureFactory(description="Даша Иванченко у доски")
    page = plain_page(home)
    assert "name_reason" in errors(edit_page(editor, page, {"picture": picture.pk}))


# For whom.


@pytest.mark.parametrize(
    ("groups", "place", "asks"),
    [
        ([], None, True),
        ([], Place.MEMBERS, True),
        ([], Place.PUBLIC, False),
        ([roles.CARERS], Place.MEMBERS, False),
        ([roles.CARERS], Place.CLASS, True),
        (["Класс 5 «А»"], None, False),
        (["Класс 7 «Б»"], None, True),
        ([roles.TEACHERS, roles.MODERATORS], None, False),
        ([roles.TEACHERS, roles.COLLEAGUES], None, True),
    ],
)
def test_it_takes_a_consent_for_those_who_read(groups, place, asks, sign_in, child):
    editor, home = sign_in(COORDINATOR), HomePage.objects.get()
    if place:
        agree(child, place)
    audience = [Group.objects.get(name=name) for name in groups]
    page = plain_page(home, audience=audience)
    answer = edit_page(editor, page, {"summary": WORDS})
    assert answer.status_code == (200 if asks else 302)
    if not asks:
        assert uses(page) == [(child.pk, "")]


def test_a_page_that_is_opened_to_more_hides_from_those_whom_no_consent_reaches(home, child):
    closed = PageViewRestriction.objects.create(page=home, restriction_type=PageViewRestriction.LOGIN)
    agree(child, Place.MEMBERS)
    page = plain_page(home, summary=WORDS)
    assert is_read(page, COLLEAGUE)
    closed.delete()
    assert not is_read(page)
    assert is_read(page, COLLEAGUE)


# When a consent ends.


def test_what_stood_on_a_consent_is_hidden_at_once_and_those_who_mend_it_are_told(home, child):
    consent = agree(child)
    page = plain_page(home, summary=WORDS)
    assert is_read(page)
    Consent.objects.filter(pk=consent.pk).update(revoked_at=timezone.now())
    consent_ended.send(Consent, person=child, purpose=Purpose.NAME, consent=consent)
    assert Client().get(page.url).status_code == 302
    assert not is_read(page, COLLEAGUE)
    assert is_read(page, TEACHER)
    assert is_read(page, CARER)  # the child's own family
    told = Notice.objects.filter(text__startswith="Скрыта страница «Вечер поэзии»")
    assert told.count() >= 1
    assert reverse("wagtailadmin_pages:edit", args=[page.pk]) in {one.url for one in told}
    assert not Mail.objects.filter(text__contains="Иванченко").exists()


def test_a_consent_of_yesterday_is_none(home, child):
    agree(child, until=timezone.localdate() - timedelta(days=1))
    agree(child, given_on=timezone.localdate() + timedelta(days=1))
    page = plain_page(home, summary=WORDS)
    assert not is_read(page)


def test_a_written_reason_outlives_a_consent(editor, home, child):
    page = plain_page(home)
    edit_page(editor, page, {"summary": WORDS, "name_reason": REASON})
    assert is_read(page)


# Ways past the editor's form.


def test_whatever_stored_the_page_it_is_hidden_without_a_consent(home, child):
    page = plain_page(home, summary=WORDS)
    assert uses(page) == [(child.pk, "")]
    assert not is_read(page)
    page.summary = "Вечер поэзии."
    page.save_revision().publish()
    assert uses(page) == []
    assert is_read(page)


def test_a_page_published_by_the_clock_is_hidden_when_the_consent_ended_before(editor, home, child):
    consent = agree(child)
    page = plain_page(home, summary=WORDS, go_live_at=timezone.now() + timedelta(hours=1))
    Consent.objects.filter(pk=consent.pk).update(revoked_at=timezone.now())
    PlainPage.objects.filter(pk=page.pk).update(go_live_at=timezone.now())
    revision = page.get_latest_revision()
    revision.approved_go_live_at = timezone.now() - timedelta(minutes=1)
    revision.content["go_live_at"] = None
    revision.save()
    call_command("publish_scheduled")
    page.refresh_from_db()
    assert page.live
    assert not is_read(page)


@pytest.fixture
def waiting(blog, child, sign_in) -> PostPage:
    """A teacher's post that waits, sent while there was a consent."""
    set_rule(blog, waits=True)
    author = User.objects.get(username=TEACHER)
    consent = agree(child)
    post = PostPageFactory(
        parent=blog, title="Стихи", live=False, owner=author, authors=[PostAuthor(person=author.person)]
    )
    answer = edit_page(sign_in(TEACHER), post, {"summary": WORDS, "action-submit": "1"}, publish=False)
    assert answer.status_code == 302
    assert post.current_workflow_task is not None
    Consent.objects.filter(pk=consent.pk).update(revoked_at=timezone.now())
    return post


def test_sending_for_approval_is_refused_as_publishing_is(blog, sign_in):
    set_rule(blog, waits=True)
    author = User.objects.get(username=TEACHER)
    post = PostPageFactory(
        parent=blog, title="Стихи", live=False, owner=author, authors=[PostAuthor(person=author.person)]
    )
    answer = edit_page(sign_in(TEACHER), post, {"summary": WORDS, "action-submit": "1"}, publish=False)
    assert "name_reason" in errors(answer)
    assert post.current_workflow_task is None


def test_approving_asks_again(waiting, sign_in):
    moderator = sign_in(EDITOR)
    state = waiting.current_workflow_task_state
    button = reverse("wagtailadmin_pages:workflow_action", args=[waiting.pk, "approve", state.pk])
    answer = moderator.post(button)
    assert answer.url.endswith("?names=1")
    waiting.refresh_from_db()
    assert not waiting.live
    assert "назван ребёнок" in moderator.get(answer.url).text
    approve = {"action-workflow-action": "1", "workflow-action-name": "approve"}
    assert "name_reason" in errors(edit_page(moderator, waiting, approve, publish=False))
    edit_page(moderator, waiting, {**approve, "name_reason": REASON}, publish=False)
    waiting.refresh_from_db()
    assert waiting.live
    assert is_read(waiting)


def test_the_writing_room_asks_why_and_keeps_the_draft(blog, child, sign_in):
    author = User.objects.get(username=TEACHER)
    post = PostPageFactory(
        parent=blog,
        title="Стихи",
        live=False,
        owner=author,
        authors=[PostAuthor(person=author.person)],
        body=[("text", f"<p>{WORDS}</p>")],
    )
    client = sign_in(TEACHER)
    address = reverse("writing:send", args=[post.pk])
    for data in ({}, {"name_reason": "  "}):
        answer = client.post(address, data)
        assert answer.status_code == 400
        assert "Дарья И., 5 «А»" in answer.text
        assert "Почему имя можно назвать" in answer.text
        post.refresh_from_db()
        assert not post.live
        assert uses(post) == []
    assert client.post(address, {"name_reason": REASON}).status_code == 302
    post.refresh_from_db()
    assert post.live
    assert uses(post) == [(child.pk, REASON)]


def test_an_imported_row_that_names_a_child_is_reported(child):
    from core.tables import Row
    from resources.services import HEADINGS, heading_key

    cells = {
        "title": "Сайт Даши Иванченко", "address": "https://example.org/dasha", "kind": "сайт",
        "audience": "ученики", "purpose": "Стихи.", "how_to_use": "Читать.", "age_mark": "0+",
        "registration": "нет",
    }  # fmt: skip
    row = Row(2, {heading_key(HEADINGS[name]): text for name, text in cells.items()})
    report = next(import_sites([row], section=UsefulSitesPage.objects.get()))
    assert report.outcome == Outcome.BAD
    assert "Даши Иванченко" in str(report)
    assert not SiteCardPage.objects.filter(title=cells["title"]).exists()


# What it costs.


def test_reading_costs_the_same_with_many_names(home, count_queries):
    def once() -> int:
        return count_queries(lambda: list(visible_to(Page.objects.all(), AnonymousUser())))

    before = once()
    pages = list(Page.objects.live().filter(depth__gt=2)[:40])
    pupils = list(Person.objects.filter(kind="pupil")[:20])
    NameUse.objects.bulk_create(
        [NameUse(person=pupil, page_id=page.pk, reason="Ради счёта") for page in pages for pupil in pupils],
        ignore_conflicts=True,
    )
    assert once() == before


def test_a_pupil_who_comes_later_is_found_in_old_pages(home):
    page = plain_page(home, summary="Захар Ярмолюк приехал к нам в гости.")
    assert is_read(page)
    reread_pages()
    pupil = PupilFactory(last_name="Ярмолюк", first_name="Захар")
    for _ in range(20):
        reread_pages()
    assert uses(page) == [(pupil.pk, "")]
    assert not is_read(page)


def hidden_page(home: HomePage) -> tuple[PlainPage, Person]:
    """A page that stands hidden for the name of a child without a consent."""
    pupil = PupilFactory(last_name="Щукина", first_name="Ульяна")
    page = PlainPageFactory(parent=home, title="Ульяна Щукина победила", body=[])
    assert page not in visible_to(PlainPage.objects.all(), AnonymousUser())
    return page, pupil


def test_a_child_who_left_is_still_a_child_whose_name_waits(home):
    page, pupil = hidden_page(home)
    Person.objects.filter(pk=pupil.pk).update(left_on=timezone.localdate())
    reread_pages()
    page.save()
    assert page not in visible_to(PlainPage.objects.all(), AnonymousUser())


def test_what_names_an_erased_child_stays_hidden_until_somebody_answers_for_it(home, editor):
    page, pupil = hidden_page(home)
    erase(pupil)
    reread_pages()
    page.refresh_from_db()
    page.save()
    assert page not in visible_to(PlainPage.objects.all(), AnonymousUser())
    assert "данные ученика стёрты" in str(errors(edit_page(editor, page, {"title": "Победа"})))
    sent = edit_page(editor, page, {"title": "Победа", "name_reason": "Имя убрано."})
    assert sent.status_code == 302
    assert page in visible_to(PlainPage.objects.all(), AnonymousUser())
