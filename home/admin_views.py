"""Addresses of the admin that are nobody's section: the school's colours, short help."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from core.models import SchoolSettings

FOR_EVER = "private, max-age=31536000, immutable"


@require_safe
def school_colours(request: HttpRequest) -> HttpResponse:
    """The admin in the school's main colour; 404 for a school that has none."""
    school = SchoolSettings.for_request(request)
    if not school.admin_stylesheet:
        raise Http404
    response = HttpResponse(school.admin_stylesheet, content_type="text/css; charset=utf-8")
    is_current = request.GET.get("v") == school.stylesheet_version
    response["Cache-Control"] = FOR_EVER if is_current else "no-cache"
    return response


@require_safe
def short_help(request: HttpRequest) -> HttpResponse:
    """One page on how to do what editors do every week."""
    return render(request, "home/admin/help.html")
