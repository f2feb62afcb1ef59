"""Telling people: call these within the transaction of what they tell of."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.auth.models import AbstractUser
from django.db import transaction
from django.utils import timezone
from wagtail.models import Page

from core.models import SchoolSettings
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


@transaction.atomic
def tell_all(
    users: Iterable[AbstractUser], *, subject: str, text: str, page: Page, url: str, key: str
) -> None:
    """`tell` many at once of `page`, each once for the `key`: as many queries for a parallel as for a class.

    (SQLite takes some eighty rows at once.) Who may not see `page` when reading does not see the notice.
    """
    told = set(Notice.objects.filter(key__startswith=f"{key}:").values_list("recipient", flat=True))
    new = [user for user in users if user.pk not in told]
    if not new:
        return
    line = " ".join(subject.replace("\x00", "").split())
    Notice.objects.bulk_create(
        [
            Notice(recipient_id=user.pk, text=line[:500], url=url[:500], page=page, key=f"{key}:{user.pk}")
            for user in new
        ],
        ignore_conflicts=True,
    )
    refused = set(
        LettersOff.objects.filter(user__in=[user.pk for user in new]).values_list("user", flat=True)
    )
    school = SchoolSettings.objects.first()
    Mail.objects.bulk_create(
        Mail(to=user.email, subject=line[:255], text=framed(user, text, url, school))
        for user in new
        if user.email and user.pk not in refused
    )


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
