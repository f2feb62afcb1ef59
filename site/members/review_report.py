"""«Пора перечитать» among the reports of Wagtail's admin: what the letter of reminders speaks of."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse_lazy
from django.utils import timezone
from django.views.decorators.http import require_safe
from wagtail import hooks
from wagtail.admin.auth import require_admin_access
from wagtail.admin.menu import MenuItem

from core.pagination import paginate
from members.assignments import looks_after_anything, pages_in_care
from members.reminders import pages_to_review

TITLE = "Пора перечитать"
PER_PAGE = 50


@require_safe
@require_admin_access
def review_report(request: HttpRequest) -> HttpResponse:
    """The pages that this person looks after and whose review day has come, the oldest first."""
    due = pages_to_review(timezone.localdate(), pages_in_care(request.user))
    page_obj = paginate(request, due, PER_PAGE)
    context = {"page_title": TITLE, "header_title": TITLE, "header_icon": "time", "page_obj": page_obj}
    return render(request, "members/admin/review_report.html", context)


@hooks.register("register_admin_urls")
def register_review_report() -> list[URLPattern]:
    return [path("reports/review/", review_report, name="review_report")]


class ReviewMenuItem(MenuItem):
    """Shown to those who look after something."""

    def is_shown(self, request: HttpRequest) -> bool:
        return looks_after_anything(request.user)


@hooks.register("register_reports_menu_item")
def register_review_report_menu_item() -> MenuItem:
    return ReviewMenuItem(TITLE, reverse_lazy("review_report"), name="review", icon_name="time", order=900)
