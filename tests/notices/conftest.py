"""A mail server, people and letters for the tests of this room."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from members.models import User
from notices.models import Mail, Notice, TickRun
from tests.notices.mail_server import MailServer
from tests.personas import CARER


@pytest.fixture(autouse=True)
def _nothing_told(_database: None) -> None:
    """The letters and notices of the demo school are out of the way."""
    for kind in (Mail, Notice, TickRun):
        kind.objects.all().delete()


@pytest.fixture
def mail_server() -> Iterator[MailServer]:
    server = MailServer()
    server.start()
    yield server
    server.stop()


@pytest.fixture
def by_smtp(mail_server: MailServer, settings: Any) -> MailServer:
    """Letters of this process go to the mail server of the test, which is returned."""
    settings.DELIVERY_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", mail_server.port
    settings.DEFAULT_FROM_EMAIL = "Вместе <vmeste@example.org>"
    return mail_server


@pytest.fixture
def carer() -> User:
    return User.objects.get(username=CARER)
