"""What of allauth is not for the school's people: a mailbox is changed at /profil/, and not by a child."""

from __future__ import annotations

import pytest
from django.core import mail

from members.models import User
from notices.models import Mail
from tests.personas import PUPIL, TEACHER


@pytest.mark.parametrize("login", [PUPIL, TEACHER])
@pytest.mark.parametrize("address", ["/accounts/email/", "/accounts/confirm-email/"])
def test_nobody_names_a_mailbox_for_the_site_to_write_to(address, login, sign_in, nothing_told):
    client = sign_in(login)
    before = User.objects.get(username=login).email
    assert client.get(address)["Location"] == "/profil/"
    client.post(address, {"email": "chuzhoy@example.net", "action_add": ""})
    assert User.objects.get(username=login).email == before
    assert not Mail.objects.exists()
    assert mail.outbox == []


@pytest.mark.parametrize("address", ["/accounts/signup/", "/accounts/social/signup/", "/accounts/3rdparty/"])
def test_nobody_makes_an_account_by_oneself(address, client):
    before = User.objects.count()
    client.post(
        address, {"username": "novyy", "password1": "dlinnoe-slovo-1", "password2": "dlinnoe-slovo-1"}
    )
    assert User.objects.count() == before
