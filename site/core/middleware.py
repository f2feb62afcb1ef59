"""Small guards around every request."""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.core.exceptions import BadRequest, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.cache import patch_vary_headers
from django.utils.datastructures import MultiValueDictKeyError

from core import display
from core.views import bad_request, method_not_allowed

logger = logging.getLogger(__name__)
LONGEST_QUERY = 200
MISREAD = ("expected a number", "invalid literal for int()", "'NoneType' object has no attribute")
Handler = Callable[[HttpRequest], HttpResponse]
ADMIN_POLICY = {
    "script-src": ["'unsafe-inline'", "'unsafe-eval'"],
    "style-src": ["'unsafe-inline'"],
    "img-src": ["data:", "blob:"],
    "frame-src": ["'self'"],
}
QR_POLICY = {"img-src": ["data:"]}


def refuse_null_bytes(get_response: Handler) -> Handler:
    """Answer 400 to an address with a NUL: PostgreSQL refuses such text with an exception."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if "\x00" in request.path_info or "%00" in request.META.get("QUERY_STRING", ""):
            raise BadRequest("NUL in the address")
        return get_response(request)

    return middleware


def relax_policy_for_admin(get_response: Handler) -> Handler:
    """Allow Wagtail's editor its inline scripts, and the second factor its QR code; nobody else."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.path_info.startswith("/admin/"):
            response._csp_update = ADMIN_POLICY  # type: ignore[attr-defined]
        elif request.path_info.startswith("/accounts/2fa/"):
            response._csp_update = QR_POLICY  # type: ignore[attr-defined]
        return response

    return middleware


def _another_answer(request: HttpRequest) -> HttpResponse | None:
    if request.path_info == "/admin/failwhale/":  # Wagtail's own 500, on purpose
        raise Http404
    if len(request.GET.get("q", "")) > LONGEST_QUERY:
        raise BadRequest("The query is too long")
    if request.GET.get("export") == "csv":  # a spreadsheet runs what a cell of it begins with
        query = request.GET.copy()
        query["export"] = "xlsx"
        return redirect(f"{request.path}?{query.urlencode()}")
    return None


def guard_admin(get_response: Handler) -> Handler:
    """Keep readers and over-long queries out of Wagtail's admin.

    Wagtail sends who is signed in and may not edit to sign-in, which sends them back: a loop. A query of
    thousands of words is more than SQLite's parser takes.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.path_info.startswith("/admin/"):
            person = request.user
            signing_in = request.path_info == "/admin/login/"
            if (
                person.is_authenticated
                and not signing_in
                and not person.has_perm("wagtailadmin.access_admin")
            ):
                raise PermissionDenied
            return _another_answer(request) or get_response(request)
        return get_response(request)

    def half_a_form(request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """400 for what Wagtail reads without asking: fields that are missing, numbers that are none.

        All but the first may be a fault of the code as well, so they are written in the log as errors.
        """
        if not request.path_info.startswith("/admin/"):
            return None
        if isinstance(exception, MultiValueDictKeyError):
            return bad_request(request)
        if isinstance(exception, OverflowError) or any(sign in str(exception) for sign in MISREAD):
            logger.error("Answered by 400: %s", request.path_info, exc_info=exception)
            return bad_request(request)
        return None

    middleware.process_exception = half_a_form  # type: ignore[attr-defined]
    return middleware


def pages_for_bare_errors(get_response: Handler) -> Handler:
    """Give a 405, which Django and Wagtail answer with an empty body, a page in Russian."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.status_code == 405 and not response.streaming and not response.content:
            return method_not_allowed(request, response)
        return response

    return middleware


def keep_out_of_caches(get_response: Handler) -> Handler:
    """Have browsers keep nothing of what somebody signed in was shown: Back would show it to the next person.

    What says itself how long it may be kept, as pictures do, is left alone.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if not response.has_header("Cache-Control") and request.user.is_authenticated:
            response["Cache-Control"] = "private, no-store"
        return response

    return middleware


def apply_display_settings(get_response: Handler) -> Handler:
    """Do to pages what a template cannot: say that they differ by the cookie, and put words for pictures.

    Done on the server, so that a picture which is not wanted is not even asked for.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        is_page = response.get("Content-Type", "").startswith("text/html") and not response.streaming
        if not is_page or request.path_info.startswith("/admin/"):
            return response
        patch_vary_headers(response, ["Cookie"])
        if display.read(request).pictures == "hidden":
            response.content = display.pictures_in_words(response.text).encode(response.charset)
            if response.has_header("Content-Length"):
                response["Content-Length"] = str(len(response.content))
        return response

    return middleware
