"""Approval in Wagtail's editor: its buttons, its messages, and what it must refuse."""

from __future__ import annotations

import json
from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.action_menu import (
    ActionMenuItem,
    CancelWorkflowMenuItem,
    PublishMenuItem,
    RestartWorkflowMenuItem,
    SubmitForModerationMenuItem,
    WorkflowMenuItem,
)
from wagtail.models import Page, WorkflowState

from core.text import quoted
from members.approval import CHANGED, NAMES, is_trusted, publishes_at_once
from members.assignments import looks_after
from members.display import display_name

READ_AGAIN = "Пока вы читали, страница изменилась. Ничего не решено: прочитайте её ещё раз."
NAMED = (
    "В тексте назван ребёнок, а согласия назвать его имя нет. Нажмите здесь «Одобрить»: сайт скажет, кто "
    "это, и попросит объяснить, почему имя можно назвать. Или верните страницу автору."
)
DECIDED = "Эту страницу уже проверили или забрали с проверки."


class SendMenuItem(SubmitForModerationMenuItem):
    """«Опубликовать» for a trusted author, «Отправить на проверку» for others."""

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(parent_context)
        page = parent_context.get("page")
        place = page if page is not None and page.pk else parent_context["parent_page"]
        returned = page is not None and page.current_workflow_state is not None
        if publishes_at_once(parent_context["request"].user, place):
            context |= {"label": "Опубликовать", "icon_name": "upload"}
        else:
            context["label"] = "Отправить ещё раз" if returned else "Отправить на проверку"
        return context


def tidy_menu(items: list[ActionMenuItem], request: HttpRequest, context: dict[str, Any]) -> None:
    """One button for one thing: who may publish needs no «send», who approves no second «publish».

    «Забрать с проверки» is for who sent the page; others return it, with a reason. Where a decision is
    awaited, «Одобрить» is the button that shows, the rest is under the arrow.
    """
    state = context["page"].current_workflow_state if "page" in context else None
    waits = state is not None and state.status == WorkflowState.STATUS_IN_PROGRESS
    is_sender = state is not None and state.requested_by_id == request.user.pk
    publishes = any(isinstance(item, PublishMenuItem) for item in items)
    kept: list[ActionMenuItem] = []
    for item in items:
        if isinstance(item, RestartWorkflowMenuItem) or (waits and isinstance(item, PublishMenuItem)):
            continue
        if isinstance(item, CancelWorkflowMenuItem) and not is_sender:
            continue
        if isinstance(item, SubmitForModerationMenuItem):
            if not publishes:
                kept.append(SendMenuItem(order=item.order))
            continue
        if isinstance(item, WorkflowMenuItem) and item.name == "approve":
            item.template_name = "members/admin/approve_button.html"
        kept.append(item)
    decisions = [item for item in kept if isinstance(item, WorkflowMenuItem)]
    items[:] = decisions + [item for item in kept if item not in decisions]


def before_edit(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Say why a page came back; refuse a decision about a page that is no longer the one that was read.

    What holds other pages is edited by who looks after it: to write below it is no right to the page
    itself, even for who once made it.
    """
    if page.specific_class.allowed_subpage_models() and not looks_after(request.user, page):
        raise PermissionDenied
    if request.method == "GET":
        _say_how_it_stands(request, page)
        return None
    if "action-workflow-action" not in request.POST:
        return None
    _check_extra(request.POST.get("workflow-action-extra-data", "{}"))
    if page.current_workflow_task is None:
        messages.warning(request, DECIDED)
    elif _read_another(request, page):
        messages.warning(request, READ_AGAIN)
    elif not _reason_given(request):
        messages.error(request, "Чтобы вернуть страницу, напишите автору, что поправить.")
    else:
        return None
    return redirect("wagtailadmin_pages:edit", page.pk)


def _say_how_it_stands(request: HttpRequest, page: Page) -> None:
    state = page.current_workflow_state
    if NAMES in request.GET:
        messages.warning(request, NAMED)
    if CHANGED in request.GET:
        messages.warning(request, READ_AGAIN if state else DECIDED)
    if state is None or state.current_task_state is None:
        return
    if state.status == WorkflowState.STATUS_NEEDS_CHANGES:
        messages.warning(request, f"Страницу вернули. Что поправить: {state.current_task_state.comment}")
    elif looks_after(request.user, page):
        sender = state.requested_by.person if state.requested_by else None
        who = display_name(sender, request.user) if sender else "автора больше нет"
        messages.info(
            request, f"Ждёт проверки. Автор – {who}. Внизу: одобрить или, под стрелкой, вернуть автору."
        )


def _check_extra(sent: str) -> None:
    """Wagtail passes on whatever JSON it gets as arguments."""
    try:
        extra = json.loads(sent)
    except ValueError as error:
        raise BadRequest("No JSON") from error
    if (
        not isinstance(extra, dict)
        or set(extra) - {"comment"}
        or not isinstance(extra.get("comment", ""), str)
    ):
        raise BadRequest("Unknown arguments of an action")


def _reason_given(request: HttpRequest) -> bool:
    if request.POST.get("workflow-action-name") != "reject":
        return True
    comment = json.loads(request.POST.get("workflow-action-extra-data", "{}")).get("comment", "")
    return bool(comment.strip()) and len(comment) <= 2000


def _read_another(request: HttpRequest, page: Page) -> bool:
    """Whether the form was drawn from an older text than the page has now; as Wagtail asks for autosave."""
    newest = page.get_latest_revision()
    if newest is None:
        return False
    saved, drawn = request.POST.get("overwrite_revision_id"), request.POST.get("loaded_revision_id")
    if saved:
        return saved != str(newest.pk)
    return bool(drawn) and drawn != str(newest.pk)


def after_sending(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Say what became of the page, instead of Wagtail's «отправлена на модерацию»."""
    if not request.POST.get("action-submit") or request.POST.get("action-publish"):
        return None
    state = _newest_state(page)
    if state is None:
        return None
    list(messages.get_messages(request))  # Wagtail's own is read and so gone
    title = page.get_admin_display_title()
    if state.status == WorkflowState.STATUS_APPROVED:
        told = " Модератор об этом узнает." if is_trusted(page) else ""
        messages.success(request, f"{quoted(title)} опубликована.{told}")
    else:
        messages.success(request, f"{quoted(title)} отправлена на проверку. Когда её прочитают, вы узнаете.")
    return redirect("wagtailadmin_explore", page.get_parent().pk)


def after_deciding(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Say what was decided, instead of Wagtail's «обновлена», and lead to what else waits."""
    asked = request.POST.get("workflow-action-name")
    other_buttons = ("action-publish", "action-submit", "action-restart-workflow")  # Wagtail obeys them first
    if "action-workflow-action" not in request.POST or any(map(request.POST.get, other_buttons)):
        return None
    state = _newest_state(page)
    decided = {"approve": WorkflowState.STATUS_APPROVED, "reject": WorkflowState.STATUS_NEEDS_CHANGES}
    if state is None or asked not in decided:
        return None
    list(messages.get_messages(request))  # Wagtail's own is read and so gone
    if state.status != decided[asked]:
        return redirect(f"{reverse('wagtailadmin_pages:edit', args=[page.pk])}?{CHANGED}=1")
    title = page.get_admin_display_title()
    if asked == "reject":
        messages.success(request, f"{quoted(title)} возвращена автору.")
    elif page.go_live_at and page.go_live_at > timezone.now():
        messages.success(request, f"{quoted(title)} одобрена и появится в назначенное время.")
    else:
        messages.success(request, f"{quoted(title)} одобрена и опубликована.")
    return redirect("approval_queue")


def _newest_state(page: Page) -> WorkflowState | None:
    return page.workflow_states.order_by("-created_at", "-pk").first()
