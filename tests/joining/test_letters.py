"""Letters of a class: printed, printed again, issued anew, revoked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from joining import codes, letters, services
from joining.inflect import genitive
from joining.models import JoinCode
from members.models import AuditEntry, Person, SchoolClass, User
from tests.personas import CARER, COLLEAGUE, COORDINATOR, MODERATOR, PUPIL, TEACHER


def address(name: str, of_class: SchoolClass) -> str:
    return reverse(f"joining_admin:{name}", args=[of_class.pk])


@pytest.fixture
def printed(monkeypatch: pytest.MonkeyPatch) -> list[dict]:
    """What would be set, without the two seconds of setting it."""
    kept: list[dict] = []
    monkeypatch.setattr(letters, "_set", lambda data: kept.append(data) or b"%PDF-1.7")
    return kept


def test_a_class_as_one_pdf_a_page_for_every_child(sign_in: Callable[[str], Client], class_5a) -> None:
    answer = sign_in(TEACHER).post(address("print", class_5a))
    assert answer.content.startswith(b"%PDF-")
    assert answer["Content-Disposition"].startswith('attachment; filename="pisma-5-a-')
    assert "no-store" in answer["Cache-Control"]
    number = class_5a.pupils.count()
    assert f"/Count {number}".encode() in answer.content or number > 20
    assert JoinCode.objects.live().count() == 2 * number
    entry = AuditEntry.objects.get(action="letters.printed")
    assert entry.actor.username == TEACHER
    assert entry.details == f"5 «А»: {number} письма"


def test_the_letter_speaks_of_the_child_in_the_right_case(
    sign_in: Callable[[str], Client], class_5a, printed: list[dict]
) -> None:
    sign_in(TEACHER).post(address("print", class_5a))
    by_name = {one["last_name"]: one for one in printed[0]["letters"]}
    assert by_name["Щербак"]["greeting"] == "Уважаемые родители Глеба Щербака!"
    assert by_name["Пшизова"]["greeting"] == "Уважаемые родители Амины Пшизовой!"
    assert by_name["Иванченко"]["pupil"] is None  # has an account already
    letter = by_name["Щербак"]
    assert letter["carers"]["code"] != letter["pupil"]["code"]
    found = services.check(letter["carers"]["code"], "Щербак", "Глеб")
    assert found is not None
    assert found.audience == JoinCode.For.CARERS


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Хуажев Тимур", "Тимура Хуажева"),
        ("Тлехас Зарема", "Заремы Тлехас"),
        ("Тлехас Аслан", "Аслана Тлехаса"),
        ("Мамий Адам", "Адама Мамия"),
        ("Сташ Саида", "Саиды Сташ"),
        ("Сташ Заур", "Заура Сташа"),
        ("Черных Павел", "Павла Черных"),
        ("Дьяченко Ольга", "Ольги Дьяченко"),
        ("Римский-Корсаков Лев", "Льва Римского-Корсакова"),
        ("Зотов Фёдор", "Фёдора Зотова"),
        ("Белодед София", "Софии Белодед"),
        ("Заяц Савва", None),
        ("Нагой Рустам", None),
        ("Дюма Александр", None),
        ("Емтыль Разиет", None),
    ],
)
def test_cases_of_names(name: str, expected: str | None) -> None:
    last_name, first_name = name.split()
    assert genitive(first_name, last_name) == expected


def test_printed_again_the_codes_are_the_same(sign_in, class_5a, pupil: Person, printed: list[dict]) -> None:
    client = sign_in(TEACHER)
    for _ in range(2):
        client.post(address("print", class_5a), {"pupil": pupil.pk})
    first, second = (data["letters"][0] for data in printed)
    assert first == second
    assert JoinCode.objects.filter(pupil=pupil).count() == 2
    assert AuditEntry.objects.filter(action="letters.printed", person=pupil).count() == 2


def test_no_code_is_kept_in_clear(pupil: Person, issue) -> None:
    row, code = issue(pupil, "carers")
    kept = " ".join(str(value) for value in JoinCode.objects.filter(pk=row.pk).values_list()[0])
    assert codes.normalise(code) not in kept.upper()


def test_revoked_and_issued_anew(sign_in, class_5a, pupil: Person, issue, printed: list[dict]) -> None:
    _, old = issue(pupil, "carers")
    client = sign_in(TEACHER)
    client.post(address("revoke", class_5a), {"pupil": pupil.pk})
    assert services.check(old, "Щербак", "Глеб") is None
    assert AuditEntry.objects.get(action="code.revoked").person == pupil
    client.post(address("print", class_5a), {"pupil": pupil.pk})
    new = printed[0]["letters"][0]["carers"]["code"]
    assert new != old
    assert services.check(new, "Щербак", "Глеб")


def test_a_whole_class_revoked(sign_in, class_5a, printed: list[dict]) -> None:
    client = sign_in(TEACHER)
    client.post(address("print", class_5a))
    client.post(address("revoke", class_5a))
    assert not JoinCode.objects.live().exists()


def test_a_run_out_code_is_issued_anew_when_printed(sign_in, pupil, issue, printed) -> None:
    row, old = issue(pupil, "carers")
    JoinCode.objects.update(expires_on=timezone.localdate() - timedelta(days=1))
    assert services.check(old, "Щербак", "Глеб") is None
    sign_in(TEACHER).post(address("print", pupil.school_class), {"pupil": pupil.pk})
    assert printed[0]["letters"][0]["carers"]["code"] != old
    row.refresh_from_db()
    assert row.revoked_at is not None


def test_another_secret_key_means_new_letters(settings, pupil, issue) -> None:
    row, _ = issue(pupil, "carers")
    settings.SECRET_KEY = "another" * 10
    assert codes.code_of(row) == ""
    fresh = codes.ensure([pupil], User.objects.get(username=TEACHER))
    assert codes.code_of(fresh[pupil.pk, "carers"])


def test_a_get_prints_nothing(sign_in, class_5a) -> None:
    client = sign_in(COORDINATOR)
    for name in ("print", "revoke"):
        assert client.get(address(name, class_5a)).status_code == 405
    assert client.get(address("class", class_5a)).status_code == 200
    assert not JoinCode.objects.exists()


@pytest.mark.parametrize("login", [MODERATOR, "khapachev", "mironova", CARER, PUPIL, COLLEAGUE])
def test_who_may_not(sign_in, class_5a, pupil: Person, issue, login: str) -> None:
    issue(pupil, "carers")
    client = sign_in(login)
    for name in ("class", "print", "revoke"):
        answer = (
            client.get(address(name, class_5a)) if name == "class" else client.post(address(name, class_5a))
        )
        assert answer.status_code in {403, 404}
    assert JoinCode.objects.live().count() == 2
    assert not AuditEntry.objects.filter(action__in=["letters.printed", "code.revoked"]).exists()


def test_the_list_of_classes(sign_in, class_5a, pupil: Person, issue, count_queries) -> None:
    issue(pupil, "carers")
    client = sign_in(COORDINATOR)
    page = client.get(reverse("joining_admin:letters")).text
    assert "5 «А»" in page
    assert "11 «А»" in page
    own = sign_in(TEACHER).get(reverse("joining_admin:letters")).text
    assert "5 «А»" in own
    assert "11 «А»" not in own
    few = count_queries(lambda: client.get(reverse("joining_admin:letters")))
    SchoolClass.objects.create(entry_year=2020, letter="Ж")
    assert count_queries(lambda: client.get(reverse("joining_admin:letters"))) == few
