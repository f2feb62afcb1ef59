"""Any adult member proposes an event: it waits for who looks after events, comes back, or stands for all."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from events.models import EventPage, EventsPage
from members.approval import set_rule
from members.models import User
from notices.models import Notice
from tests.pages import soup, titles
from tests.personas import ANONYMOUS, CARER, COLLEAGUE, ORGANISER, PUPIL, REVIEWER, TEACHER
from tests.writing.steps import begin, errors, main_of, send, step
from writing.drafts import state_of

NEW = "/napisat/meropriyatie/"
TITLE = "Весенний слёт краеведов"
DETAILS = {
    "kind": "trip",
    "place": "Река Лаба",
    "organiser": "Клуб «Тропа»",
    "summary": "На день.",
}


@pytest.fixture
def section():
    return EventsPage.objects.get()


@pytest.fixture
def day():
    return timezone.localdate() + timedelta(days=30)


def proposed(client, day):
    page = begin(client, "meropriyatie", title=TITLE, day=day.isoformat(), text="Пойдём вместе.")
    assert send(client, step("details", page), DETAILS)["Location"] == step("look", page)
    return page, client.post(step("send", page), follow=True)


def decide(client, page, action, comment=""):
    state = EventPage.objects.get(pk=page.pk).current_workflow_task_state
    address = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, action, state.pk])
    return client.post(address, {"comment": comment})


@pytest.mark.parametrize("who", [CARER, COLLEAGUE, REVIEWER, TEACHER])
def test_every_adult_proposes_and_it_waits(who, section, day, sign_in, nothing_told):
    client = sign_in(who)
    assert main_of(client.get(section.url)).find("a", href=NEW) is not None
    page, answer = proposed(client, day)
    assert "Отправлено:" in answer.text
    page = EventPage.objects.get(pk=page.pk)
    assert page.get_parent().pk == section.pk
    assert state_of(page).value == "waiting"
    assert not page.live
    assert Notice.objects.filter(recipient__username=ORGANISER, text__startswith="Ждёт проверки").count() == 1
    assert TITLE not in titles(sign_in(ANONYMOUS).get(section.url))
    assert "Ждёт модератора" in main_of(client.get("/napisat/")).get_text()


def test_what_is_approved_stands_for_all_and_its_author_is_told(section, day, sign_in, nothing_told):
    page, _ = proposed(sign_in(CARER), day)
    decide(sign_in(ORGANISER), page, "approve")
    page = EventPage.objects.get(pk=page.pk)
    assert page.live
    assert TITLE in titles(sign_in(ANONYMOUS).get(section.url))
    assert page.owner.username == CARER
    told = Notice.objects.get(recipient__username=CARER)
    assert told.text == f"Одобрено: «{TITLE}»"
    assert told.url == page.url


def test_what_comes_back_is_mended_on_the_same_form(section, day, sign_in, nothing_told):
    carer = sign_in(CARER)
    page, _ = proposed(carer, day)
    decide(sign_in(ORGANISER), page, "reject", "Напишите, кто отвечает за детей.")
    told = Notice.objects.get(recipient__username=CARER)
    assert told.url == step("look", page)
    seen = carer.get(f"/notices/{told.pk}/", follow=True)
    assert seen.status_code == 200
    assert "кто отвечает за детей" in seen.text
    assert send(carer, step("text", page), {"text": "За детей отвечаю я."}).status_code == 302
    assert "Отправлено:" in carer.post(step("send", page), follow=True).text


def test_a_carer_waits_even_where_teachers_are_trusted(section, day, sign_in):
    set_rule(section, waits=False)
    page, answer = proposed(sign_in(CARER), day)
    assert "Отправлено:" in answer.text
    assert not EventPage.objects.get(pk=page.pk).live
    _, answer = proposed(sign_in(TEACHER), day)
    assert "Опубликовано:" in answer.text


def test_a_carer_has_nothing_else_to_write_and_no_editor(section, day, sign_in):
    client = sign_in(CARER)
    tiles = main_of(client.get("/napisat/")).select(".tile")
    assert [one["href"] for one in tiles] == [NEW]
    for slug in ("zapis", "material", "sayt", "obyavlenie", "sobytie"):
        assert client.get(f"/napisat/{slug}/").status_code == 403
    page, _ = proposed(client, day)
    assert client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).status_code in {302, 403}
    assert client.get(f"/admin/pages/add/events/eventpage/{section.pk}/").status_code in {302, 403}
    assert soup(client.get(step("look", page))).find("input", {"name": "pictures"}) is None


def test_a_carer_loads_no_pictures(day, sign_in):
    client = sign_in(CARER)
    page = begin(client, "meropriyatie", title=TITLE, day=day.isoformat())
    assert soup(client.get(step("details", page))).find("input", {"name": "pictures"}) is None


@pytest.mark.parametrize("who", [PUPIL, "uchenik7b"])
def test_a_pupil_is_refused_and_told_whom_to_ask(who, section, sign_in):
    client = sign_in(who)
    assert main_of(client.get(section.url)).find("a", href=NEW) is None
    refused = client.get(NEW)
    assert refused.status_code == 403
    assert "взрослые" in refused.text


def test_a_stranger_is_asked_to_sign_in(section, sign_in):
    client = sign_in(ANONYMOUS)
    assert main_of(client.get(section.url)).find("a", href=NEW) is None
    assert client.get(NEW)["Location"].startswith("/accounts/login/?next=")


def test_who_has_left_proposes_nothing(section, sign_in):
    user = User.objects.get(username=COLLEAGUE)
    client = sign_in(COLLEAGUE)
    user.person.left_on = timezone.localdate()
    user.person.save()
    assert client.get(NEW).status_code == 403


@pytest.mark.parametrize(
    ("sent", "field"),
    [({"place": ""}, "place"), ({"is_outside": "on"}, "source_url"), ({"source_url": "нет"}, "source_url")],
)
def test_what_is_missing_is_told_by_its_field(sent, field, day, sign_in):
    client = sign_in(COLLEAGUE)
    page = begin(client, "meropriyatie", title=TITLE, day=day.isoformat())
    refused = send(client, step("details", page), {**DETAILS, **sent})
    assert set(errors(refused)) == {field}
    assert soup(refused).find("input", {"name": "organiser"})["value"] == DETAILS["organiser"]


def test_anothers_proposal_is_not_there(day, sign_in):
    page, _ = proposed(sign_in(CARER), day)
    for name in ("text", "details", "look"):
        assert sign_in(COLLEAGUE).get(step(name, page)).status_code == 404


def test_a_childs_name_is_asked_about(day, sign_in):
    client = sign_in(CARER)
    page = begin(client, "meropriyatie", title=TITLE, day=day.isoformat(), text="Ведёт Тимур Хуажев.")
    send(client, step("details", page), DETAILS)
    asked = client.post(step("send", page))
    assert asked.status_code == 400
    assert soup(asked).find("textarea", {"name": "name_reason"}) is not None
