"""The links of the demo school, with histories. Nothing is asked of the network."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from demo.content.links import STORIES
from links.models import Link, LinkCheck, LinkReport, Reason
from links.reports import client_key
from links.rules import HEALTHY_EVERY, WORKING
from links.services import read_missed_pages
from members.models import User


def tell_stories() -> None:
    """Read the links of all pages; give those that were never checked a state and a history."""
    while read_missed_pages():
        pass
    now = timezone.now()
    checks: list[LinkCheck] = []
    links = list(Link.objects.filter(state=Link.State.NEW))
    for number, link in enumerate(links):
        story = STORIES.get(link.address) or _works(number)
        checks += _give(link, story, now)
    Link.objects.bulk_update(links, _FIELDS)
    LinkCheck.objects.bulk_create(checks)
    for link in links:
        for number, trouble in enumerate(STORIES.get(link.address, {}).get("reports", [])):
            key = client_key(f"demo-{number}")
            LinkReport.objects.get_or_create(
                link=link, day=timezone.localdate(), client=key, defaults={"trouble": trouble}
            )


_FIELDS = [
    "state", "reason", "status", "last_checked_at", "next_check_at", "failures", "first_failed_at",
    "vouched_until", "vouched_by",
]  # fmt: skip


def _works(number: int) -> dict[str, Any]:
    """A site that has always opened, asked some days ago."""
    last = number * 5 % 13 + 1
    return {"state": "works", "checks": [(last + 14 * back, "opened", 200) for back in (2, 1, 0)]}


def _give(link: Link, story: dict[str, Any], now: datetime) -> list[LinkCheck]:
    made = [
        LinkCheck(
            link=link,
            checked_at=now - timedelta(days=days, minutes=link.pk % 600),
            reason=reason,
            status=status,
            took_ms=300 + link.pk * 37 % 900,
        )
        for days, reason, status in story["checks"]
    ]
    last = made[-1]
    failed = [one for one in made if one.reason not in WORKING | {Reason.VOUCHED, Reason.BAD_CERTIFICATE}]
    link.state, link.reason, link.status = story["state"], last.reason, last.status
    link.last_checked_at, link.next_check_at = last.checked_at, last.checked_at + HEALTHY_EVERY
    if link.state != Link.State.WORKS and failed:
        link.failures, link.first_failed_at = len(failed), failed[0].checked_at
    if "vouched_by" in story:
        last.person = link.vouched_by = User.objects.filter(username=story["vouched_by"]).first()
        link.vouched_until = timezone.localdate(last.checked_at) + timedelta(days=story["vouched_days"])
        link.next_check_at = now + timedelta(days=story["vouched_days"])
    return made
