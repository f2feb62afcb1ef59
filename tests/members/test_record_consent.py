"""A keeper records a signed paper: whose, what is refused, what a newer paper does to an older one."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from members.consents import may_publish
from members.models import AuditEntry, Consent, Place, Purpose
from tests.members.consents import NOT_KEEPERS, child, day, give
from tests.pages import soup
from tests.personas import ADMIN, ANONYMOUS, COORDINATOR, TEACHER

TODAY = timezone.localdate()


def card(login: str = "uchenik") -> str:
    return f"/soglasiya/reestr/{child(login).pk}/"


def sent(**changes: object) -> dict[str, object]:
    return {"purpose": "work", "place": "members", "given_on": day(TODAY), **changes}


@pytest.mark.parametrize("login", [COORDINATOR, ADMIN, TEACHER])
def test_a_keeper_records(sign_in, login):
    answer = sign_in(login).post(
        card(), sent(number="17", bans="Не печатать в газете", signed_by="Иванченко О. В.")
    )
    assert answer.status_code == 302
    consent = Consent.objects.get(person=child(), purpose="work")
    assert (consent.number, consent.bans) == ("17", "Не печатать в газете")
    assert consent.recorded_by.username == login
    assert may_publish(child(), Purpose.WORK, Place.CLASS)
    assert not may_publish(child(), Purpose.WORK, Place.PUBLIC)
    assert AuditEntry.objects.filter(
        action="consent.recorded", actor__username=login, person=child()
    ).exists()


def test_no_purpose_is_chosen_beforehand(sign_in):
    """A slip of the finger on «Записать» records nothing."""
    client = sign_in(TEACHER)
    chosen = soup(client.get(card())).select_one("select[name=purpose] option[selected]")
    assert chosen is None or chosen["value"] == ""
    answer = client.post(card(), sent(purpose=""))
    assert "Выберите, на что согласие." in answer.text
    assert not Consent.objects.filter(person=child(), purpose="work").exists()


@pytest.mark.parametrize("login", NOT_KEEPERS)
def test_nobody_else_sees_or_records(sign_in, login):
    client = sign_in(login)
    for address in ("/soglasiya/reestr/", card(), f"/soglasiya/klass/{child().school_class_id}/"):
        assert client.get(address).status_code == 403
    assert client.post(card(), sent()).status_code == 403
    assert not Consent.objects.filter(purpose="work").exists()


def test_a_class_teacher_keeps_the_own_class_only(sign_in):
    client = sign_in(TEACHER)
    other = child("uchenik7b")
    assert client.get(card("uchenik7b")).status_code == 403
    assert client.post(card("uchenik7b"), sent()).status_code == 403
    assert client.get(f"/soglasiya/klass/{other.school_class_id}/").status_code == 403
    listed = client.get("/soglasiya/reestr/").text
    assert "Иванченко Дарья" in listed
    assert "Герасимов" not in listed
    assert client.get(f"/soglasiya/reestr/?school_class={other.school_class_id}").status_code == 400


def test_a_stranger_signs_in_and_finds_what_was_typed(client, sign_in):
    answer = client.post(card(), sent(bans="Без портретов"))
    assert answer.url.startswith("/accounts/login/")
    assert sign_in(ANONYMOUS).get("/soglasiya/reestr/").url.startswith("/accounts/login/")
    entered = client.post(
        answer.url, {"login": TEACHER, "password": "vmeste-demo", "next": card()}, follow=True
    )
    assert "Без портретов" in entered.text


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"given_on": day(TODAY + timedelta(days=1))}, "ещё не наступил"),
        ({"given_on": "31.02.2026"}, "Напишите день так"),
        ({"given_on": "0001-01-01"}, "Проверьте год"),
        ({"until": day(TODAY - timedelta(days=1))}, "раньше первого"),
        ({"place": "world"}, "нет среди допустимых"),
        ({"purpose": ""}, "Выберите, на что согласие"),
        ({"number": "9" * 41}, "не более 40"),
        ({"bans": "а\x00б"}, "ноль"),
    ],
)
def test_what_is_wrong_is_said_and_the_typed_stays(sign_in, changes, words):
    answer = sign_in(TEACHER).post(card(), sent(signed_by="Бабушка Нюра", **changes))
    assert answer.status_code == 400
    assert words in answer.text or "null" in answer.text.lower()
    assert "Бабушка Нюра" in answer.text
    assert not Consent.objects.filter(purpose="work").exists()


def photograph() -> bytes:
    target = BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "secret place"
    Image.new("RGB", (40, 40), "white").save(target, "JPEG", exif=exif)
    return target.getvalue()


PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF"


@pytest.mark.parametrize(
    ("name", "content", "accepted"),
    [
        ("scan.pdf", PDF, True),
        ("scan.jpg", photograph(), True),
        ("scan.pdf", photograph(), False),
        ("scan.jpg", PDF, False),
        ("scan.jpg", photograph()[:200], False),
        ("scan.exe", b"MZ", False),
        ("scan.pdf", b"<html><script>alert(1)</script>", False),
    ],
)
def test_a_scan_is_what_it_says(sign_in, name, content, accepted):
    answer = sign_in(TEACHER).post(card(), sent(scan=SimpleUploadedFile(name, content)))
    assert answer.status_code == (302 if accepted else 400)
    if accepted:
        consent = Consent.objects.get(person=child(), purpose="work")
        assert consent.form == Consent.Form.SCAN
        assert b"secret place" not in consent.scan.read()
        assert "scan" not in consent.scan.name
        consent.scan.close()
        consent.scan.delete(save=False)
    else:
        assert "Выберите файл скана ещё раз" in answer.text


def test_a_newer_paper_takes_the_place_of_the_older(sign_in):
    older = give(place=Place.PUBLIC, given_on=TODAY - timedelta(days=30))
    sign_in(TEACHER).post(card(), sent(place="class"))
    older.refresh_from_db()
    assert older.revoked_at is not None
    assert not may_publish(child(), Purpose.WORK, Place.MEMBERS)
    assert may_publish(child(), Purpose.WORK, Place.CLASS)


def test_an_older_paper_brings_back_nothing(sign_in):
    give(place=Place.CLASS, given_on=TODAY - timedelta(days=3))
    answer = sign_in(TEACHER).post(card(), sent(place="public", given_on=day(TODAY - timedelta(days=30))))
    assert answer.status_code == 400
    assert "Есть более новое согласие" in answer.text
    # The demo school's carer revoked the name twelve days ago.
    answer = sign_in(TEACHER).post(card(), sent(purpose="name", given_on=day(TODAY - timedelta(days=40))))
    assert answer.status_code == 400
    assert "согласие отозвали" in answer.text
    assert sign_in(TEACHER).post(card(), sent(purpose="name")).status_code == 302


def test_wrong_numbers_and_methods(sign_in):
    client = sign_in(COORDINATOR)
    for address in ("/soglasiya/reestr/99999999999999999999/", "/soglasiya/klass/99999999999999999999/"):
        assert client.get(address).status_code == 404
    assert client.get(f"/soglasiya/reestr/{child('roditel').pk}/").status_code == 404
    assert client.post("/soglasiya/reestr/").status_code == 405
    assert client.get("/soglasiya/reestr/?state=wonder").status_code == 400
    assert client.get("/soglasiya/reestr/?page=0").status_code == 404
    assert client.get("/soglasiya/otzyv/").status_code == 404


def test_looking_is_written_down_once_an_hour(sign_in):
    client = sign_in(TEACHER)
    for _ in range(3):
        client.get("/soglasiya/reestr/")
        client.get(card())
    seen = AuditEntry.objects.filter(action="consent.register_seen", actor__username=TEACHER)
    assert seen.filter(person=None).count() == 1
    assert seen.filter(person=child()).count() == 1


@pytest.mark.parametrize(
    ("query", "there", "absent"),
    [
        ("state=live&purpose=photo", "Иванченко", "Белодед"),
        ("state=missing&purpose=photo", "Белодед", "Иванченко"),
        ("state=revoked", "Иванченко", "Белодед"),
        ("state=ended", "Белодед", "Иванченко"),
        ("purpose=name", "Иванченко", "Белодед"),
    ],
)
def test_the_register_is_narrowed(sign_in, query, there, absent):
    give(
        child("uchenik5a"),
        Purpose.RESULT,
        given_on=TODAY - timedelta(days=9),
        until=TODAY - timedelta(days=1),
    )
    text = sign_in(TEACHER).get(f"/soglasiya/reestr/?{query}").text
    assert there in text
    assert absent not in text


def test_the_register_costs_the_same_for_many(sign_in, count_queries):
    client = sign_in(COORDINATOR)
    few = count_queries(
        lambda: client.get(f"/soglasiya/reestr/?school_class={child('uchenik7b').school_class_id}")
    )
    many = count_queries(lambda: client.get(f"/soglasiya/reestr/?school_class={child().school_class_id}"))
    assert few == many
