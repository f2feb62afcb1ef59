"""What this room does by itself."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from notices.ticks import tick
from profiles.models import EmailChange

KEPT = timedelta(days=30)


@tick("forget_addresses", every=timedelta(days=1), title="удаление старых просьб сменить почту")
def forget_addresses() -> None:
    """Addresses that were asked for are somebody's: they are not kept for long."""
    EmailChange.objects.filter(asked_at__lt=timezone.now() - KEPT).delete()
