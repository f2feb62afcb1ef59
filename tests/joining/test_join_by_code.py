"""A child or a carer joins by the code of a letter."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from core.refusals import Refused
from joining import codes, services
from joining.models import JoinCode, JoinRequest
from joining.services import NewAccount
from joining.views import CODE_CLOSED, NOT_FOUND
from members.models import Acceptance, CarerLink, LegalText, Person, User
from notices.models import Mail, Notice
from tests.pages import soup
from tests.personas import CARER, COORDINATOR, TEACHER

START, ACCOUNT, DONE = "/vstupit/", "/vstupit/uchetnaya-zapis/", "/vstupit/gotovo/"
PASSWORD = "korabl oblako chashka"
Issue = Callable[[Person, str], tuple[JoinCode, str]]
CARER_FIELDS = {"last_name": "Щербак", "first_name": "Инна", "relation": "мама", "username": "inna"}


def name_code(client: Client, code: str, last_name: str = "Щербак", first_name: str = "Глеб"):
    return client.post(START, {"code": code, "last_name": last_name, "first_name": first_name})


def fill(client: Client, **fields: str):
    """Send the second form with everything ticked."""
    ticks = {box["name"]: "on" for box in soup(client.get(ACCOUNT)).select("input[name^=accept_]")}
    given = {"username": "gleb", "password1": PASSWORD, "password2": PASSWORD} | ticks | fields
    return client.post(ACCOUNT, given)


def test_a_child_joins_and_waits(client: Client, pupil: Person, issue: Issue, nothing_told: None) -> None:
    _, code = issue(pupil, "pupil")
    assert name_code(client, code)["Location"] == ACCOUNT
    assert soup(client.get(ACCOUNT)).select_one("[name=username]")["value"] == "gleb.scherbak"
    assert fill(client)["Location"] == DONE
    assert "Осталось подтвердить" in client.get(DONE).text
    user = User.objects.get(username="gleb")
    assert not user.is_active
    assert user.person == pupil
    assert not user.groups.exists()
    accepted = Acceptance.objects.filter(user=user).values_list("text__kind", flat=True)
    assert set(accepted) == {LegalText.Kind.RULES, LegalText.Kind.POLICY}
    told = Notice.objects.get()
    assert (told.recipient.username, told.url) == (TEACHER, reverse("joining:waiting"))


def test_nobody_enters_before_the_confirmation(client: Client, pupil: Person, issue: Issue) -> None:
    name_code(client, issue(pupil, "pupil")[1])
    fill(client)
    client.post("/accounts/login/", {"login": "gleb", "password": PASSWORD})
    assert "_auth_user_id" not in client.session


def test_a_carer_joins_with_an_unconfirmed_link(client: Client, pupil: Person, issue: Issue) -> None:
    name_code(client, issue(pupil, "carers")[1])
    assert fill(client, **CARER_FIELDS)["Location"] == DONE
    link = CarerLink.objects.get(pupil=pupil)
    assert link.confirmed_at is None
    assert (link.relation, str(link.carer)) == ("мама", "Щербак Инна")
    assert link.carer.account.username == "inna"


def test_a_carers_mailbox_gets_nothing_before_its_owner_said_yes(
    client: Client, pupil: Person, issue: Issue
) -> None:
    name_code(client, issue(pupil, "carers")[1])
    fill(client, **CARER_FIELDS, email="Inna@Example.org")
    user = User.objects.get(username="inna")
    assert user.email == ""
    letter = Mail.objects.get(to__iexact="inna@example.org")
    assert letter.is_private
    link = re.search(r"/vstupit/pochta/\S+", letter.text)[0]
    client.get(link)
    user.refresh_from_db()
    assert user.email == ""  # a mail scanner opens links
    client.post(link)
    user.refresh_from_db()
    assert user.email == "inna@example.org"
    assert client.post("/vstupit/pochta/abrakadabra/").status_code == 404


def test_several_carers_but_not_a_crowd(pupil: Person, issue: Issue) -> None:
    row, code = issue(pupil, "carers")
    for number in range(codes.CARERS_LIMIT):
        one = Client()
        name_code(one, code)
        assert fill(one, **CARER_FIELDS | {"username": f"inna{number}"})["Location"] == DONE
    assert name_code(Client(), code).status_code == 200
    row.refresh_from_db()
    assert row.uses == codes.CARERS_LIMIT


@pytest.mark.parametrize(
    "write", [str.lower, lambda code: code.replace("-", " "), lambda code: code.replace("-", "")]
)
def test_a_code_is_understood_as_people_type_it(
    client: Client, pupil: Person, issue: Issue, write: Callable[[str], str]
) -> None:
    code = issue(pupil, "pupil")[1]
    assert name_code(client, f" {write(code)} ")["Location"] == ACCOUNT


def test_letters_that_look_alike_are_one() -> None:
    assert codes.normalise("асен-кмрт-хуоо") == codes.normalise("ACEH KMPT XY00")
    assert codes.normalise("OIl3-З8ВB-6Б1|") == "011338886611"
    assert set(codes.derive("0" * 32)) <= set(codes.ALPHABET)
    assert len(codes.ALPHABET) ** codes.LENGTH > 2**50


@pytest.mark.parametrize("typed", [("щербак", "глеб"), ("ЩЕРБАК", " Глеб "), ("Щepбaк", "Глеб")])
def test_the_name_is_compared_kindly(
    client: Client, pupil: Person, issue: Issue, typed: tuple[str, str]
) -> None:
    assert name_code(client, issue(pupil, "pupil")[1], *typed)["Location"] == ACCOUNT


def test_yo_is_ye(client: Client, class_5a, issue: Issue) -> None:
    child = Person.objects.get(last_name="Ерёменко", school_class=class_5a)
    assert name_code(client, issue(child, "pupil")[1], "Еременко", "Матвей")["Location"] == ACCOUNT


def test_one_answer_to_everything_that_does_not_fit(client: Client, pupil: Person, issue: Issue) -> None:
    """Unknown, expired, revoked, used, another's name: the same page, letter for letter."""
    row, code = issue(pupil, "carers")

    def page(*name: str, given: str = code) -> str:
        cache.clear()
        answer = name_code(client, given, *name)
        assert answer.status_code == 200
        text = re.sub(r'(csrfmiddlewaretoken" )?value="[^"]*"', "", answer.text)
        assert NOT_FOUND in text
        return text

    seen = {page(given="0000-0000-0000"), page("Щербак", "Олег"), page("Нетаких", "Глеб")}
    for change in (
        {"expires_on": timezone.localdate() - timedelta(days=1)},
        {"expires_on": row.expires_on, "revoked_at": timezone.now()},
        {"revoked_at": None, "uses": codes.CARERS_LIMIT},
    ):
        JoinCode.objects.filter(pk=row.pk).update(**change)
        seen.add(page())
    assert len(seen) == 1


def test_a_known_code_is_answered_by_the_same_work_as_an_unknown_one(
    pupil: Person, issue: Issue, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Time on a busy machine proves nothing; what is asked of the database and hashed does."""
    _, code = issue(pupil, "carers")
    hashed: list[bytes] = []
    monkeypatch.setattr(services, "sha256", lambda words: hashed.append(words) or sha256(words))

    def work(given: str) -> tuple[list[str], int]:
        hashed.clear()
        with CaptureQueriesContext(connection) as queries:
            assert name_code(Client(), given, "Нетаких").status_code == 200
        return [re.sub(r"'[^']*'|\d+", "?", query["sql"]) for query in queries], len(hashed)

    work("0000-0000-0001")  # the first answer asks what the others find in the cache
    known, unknown = work(code), work("0000-0000-0000")
    assert known[1] == unknown[1] > 1
    assert known[0] == unknown[0]


def test_guessing_is_stopped(pupil: Person, issue: Issue) -> None:
    _, code = issue(pupil, "pupil")
    client = Client()
    answers = [name_code(client, f"0000-0000-{number:04}").status_code for number in range(12)]
    assert answers == [200] * 10 + [429] * 2
    assert name_code(client, code).status_code == 429  # the right one too, for an hour


def test_guessing_from_fresh_browsers_is_stopped_by_address() -> None:
    answers = [name_code(Client(), f"0000-0000-{number:04}").status_code for number in range(105)]
    assert answers == [200] * 100 + [429] * 5


def test_guessing_the_child_of_a_found_letter_is_stopped(pupil: Person, issue: Issue) -> None:
    _, code = issue(pupil, "pupil")
    for number in range(8):
        name_code(Client(REMOTE_ADDR=f"10.0.0.{number}"), code, "Нетаких")
    answer = name_code(Client(REMOTE_ADDR="10.0.1.1"), code)
    assert answer.status_code == 429
    assert CODE_CLOSED in answer.text
    assert "попросите у классного руководителя новый код" in CODE_CLOSED
    assert soup(answer).select_one("[name=last_name]")["value"] == "Щербак"  # what was typed stays
    # Of a code that nobody has no other thing is said.
    for number in range(8):
        name_code(Client(REMOTE_ADDR=f"10.0.2.{number}"), "0000-0000-0000", "Нетаких")
    nobodys = name_code(Client(REMOTE_ADDR="10.0.3.1"), "0000-0000-0000")
    assert nobodys.status_code == 429
    assert CODE_CLOSED in nobodys.text


@pytest.mark.parametrize("login", [TEACHER, COORDINATOR])
def test_a_new_code_opens_at_once_what_guessing_has_closed(
    login: str, pupil: Person, issue: Issue, sign_in
) -> None:
    _, code = issue(pupil, "pupil")
    family = Client(REMOTE_ADDR="10.0.1.1")
    for _ in range(8):
        name_code(Client(REMOTE_ADDR="10.0.0.1"), code, "Нетаких")
    assert name_code(family, code).status_code == 429
    staff = sign_in(login)
    staff.post(reverse("joining_admin:revoke", args=[pupil.school_class_id]), {"pupil": pupil.pk})
    _, new = issue(pupil, "pupil")
    assert new != code
    assert name_code(family, new)["Location"] == ACCOUNT


def test_guesses_sent_at_one_moment_are_counted_too(
    pupil: Person, issue: Issue, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, code = issue(pupil, "pupil")
    looked, check = [], services.check

    def slow(*typed: str) -> JoinCode | None:
        """While one guess is looked at, the next one comes."""
        looked.append(typed)
        if len(looked) < 12:
            name_code(Client(REMOTE_ADDR=f"10.0.0.{len(looked)}"), code, "Нетаких")
        return check(*typed)

    monkeypatch.setattr(services, "check", slow)
    name_code(Client(), code, "Нетаких")
    assert len(looked) == 8


def test_who_names_it_rightly_uses_up_nothing(pupil: Person, issue: Issue) -> None:
    _, code = issue(pupil, "pupil")
    client = Client()
    for _ in range(7):
        assert name_code(client, code, "Нетаких").status_code == 200
    for _ in range(5):
        assert name_code(client, code)["Location"] == ACCOUNT
    assert name_code(client, code, "Нетаких").status_code == 200
    assert name_code(client, code).status_code == 429


def test_what_one_code_has_used_up_is_not_counted_against_the_school(pupil: Person, issue: Issue) -> None:
    _, code = issue(pupil, "pupil")
    for _ in range(20):
        name_code(Client(), code, "Нетаких")  # 8 are looked at
    answers = [name_code(Client(), f"0000-0000-{number:04}").status_code for number in range(93)]
    assert answers == [200] * 92 + [429]


def test_a_link_opened_by_a_scanner_changes_nothing(client: Client, pupil: Person, issue: Issue) -> None:
    row, code = issue(pupil, "pupil")
    page = client.get(f"/vstupit/{code}/")
    assert soup(page).select_one("[name=code]")["value"] == code
    row.refresh_from_db()
    assert row.uses == 0
    assert not client.session.keys()
    for odd in ("x" * 300, "%00", "<b>"):
        assert client.get(f"/vstupit/{odd}/").status_code in {200, 400, 404}


def test_the_form_sent_twice_and_the_back_button(client: Client, pupil: Person, issue: Issue) -> None:
    name_code(client, issue(pupil, "pupil")[1])
    ticks = {box["name"]: "on" for box in soup(client.get(ACCOUNT)).select("input[name^=accept_]")}
    session = dict(client.session)
    for _ in range(2):
        given = {"username": "gleb", "password1": PASSWORD, "password2": PASSWORD, **ticks}
        assert client.post(ACCOUNT, given)["Location"] == DONE
    restored = client.session  # as if both had been sent before either was answered
    restored.update(session)
    restored.save()
    assert client.post(ACCOUNT, given)["Location"] == DONE
    assert client.get(ACCOUNT)["Location"] == DONE
    assert User.objects.filter(person=pupil).count() == 1
    assert JoinRequest.objects.count() == 1


def test_two_people_with_one_code_of_a_child(pupil: Person, issue: Issue) -> None:
    row, code = issue(pupil, "pupil")
    first, second = Client(), Client()
    for one in (first, second):
        assert name_code(one, code)["Location"] == ACCOUNT
    fill(first)
    refused = fill(second, username="other")
    assert refused.status_code == 200
    assert "Этот код больше не действует" in refused.text
    assert User.objects.filter(person=pupil).count() == 1
    with pytest.raises(Refused):
        services.join_pupil(row, "another", NewAccount("third", PASSWORD, []))


def test_what_is_wrong_stands_by_its_field_and_the_rest_is_kept(
    client: Client, pupil: Person, issue: Issue
) -> None:
    name_code(client, issue(pupil, "carers")[1])
    answer = fill(
        client, **CARER_FIELDS | {"username": "Roditel", "password2": "другой", "last_name": "Щ3рбак"}
    )
    wrong = {one["id"] for one in soup(answer).select(".field__errors")}
    assert wrong == {"id_username_error", "id_password2_error", "id_last_name_error"}
    assert soup(answer).select_one("[name=first_name]")["value"] == "Инна"
    assert not User.objects.filter(username="inna").exists()


def test_without_accepting_nobody_joins(client: Client, pupil: Person, issue: Issue) -> None:
    name_code(client, issue(pupil, "pupil")[1])
    answer = client.post(ACCOUNT, {"username": "gleb", "password1": PASSWORD, "password2": PASSWORD})
    assert "Без этого вступить нельзя" in answer.text
    assert not User.objects.filter(username="gleb").exists()


def test_a_weak_password_is_refused(client: Client, pupil: Person, issue: Issue) -> None:
    name_code(client, issue(pupil, "pupil")[1])
    for weak in ("12345678", "gleb", "password"):
        answer = fill(client, password1=weak, password2=weak)
        assert soup(answer).select_one("#id_password1_error")


def test_the_second_form_is_not_reached_without_a_code(client: Client) -> None:
    assert client.get(ACCOUNT)["Location"] == START
    assert client.post(ACCOUNT, {"username": "gleb"})["Location"] == START
    assert client.get(DONE)["Location"] == START


def test_a_code_revoked_between_the_forms(client: Client, pupil: Person, issue: Issue) -> None:
    row, code = issue(pupil, "pupil")
    name_code(client, code)
    JoinCode.objects.filter(pk=row.pk).update(revoked_at=timezone.now())
    assert client.get(ACCOUNT)["Location"] == START


def test_a_member_adds_another_child(sign_in: Callable[[str], Client], pupil: Person, issue: Issue) -> None:
    client = sign_in(CARER)
    name_code(client, issue(pupil, "carers")[1])
    assert client.post(ACCOUNT, {"relation": "мама"})["Location"] == DONE
    me = User.objects.get(username=CARER)
    link = CarerLink.objects.get(carer=me.person, pupil=pupil)
    assert link.confirmed_at is None
    asked = JoinRequest.objects.get()
    assert not asked.made_account
    name_code(client, issue(pupil, "carers")[1])
    assert "уже связан с вами" in client.post(ACCOUNT, {"relation": "мама"}).text


def test_who_has_left_adds_no_child(sign_in: Callable[[str], Client], pupil: Person, issue: Issue) -> None:
    Person.objects.filter(account__username=CARER).update(left_on=timezone.localdate())
    client = sign_in(CARER)
    name_code(client, issue(pupil, "carers")[1])
    answer = client.post(ACCOUNT, {"relation": "мама"})
    assert answer.status_code == 200
    assert "записаны как ушедший" in answer.text
    assert not CarerLink.objects.filter(pupil=pupil).exists()
    assert not JoinRequest.objects.exists()


def test_who_has_an_account_signs_in_on_the_way(client: Client, pupil: Person, issue: Issue) -> None:
    name_code(client, issue(pupil, "carers")[1])
    client.post("/accounts/login/", {"login": CARER, "password": "vmeste-demo"})
    assert "Ещё один ребёнок" in client.get(ACCOUNT).text
    assert client.post(ACCOUNT, {"relation": "бабушка"})["Location"] == DONE
    assert JoinRequest.objects.get().user.username == CARER


def test_a_pupil_who_is_signed_in_is_nobodys_carer(
    sign_in: Callable[[str], Client], pupil: Person, issue: Issue
) -> None:
    client = sign_in("uchenik")
    name_code(client, issue(pupil, "carers")[1])
    assert "выйдите" in client.post(ACCOUNT, {"relation": "мама"}).text
    assert not CarerLink.objects.filter(pupil=pupil).exists()


def test_closed_until_the_texts_are_in_force(
    client: Client, sign_in: Callable[[str], Client], pupil: Person, issue: Issue
) -> None:
    row, code = issue(pupil, "pupil")
    LegalText.objects.filter(kind=LegalText.Kind.POLICY).update(in_force_from=None)
    for address in (START, ACCOUNT, "/vstupit/kollega/", f"/vstupit/{code}/"):
        answer = client.get(address)
        assert answer.status_code == 403
        assert "Вступление пока закрыто" in answer.text
    assert name_code(client, code).status_code == 403
    with pytest.raises(Refused):
        services.join_pupil(row, "t", NewAccount("gleb", PASSWORD, []))
    for address in (reverse("joining_admin:letters"), reverse("joining:waiting")):
        assert "Политика обработки персональных данных" in sign_in("koordinator").get(address).text


def test_signing_up_and_in_lead_to_the_code(client: Client) -> None:
    for address in ("/accounts/signup/", "/accounts/login/"):
        assert soup(client.get(address)).select_one(f'main a[href="{START}"]')


def test_other_methods(client: Client) -> None:
    for address in (START, ACCOUNT, "/vstupit/kollega/"):
        assert client.put(address).status_code == 405
    assert client.post(DONE).status_code == 405
