"""What this room does by itself."""

from __future__ import annotations

from datetime import timedelta

from members.reminders import remind_of_reviews
from notices.ticks import tick


@tick("review_reminders", every=timedelta(hours=6), title="напоминания перечитать страницы")
def review_reminders() -> None:
    remind_of_reviews()
