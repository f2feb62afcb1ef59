"""The site's addresses, with a 403 of one word: the matrix is refused a thousand times and reads none."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseForbidden

from config.urls import handler400, handler500, urlpatterns

__all__ = ["handler400", "handler500", "urlpatterns"]


def handler403(request: HttpRequest, exception: Exception) -> HttpResponse:
    return HttpResponseForbidden("Нельзя")
