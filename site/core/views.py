"""Error pages and the serving of pictures."""

from __future__ import annotations

import mimetypes
import sys

from django.contrib.auth.models import AnonymousUser
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBadRequest,
    HttpResponseForbidden,
    HttpResponseServerError,
)
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from core import display, maintenance
from core.files import may_open
from core.models import PictureRendition, SitePicture


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400. Drawn without the request: what is wrong may be the very host name that a page needs."""
    return HttpResponseBadRequest(render_to_string("400.html", display.context(request)))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form whose protection has expired: says how to go on."""
    return HttpResponseForbidden(render_to_string("403_csrf.html", display.context(request)))


def server_error(request: HttpRequest) -> HttpResponse:
    """500, without database, request or tags that could fail again; 503 when the database is away.

    Django writes either into the log with all that led to it.
    """
    if maintenance.database_is_away(sys.exception()):
        return maintenance.page(request, maintenance.SOON)
    return HttpResponseServerError(render_to_string("500.html", display.context(request)))


def method_not_allowed(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """405 with the `Allow` header of `response` and a page."""
    page = render(request, "405.html", status=405)
    page["Allow"] = response.get("Allow", "")
    return page


@require_safe
def serve_picture(request: HttpRequest, path: str) -> FileResponse:
    """Send a size of a picture to who may see it. Originals and documents are not reached this way.

    404 for what is not a known size, and for what this person may not see: its existence is private too.
    """
    rendition = PictureRendition.objects.select_related("image__collection").filter(file=path).first()
    if rendition is None or not may_open(rendition.image, request.user):
        raise Http404
    try:
        opened = rendition.file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
    response = FileResponse(opened, content_type=kind)
    anonymous = isinstance(request.user, AnonymousUser)
    response["Cache-Control"] = f"{'public' if anonymous else 'private'}, max-age=3600"
    if rendition.image.children_recognisable != SitePicture.Children.NO:
        # Whoever may see it now may not when a consent ends: nobody keeps it, not the browser either.
        response["Cache-Control"] = "private, no-store"
    return response


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """robots.txt with the address of the site map."""
    return render(
        request,
        "robots.txt",
        {"sitemap": request.build_absolute_uri("/sitemap.xml")},
        content_type="text/plain; charset=utf-8",
    )
