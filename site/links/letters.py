"""Telling people: of dead links once a week, of a card put away, of something unsafe at once."""

from __future__ import annotations

from collections import defaultdict

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from core.text import plural, quoted
from links.models import Link
from members.assignments import caretakers_of
from members.models import User
from members.name_checks import title_for_letters
from notices.models import Notice
from notices.services import tell

MOST_LISTED = 15


def tell_dead_links() -> None:
    """One notice a person and week, with all the links in this person's care that have died since.

    A link of somebody who had this week's notice already waits till the next, for the others who look
    after it as well: so each hears of it once. What to say is read before anything is written: meanwhile
    others write.
    """
    year, week, _ = timezone.localdate().isocalendar()
    key = f"dead-links:{year}-{week:02}"
    had = set(Notice.objects.filter(key__startswith=f"{key}:").values_list("recipient_id", flat=True))
    dead = Link.objects.used().filter(state=Link.State.DEAD, told_at=None)
    by_person: dict[User, dict[Link, list[Page]]] = defaultdict(lambda: defaultdict(list))
    told: list[int] = []
    for link in dead.prefetch_related("uses__page"):
        people = [(person, use.page) for use in link.uses.all() for person in caretakers_of(use.page)]
        if any(person.pk in had for person, _ in people):
            continue
        told.append(link.pk)
        for person, page in people:
            by_person[person][link].append(page)
    letters = {person: _list(links) for person, links in by_person.items()}
    with transaction.atomic():
        for person, text in letters.items():
            number = len(by_person[person])
            tell(
                person,
                subject=f"Не {plural(number, 'открывается,открываются,открываются')} {number} "
                f"{plural(number, 'ссылка,ссылки,ссылок')} на ваших страницах",
                text=text,
                url=reverse("links_admin:index") + "?state=dead",
                key=key,
            )
        Link.objects.filter(pk__in=told).update(told_at=timezone.now())


def _list(links: dict[Link, list[Page]]) -> str:
    lines = ["Сайт проверял эти ссылки несколько раз в разные дни, и они так и не открылись:", ""]
    for link, pages in list(links.items())[:MOST_LISTED]:
        places = ", ".join(quoted(title_for_letters(page)) for page in pages[:3])
        lines.append(f"– {link.address} – {link.get_reason_display()}. Стоит на: {places}")
    if len(links) > MOST_LISTED:
        lines.append(f"– и ещё {len(links) - MOST_LISTED}")
    lines += ["", "Замените адрес, уберите карточку или отметьте, что проверили сами:"]
    return "\n".join(lines)


def tell_unsafe(link: Link) -> None:
    """A reader met something unpleasant or dangerous: this does not wait for a week."""
    people = {person for use in link.uses.select_related("page") for person in caretakers_of(use.page)}
    for person in people:
        tell(
            person,
            subject=f"Жалоба на ссылку: {link.host}",
            text=f"Читатель пишет, что по ссылке {link.address} – неприятное или опасное. "
            "Посмотрите, пожалуйста, сегодня: дети тоже по ней ходят.",
            url=reverse("links_admin:link", args=[link.pk]),
            key=f"link-unsafe:{link.pk}:{timezone.localdate():%Y-%m-%d}",
        )


def tell_put_away(page: Page, reason: str, by: User) -> None:
    """The owner of a card learns that it was put away, and why."""
    owner = page.owner
    if owner is None or owner.pk == by.pk or not owner.is_active:
        return
    tell(
        owner,
        subject=f"Карточка {quoted(title_for_letters(page))} снята с сайта",
        text=f"Почему: {reason}\n\nСтраница стала черновиком, в ней ничего не потеряно.",
        url=reverse("wagtailadmin_explore", args=[page.get_parent().pk]),
    )
