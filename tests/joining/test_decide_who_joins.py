"""The class teacher or a coordinator lets people in, or does not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from core.refusals import Refused
from demo.factories import entry_year_of
from joining import decisions, gate, services
from joining.models import JoinCode, JoinRequest
from joining.services import Carer, NewAccount
from joining.ticks import DECISION_KEPT, WAITS_AT_MOST, forget
from members import personal_data
from members.models import AuditEntry, CarerLink, Person, SchoolClass, User
from notices.models import Notice
from tests.pages import soup
from tests.personas import ANONYMOUS, CARER, COLLEAGUE, COORDINATOR, MODERATOR, PUPIL, REVIEWER, TEACHER

WAITING = "/vstupit/kto/"
Ask = Callable[..., JoinRequest]


@pytest.fixture
def ask(issue: Callable) -> Ask:
    """`ask(child)` – the child waits; `ask(child, carer=True)` – a carer of the child does."""

    def wait(child: Person, *, carer: bool = False, name: str = "novyy") -> JoinRequest:
        row, _ = issue(child, "carers" if carer else "pupil")
        account = NewAccount(name, "korabl oblako chashka", gate.texts_to_accept())
        if carer:
            return services.join_carer(row, f"t-{name}", account, Carer("Щербак", "Инна", "", "мама"))
        return services.join_pupil(row, f"t-{name}", account)

    return wait


def test_a_pupil_confirmed_is_of_the_class(sign_in, pupil: Person, ask: Ask) -> None:
    asked = ask(pupil)
    client = sign_in(TEACHER)
    assert "Щербак Глеб" in client.get(WAITING).text
    client.post(WAITING, {"one": asked.pk})
    user = User.objects.get(username="novyy")
    assert user.is_active
    assert set(user.groups.values_list("name", flat=True)) == {"Ученики", "Класс 5 «А»"}
    assert Notice.objects.filter(recipient=user).exists()
    entry = AuditEntry.objects.get(action="join.confirmed")
    assert (entry.actor.username, entry.person) == (TEACHER, pupil)
    entered = Client()
    entered.post("/accounts/login/", {"login": "novyy", "password": "korabl oblako chashka"})
    assert "_auth_user_id" in entered.session


def test_a_carer_confirmed_is_linked_and_of_the_class(sign_in, pupil: Person, ask: Ask) -> None:
    sign_in(TEACHER).post(WAITING, {"one": ask(pupil, carer=True).pk})
    link = CarerLink.objects.get(pupil=pupil)
    assert link.confirmed_by.username == TEACHER
    user = link.carer.account
    assert set(user.groups.values_list("name", flat=True)) == {"Родители", "Класс 5 «А»"}


def test_confirming_asks_for_no_reason(sign_in, pupil: Person, ask: Ask) -> None:
    """The reason of a refusal is required and folded away: a browser would send nothing, and say nothing."""
    ask(pupil)
    drawn = soup(sign_in(TEACHER).get(WAITING))
    buttons = drawn.select("button[name=one], button[name=confirm]")
    assert len(buttons) > 1
    assert all(button.has_attr("formnovalidate") for button in buttons)
    assert not drawn.select_one("button[name=refuse]").has_attr("formnovalidate")


def test_several_at_once(sign_in, pupil: Person, ask: Ask) -> None:
    chosen = [ask(pupil).pk, ask(pupil, carer=True, name="mama").pk]
    answer = sign_in(COORDINATOR).post(WAITING, {"chosen": chosen, "confirm": "1"}, follow=True)
    assert "Подтверждено: 2 человека." in answer.text
    assert User.objects.filter(username__in=["novyy", "mama"], is_active=True).count() == 2


def test_refused_everything_made_is_erased_and_the_code_serves_again(
    sign_in, pupil: Person, ask: Ask, issue
) -> None:
    asked = ask(pupil, carer=True)
    person = asked.user.person_id
    client = sign_in(TEACHER)
    client.post(WAITING, {"chosen": [asked.pk], "refuse": "1", "reason": "Это не мама Глеба."})
    assert not User.objects.filter(username="novyy").exists()
    assert not Person.objects.filter(pk=person).exists()
    assert not CarerLink.objects.filter(pupil=pupil).exists()
    assert JoinCode.objects.get(pupil=pupil, audience="carers").uses == 0
    assert "Это не мама Глеба." in AuditEntry.objects.get(action="join.refused").details
    assert Person.objects.filter(pk=pupil.pk).exists()


def test_a_carer_whom_the_school_has_written_down_is_not_made_twice(pupil: Person, ask: Ask) -> None:
    mother = Person.objects.create(last_name="Щербак", first_name="Инна", kind=Person.Kind.CARER)
    link = CarerLink.objects.create(carer=mother, pupil=pupil, confirmed_at=timezone.now(), relation="мама")
    teacher = User.objects.get(username=TEACHER)
    decisions.refuse(ask(pupil, carer=True), teacher, "Опечатка.")
    assert list(pupil.carer_links.all()) == [link]
    decisions.confirm(ask(pupil, carer=True, name="second"), teacher)
    assert list(pupil.carer_links.all()) == [link]
    assert User.objects.get(username="second").person == mother
    assert mother.account.groups.filter(name="Класс 5 «А»").exists()


def test_the_refused_reads_why_in_the_same_browser(client: Client, pupil: Person, ask: Ask) -> None:
    asked = ask(pupil)
    session = client.session
    session["joining_done"] = asked.ticket
    session.save()
    assert "Осталось подтвердить" in client.get("/vstupit/gotovo/").text
    decisions.refuse(asked, User.objects.get(username=TEACHER), "Код выдан другому.")
    assert "Код выдан другому." in client.get("/vstupit/gotovo/").text


def test_a_reason_is_needed(sign_in, pupil: Person, ask: Ask) -> None:
    asked = ask(pupil)
    answer = sign_in(TEACHER).post(WAITING, {"chosen": [asked.pk], "refuse": "1", "reason": " "})
    assert answer.status_code == 422
    page = soup(answer)
    assert page.select_one("#id_reason_error")
    assert page.select_one("input[name=chosen]").has_attr("checked")  # what was ticked stays
    assert User.objects.filter(username="novyy").exists()


def test_one_more_child_refused_leaves_the_account(sign_in, pupil: Person, issue) -> None:
    me = User.objects.get(username=CARER)
    row, _ = issue(pupil, "carers")
    asked = services.add_child(row, "t", me, "мама")
    decisions.refuse(asked, User.objects.get(username=TEACHER), "Нет такого опекуна.")
    me.refresh_from_db()
    assert me.is_active
    assert me.person.children_links.count() == 1  # the first child's
    assert Notice.objects.filter(recipient=me, text="Заявка о ребёнке отклонена").exists()


def test_one_more_child_confirmed_opens_the_other_class(issue, sign_in) -> None:
    child = Person.objects.get(account__username="uchenik7b")
    me = User.objects.get(username=CARER)
    asked = services.add_child(issue(child, "carers")[0], "t", me, "мама")
    assert not me.groups.filter(name="Класс 7 «Б»").exists()
    sign_in("khapachev").post(WAITING, {"one": asked.pk})
    assert me.groups.filter(name="Класс 7 «Б»").exists()


def test_decided_twice(sign_in, pupil: Person, ask: Ask) -> None:
    asked = ask(pupil)
    client = sign_in(TEACHER)
    client.post(WAITING, {"one": asked.pk})
    again = client.post(WAITING, {"one": asked.pk}, follow=True)
    assert "уже решены" in again.text
    assert AuditEntry.objects.filter(action="join.confirmed").count() == 1


@pytest.mark.parametrize(
    ("login", "status"),
    [
        (MODERATOR, 403),  # leads 5 «Б»
        ("khapachev", 403),  # leads 7 «Б»
        ("mironova", 403),  # a teacher without a class
        (REVIEWER, 403),
        (CARER, 403),
        (PUPIL, 403),
        (COLLEAGUE, 403),
        (ANONYMOUS, 302),
    ],
)
def test_who_may_not(sign_in, pupil: Person, ask: Ask, login: str, status: int) -> None:
    asked = ask(pupil)
    client = sign_in(login)
    for sent in (
        {"one": asked.pk},
        {"chosen": [asked.pk], "confirm": "1"},
        {"chosen": [asked.pk], "refuse": "1", "reason": "Нет"},
    ):
        assert client.post(WAITING, sent).status_code == status
    asked.refresh_from_db()
    assert asked.state == JoinRequest.State.WAITING
    assert not asked.user.is_active
    shown = client.get(WAITING)
    assert "Щербак" not in shown.text


def test_the_service_itself_refuses_a_teacher_of_another_class(pupil: Person, ask: Ask) -> None:
    asked = ask(pupil)
    for decide in (decisions.confirm, lambda *args: decisions.refuse(*args, "Нет")):
        with pytest.raises(Refused):
            decide(asked, User.objects.get(username="khapachev"))


def test_a_moderator_who_leads_no_class_has_no_such_page(sign_in) -> None:
    SchoolClass.objects.filter(class_teacher__account__username=MODERATOR).update(class_teacher=None)
    client = sign_in(MODERATOR)
    assert client.get(WAITING).status_code == 403
    assert WAITING not in client.get("/").text
    assert WAITING in sign_in(TEACHER).get("/").text


def test_a_class_without_a_teacher_is_the_coordinators(ask: Ask, nothing_told: None) -> None:
    child = Person.objects.create(
        last_name="Щербак",
        first_name="Олег",
        kind=Person.Kind.PUPIL,
        school_class=SchoolClass.objects.get(entry_year=entry_year_of(8)),
    )
    ask(child)
    assert set(Notice.objects.values_list("recipient__username", flat=True)) == {COORDINATOR}


def test_a_class_whose_teacher_has_left_is_the_coordinators(
    pupil: Person, ask: Ask, nothing_told: None
) -> None:
    Person.objects.filter(account__username=TEACHER).update(left_on=timezone.localdate())
    ask(pupil)
    assert set(Notice.objects.values_list("recipient__username", flat=True)) == {COORDINATOR}


def test_bad_numbers(sign_in) -> None:
    client = sign_in(TEACHER)
    for number in ("0", "99999999999999999999", "x", "", "-1"):
        assert client.post(WAITING, {"one": number}).status_code == 302
    assert client.get(f"{WAITING}?page=x").status_code == 404
    assert client.delete(WAITING).status_code == 405


def test_a_leaver_is_not_let_in(sign_in, pupil: Person, ask: Ask) -> None:
    asked = ask(pupil)
    Person.objects.filter(pk=pupil.pk).update(left_on=timezone.localdate())
    answer = sign_in(TEACHER).post(WAITING, {"one": asked.pk}, follow=True)
    assert "записан как ушедший" in answer.text
    asked.refresh_from_db()
    assert asked.state == JoinRequest.State.WAITING


def test_a_carer_who_has_left_meanwhile_is_not_let_in(sign_in, pupil: Person, issue) -> None:
    me = User.objects.get(username=CARER)
    asked = services.add_child(issue(pupil, "carers")[0], "t", me, "мама")
    me.person.left_on = timezone.localdate()
    me.person.save()
    assert "записан как ушедший" in sign_in(TEACHER).post(WAITING, {"one": asked.pk}, follow=True).text
    assert not me.groups.filter(name="Родители").exists()


def test_queries_do_not_grow(sign_in, class_5a, ask: Ask, count_queries) -> None:
    client = sign_in(TEACHER)
    children = list(class_5a.pupils.filter(account=None)[:12])
    ask(children[0], carer=True, name="one")
    few = count_queries(lambda: client.get(WAITING))
    for number, child in enumerate(children[1:]):
        ask(child, carer=True, name=f"one{number}")
    assert count_queries(lambda: client.get(WAITING)) == few


def test_what_is_forgotten(pupil: Person, ask: Ask) -> None:
    asked = ask(pupil)
    JoinRequest.objects.update(created_at=timezone.now() - WAITS_AT_MOST - timedelta(days=1))
    forget()
    assert not User.objects.filter(username="novyy").exists()
    asked = ask(pupil, name="second")
    decisions.refuse(asked, User.objects.get(username=TEACHER), "Нет.")
    forget()
    assert JoinRequest.objects.exists()
    JoinRequest.objects.update(decided_at=timezone.now() - DECISION_KEPT - timedelta(days=1))
    forget()
    assert not JoinRequest.objects.exists()


def wait_too_long() -> None:
    JoinRequest.objects.update(created_at=timezone.now() - WAITS_AT_MOST - timedelta(days=1))
    forget()


@pytest.mark.parametrize("life", [{"is_active": True}, {"last_login": timezone.now()}])
def test_an_account_that_somebody_has_opened_by_hand_is_never_erased(
    pupil: Person, ask: Ask, life: dict[str, object]
) -> None:
    asked = ask(pupil, carer=True)
    User.objects.filter(username="novyy").update(**life)
    wait_too_long()
    user = User.objects.get(username="novyy")
    assert user.person == asked.user.person
    assert not JoinRequest.objects.exists()
    assert not CarerLink.objects.filter(pupil=pupil).exists()  # nobody confirmed it: it may be asked again
    assert JoinCode.objects.get(pupil=pupil, audience="carers").uses == 1


def test_a_refusal_erases_no_living_account(pupil: Person, ask: Ask) -> None:
    asked = ask(pupil, carer=True)
    User.objects.filter(username="novyy").update(is_active=True)
    decisions.refuse(asked, User.objects.get(username=TEACHER), "Это не мама Глеба.")
    user = User.objects.get(username="novyy")
    assert not user.person.children_links.exists()
    assert Notice.objects.filter(recipient=user, text="Заявка о ребёнке отклонена").exists()


def test_who_waited_for_a_child_that_is_erased_goes_too(pupil: Person, ask: Ask) -> None:
    person = ask(pupil, carer=True).user.person_id
    ask(pupil, name="gleb")
    personal_data.erase(pupil)
    assert not User.objects.filter(username__in=["novyy", "gleb"]).exists()
    assert not Person.objects.filter(pk=person).exists()
    assert not JoinRequest.objects.exists()


def test_a_member_who_waited_for_a_child_that_is_erased_stays(pupil: Person, issue) -> None:
    me = User.objects.get(username=CARER)
    services.add_child(issue(pupil, "carers")[0], "t", me, "мама")
    personal_data.erase(pupil)
    me.refresh_from_db()
    assert me.is_active
    assert me.person.children_links.count() == 1


def test_the_account_menu_says_how_many_wait(sign_in, class_5a, ask: Ask) -> None:
    def number(login: str) -> str | None:
        line = soup(sign_in(login).get("/blog/")).select_one(f".account-menu a[href='{WAITING}']")
        return line and "".join(filter(str.isdigit, line.get_text()))

    before = int(number(TEACHER) or 0)
    ask(class_5a.pupils.filter(account=None).first())
    assert number(TEACHER) == str(before + 1)
    assert number(PUPIL) is None
    assert number(CARER) is None
