"""Notices and letters of the demo school, so that their pages are not empty. Nothing is sent."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from wagtail.models import Page

from demo.content.notices import NOTICES
from members.models import User
from notices.letters import framed
from notices.models import Mail, Notice


def put_notices() -> None:
    """Make the notices that are missing, and the letters that said the same."""
    for number, item in enumerate(NOTICES):
        user = User.objects.get(username=item["login"])
        moment = timezone.now() - timedelta(days=item["days"], hours=2, minutes=7 * number)
        page = Page.objects.filter(title=item["page"]).first()
        url = page.get_url() or "" if page else ""
        failed = item.get("failed", "")
        Notice.objects.get_or_create(
            key=f"demo-{number}",
            defaults={
                "recipient": user,
                "text": item["subject"],
                "url": url,
                "page": page if item.get("bound") else None,
                "created_at": moment,
                "read_at": moment + timedelta(hours=1) if item["read"] else None,
            },
        )
        Mail.objects.get_or_create(
            key=f"demo-{number}",
            defaults={
                "to": user.email,
                "subject": item["subject"],
                "text": framed(user, item["text"], url),
                "created_at": moment,
                "state": Mail.State.FAILED if failed else Mail.State.SENT,
                "sent_at": None if failed else moment + timedelta(seconds=2),
                "attempts": 1,
                "last_error": failed,
            },
        )
