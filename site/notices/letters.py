"""What a letter looks like: the frame of its text, and the message that is handed to the mail server."""

from __future__ import annotations

from email.utils import format_datetime, parseaddr
from urllib.parse import urljoin

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from core.models import SchoolSettings
from notices.models import Mail


def framed(user: AbstractUser, text: str, url: str, school: SchoolSettings | None = None) -> str:
    """The letter to `user`: greeting, `text`, the link, who writes and how to stop it.

    Who writes many letters gives the `school`, so that it is not asked for with each.
    """
    school = school or SchoolSettings.objects.first()
    return render_to_string(
        "notices/letter.txt",
        {
            "name": user.get_short_name(),
            "text": text.strip(),
            "link": absolute(url) if url else "",
            "school": school.short_name if school else "",
            "site": absolute("/"),
            "stop": absolute(reverse("notices")),
        },
    )


def absolute(url: str) -> str:
    """The full address of a path of this site."""
    return urljoin(settings.WAGTAILADMIN_BASE_URL, url)


def compose(mail: Mail) -> EmailMessage:
    """The message of a stored letter: the same bytes each time, under the same Message-ID."""
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    return EmailMessage(
        mail.subject,
        mail.text,
        to=[mail.to],
        headers={
            "Message-ID": f"<{mail.uid}@{domain}>",
            "Date": format_datetime(timezone.localtime(mail.created_at)),
            "Auto-Submitted": "auto-generated",
        },
    )


def stay_here() -> bool:
    """Whether letters go no further than the folder of the embedded default: there they are read here."""
    return settings.DELIVERY_BACKEND == "notices.backends.FileBackend"
