"""The step of approval: who looks after a page decides, nobody else (docs/decisions/0013)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from wagtail.models import Page, Task, TaskState, WorkflowState

from core.visibility import Visitor
from members import approval, assignments, naming, queue
from members.models.people import User


class ReasonForm(forms.Form):
    """Why a page goes back to its author: the author reads it."""

    comment = forms.CharField(
        label="Что поправить",
        max_length=2000,
        widget=forms.Textarea({"rows": 4}),
        help_text="Автор прочитает это над своей страницей.",
        error_messages={"required": "Напишите, что поправить: без этого автор не поймёт."},
    )


class ApproveForm(forms.Form):
    """Approval asks nothing."""


class CaretakerTask(Task):
    """Waits for one of those whom assignments to the page or above it name; coordinators may always."""

    class Meta:
        verbose_name = "проверка теми, кто смотрит за страницей"
        verbose_name_plural = "проверки теми, кто смотрит за страницей"

    def start(self, workflow_state: WorkflowState, user: User | None = None) -> TaskState:
        """Wait; or pass at once, if the author is trusted there or looks after the page."""
        state = super().start(workflow_state, user=user)
        page = workflow_state.content_object
        if user is not None and approval.publishes_at_once(user, page):
            state.approve(user=user, update=False, comment="Без проверки")
            approval.tell_published_at_once(page, user)
        else:
            approval.tell_waiting(page, workflow_state.requested_by, state)
        return state

    @transaction.atomic
    def on_action(self, task_state: TaskState, user: User, action_name: str, **kwargs: Any) -> str | None:
        """Approve or return. Answers with the editor's address if the page is not what `user` has read, or
        names a child and nothing lets it: the form there asks why it may.

        Raises PermissionDenied unless `user` looks after the page that waits: Wagtail's view asks that of
        the page in its address alone, and takes the state by its number.
        """
        page = Page.objects.select_for_update().get(pk=task_state.workflow_state.object_id)
        if not assignments.looks_after(user, page):
            raise PermissionDenied
        now = TaskState.objects.select_related("workflow_state").get(pk=task_state.pk)
        if now.status != TaskState.STATUS_IN_PROGRESS or (
            action_name == "approve" and approval.changed_meanwhile(now, page)
        ):
            return f"{reverse('wagtailadmin_pages:edit', args=[page.pk])}?{approval.CHANGED}=1"
        if action_name == "approve" and naming.missing_in(page.get_latest_revision_as_object()):
            return f"{reverse('wagtailadmin_pages:edit', args=[page.pk])}?{approval.NAMES}=1"
        super().on_action(now, user, action_name, **kwargs)
        return None

    def user_can_access_editor(self, obj: Page, user: Visitor) -> bool:
        return assignments.looks_after(user, obj)

    def locked_for_user(self, obj: Page, user: Visitor) -> bool:
        """While it waits its author does not change it, and may take it back."""
        return not assignments.looks_after(user, obj)

    def user_can_lock(self, obj: Page, user: Visitor) -> bool:
        return assignments.looks_after(user, obj)

    def user_can_unlock(self, obj: Page, user: Visitor) -> bool:
        return assignments.looks_after(user, obj)

    def get_actions(self, obj: Page, user: Visitor) -> list[tuple[str, str, bool]]:
        if not assignments.looks_after(user, obj):
            return []
        return [("approve", "Одобрить", False), ("reject", "Вернуть автору", True)]

    def get_form_for_action(self, action: str) -> type[forms.Form]:
        return ReasonForm if action == "reject" else ApproveForm

    def get_task_states_user_can_moderate(self, user: Visitor, **kwargs: Any) -> QuerySet[TaskState]:
        """What waits in the care of `user`."""
        return queue.waiting_for(user).filter(task=self.task_ptr).order_by()

    @classmethod
    def get_description(cls) -> str:
        return "Проверяют те, кому назначен раздел или предмет; где никого – координатор."
