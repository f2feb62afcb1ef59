"""Two ends of the way of mail: what the rest of Django sends is stored; the embedded default keeps files."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction

from notices.services import write_mail

_ODD = re.compile(r"[^\w.@-]+", re.ASCII)


class StoringBackend(BaseEmailBackend):
    """EMAIL_BACKEND of the site: what allauth or Wagtail sends becomes rows for the worker.

    So nothing waits for a mail server within a request. Plain text only; nobody but the addressee reads
    it, for it may hold a link that changes a password.
    """

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        with transaction.atomic():
            for message in email_messages:
                if message.attachments:
                    raise ValueError("Letters with attachments are not stored.")
                for address in message.recipients():
                    write_mail(address, subject=str(message.subject), text=str(message.body), is_private=True)
        return len(email_messages)


class FileBackend(BaseEmailBackend):
    """One file a letter, named by its Message-ID: sent again after a crash, it is the same file.

    It is written beside its place and put there by a rename, so there is never half a letter.
    """

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        folder = Path(str(settings.EMAIL_FILE_PATH))
        folder.mkdir(parents=True, exist_ok=True)
        for message in email_messages:
            letter = message.message()
            name = _ODD.sub("_", letter["Message-ID"].strip("<>"))
            unfinished = folder / f".{name}.part"
            with unfinished.open("wb") as file:
                file.write(letter.as_bytes())
                file.flush()
                os.fsync(file.fileno())
            unfinished.replace(folder / f"{name}.eml")
        return len(email_messages)
