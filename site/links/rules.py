"""What a check changes: when a link works, is doubtful, is called dead, and when it is asked again.

Dead is said only of what failed several times over days. Whatever answers – with a refusal, an error of
its own, a certificate nobody knows – is not dead.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone

from links.checker import Result
from links.models import Link, Reason

State = Link.State
NETWORK = {Reason.NO_NAME, Reason.REFUSED_CONNECTION, Reason.RESET, Reason.TIMEOUT}
"""What a check also meets when our own way to the Internet is broken."""
WORKING = {Reason.OPENED, Reason.GUARDED}
DEADLY = NETWORK | {Reason.GONE, Reason.BAD_ANSWER, Reason.BAD_REDIRECT}
"""What makes a link dead when it lasts; any other trouble leaves it doubtful."""

HEALTHY_EVERY = timedelta(days=14)
DOUBTFUL_EVERY = timedelta(days=2)
DEAD_EVERY = timedelta(days=7)
RETRIES = (timedelta(hours=12), timedelta(hours=24), timedelta(hours=37))
GONE_RETRY = timedelta(hours=26)
FAILURES, OVER = 4, timedelta(days=3)
GONE_FAILURES, GONE_OVER = 2, timedelta(days=1)


def apply(link: Link, result: Result, now: datetime) -> None:
    """Change `link`, unsaved, by what a check met at `now`."""
    was = link.reason
    link.last_checked_at, link.asked_at = now, None
    if link.is_vouched_on(timezone.localdate(now)) and result.reason not in WORKING:
        link.next_check_at = now + HEALTHY_EVERY
        return
    link.reason, link.status = result.reason, result.status
    if result.reason in WORKING:
        link.state = State.WORKS
        _forget_failures(link)
    elif result.reason not in DEADLY:
        link.state = State.DOUBTFUL
        _forget_failures(link)
    else:
        # A page that is gone is a matter of its own: what failed before was the network.
        if link.first_failed_at is None or (result.reason == Reason.GONE and was != Reason.GONE):
            link.failures, link.first_failed_at = 0, now
        link.failures += 1
        if link.state != State.DEAD:
            link.state = State.DEAD if _is_dead(link, now) else State.DOUBTFUL
    link.next_check_at = now + max(_pause(link), timedelta(seconds=result.retry_after))


def _forget_failures(link: Link) -> None:
    link.failures, link.first_failed_at, link.told_at = 0, None, None


def _is_dead(link: Link, now: datetime) -> bool:
    lasted = now - (link.first_failed_at or now)
    if link.reason == Reason.GONE:
        return link.failures >= GONE_FAILURES and lasted >= GONE_OVER
    return link.failures >= FAILURES and lasted >= OVER


def _pause(link: Link) -> timedelta:
    """Until the next check; spread by the link's number, so that links added together part."""
    if link.state == State.WORKS:
        return HEALTHY_EVERY + timedelta(hours=(link.pk or 0) % 48 - 24)
    if link.state == State.DEAD:
        return DEAD_EVERY
    if not link.failures:
        return DOUBTFUL_EVERY
    if link.reason == Reason.GONE:
        return GONE_RETRY
    return RETRIES[min(link.failures, len(RETRIES)) - 1]
