"""The one visibility rule: which pages a person may see. Every list, feed, search and file asks here.

Who may see is said in two ways only: a container is closed with Wagtail's privacy (by groups or
sign-in) and closes all below it; a single page has its audience, a set of groups, none meaning
everybody. What is not published, or has expired at the moment of reading, is seen by nobody. Rooms above
may withhold a page from who may not read what stands in it (`WITHHELD`): a child's name without consent.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django.contrib.auth.models import AbstractUser, AnonymousUser
from django.db.models import Q, QuerySet
from django.db.models.functions import Substr
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from core.models.taxonomy import PageAudience

SEE_ALL = "core.see_closed_pages"
Q_ = TypeVar("Q_", bound="QuerySet[Page]")
Visitor = AbstractUser | AnonymousUser
WITHHELD: list[Callable[[Visitor], QuerySet[Any, Any] | None]] = []
"""Rooms add theirs in `ready`: a query of numbers of pages that the visitor may not see for their words,
or None. It becomes a part of the one condition; a rule may ask once a visitor, not once a page."""


def sees_everything(user: Visitor) -> bool:
    """Whether audiences and closed containers do not bind this person: the coordinator."""
    return bool(user.is_active and user.has_perm(SEE_ALL))


def published() -> Q:
    """What is published and has not ended by now, without waiting for the scheduler."""
    return Q(live=True) & (Q(expire_at__isnull=True) | Q(expire_at__gt=timezone.now()))


def visible_to(queryset: Q_, user: Visitor) -> Q_:
    """Narrow `queryset` of pages of any type to those that `user` may see.

    Costs one short query beside the caller's own (none for a coordinator). The condition has the
    form `id__in=Subquery`, which search accepts as well.
    """
    pages = Page.objects.filter(published()).order_by()
    if not sees_everything(user):
        pages = _outside_closed_containers(pages, user).filter(_in_audience(user))
        for rule in WITHHELD:
            withheld = rule(user)
            if withheld is not None:
                pages = pages.exclude(id__in=withheld)
    return queryset.filter(id__in=pages.values("id"))


def outside_closed(queryset: Q_, user: Visitor) -> Q_:
    """Narrow `queryset`, published or not, to what no container closes to `user`.

    For editors' lists, where drafts and pages for other groups belong, and a class corner of others does not.
    """
    if sees_everything(user):
        return queryset
    pages = _outside_closed_containers(Page.objects.order_by(), user)
    return queryset.filter(id__in=pages.values("id"))


def can_see(page: Page, user: Visitor) -> bool:
    """Whether `user` may see this one page: the same rule, asked of one row."""
    return visible_to(Page.objects.filter(id=page.pk), user).exists()


def _groups_of(user: Visitor) -> QuerySet:
    return (
        user.groups.values("id") if user.is_authenticated else PageAudience.objects.none().values("group_id")
    )


def _in_audience(user: Visitor) -> Q:
    addressed = PageAudience.objects.order_by()
    for_everybody = ~Q(id__in=addressed.values("page_id"))
    if not user.is_authenticated:
        return for_everybody
    return for_everybody | Q(id__in=addressed.filter(group__in=_groups_of(user)).values("page_id"))


def _outside_closed_containers(pages: QuerySet[Page], user: Visitor) -> QuerySet[Page]:
    """Without the pages at or below one whose restriction `user` does not meet.

    A path is its ancestors' paths, four characters a level: a page is closed when its beginning, cut
    at the depth of a closed container, is that container's path. So the cost does not grow with the
    number of containers, as an OR over their paths would (SQLite ends at about a thousand).
    """
    restrictions = PageViewRestriction.objects.order_by()
    if user.is_authenticated:
        met = Q(restriction_type=PageViewRestriction.LOGIN) | Q(
            restriction_type=PageViewRestriction.GROUPS, groups__in=_groups_of(user)
        )
        restrictions = restrictions.exclude(id__in=restrictions.filter(met).values("id"))
    for depth in restrictions.values_list("page__depth", flat=True).distinct():
        cut = f"path_at_{depth}"
        closed = restrictions.filter(page__depth=depth).values("page__path")
        pages = pages.alias(**{cut: Substr("path", 1, depth * Page.steplen)}).exclude(
            **{f"{cut}__in": closed}
        )
    return pages
