"""Telling people: call these within the transaction of what they tell of."""

from __future__ import annotations

from urllib.parse import urljoin

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.db import transaction

from notices.models import Mail, Notice


def tell(user: AbstractUser, *, subject: str, text: str, url: str = "", key: str = "") -> None:
    """Leave `user` a notice on the site, and a letter if there is a mailbox.

    `subject` is one line and stands on the site; `text` is the letter's, plain, without a greeting;
    `url` is a path of this site. With a `key` (unique for the event) the same is told once.
    """
    with transaction.atomic():
        told = {"recipient": user, "text": subject[:500], "url": url[:500]}
        if key:
            _, is_new = Notice.objects.get_or_create(key=f"{key}:{user.pk}", defaults=told)
            if not is_new:
                return
        else:
            Notice.objects.create(**told)
        if user.email:
            write_mail(user.email, subject=subject, text=_with_link(text, url))


def write_mail(to: str, *, subject: str, text: str, key: str = "") -> Mail:
    """Store a letter for the worker; with a `key`, unique for the event, it is stored once."""
    fields = {"to": to, "subject": " ".join(subject.split())[:255], "text": text}
    if key:
        return Mail.objects.get_or_create(key=key, defaults=fields)[0]
    return Mail.objects.create(**fields)


def _with_link(text: str, url: str) -> str:
    return f"{text}\n\n{urljoin(settings.WAGTAILADMIN_BASE_URL, url)}" if url else text
