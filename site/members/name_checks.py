"""Where names are asked about before a text goes to readers, and whom it concerns when a consent ends."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any

from django.core.cache import cache
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from core.forms import PageForm
from core.models import BasePage
from core.text import plural, quoted
from core.visibility import Visitor
from members.assignments import caretakers_of
from members.models import NameUse, Person, Place, Purpose
from members.name_index import people_of_lists
from members.names import find_named
from members.naming import Missing, missing_in, still_missing, write_down
from notices.services import tell

_PLACES = {Place.MEMBERS: "для участников сообщества", Place.PUBLIC: "для всех, кто открыл сайт"}
AT_ONCE = 200


def words_for(missing: list[Missing], viewer: Visitor) -> str:
    """What is told to who sends a text with names that nothing lets stand there."""
    named = "; ".join(one.told_to(viewer) for one in missing)
    place = _PLACES[max((one.place for one in missing), key=list(Place).index)]
    who = plural(len(missing), "назван ребёнок,названы дети,названы дети")
    return (
        f"В тексте {who}: {named}. Родители не разрешали называть имя {place}. Уберите имя – можно "
        "написать «ученик 5 класса», – запишите согласие или объясните, почему имя здесь можно назвать."
    )


def check_form(form: PageForm) -> None:
    """A checker of `core.forms.PAGE_CHECKS`: what goes to readers names no child without consent or reason.

    A draft may name anybody. A reason given is kept with the page when it is stored (`naming.page_saved`).
    """
    if not form.goes_to_readers or not isinstance(form.instance, BasePage):
        return
    missing = missing_in(form.instance, parent=form.parent_page, rows=form.rows)
    if not missing:
        return
    reason = form.cleaned_data.get("name_reason", "").strip()
    if not reason:
        form.add_error("name_reason", words_for(missing, form.for_user))
        return
    form.instance._names_let_through = ([one.person for one in missing], reason, form.for_user)


def title_for_letters(page: Page, title: str = "") -> str:
    """The title of `page`; where it names a child, what a mailbox outside the school may hold instead."""
    title = title or page.title
    return f"страница № {page.pk}" if find_named(title) else title


# When a consent ends.


def consent_ended(sender: Any, person: Person, purpose: str, **kwargs: Any) -> None:
    """A receiver of `members.signals.consent_ended`: what stood on the consent is hidden; tell who mends it.

    Nothing is taken down: it is hidden by being read (`naming.withheld_pages`).
    """
    if purpose == Purpose.NAME:
        tell_of_hidden(NameUse.objects.filter(person=person))


def tell_of_hidden(uses: QuerySet[NameUse]) -> None:
    """Who looks after a page learns that it, or a comment under it, is hidden for a name. Once a month."""
    told = f"{timezone.localdate():%Y-%m}"
    for use, page in still_missing(uses):
        for caretaker in caretakers_of(page):
            what, url, key = _about(use, page)
            tell(
                caretaker,
                subject=f"{what}: имя ребёнка без согласия",
                text=f"{what}. В тексте назван ребёнок, а согласия назвать его имя больше нет. Читатели "
                "этого не видят. Уберите имя и опубликуйте снова – или объясните, почему имя можно назвать.",
                url=url,
                key=f"name-hidden:{key}:{use.person_id}:{told}",
            )


def _about(use: NameUse, page: Page) -> tuple[str, str, str]:
    title = title_for_letters(page)
    if use.page_id:
        return (
            f"Скрыта страница {quoted(title)}",
            reverse("wagtailadmin_pages:edit", args=[page.pk]),
            f"page-{page.pk}",
        )
    address = reverse("moderate_comment", args=[use.comment_id])
    return f"Скрыт комментарий на странице {quoted(title)}", address, f"comment-{use.comment_id}"


# By itself.


def tell_of_expired() -> None:
    """Consents that ran out hide texts by the date alone; who mends them learns of it here."""
    tell_of_hidden(NameUse.objects.all())


def in_parts(what: str, read: Callable[[int], int | None]) -> None:
    """Call `read` with the number that it has come to, until it answers None; anew for other class lists.

    A pupil who has come may be named already in what was written before.
    """
    version = hashlib.sha256(repr(people_of_lists()).encode()).hexdigest()
    key = f"members.names.reread.{what}"
    seen, done = cache.get(key, ("", 0))
    if seen != version:
        done = 0
    if done is not None:
        cache.set(key, (version, read(done)), None)


def reread_pages() -> None:
    """Read again what is published, a part at a time, when the class lists have changed."""
    in_parts("pages", _reread_some_pages)


def _reread_some_pages(done: int) -> int | None:
    pages = list(Page.objects.live().filter(pk__gt=done).order_by("pk")[:AT_ONCE].specific())
    for page in pages:
        if isinstance(page, BasePage):
            write_down(page)
    return pages[-1].pk if pages else None
