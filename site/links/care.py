"""What who looks after pages does about their links."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.html import strip_tags
from wagtail.log_actions import log
from wagtail.models import Page

from core.addresses import same_form
from core.models import BasePage
from core.outgoing import replace_link
from core.visibility import Visitor
from links.letters import tell_put_away
from links.models import Link, LinkCheck, LinkReport, LinkUse, Reason
from links.services import shorten_history
from members.assignments import pages_in_care
from members.models import User

PUT_AWAY = "links.put_away"
MOST_PLACES = 100


@dataclass(slots=True)
class Place:
    """A page with the link: the fields that hold it, and what stands in the way of changing it."""

    page: BasePage
    fields: list[str] = field(default_factory=list)
    obstacle: str = ""


def links_in_care(user: Visitor) -> QuerySet[Link]:
    """The links on the pages that `user` looks after."""
    return Link.objects.filter(pk__in=LinkUse.objects.filter(page__in=pages_in_care(user)).values("link"))


def uses_in_care(link: Link, user: Visitor) -> QuerySet[LinkUse]:
    """The places of `link` among the pages that `user` looks after."""
    return link.uses.filter(page__in=pages_in_care(user)).select_related("page__owner").order_by("page__path")


def ask_again(link: Link) -> None:
    """Put the link before all others: the worker checks it within minutes."""
    Link.objects.filter(pk=link.pk).update(asked_at=timezone.now(), next_check_at=timezone.now())


@transaction.atomic
def vouch(link: Link, user: User, until: date) -> None:
    """`user` has opened the link: till that day inclusive no failed check says otherwise."""
    now = timezone.now()
    Link.objects.filter(pk=link.pk).update(
        state=Link.State.WORKS,
        reason=Reason.VOUCHED,
        status=None,
        last_checked_at=now,
        next_check_at=now + timedelta(days=(until - timezone.localdate(now)).days + 1),
        asked_at=None,
        failures=0,
        first_failed_at=None,
        told_at=None,
        vouched_until=until,
        vouched_by=user,
    )
    LinkCheck.objects.create(link=link, checked_at=now, reason=Reason.VOUCHED, person=user)
    LinkReport.objects.filter(link=link).delete()
    shorten_history(link)


def places_of(link: Link, user: User, new: str) -> list[Place]:
    """Where `new` would stand instead of the link, and where it would not, and why. Changes nothing."""
    uses = uses_in_care(link, user)[:MOST_PLACES]
    return [_try(page, link, user, new) for page in _specific(uses)]


@transaction.atomic
def replace(link: Link, user: User, new: str) -> list[Place]:
    """Put `new` wherever `user` may, publish those pages, and return all places with what became of each.

    At most MOST_PLACES of them. A draft that somebody has begun gets the new address too and stays the
    draft it was. The pages are locked before they are read: what others publish meanwhile is not lost.
    """
    locked = _lock(uses_in_care(link, user)[:MOST_PLACES])
    # Asked anew: one may have been put away while its lock was waited for.
    uses = uses_in_care(link, user).filter(page__in=locked)
    places = [_try(page, link, user, new) for page in _specific(uses)]
    for place in places:
        if not place.obstacle:
            _publish_with(place.page, link, user, new)
    return places


@transaction.atomic
def put_away(page: BasePage, user: User, reason: str) -> None:
    """Take a card off the site: it becomes a draft, and its owner is told why."""
    page.unpublish(user=user)
    log(instance=page, action=PUT_AWAY, user=user, data={"reason": reason})
    tell_put_away(page, reason, user)


def may_put_away(page: Any, link: Link, user: User) -> bool:
    """Whether the page is about this very link, and `user` may unpublish it."""
    return (
        isinstance(page, BasePage)
        and same_form(page.main_address) == link.address
        and page.permissions_for_user(user).can_unpublish()
    )


def cards_of_link(link: Link, user: User) -> list[BasePage]:
    """The cards and exercises about this very link that `user` may put away."""
    pages = _specific(uses_in_care(link, user)[:MOST_PLACES])
    return [page for page in pages if may_put_away(page, link, user)]


def _lock(uses: QuerySet[LinkUse]) -> list[int]:
    """Let nobody else change the pages of `uses` till the transaction ends; return their ids."""
    ids = [use.page_id for use in uses]
    return list(
        Page.objects.select_for_update().filter(pk__in=ids).order_by("pk").values_list("pk", flat=True)
    )


def _specific(uses: QuerySet[LinkUse]) -> list[Any]:
    ids = [use.page_id for use in uses]
    return list(Page.objects.filter(pk__in=ids).order_by("path").specific())


def _try(page: BasePage, link: Link, user: User, new: str) -> Place:
    place = Place(page, replace_link(page, link.address, new))
    place.obstacle = _obstacle(page, link, user, new) or ("" if place.fields else "ссылки здесь уже нет")
    return place


def _obstacle(page: BasePage, link: Link, user: User, new: str) -> str:
    """Why `user` may not publish the changed `page`; nothing where all is well."""
    rights = page.permissions_for_user(user)
    if not (rights.can_edit() and rights.can_publish()):
        return "у вас нет права публиковать эту страницу"
    if rights.page_locked():
        return "страница закрыта для правки"
    if page.workflow_in_progress:
        return "страница ждёт одобрения"
    if page.scheduled_revision:
        return "страница ждёт публикации по расписанию"
    try:
        if same_form(page.main_address) == new:
            page.check_address(new, user)
        page.full_clean()
    except ValidationError as error:
        return strip_tags(" ".join(error.messages))
    return ""


def _publish_with(page: BasePage, link: Link, user: User, new: str) -> None:
    """`page` is changed already; its draft, where there is one, is changed after it."""
    draft = page.get_latest_revision_as_object() if page.has_unpublished_changes else None
    page.save_revision(user=user, log_action=True).publish(user=user)
    if draft is not None:
        replace_link(draft, link.address, new)
        draft.refresh_from_db(fields=["live_revision", "last_published_at"])
        draft.save_revision(user=user, clean=False, changed=True)
