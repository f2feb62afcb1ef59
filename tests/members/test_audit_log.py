"""The audit log: what gets into it, who reads it, and that nobody changes it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.utils import timezone

from members import roles
from members.audit import forget_old, log
from members.models import AuditEntry, User
from notices.ticks import TICKS
from tests.members.consents import account, child
from tests.personas import ADMIN, CARER, COLLEAGUE, COORDINATOR, MODERATOR, PUPIL, TEACHER

LOG = "/admin/reports/audit/"


@pytest.mark.parametrize(("login", "status"), [
    (COORDINATOR, 200), (ADMIN, 200), (TEACHER, 403), (MODERATOR, 403), (CARER, 403), (PUPIL, 403),
    (COLLEAGUE, 403), ("", 302),
])  # fmt: skip
def test_coordinators_read_it(sign_in, login, status):
    assert sign_in(login).get(LOG).status_code == status


def test_it_speaks_russian_and_is_narrowed(sign_in):
    log(account(TEACHER), "consent.recorded", person=child(), details="работы: свой класс")
    log(account(COORDINATOR), "people.exported", details="список 7 «Б»")
    client = sign_in(COORDINATOR)
    both = client.get(LOG).text
    assert "записал согласие" in both
    assert f"ученик № {child().pk}, 5 «А»" in both
    assert "Иванченко Дарья" not in both
    by_action = client.get(LOG, {"action": "people.exported"}).text
    assert "список 7 «Б»" in by_action
    assert "работы: свой класс" not in by_action
    by_actor = client.get(LOG, {"actor": account(TEACHER).pk}).text
    assert "работы: свой класс" in by_actor
    assert "список 7 «Б»" not in by_actor
    assert "работы: свой класс" in client.get(LOG, {"q": f"УЧЕНИК № {child().pk}"}).text
    long_ago = {"at_from": "2020-01-01", "at_to": "2020-02-01"}
    assert "работы: свой класс" not in client.get(LOG, long_ago).text
    for wrong in ({"action": "x"}, {"actor": "x"}, {"at_from": "x"}, {"p": "x"}, {"q": "ы" * 150}):
        assert client.get(LOG, wrong).status_code < 500


def test_nobody_changes_it(sign_in):
    entry = log(account(TEACHER), "people.exported")
    client = sign_in(ADMIN)
    for address in (f"{LOG}{entry.pk}/", f"{LOG}add/", f"{LOG}{entry.pk}/delete/"):
        assert client.post(address).status_code == 404
    assert client.post(LOG).status_code == 405


def test_it_costs_the_same_for_many(sign_in, count_queries):
    client = sign_in(COORDINATOR)
    few = count_queries(lambda: client.get(LOG))
    for _ in range(30):
        log(account(TEACHER), "consent.recorded", person=child())
    assert count_queries(lambda: client.get(LOG)) == few


def test_staff_sign_in_is_written_down(client):
    for login in (TEACHER, PUPIL):
        Client().post("/accounts/login/", {"login": login, "password": "vmeste-demo"})
    entries = AuditEntry.objects.filter(action="signin.staff", at__gte=timezone.now() - timedelta(minutes=1))
    assert [entry.actor.username for entry in entries] == [TEACHER]


def test_changed_roles_are_written_down_with_who_did_it(sign_in):
    user = account(COLLEAGUE)
    before = AuditEntry.objects.count()
    sent = {
        "username": user.username,
        "email": user.email,
        "is_active": "on",
        "person": user.person_id,
        "groups": [Group.objects.get(name=roles.REVIEWERS).pk],
    }
    assert sign_in(COORDINATOR).post(f"/admin/users/edit/{user.pk}/", sent).status_code == 302
    found = AuditEntry.objects.filter(action="role.changed", actor=account(COORDINATOR))
    details = " | ".join(found.values_list("details", flat=True))
    assert "kollega: дана роль «Эксперты»" in details
    assert "kollega: снята роль «Коллеги из других школ»" in details
    assert AuditEntry.objects.count() > before


def test_closing_an_account_is_written_down(sign_in):
    user = account(COLLEAGUE)
    groups = list(user.groups.values_list("pk", flat=True))
    sent = {"username": user.username, "email": user.email, "person": user.person_id, "groups": groups}
    assert sign_in(COORDINATOR).post(f"/admin/users/edit/{user.pk}/", sent).status_code == 302
    assert not User.objects.get(pk=user.pk).is_active
    assert AuditEntry.objects.filter(details="kollega: учётная запись открыта – нет").exists()


def test_three_years_and_no_longer():
    old = log(None, "people.exported")
    AuditEntry.objects.filter(pk=old.pk).update(at=timezone.now() - timedelta(days=3 * 366))
    young = log(None, "people.exported")
    assert forget_old() == 1
    assert AuditEntry.objects.filter(pk=young.pk).exists()
    assert "audit_retention" in TICKS
