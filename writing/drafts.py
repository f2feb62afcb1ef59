"""A person's own pages, in the state that each is in."""

from __future__ import annotations

from enum import Enum
from typing import cast

from django.contrib.contenttypes.models import ContentType
from django.db.models import Case, CharField, Exists, IntegerField, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Cast, Left, Length
from django.http import Http404
from wagtail.models import Page, WorkflowState
from wagtail.query import PageQuerySet

from core.models import BasePage
from members.models import User
from writing.kinds import KINDS

_LARGEST_NUMBER = 2**63


class State(Enum):
    """Where a page is on its way to readers."""

    RETURNED = "returned"
    WAITING = "waiting"
    DRAFT = "draft"
    PUBLISHED = "published"
    CHANGED = "changed"


def own_pages(user: User) -> PageQuerySet:
    """The pages of `user` that the form can write: the returned first, then the latest."""
    needs_changes = WorkflowState.objects.filter(
        base_content_type=ContentType.objects.get_for_model(Page),
        object_id=OuterRef("key"),
        status=WorkflowState.STATUS_NEEDS_CHANGES,
    )
    above = Page.objects.filter(path=Left(OuterRef("path"), Length(OuterRef("path")) - Page.steplen))
    pages = Page.objects.filter(owner=user).annotate(
        key=Cast("pk", CharField()), type_above=Subquery(above.values("content_type"))
    )
    of_kinds = Q(pk__in=())
    for kind in KINDS:
        here = Q(content_type=ContentType.objects.get_for_model(kind.model))
        if kind.only_here:
            here &= Q(type_above=ContentType.objects.get_for_model(kind.parent).pk)
        of_kinds |= here
    pages = pages.filter(of_kinds)
    first = Case(When(Exists(needs_changes), then=Value(0)), default=Value(1), output_field=IntegerField())
    ordered = pages.annotate(rank=first).order_by("rank", "-latest_revision_created_at", "-pk")
    return ordered.select_related("content_type").prefetch_workflow_states()


def own_draft(user: User, page_id: int) -> BasePage:
    """The latest draft of a page of one's own. Raises Http404 for everything else."""
    if page_id >= _LARGEST_NUMBER:
        raise Http404
    page = own_pages(user).filter(pk=page_id).first()
    if page is None or not page.permissions_for_user(user).can_edit():
        raise Http404
    return cast("BasePage", page.specific.get_latest_revision_as_object())


def state_of(page: Page) -> State:
    """What its author is told of `page`."""
    workflow = page.current_workflow_state
    if workflow is not None and workflow.status == WorkflowState.STATUS_IN_PROGRESS:
        return State.WAITING
    if workflow is not None:
        return State.RETURNED
    if not page.live:
        return State.DRAFT
    return State.CHANGED if page.has_unpublished_changes else State.PUBLISHED


def reason_of(page: Page) -> str:
    """Why `page` was returned, in the words of who returned it."""
    workflow = page.current_workflow_state
    if workflow is None or workflow.status != WorkflowState.STATUS_NEEDS_CHANGES:
        return ""
    task_state = workflow.current_task_state
    return task_state.comment if task_state else ""


def obstacle_to_editing(page: Page, user: User) -> str:
    """Why `page` cannot be changed now; empty when it can."""
    if state_of(page) is State.WAITING:
        return "Текст уже отправлен и ждёт модератора. Чтобы исправить, сначала заберите его обратно."
    if page.permissions_for_user(user).page_locked():
        return "Страницу сейчас правит модератор. Попробуйте позже или напишите ему."
    return ""
