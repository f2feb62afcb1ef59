"""Colleagues from elsewhere: invited or asking, confirmed by a coordinator, then a password by letter."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from core.refusals import Refused
from joining import colleague_forms as forms
from joining import colleagues
from joining.models import Invitation, JoinRequest
from members.models import Acceptance, AuditEntry, CommunitySettings, Person, User
from notices.models import Mail, Notice
from tests.pages import soup
from tests.personas import ANONYMOUS, CARER, COLLEAGUE, COORDINATOR, MODERATOR, PUPIL, TEACHER

ASK, WAITING, INVITE = "/vstupit/kollega/", "/vstupit/kto/", "/vstupit/priglasit/"
ABOUT = {
    "last_name": "Нагоева",
    "first_name": "Асиет",
    "organisation": "Красногорская школа",
    "position": "учитель биологии",
    "why": "Наблюдаем за птицами.",
    "policy": "on",
}
PASSWORD = "korabl oblako chashka"


@pytest.fixture(autouse=True)
def _forms_are_filled_in_slowly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forms, "QUICKEST", -1)


def ask(client: Client, **fields: str):
    mark = soup(client.get(ASK)).select_one("[name=started]")["value"]
    return client.post(ASK, ABOUT | {"email": "nagoeva@example.org", "started": mark} | fields)


def link_to(email: str, path: str) -> str:
    return re.search(rf"/vstupit/{path}/\S+", Mail.objects.filter(to=email).latest("pk").text)[0]


def open_with(client: Client, link: str, **fields: str):
    ticks = {box["name"]: "on" for box in soup(client.get(link)).select("input[name^=accept_]")}
    given = {"username": "nagoeva", "password1": PASSWORD, "password2": PASSWORD} | ticks | fields
    return client.post(link, given)


def test_asked_confirmed_a_password_by_letter_once(client: Client, sign_in, nothing_told: None) -> None:
    assert ask(client)["Location"] == "/vstupit/kollega/gotovo/"
    asked = JoinRequest.objects.get()
    assert Notice.objects.get().recipient.username == COORDINATOR
    assert not Mail.objects.filter(to="nagoeva@example.org").exists()  # nobody unknown is written to
    coordinator = sign_in(COORDINATOR)
    assert "Наблюдаем за птицами." in coordinator.get(WAITING).text
    coordinator.post(WAITING, {"one": asked.pk})
    assert not User.objects.filter(email="nagoeva@example.org").exists()
    letter = Mail.objects.get(to="nagoeva@example.org")
    assert letter.is_private
    link = link_to("nagoeva@example.org", "parol")
    client.get(link)  # a scanner
    assert open_with(client, link)["Location"] == "/accounts/login/"
    user = User.objects.get(username="nagoeva")
    assert user.is_active
    assert [group.name for group in user.groups.all()] == ["Коллеги из других школ"]
    assert (user.person.kind, user.person.organisation) == ("colleague", "Красногорская школа")
    assert Acceptance.objects.filter(user=user).count() == 2
    assert client.get(link).status_code == 404
    assert client.post(link, {"username": "other"}).status_code == 404
    asked.refresh_from_db()
    assert (asked.last_name, asked.first_name, asked.email, asked.why) == ("", "", "", "")
    user.delete()
    assert client.get(link).status_code == 404  # nor does the link serve again


@pytest.mark.parametrize("decision", [{"confirm": "1"}, {"refuse": "1", "reason": "Не нашли такой школы."}])
def test_the_log_names_no_colleague(client: Client, sign_in, decision: dict[str, str]) -> None:
    """It is kept for years, and the request for a month."""
    ask(client)
    asked = JoinRequest.objects.get()
    sign_in(COORDINATOR).post(WAITING, {"chosen": [asked.pk]} | decision)
    entry = AuditEntry.objects.get(action__startswith="join.")
    assert "Нагоева" not in entry.details
    assert f"заявка № {asked.pk}" in entry.details


def test_the_link_runs_out(client: Client, sign_in) -> None:
    ask(client)
    sign_in(COORDINATOR).post(WAITING, {"one": JoinRequest.objects.get().pk})
    JoinRequest.objects.update(decided_at=timezone.now() - timedelta(days=15))
    assert client.get(link_to("nagoeva@example.org", "parol")).status_code == 404


def confirmed(client: Client, coordinator: Client) -> JoinRequest:
    ask(client)
    asked = JoinRequest.objects.get()
    coordinator.post(WAITING, {"one": asked.pk})
    return asked


def test_a_lost_letter_is_sent_again_and_the_old_link_dies(client: Client, sign_in) -> None:
    coordinator = sign_in(COORDINATOR)
    asked = confirmed(client, coordinator)
    old = link_to("nagoeva@example.org", "parol")
    JoinRequest.objects.update(decided_at=timezone.now() - timedelta(days=20))
    shown = soup(coordinator.get(WAITING)).select_one("#prinyaty")
    assert "Нагоева Асиет" in shown.get_text()
    assert "Ссылка устарела" in shown.get_text()
    again = shown.select_one("form")["action"]
    assert client.get(again).status_code == 405
    answer = coordinator.post(again, follow=True)
    assert "Прежняя ссылка больше не действует." in answer.text
    assert "Ссылка действует до" in answer.text
    entry = AuditEntry.objects.get(action="join.link_again")
    assert (entry.actor.username, entry.details) == (COORDINATOR, f"коллега, заявка № {asked.pk}")
    assert client.get(old).status_code == 404
    assert open_with(client, link_to("nagoeva@example.org", "parol")).status_code == 302
    assert "Приняты, но ещё не вошли" not in coordinator.get(WAITING).text
    assert "уже создана" in coordinator.post(again, follow=True).text
    assert Mail.objects.filter(to="nagoeva@example.org").count() == 2


def test_a_letter_is_not_sent_again_and_again(client: Client, sign_in) -> None:
    coordinator = sign_in(COORDINATOR)
    again = f"{WAITING}{confirmed(client, coordinator).pk}/pismo/"
    said = [coordinator.post(again, follow=True).text for _ in range(4)]
    assert ["Прежняя ссылка" in text for text in said] == [True, True, True, False]
    assert "Сегодня это письмо отправляли уже три раза" in said[3]
    assert Mail.objects.filter(to="nagoeva@example.org").count() == 4
    assert AuditEntry.objects.filter(action="join.link_again").count() == 3


def test_who_has_an_account_by_now_gets_no_letter(client: Client, sign_in) -> None:
    coordinator = sign_in(COORDINATOR)
    asked = confirmed(client, coordinator)
    User.objects.filter(username=COLLEAGUE).update(email="nagoeva@example.org")
    said = coordinator.post(f"{WAITING}{asked.pk}/pismo/", follow=True).text
    assert "У этого адреса уже есть учётная запись. Напишите человеку" in said
    assert Mail.objects.filter(to="nagoeva@example.org").count() == 1


@pytest.mark.parametrize("state", [JoinRequest.State.WAITING, JoinRequest.State.REFUSED])
def test_only_who_was_confirmed_gets_the_letter_again(client: Client, sign_in, state: str) -> None:
    ask(client)
    JoinRequest.objects.update(state=state)
    asked = JoinRequest.objects.get()
    sign_in(COORDINATOR).post(f"{WAITING}{asked.pk}/pismo/")
    assert not Mail.objects.filter(to="nagoeva@example.org").exists()


@pytest.mark.parametrize(
    ("login", "status"), [(TEACHER, 403), (MODERATOR, 403), (PUPIL, 403), (ANONYMOUS, 302)]
)
def test_only_a_coordinator_sends_the_letter_again(client: Client, sign_in, login: str, status: int) -> None:
    asked = confirmed(client, sign_in(COORDINATOR))
    one = sign_in(login)
    assert "Нагоева" not in one.get(WAITING).text
    assert one.post(f"{WAITING}{asked.pk}/pismo/").status_code == status
    assert one.post(f"{WAITING}999999/pismo/").status_code == status
    assert sign_in(COORDINATOR).post(f"{WAITING}999999/pismo/").status_code == 404
    assert Mail.objects.filter(to="nagoeva@example.org").count() == 1


def test_refused_with_a_letter_and_nothing_kept(client: Client, sign_in) -> None:
    ask(client)
    asked = JoinRequest.objects.get()
    reason = {"chosen": [asked.pk], "refuse": "1", "reason": "Не нашли такой школы."}
    sign_in(COORDINATOR).post(WAITING, reason)
    assert "Не нашли такой школы." in Mail.objects.get(to="nagoeva@example.org").text
    asked.refresh_from_db()
    assert (asked.last_name, asked.email, asked.why) == ("", "", "")


def test_the_answer_does_not_tell_whether_the_address_is_known(client: Client, sign_in) -> None:
    User.objects.filter(username=COLLEAGUE).update(email="samoylov@example.org")
    known = ask(client, email="Samoylov@example.org")
    unknown = ask(Client())
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert JoinRequest.objects.count() == 2
    coordinator = sign_in(COORDINATOR)
    assert "У этого адреса уже есть учётная запись." in coordinator.get(WAITING).text
    asked = JoinRequest.objects.get(email="samoylov@example.org")
    assert "уже есть учётная запись" in coordinator.post(WAITING, {"one": asked.pk}, follow=True).text
    asked.refresh_from_db()
    assert asked.state == JoinRequest.State.WAITING


@pytest.mark.parametrize(("kept", "asked"), [("kollega@example.org", "Kollega@Example.org"),
                                             ("Kollega@Example.org", "kollega@example.org")])  # fmt: skip
def test_large_and_small_letters_are_one_mailbox(kept, asked, client: Client, sign_in) -> None:
    User.objects.filter(username=COLLEAGUE).update(email=kept)
    ask(client, email=asked)
    JoinRequest.objects.update(email=asked)
    answer = sign_in(COORDINATOR).post(WAITING, {"one": JoinRequest.objects.get().pk}, follow=True)
    assert "У этого адреса уже есть учётная запись" in answer.text
    assert not Mail.objects.filter(to=asked, text__contains="/parol/").exists()


def test_programs_fall_into_the_traps(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    assert ask(client, website="http://spam.example")["Location"] == "/vstupit/kollega/gotovo/"
    assert not JoinRequest.objects.exists()
    monkeypatch.setattr(forms, "QUICKEST", 3)
    assert "слишком быстро" in ask(client).text
    answer = ask(client, started="forged:mark")
    assert "слишком быстро или слишком поздно" in answer.text
    monkeypatch.setattr(forms, "QUICKEST", -1)
    assert soup(answer).select_one("[name=organisation]")["value"] == ABOUT["organisation"]
    mended = soup(answer).select_one("[name=started]")["value"]  # a fresh mark: sent again, it goes
    assert client.post(ASK, ABOUT | {"email": "n@example.org", "started": mended}).status_code == 302
    assert JoinRequest.objects.count() == 1


def test_how_often(client: Client) -> None:
    for number in range(5):
        assert ask(client, email=f"n{number}@example.org").status_code == 302
    assert ask(client, email="n9@example.org").status_code == 429
    assert JoinRequest.objects.count() == 5
    cache.clear()
    for number in range(4):
        same = ask(Client(REMOTE_ADDR=f"10.0.0.{number}"), email="same@example.org")
        assert same.status_code == 302
    assert JoinRequest.objects.filter(email="same@example.org").count() == 2


def test_sent_twice_it_is_one_request(client: Client) -> None:
    mark = soup(client.get(ASK)).select_one("[name=started]")["value"]
    session = dict(client.session)
    for _ in range(2):
        restored = client.session
        restored.update(session)
        restored.save()
        client.post(ASK, ABOUT | {"email": "nagoeva@example.org", "started": mark})
    assert JoinRequest.objects.count() == 1


def test_errors_by_the_field(client: Client) -> None:
    answer = ask(client, email="не адрес", last_name="Наг0ева", why="")
    wrong = {one["id"] for one in soup(answer).select(".field__errors")}
    assert wrong == {"id_email_error", "id_last_name_error", "id_why_error"}
    assert soup(answer).select_one("[name=organisation]")["value"] == "Красногорская школа"


def test_only_by_invitation_if_the_school_says_so(client: Client) -> None:
    CommunitySettings.objects.update(requests_open=False)
    assert client.get(ASK).status_code == 403
    assert client.post(ASK, ABOUT).status_code == 403
    assert ASK not in client.get("/vstupit/").text


@pytest.mark.parametrize("login", [TEACHER, MODERATOR, CARER])
def test_only_a_coordinator_decides_on_colleagues(client: Client, sign_in: Callable, login: str) -> None:
    ask(client)
    asked = JoinRequest.objects.get()
    one = sign_in(login)
    assert "Нагоева" not in one.get(WAITING).text
    assert one.post(WAITING, {"one": asked.pk}).status_code == 403
    asked.refresh_from_db()
    assert asked.state == JoinRequest.State.WAITING


def test_a_member_invites(client: Client, sign_in) -> None:
    member = sign_in(COLLEAGUE)
    member.post(INVITE, {"email": "Nagoeva@Example.org"})
    letter = Mail.objects.get(to="nagoeva@example.org")
    assert letter.is_private
    assert "Игорь Петрович Самойлов приглашает" in letter.text
    link = link_to("nagoeva@example.org", "priglashenie")
    assert "Вас приглашает Игорь Петрович Самойлов" in " ".join(soup(client.get(link)).get_text().split())
    assert Invitation.objects.get().used_at is None
    assert client.post(link, ABOUT)["Location"] == "/vstupit/kollega/gotovo/"
    asked = JoinRequest.objects.get()
    assert asked.invited_by.username == COLLEAGUE
    assert asked.email == "nagoeva@example.org"
    assert client.get(link).status_code == 404
    sign_in(COORDINATOR).post(WAITING, {"one": asked.pk})
    assert open_with(client, link_to("nagoeva@example.org", "parol")).status_code == 302


def test_invitations_have_an_end(sign_in) -> None:
    member = sign_in(TEACHER)
    answers = [member.post(INVITE, {"email": f"n{number}@example.org"}).status_code for number in range(11)]
    assert answers == [302] * 10 + [429]
    assert Invitation.objects.count() == 10


def test_one_address_is_not_flooded(sign_in) -> None:
    for login in (TEACHER, COLLEAGUE, MODERATOR):
        sign_in(login).post(INVITE, {"email": "nagoeva@example.org"})
    assert Mail.objects.filter(to="nagoeva@example.org").count() == 2


@pytest.mark.parametrize(("login", "status"), [(PUPIL, 403), (ANONYMOUS, 302)])
def test_who_may_not_invite(sign_in, login: str, status: int) -> None:
    assert sign_in(login).post(INVITE, {"email": "nagoeva@example.org"}).status_code == status
    assert not Invitation.objects.exists()


def test_who_has_left_invites_nobody(sign_in) -> None:
    assert INVITE in sign_in(TEACHER).get("/profil/").text
    Person.objects.filter(account__username=TEACHER).update(left_on=timezone.localdate())
    one = sign_in(TEACHER)
    assert one.get(INVITE).status_code == 403
    assert one.post(INVITE, {"email": "nagoeva@example.org"}).status_code == 403
    assert not Invitation.objects.exists()
    assert INVITE not in one.get("/profil/").text
    with pytest.raises(Refused):
        colleagues.invite("nagoeva@example.org", User.objects.get(username=TEACHER))


def test_wrong_links(client: Client) -> None:
    for path in ("parol", "priglashenie", "pochta"):
        assert client.get(f"/vstupit/{path}/{'x' * 200}/").status_code == 404
