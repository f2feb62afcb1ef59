"""What readers say of a link: no account needed, nobody's address kept, and never too much."""

from __future__ import annotations

from datetime import timedelta
from enum import Enum

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from links.letters import tell_unsafe
from links.models import Link, LinkReport

FROM_ONE_NETWORK = 30
"""A school is one network: a whole class may report a link on the same day."""
CHECKED_AFTER = timedelta(hours=6)
KEPT_FOR = timedelta(days=90)


class Taken(Enum):
    """What became of a report."""

    NEW = "new"
    KNOWN = "known"
    TOO_MANY = "too many"


def client_key(address: str) -> str:
    """A key for the network `address` of a reader, another one every day; it cannot be turned back."""
    return salted_hmac(f"links.report.{timezone.localdate():%Y-%m-%d}", address).hexdigest()[:32]


def report(link: Link, trouble: str, client: str) -> Taken:
    """Note that a reader had `trouble` with `link`; the worker looks at it before its time.

    A second report from one network on one day changes nothing. A check is not brought nearer than some
    hours after the last one, so that readers cannot make us knock at a site all the time.
    """
    today = timezone.localdate()
    from_here = LinkReport.objects.filter(day=today, client=client)
    if from_here.filter(link=link).exists():
        return Taken.KNOWN
    if from_here.count() >= FROM_ONE_NETWORK:
        return Taken.TOO_MANY
    try:
        with transaction.atomic():
            LinkReport.objects.create(link=link, trouble=trouble, day=today, client=client)
            soon = max(timezone.now(), (link.last_checked_at or timezone.now()) + CHECKED_AFTER)
            Link.objects.filter(pk=link.pk, next_check_at__gt=soon).update(next_check_at=soon)
            if trouble == LinkReport.Trouble.UNSAFE:
                tell_unsafe(link)
    except IntegrityError:  # the same form twice at one moment
        return Taken.KNOWN
    return Taken.NEW


def forget_old_reports() -> None:
    """Delete reports that nobody needs any longer."""
    LinkReport.objects.filter(day__lt=timezone.localdate() - KEPT_FOR).delete()
