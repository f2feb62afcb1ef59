"""Addresses of the admin that are nobody's section: the school's colours, short help."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from core.models import SchoolSettings


@require_safe
def school_colours(request: HttpRequest) -> HttpResponse:
    """The admin in the school's main colour; 404 for a school that has none. Wagtail lets nobody keep it."""
    css = SchoolSettings.for_request(request).admin_stylesheet
    if not css:
        raise Http404
    return HttpResponse(css, content_type="text/css; charset=utf-8")


@require_safe
def short_help(request: HttpRequest) -> HttpResponse:
    """One page on how to do what editors do every week."""
    return render(request, "home/admin/help.html")
