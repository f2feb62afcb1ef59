"""What waits for approval, in the care of somebody; what of somebody's own waits or came back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import CharField, QuerySet
from django.db.models.functions import Cast
from django.urls import reverse
from wagtail.models import Page, TaskState, WorkflowState, get_default_page_content_type

from core.visibility import Visitor
from members import assignments, display
from members.models import User


@dataclass(frozen=True, slots=True)
class Waiting:
    """A line of the queue."""

    title: str
    place: str
    author: str
    since: datetime
    url: str
    reason: str = ""


def waiting_for(user: Visitor) -> QuerySet[TaskState]:
    """What `user` may approve, the oldest first."""
    waiting = TaskState.objects.filter(
        status=TaskState.STATUS_IN_PROGRESS,
        workflow_state__status=WorkflowState.STATUS_IN_PROGRESS,
        workflow_state__base_content_type=get_default_page_content_type(),
        task__caretakertask__isnull=False,
    ).order_by("started_at", "pk")
    if assignments.is_coordinator(user):
        return waiting
    numbers = assignments.pages_in_care(user).values_list(Cast("pk", CharField()))
    return waiting.filter(workflow_state__object_id__in=numbers)


def sent_by(user: User) -> QuerySet[TaskState]:
    """What `user` sent and nobody has decided, or what came back; the newest first."""
    return TaskState.objects.filter(
        workflowstate__requested_by=user,
        workflowstate__status__in=(WorkflowState.STATUS_IN_PROGRESS, WorkflowState.STATUS_NEEDS_CHANGES),
        workflowstate__base_content_type=get_default_page_content_type(),
    ).order_by("-started_at", "-pk")


def with_authors(states: QuerySet[TaskState]) -> QuerySet[TaskState]:
    """`states` with all that `lines` reads of each."""
    return states.select_related("workflow_state__requested_by__person__school_class")


def lines(states: Iterable[TaskState], viewer: Visitor) -> list[Waiting]:
    """Make one page of `states`, loaded by `with_authors`, readable: in two queries whatever their number."""
    rows = list(states)
    pages = Page.objects.in_bulk({int(row.workflow_state.object_id) for row in rows})
    above = {page.path[: -page.steplen] for page in pages.values()}
    places = dict(Page.objects.filter(path__in=above).values_list("path", "title"))
    found = []
    for row in rows:
        page = pages.get(int(row.workflow_state.object_id))
        if page is None:
            continue
        author = row.workflow_state.requested_by
        found.append(
            Waiting(
                title=page.draft_title or page.title,
                place=places.get(page.path[: -page.steplen], ""),
                author=display.display_name(author.person if author else None, viewer),
                since=row.started_at,
                url=reverse("wagtailadmin_pages:edit", args=[page.pk]),
                reason=row.comment if row.status == TaskState.STATUS_REJECTED else "",
            )
        )
    return found
