"""Telling people: call these within the transaction of what they tell of."""

from __future__ import annotations

from django.contrib.auth.models import AbstractUser
from django.db import transaction
from django.utils import timezone

from core.visibility import Visitor
from notices.letters import framed
from notices.models import LettersOff, Mail, Notice


def tell(user: AbstractUser, *, subject: str, text: str, url: str = "", key: str = "") -> None:
    """Leave `user` a notice on the site, and a letter if there is a mailbox.

    `subject` is one line and stands on the site; `text` is the letter's, plain, without a greeting;
    `url` is a path of this site. With a `key` (unique for the event) the same is told once.
    """
    with transaction.atomic():
        told = {
            "recipient": user,
            "text": " ".join(subject.replace("\x00", "").split())[:500],
            "url": url[:500],
        }
        if key:
            _, is_new = Notice.objects.get_or_create(key=f"{key}:{user.pk}", defaults=told)
            if not is_new:
                return
        else:
            Notice.objects.create(**told)
        if user.email and not LettersOff.objects.filter(user=user.pk).exists():
            write_mail(user.email, subject=subject, text=framed(user, text, url))


def write_mail(to: str, *, subject: str, text: str, key: str = "", is_private: bool = False) -> Mail:
    """Store a letter for the worker; with a `key`, unique for the event, it is stored once.

    `text` is the whole letter; the frame of letters to people is `tell`'s. A line break in `subject`
    becomes a space, so that it adds no header.
    """
    fields = {
        "to": to,
        "subject": " ".join(subject.replace("\x00", "").split())[:255],
        "text": text.replace("\x00", ""),
        "is_private": is_private,
    }
    if key:
        return Mail.objects.get_or_create(key=key, defaults=fields)[0]
    return Mail.objects.create(**fields)


def read_all(user: Visitor) -> int:
    """Mark everything told to `user` as read; return how much was new."""
    return Notice.objects.filter(recipient=user.pk, read_at=None).update(read_at=timezone.now())


def want_letters(user: AbstractUser, *, wanted: bool) -> None:
    """Send `user` letters beside the notices on the site, or stop it."""
    if wanted:
        LettersOff.objects.filter(user=user.pk).delete()
    else:
        LettersOff.objects.get_or_create(user_id=user.pk)
