"""A carer takes a consent back in two taps; the school may for a reason; nobody else."""

from __future__ import annotations

import pytest
from django.utils import timezone

from members.consents import may_publish
from members.models import AuditEntry, CarerLink, Consent, Person, Place, Purpose
from members.signals import consent_ended
from notices.models import Mail, Notice
from tests.members.consents import NOT_KEEPERS, account, child, give
from tests.pages import content
from tests.personas import CARER, COORDINATOR, TEACHER


def take_back(consent: Consent) -> str:
    return f"/soglasiya/{consent.pk}/otozvat/"


def test_two_taps(sign_in, nothing_told):
    consent = give()
    heard = []

    def listen(sender, person, purpose, consent, **kwargs):
        heard.append((person, purpose, may_publish(person, purpose, Place.CLASS)))

    consent_ended.connect(listen)
    client = sign_in(CARER)
    assert take_back(consent) in client.get("/soglasiya/").text
    assert "Работы ребёнка скроются" in client.get(take_back(consent)).text
    answer = client.post(take_back(consent), follow=True)
    assert "согласие отозвано" in answer.text
    consent_ended.disconnect(listen)
    assert heard == [(child(), Purpose.WORK, False)]
    consent.refresh_from_db()
    assert consent.revoked_by == account(CARER)
    assert AuditEntry.objects.filter(action="consent.revoked", person=child(), actor=account(CARER)).exists()
    told = set(Notice.objects.values_list("recipient__username", flat=True))
    assert told == {COORDINATOR, TEACHER}
    assert Mail.objects.filter(to__startswith="uchitel").count() == 1
    client.post(take_back(consent))  # the back button, the second tap
    assert Notice.objects.count() == 2


@pytest.mark.parametrize("login", ["gerasimov", "uchenik", "zaytseva", "kollega", TEACHER, COORDINATOR])
def test_not_for_somebody_elses_child(sign_in, login):
    consent = give()
    client = sign_in(login)
    assert client.get(take_back(consent)).status_code == 404
    assert client.post(take_back(consent)).status_code == 404
    consent.refresh_from_db()
    assert consent.revoked_at is None


def test_an_unconfirmed_or_ended_link_opens_nothing(sign_in):
    consent = give()
    CarerLink.objects.filter(carer__account__username=CARER).update(confirmed_at=None)
    assert sign_in(CARER).post(take_back(consent)).status_code == 404
    assert "Здесь будут ваши согласия" in sign_in(CARER).get("/soglasiya/").text
    CarerLink.objects.all().delete()
    assert sign_in(CARER).get(take_back(consent)).status_code == 404


def test_a_carer_sees_only_the_own_children(sign_in):
    give(child("uchenik7b"), number="чужое-77")
    text = sign_in(CARER).get("/soglasiya/").text
    assert "Дарья И." in text
    assert "чужое-77" not in text
    assert "Только общие снимки класса" in text


@pytest.mark.parametrize("login", [COORDINATOR, TEACHER])
def test_the_school_revokes_for_a_reason(sign_in, login, nothing_told):
    consent = give()
    client, address = sign_in(login), f"/soglasiya/reestr/otozvat/{consent.pk}/"
    assert client.post(address, {"reason": " "}).status_code == 400
    assert client.post(address, {"reason": "Заявление мамы"}).status_code == 302
    consent.refresh_from_db()
    assert consent.revoked_reason == "Заявление мамы"
    assert "Заявление мамы" in sign_in(CARER).get("/soglasiya/").text
    assert login not in set(Notice.objects.values_list("recipient__username", flat=True))


@pytest.mark.parametrize("login", [*NOT_KEEPERS, "khapachev"])
def test_others_of_the_school_do_not(sign_in, login):
    consent = give()
    address = f"/soglasiya/reestr/otozvat/{consent.pk}/"
    assert sign_in(login).post(address, {"reason": "Так надо"}).status_code == 403
    consent.refresh_from_db()
    assert consent.revoked_at is None


def test_what_runs_out_needs_no_clock():
    today = timezone.localdate()
    consent = give(given_on=today, until=today)
    assert may_publish(child(), Purpose.WORK, Place.MEMBERS)
    Consent.objects.filter(pk=consent.pk).update(
        given_on=today - timezone.timedelta(days=9), until=today - timezone.timedelta(days=1)
    )
    assert not may_publish(child(), Purpose.WORK, Place.MEMBERS)


@pytest.mark.parametrize(
    ("login", "status"),
    [
        (COORDINATOR, 200), (TEACHER, 200), (CARER, 200),
        ("gerasimov", 403), ("uchenik", 403), ("zaytseva", 403), ("khapachev", 403), ("moderator", 403),
        ("kollega", 403), ("", 302),
    ],
)  # fmt: skip
def test_the_scan_opens_for_whom_it_concerns(sign_in, login, status):
    consent = give(scan=b"%PDF-1.7 test")
    try:
        answer = sign_in(login).get(f"/soglasiya/{consent.pk}/skan/")
        assert answer.status_code == status
        if status == 200:
            assert content(answer) == b"%PDF-1.7 test"
            assert answer["Content-Type"] == "application/pdf"
        seen = AuditEntry.objects.filter(action="consent.scan_seen", person=child())
        assert seen.exists() == (status == 200)
        assert sign_in(COORDINATOR).get(f"/media/{consent.scan.name}").status_code == 404
    finally:
        consent.scan.delete(save=False)


def test_a_scan_is_erased_with_the_child(django_capture_on_commit_callbacks):
    consent = give(scan=b"%PDF-1.7 test")
    storage, name = consent.scan.storage, consent.scan.name
    assert storage.exists(name)
    with django_capture_on_commit_callbacks(execute=True):
        consent.delete()
    assert not storage.exists(name)


def leaves(*logins: str) -> None:
    Person.objects.filter(account__username__in=logins).update(left_on=timezone.localdate())


def test_what_is_shown_of_a_leaver_is_taken_back_too(sign_in):
    """Until the school's term is over the consent still shows the child: to everybody, if it says so."""
    for by_carer in (True, False):
        consent = give(place=Place.PUBLIC)
        leaves("uchenik", CARER)
        if by_carer:
            client = sign_in(CARER)
            assert take_back(consent) in client.get("/soglasiya/").text
            client.post(take_back(consent))
        else:
            client = sign_in(COORDINATOR)
            assert client.get(f"/soglasiya/reestr/{child().pk}/").status_code == 200
            client.post(f"/soglasiya/reestr/otozvat/{consent.pk}/", {"reason": "Письмо мамы"})
        consent.refresh_from_db()
        assert consent.revoked_at is not None


def test_a_carer_who_is_no_member_answers_for_no_child(sign_in):
    consent = give(scan=b"%PDF-1.4")
    leaves(CARER)
    client = sign_in(CARER)
    assert client.get(take_back(consent)).status_code == 404
    assert client.get(f"/soglasiya/{consent.pk}/skan/").status_code == 403
    assert client.get(f"/profil/deti/{child().pk}/").status_code == 404
