"""What is talked about lately: pages by their newest words, for lists that stand outside the discussions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Max
from django.utils import timezone
from wagtail.models import Page

from core.visibility import Visitor, visible_to
from discussions.models import Comment
from discussions.policy import open_to_somebody
from members import naming

LATELY = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Talk:
    """A page that people talk about; neither words nor names, which have rules of their own."""

    page: Page
    count: int
    last: datetime


def talked_about(user: Visitor, number: int) -> list[Talk]:
    """The `number` pages with the latest comments that `user` may read, the latest first.

    Left out are pages that this visitor may not see, and discussions that are closed to everybody: there is
    nothing to join. A constant number of queries.
    """
    readable = Comment.objects.filter(
        state=Comment.State.PUBLISHED, page__in=visible_to(Page.objects.order_by(), user).values("pk")
    )
    withheld = naming.withheld_comments(user)
    if withheld is not None:
        readable = readable.exclude(pk__in=withheld)
    recent = Comment.objects.filter(
        state=Comment.State.PUBLISHED, submit_date__gte=timezone.now() - LATELY
    ).order_by()
    joinable = open_to_somebody(Page.objects.order_by().filter(pk__in=recent.values("page")))
    latest = (
        readable.filter(submit_date__gte=timezone.now() - LATELY, page__in=joinable.values("pk"))
        .order_by()
        .values("page")
        .annotate(last=Max("submit_date"))
        .order_by("-last", "-page")[:number]
    )
    found = {row["page"]: row["last"] for row in latest}
    if not found:
        return []
    pages = Page.objects.in_bulk(found)
    counted = readable.filter(page__in=list(found)).order_by().values("page")
    counts = dict(counted.annotate(count=Count("pk")).values_list("page", "count"))
    return [Talk(pages[pk], counts.get(pk, 0), last) for pk, last in found.items() if pk in pages]
