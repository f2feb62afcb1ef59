"""The way of a letter: claimed by one worker, sent, marked. What went wrong decides what comes next."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from smtplib import (
    SMTPDataError,
    SMTPException,
    SMTPNotSupportedError,
    SMTPRecipientsRefused,
    SMTPResponseException,
)

from django.conf import settings
from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db.models import F, QuerySet
from django.utils import timezone

from notices.letters import compose
from notices.models import Mail
from notices.schedule import LEASE, LONGEST_ERROR

PAUSES = [
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=12),
    timedelta(days=1),
    timedelta(days=1),
    timedelta(days=1),
]
"""How long a letter waits after its first, second … failure; after the last it is not sent any more."""
LONGEST_WAIT = 30.0
"""For one answer of the mail server, in seconds: a letter must be done with before its lease ends."""
MOST_AT_ONCE = 50
FIRST_REST, LONGEST_REST = 15.0, 300.0
Stopping = Callable[[], bool]
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why a letter was not sent: in words, for good or for now, and whether the server is to blame."""

    words: str
    is_final: bool = False
    is_of_server: bool = False


def claim() -> Mail | None:
    """Take the letter that has been due longest; None when there is none.

    The UPDATE changes a waiting row alone, so of two workers one gets it, on either database.
    """
    waiting = Mail.objects.filter(state=Mail.State.WAITING)
    due = waiting.filter(not_before__lte=timezone.now()).order_by("not_before", "pk")
    for number in due.values_list("pk", flat=True)[:10]:
        taken = waiting.filter(pk=number).update(
            state=Mail.State.SENDING, claimed_at=timezone.now(), attempts=F("attempts") + 1
        )
        if taken:
            return Mail.objects.get(pk=number)
    return None


def sweep() -> None:
    """Put back the letters that a killed worker left half-way; give up those that kill it every time."""
    left = Mail.objects.filter(state=Mail.State.SENDING, claimed_at__lt=timezone.now() - LEASE)
    left.filter(attempts__gt=len(PAUSES)).update(
        state=Mail.State.FAILED, last_error="Отправка много раз прерывалась на этом письме."
    )
    left.update(state=Mail.State.WAITING, not_before=timezone.now())


def send_again(mail: Mail) -> bool:
    """Start anew with a letter that was given up; False when it is not (or no longer) such a one."""
    failed = Mail.objects.filter(pk=mail.pk, state=Mail.State.FAILED)
    return bool(failed.update(state=Mail.State.WAITING, attempts=0, not_before=timezone.now()))


class Postman:
    """Sends what is due, over one connection a pass; rests for a while when the mail server is away.

    So a server that is down costs one try of one letter now and then, and not the ticks' time.
    """

    def __init__(self) -> None:
        self._rests_until = 0.0
        self._rest = 0.0

    def send_due(self, is_stopping: Stopping = lambda: False) -> int:
        """Send the letters that are due, fifty at most; return how many were taken."""
        if time.monotonic() < self._rests_until:
            return 0
        taken = 0
        wait = min(settings.EMAIL_TIMEOUT or LONGEST_WAIT, LONGEST_WAIT)
        connection = get_connection(settings.DELIVERY_BACKEND, timeout=wait)
        try:
            while taken < MOST_AT_ONCE and not is_stopping():
                mail = claim()
                if mail is None:
                    break
                taken += 1
                trouble = _send(mail, connection)
                if trouble and trouble.is_of_server:
                    self._begin_rest()
                    break
                self._rest = 0.0
        finally:
            with suppress(SMTPException, OSError):
                connection.close()
        return taken

    def _begin_rest(self) -> None:
        self._rest = min(max(FIRST_REST, self._rest * 2), LONGEST_REST)
        self._rests_until = time.monotonic() + self._rest


def _send(mail: Mail, connection: BaseEmailBackend) -> Trouble | None:
    """Hand one claimed letter over and mark it; return what went wrong."""
    trouble = None
    try:
        message = compose(mail)
        connection.open()
        connection.send_messages([message])
    except Exception as error:  # whatever it is, the letter stays and tells of it
        trouble = _judge(error)
        log.warning("Letter %s was not sent: %s", mail.uid, trouble.words)
    _mark(mail, trouble)
    return trouble


def _mark(mail: Mail, trouble: Trouble | None) -> None:
    """Write down how it went, unless the letter has been taken from us meanwhile."""
    ours: QuerySet[Mail] = Mail.objects.filter(
        pk=mail.pk, state=Mail.State.SENDING, claimed_at=mail.claimed_at
    )
    if trouble is None:
        ours.update(state=Mail.State.SENT, sent_at=timezone.now(), last_error="")
    elif trouble.is_final or mail.attempts > len(PAUSES):
        ours.update(state=Mail.State.FAILED, last_error=trouble.words)
    else:
        later = timezone.now() + PAUSES[mail.attempts - 1]
        ours.update(state=Mail.State.WAITING, not_before=later, last_error=trouble.words)


def _judge(error: Exception) -> Trouble:
    """Whether this letter is refused for good, may be tried later, or the whole server is away."""
    if isinstance(error, SMTPRecipientsRefused):
        answers = list(error.recipients.values())
        words = "Адрес не принят: " + "; ".join(_answer(*answer) for answer in answers)
        return Trouble(_clean(words), is_final=all(code >= 500 for code, _ in answers))
    if isinstance(error, SMTPDataError) and error.smtp_code != 421:
        words = f"Письмо не принято: {_answer(error.smtp_code, error.smtp_error)}"
        return Trouble(_clean(words), is_final=error.smtp_code >= 500)
    if isinstance(error, SMTPResponseException):
        words = f"Почтовый сервер отказал: {_answer(error.smtp_code, error.smtp_error)}"
        return Trouble(_clean(words), is_of_server=True)
    if isinstance(error, SMTPNotSupportedError):
        return Trouble(_clean(f"Почтовый сервер этого не умеет: {error}"), is_final=True)
    if isinstance(error, OSError):
        return Trouble(_clean(f"Почтовый сервер недоступен: {error}"), is_of_server=True)
    # What cannot be composed today cannot be tomorrow.
    words = _clean(f"Письмо не удалось составить: {type(error).__name__}: {error}")
    return Trouble(words, is_final=isinstance(error, ValueError))


def _answer(code: int, text: bytes | str) -> str:
    words = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    return f"{code} {words}"


def _clean(words: str) -> str:
    return words.replace("\x00", "")[:LONGEST_ERROR]
