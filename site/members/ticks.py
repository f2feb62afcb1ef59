"""What this room does by itself."""

from __future__ import annotations

from datetime import timedelta

from members import audit
from members.accounts import forget_visits
from members.care import equalise
from members.classes import equalise_classes
from members.name_checks import reread_pages, tell_of_expired
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


@tick("names_without_consent", every=timedelta(hours=6), title="имена, согласие на которые кончилось")
def names_without_consent() -> None:
    tell_of_expired()


@tick("names_in_old_pages", every=timedelta(minutes=10), title="имена новых учеников на старых страницах")
def names_in_old_pages() -> None:
    """Part by part; nothing to do until the class lists change."""
    reread_pages()


@tick("audit_retention", every=timedelta(hours=24), title="журнал старше трёх лет")
def audit_retention() -> None:
    """Delete what the policy promises to keep no longer."""
    audit.forget_old()


@tick("forget_visits", every=timedelta(hours=6), title="удаление законченных входов")
def forget_ended_visits() -> None:
    forget_visits()
