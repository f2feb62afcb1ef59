"""Letters and regular tasks in Wagtail's admin: registers that the coordinator reads."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.views import View
from wagtail import hooks
from wagtail.admin.ui.components import Component
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies.base import BasePermissionPolicy

from core.visibility import Visitor, sees_everything
from notices import delivery, schedule
from notices.letters import stay_here
from notices.models import Mail, TickRun

PRIVATE = "Текст этого письма виден только адресату: в нём могла быть ссылка для смены пароля."


class ReadByCoordinator(BasePermissionPolicy):
    """The coordinator reads; nobody adds, changes or deletes."""

    def user_has_permission(self, user: Visitor, action: str) -> bool:
        return action == "view" and sees_everything(user)

    def user_has_any_permission(self, user: Visitor, actions: Iterable[str]) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)

    def user_has_permission_for_instance(self, user: Visitor, action: str, instance: Any) -> bool:
        return self.user_has_permission(user, action)


class RowView(generic.InspectView):
    """The page of one row, with its moments in the school's time."""

    page_title = "Задача"

    def get_field_display_value(self, field_name: str, field: Any) -> Any:
        value = super().get_field_display_value(field_name, field)
        if isinstance(value, datetime):
            return date_format(timezone.localtime(value), "j E Y, G:i")
        return "–" if value in {None, ""} else value


class ReadOnlyViewSet(ModelViewSet):
    """A register with a list and a page for each row, and no way to change one."""

    add_to_reference_index = False
    inspect_view_enabled = True
    inspect_view_class = RowView
    inspect_template_name = "notices/admin/row.html"
    copy_view_enabled = False
    form_fields: list[str] = []
    list_per_page = 50

    @property
    def permission_policy(self) -> ReadByCoordinator:
        return ReadByCoordinator(self.model)

    def get_permissions_to_register(self) -> QuerySet[Permission]:
        return Permission.objects.none()

    def get_urlpatterns(self) -> list[URLPattern]:
        read_only = {"index", "index_results", "inspect"}
        return [one for one in super().get_urlpatterns() if one.name in read_only]


class MailView(RowView):
    """One letter. A private one is a way into somebody's account: only an administrator, who has them
    all anyway, reads its text, and only where letters do not leave the machine."""

    page_title = "Письмо"

    def get_text_display_value(self) -> str:
        may_read = not self.object.is_private or (stay_here() and self.request.user.is_superuser)
        return self.object.text if may_read else PRIVATE

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {"is_failed": self.object.state == Mail.State.FAILED, **super().get_context_data(**kwargs)}


class SendAgainView(PermissionCheckedMixin, View):
    """«Отправить ещё раз»: a letter that was given up starts anew."""

    http_method_names = ["post"]
    permission_policy: BasePermissionPolicy
    permission_required = "view"

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        mail = get_object_or_404(Mail, pk=pk)
        if delivery.send_again(mail):
            messages.success(request, "Письмо поставлено в очередь и скоро будет отправлено.")
        else:
            messages.warning(request, "Это письмо уже не среди неотправленных.")
        return redirect("mail:inspect", pk)


class MailViewSet(ReadOnlyViewSet):
    """«Письма»: what the site has written to whom, and what became of it."""

    model = Mail
    name = "mail"
    url_prefix = "letters"
    icon = "mail"
    inspect_view_class = MailView
    inspect_template_name = "notices/admin/mail_inspect.html"
    inspect_view_fields = ["to", "subject", "text", "state", "attempts", "created_at", "not_before",
                           "sent_at", "last_error"]  # fmt: skip
    list_display = ["subject", "to", "state", "attempts", "created_at", "sent_at"]
    list_filter = ["state"]
    search_fields = ["to", "subject"]
    search_backend_name = None

    def get_urlpatterns(self) -> list[URLPattern]:
        again = self.construct_view(SendAgainView)
        return [*super().get_urlpatterns(), path("again/<int:pk>/", again, name="again")]


class TickRunViewSet(ReadOnlyViewSet):
    """«Задачи по расписанию»: whether the worker is alive, and what failed."""

    model = TickRun
    name = "ticks"
    icon = "history"
    inspect_view_fields = ["title", "started_at", "ended_at", "last_error"]

    @cached_property
    def list_display(self) -> list[Column]:
        return [
            TitleColumn("title", label="Задача", url_name="ticks:inspect"),
            DateColumn("started_at", label="Начата"),
            DateColumn("ended_at", label="Окончена"),
            Column("short_error", label="Что помешало"),
        ]


class WorkerGroup(ViewSetGroup):
    """What happens by itself."""

    menu_label = "Почта и задачи"
    menu_icon = "mail"
    menu_order = 450
    items = (MailViewSet, TickRunViewSet)


@hooks.register("register_admin_viewset")
def register_worker_group() -> WorkerGroup:
    return WorkerGroup()


class SilentWorkerPanel(Component):
    """Said on the admin's first page when the worker is not running."""

    name = "silent_worker"
    template_name = "notices/admin/silent_worker.html"
    order = 1


@hooks.register("construct_homepage_panels")
def warn_of_silent_worker(request: HttpRequest, panels: list[Component]) -> None:
    if sees_everything(request.user) and schedule.is_silent():
        panels.append(SilentWorkerPanel())
