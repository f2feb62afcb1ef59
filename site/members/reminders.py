"""Letters to whoever looks after pages: what has not been read again by the day it should have been."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, get_page_models

from core.models import BasePage
from core.templatetags.core_tags import day
from core.text import plural
from members.assignments import caretakers_of
from members.models import User
from members.name_checks import title_for_letters
from notices.letters import absolute
from notices.models import Notice
from notices.services import tell

WEEK = timedelta(days=7)
KEY = "review-reminder"
MOST_PAGES = 500
SHOWN = 20
Due = tuple[Page, date]


def remind_of_reviews() -> None:
    """Write to those who look after pages whose review day has come; one letter a week to each, at most."""
    today = timezone.localdate()
    for user, due in _by_caretaker(pages_to_review(today)).items():
        if not _was_reminded(user):
            _remind(user, due, today)


def pages_to_review(today: date, among: QuerySet[Page] | None = None) -> list[Due]:
    """The published pages (of `among`) whose review day has come, each with that day, the oldest first."""
    found: list[Due] = []
    for kind in get_page_models():
        if issubclass(kind, BasePage):
            due = kind.objects.filter(live=True, review_on__lte=today).order_by("review_on")
            if among is not None:
                due = due.filter(pk__in=among.values("pk"))
            found += due.values_list("pk", "review_on")[:MOST_PAGES]
    days = dict(sorted(found, key=lambda item: item[1])[:MOST_PAGES])
    pages = Page.objects.in_bulk(days)
    return [(pages[number], on) for number, on in days.items()]


def _by_caretaker(due: list[Due]) -> dict[User, list[Due]]:
    found: dict[User, list[Due]] = defaultdict(list)
    for page, on in due:
        for user in caretakers_of(page):
            found[user].append((page, on))
    return found


def _was_reminded(user: User) -> bool:
    recent = timezone.now() - WEEK
    return Notice.objects.filter(recipient=user, key__startswith=f"{KEY}-", created_at__gt=recent).exists()


def _remind(user: User, due: list[Due], today: date) -> None:
    count = len(due)
    pages = plural(count, "страница,страницы,страниц")
    lines = [
        f"– {title_for_letters(page)} (срок – {day(on)})\n"
        f"  {absolute(reverse('wagtailadmin_pages:edit', args=[page.pk]))}"
        for page, on in due[:SHOWN]
    ]
    if count > SHOWN:
        lines.append(f"И ещё {count - SHOWN}.")
    tell(
        user,
        subject=f"Пора перечитать: {count} {pages}",
        text=(
            "На сайте есть страницы, которые пора перечитать: не устарело ли написанное. Если всё верно, "
            "просто поставьте новый день в поле «Когда перечитать» и опубликуйте.\n\n" + "\n".join(lines)
        ),
        url=reverse("review_report"),
        key=f"{KEY}-{today}",
    )
