"""«Журнал персональных данных» among the reports of the admin: read by coordinators, changed by nobody."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse_lazy
from django.utils import timezone
from wagtail import hooks
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic.base import BaseListingView

from core.any_case import any_case
from members.assignments import is_coordinator
from members.audit import ACTIONS
from members.models import AuditEntry, User
from members.people_menu import CoordinatorsMenuItem

TITLE = "Журнал персональных данных"
SEARCHED = ("person_ref", "actor_name", "details")
LONGEST = 100


def _actors(request: HttpRequest | None) -> QuerySet[User]:
    wrote = AuditEntry.objects.order_by().values("actor")
    return User.objects.filter(pk__in=wrote).select_related("person").order_by("username")


class ActorField(django_filters.fields.ModelChoiceField):
    def label_from_instance(self, obj: User) -> str:
        return str(obj.person or obj.username)


class ActorFilter(django_filters.ModelChoiceFilter):
    field_class = ActorField


class AuditFilter(WagtailFilterSet):
    """Who, what, when."""

    actor = ActorFilter(label="Кто", queryset=_actors)
    action = django_filters.ChoiceFilter(label="Что", choices=list(ACTIONS.items()))
    at = django_filters.DateFromToRangeFilter(label="Когда", widget=DateRangePickerWidget)

    class Meta:
        model = AuditEntry
        fields: list[str] = []


class WhenColumn(Column):
    def get_value(self, instance: AuditEntry) -> str:
        return f"{timezone.localtime(instance.at):%d.%m.%Y, %H:%M}"


class WhoColumn(Column):
    def get_value(self, instance: AuditEntry) -> str:
        return instance.actor_name or "сайт сам"


class WhatColumn(Column):
    def get_value(self, instance: AuditEntry) -> str:
        return ACTIONS.get(instance.action, instance.action)


class AuditView(BaseListingView):
    """The rows, the newest first; the search looks at whom they are about and at details."""

    page_title = TITLE
    header_icon = "history"
    breadcrumbs_items: list[dict[str, Any]] = [{"url": reverse_lazy("wagtailadmin_home"), "label": "Главная"}]
    paginate_by = 50
    index_url_name = "audit_register"
    index_results_url_name = "audit_register_results"
    filterset_class = AuditFilter
    is_searchable = True
    verbose_name_plural = "записей"
    columns = [
        WhenColumn("at", label="Когда", width="14%"),
        WhoColumn("actor_name", label="Кто"),
        WhatColumn("action", label="Что"),
        Column("person_ref", label="О ком"),
        Column("details", label="Подробности"),
    ]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not is_coordinator(request.user):
            return render(request, "403.html", status=403)
        return super().dispatch(request, *args, **kwargs)

    def get_base_queryset(self) -> QuerySet[AuditEntry]:
        return AuditEntry.objects.order_by("-at", "-pk")

    def order_queryset(self, queryset: QuerySet[AuditEntry]) -> QuerySet[AuditEntry]:
        return queryset

    def search_queryset(self, queryset: QuerySet[AuditEntry]) -> QuerySet[AuditEntry]:
        if not self.is_searching:
            return queryset
        return queryset.filter(any_case(SEARCHED, self.search_query[:LONGEST]))


@hooks.register("register_admin_urls")
def register_audit_urls() -> list[URLPattern]:
    return [
        path("reports/audit/", AuditView.as_view(), name="audit_register"),
        path("reports/audit/results/", AuditView.as_view(results_only=True), name="audit_register_results"),
    ]


@hooks.register("register_reports_menu_item")
def register_audit_menu_item() -> MenuItem:
    return CoordinatorsMenuItem(
        TITLE, reverse_lazy("audit_register"), name="audit", icon_name="history", order=950
    )
