"""What the room does by itself."""

from __future__ import annotations

from datetime import timedelta

from members.care import equalise
from notices.ticks import tick


@tick("assignments", every=timedelta(hours=1))
def begin_and_end_assignments() -> None:
    """Give and take the rights of assignments that began or ended since."""
    equalise()
