"""What this room does by itself."""

from __future__ import annotations

from datetime import timedelta

from members.accounts import forget_visits
from members.care import equalise
from members.classes import equalise_classes
from members.reminders import remind_of_reviews
from notices.ticks import tick


@tick("assignments", every=timedelta(hours=1), title="права по назначениям")
def begin_and_end_assignments() -> None:
    """Give and take the rights of assignments that began or ended since."""
    equalise()


@tick("class_groups", every=timedelta(hours=6), title="состав групп классов")
def class_groups() -> None:
    """Rename on 1 September, and mend what a bulk change left."""
    equalise_classes()


@tick("review_reminders", every=timedelta(hours=6), title="напоминания перечитать страницы")
def review_reminders() -> None:
    remind_of_reviews()


@tick("forget_visits", every=timedelta(hours=6), title="удаление законченных входов")
def forget_ended_visits() -> None:
    forget_visits()
