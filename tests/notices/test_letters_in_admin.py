"""«Письма» in the admin: the coordinator reads what was written, sees what failed and why, sends it again."""

from __future__ import annotations

import pytest
from django.urls import reverse

from notices.delivery import Postman
from notices.models import Mail
from notices.services import write_mail
from tests.pages import soup
from tests.personas import (
    ADMIN,
    ANONYMOUS,
    CARER,
    COLLEAGUE,
    COORDINATOR,
    MODERATOR,
    PUPIL,
    REVIEWER,
    TEACHER,
)

LETTERS = "/admin/letters/"
OTHERS = [ANONYMOUS, MODERATOR, TEACHER, REVIEWER, CARER, PUPIL, COLLEAGUE]


def letter(state: str = Mail.State.SENT, *, is_private: bool = False, **fields: str) -> Mail:
    row = write_mail(
        fields.get("to", "kto@example.org"),
        subject=fields.get("subject", "О встрече"),
        text=fields.get("text", "Ждём вас <в пять>.\nПриходите."),
        is_private=is_private,
    )
    row.state, row.last_error = state, "550 no such user" if state == Mail.State.FAILED else ""
    row.save()
    return row


def page_of(row: Mail) -> str:
    return f"{LETTERS}inspect/{row.pk}/"


def rows(response) -> str:
    return soup(response).select_one("#listing-results").get_text()


@pytest.mark.parametrize("login", [COORDINATOR, ADMIN])
def test_the_coordinator_finds_and_reads_letters(login, sign_in):
    client = sign_in(login)
    row = letter()
    listed = client.get(LETTERS)
    assert "О встрече" in rows(listed)
    assert "отправлено" in rows(listed)
    assert page_of(row) in listed.text
    read = client.get(page_of(row))
    assert "Ждём вас &lt;в пять&gt;.<br>Приходите." in read.text
    assert "Отправить ещё раз" not in read.text
    assert LETTERS in client.get("/admin/").text


@pytest.mark.parametrize("login", OTHERS)
def test_nobody_else_does(login, sign_in):
    client = sign_in(login)
    row = letter(Mail.State.FAILED)
    for address in (LETTERS, f"{LETTERS}results/", page_of(row), "/admin/ticks/"):
        response = client.get(address)
        assert response.status_code in {302, 403}, address
        assert "О встрече" not in response.text
    client.post(f"{LETTERS}again/{row.pk}/")
    row.refresh_from_db()
    assert row.state == Mail.State.FAILED


@pytest.mark.parametrize("login", [MODERATOR, TEACHER])
def test_the_menu_of_others_does_not_name_it(login, sign_in):
    page = sign_in(login).get("/admin/").text
    assert "/admin/pages/" in page
    assert LETTERS not in page
    assert "/admin/ticks/" not in page


def test_letters_are_filtered_by_state(sign_in):
    for state, subject in (
        (Mail.State.SENT, "Ушедшее"),
        (Mail.State.FAILED, "Отвергнутое"),
        (Mail.State.WAITING, "Ждущее"),
    ):
        letter(state, subject=subject)
    found = rows(sign_in(COORDINATOR).get(f"{LETTERS}?state=failed"))
    assert "Отвергнутое" in found
    assert "Ушедшее" not in found
    assert "Ждущее" not in found


def test_letters_are_found_by_address(sign_in):
    letter(to="ivanova@example.org", subject="Первое")
    letter(to="petrova@example.org", subject="Второе")
    found = rows(sign_in(COORDINATOR).get(f"{LETTERS}?q=petrova"))
    assert "Второе" in found
    assert "Первое" not in found


@pytest.mark.parametrize("query", ["state=nothing", "q=%22", "q=%27%28", "p=abc", "p=999", "ordering=text"])
def test_an_odd_query_is_no_error(query, sign_in):
    letter()
    client = sign_in(COORDINATOR)
    client.raise_request_exception = False
    assert client.get(f"{LETTERS}?{query}").status_code in {200, 302, 404}


def test_a_letter_that_failed_says_why_and_is_sent_again(sign_in, by_smtp):
    row = letter(Mail.State.FAILED)
    Mail.objects.filter(pk=row.pk).update(attempts=9)
    client = sign_in(COORDINATOR)
    assert "550 no such user" in client.get(page_of(row)).text
    form = soup(client.get(page_of(row))).select_one(f"form[action='{LETTERS}again/{row.pk}/']")
    assert form["method"] == "post"
    said = client.post(f"{LETTERS}again/{row.pk}/", follow=True)
    assert "поставлено в очередь" in said.text
    Postman().send_due()
    row.refresh_from_db()
    assert (row.state, row.attempts) == (Mail.State.SENT, 1)
    assert len(by_smtp.letters) == 1


@pytest.mark.parametrize("state", [Mail.State.SENT, Mail.State.SENDING, Mail.State.WAITING])
def test_a_letter_that_did_not_fail_is_not_sent_again(state, sign_in):
    row = letter(state)
    said = sign_in(COORDINATOR).post(f"{LETTERS}again/{row.pk}/", follow=True)
    assert "уже не среди неотправленных" in said.text
    row.refresh_from_db()
    assert row.state == state


def test_nothing_is_sent_again_by_following_a_link(sign_in):
    row = letter(Mail.State.FAILED)
    assert sign_in(COORDINATOR).get(f"{LETTERS}again/{row.pk}/").status_code == 405
    row.refresh_from_db()
    assert row.state == Mail.State.FAILED


def test_a_private_letter_is_read_by_nobody_but_the_addressee(sign_in, settings):
    row = letter(text="Ссылка: /accounts/password/reset/key/1-abc/", is_private=True)
    client = sign_in(ADMIN)
    page = client.get(page_of(row)).text
    assert "reset/key" not in page
    assert "виден только адресату" in page
    # Where letters go no further than a folder of this machine, there is nowhere else to read them.
    settings.DELIVERY_BACKEND = "notices.backends.FileBackend"
    assert "reset/key" in client.get(page_of(row)).text


def test_a_coordinator_does_not_read_a_way_into_the_administrators_account(sign_in, settings):
    settings.DELIVERY_BACKEND = "notices.backends.FileBackend"
    row = letter(text="Ссылка: /accounts/password/reset/key/1-abc/", is_private=True)
    page = sign_in(COORDINATOR).get(page_of(row)).text
    assert "reset/key" not in page
    assert "виден только адресату" in page


@pytest.mark.parametrize("action", ["new", "edit/{}", "delete/{}", "copy/{}", "history/{}", "usage/{}"])
@pytest.mark.parametrize("register", ["letters", "ticks"])
def test_there_is_no_way_to_change_one(register, action, sign_in):
    row = letter()
    client = sign_in(ADMIN)
    address = f"/admin/{register}/{action.format(row.pk)}/"
    assert client.get(address).status_code == 404
    assert client.post(address).status_code == 404
    assert Mail.objects.filter(pk=row.pk).exists()


@pytest.mark.parametrize("number", ["0", "999999", "9" * 30])
def test_no_such_letter_is_404(number, sign_in):
    client = sign_in(ADMIN)
    assert client.get(f"{LETTERS}inspect/{number}/").status_code == 404
    assert client.post(f"{LETTERS}again/{number}/").status_code == 404
    assert client.get(f"/admin/ticks/inspect/{number}/").status_code == 404


def test_a_long_list_costs_no_more_queries(sign_in, count_queries):
    client = sign_in(COORDINATOR)
    for number in range(3):
        letter(subject=f"№ {number}")
    few = count_queries(lambda: client.get(LETTERS))
    Mail.objects.bulk_create(Mail(to="k@example.org", subject="Т", text="т") for _ in range(200))
    assert count_queries(lambda: client.get(LETTERS)) <= few + 1
    assert reverse("mail:index") == LETTERS
