"""Rules and policy are accepted before one writes; reading what is public needs nothing.

Asked once after signing in, when a page for writing opens, and when something is sent. What was typed is
kept meanwhile. The editor's own requests behind an open page go through: the next page asks.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import SplitResult, urlencode, urlsplit

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from core.kept_forms import keep
from members import legal
from members.models import User

Handler = Callable[[HttpRequest], HttpResponse]
ADMIN = "/admin/"
ASK_BEFORE = (ADMIN, "/napisat/", "/comments/")
"""Where one writes: opening these asks."""
FREE = (
    "/accounts/", "/pravila/", "/dannye/", "/soglasiya/", "/static/", "/media/", "/documents/",
    "/notices/", "/profil/", "/vstupit/", "/admin/logout/",
)  # fmt: skip
"""Never asked here: the way out, the texts themselves, taking a consent back, leaving, files."""
_ASK = "ask_to_accept"
SAFE = {"GET", "HEAD", "OPTIONS", "TRACE"}


def rules_first(get_response: Handler) -> Handler:
    """Lead a member to the texts that are not accepted yet; one query where it is asked."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if _is_time(request) and isinstance(request.user, User) and legal.unaccepted(request.user):
            return _lead(request)
        return get_response(request)

    return middleware


def ask_after_sign_in(sender: Any, request: HttpRequest | None, user: User, **kwargs: Any) -> None:
    """A receiver of user_logged_in: the next page asks."""
    if request is not None and hasattr(request, "session"):
        request.session[_ASK] = True


def _is_time(request: HttpRequest) -> bool:
    path = request.path_info
    if path.startswith(FREE) or not request.user.is_authenticated:
        return False
    if request.method not in SAFE:
        return not path.startswith(ADMIN)
    if request.headers.get("Sec-Fetch-Dest", "document") != "document":
        return False
    return bool(request.session.pop(_ASK, False)) or path.startswith(ASK_BEFORE)


def _referer(request: HttpRequest) -> SplitResult:
    try:
        return urlsplit(request.headers.get("Referer", ""))
    except ValueError:  # no address at all: «http://[»
        return urlsplit("")


def _lead(request: HttpRequest) -> HttpResponse:
    back = request.get_full_path()
    if request.method not in SAFE:
        came_from = _referer(request)
        if came_from.netloc == request.get_host() and not request.path_info.startswith("/comments/"):
            back = came_from.path + (f"?{came_from.query}" if came_from.query else "")
        keep(request, back)
        messages.info(request, "Сначала примите правила: текст, который вы написали, сохранён.")
    return HttpResponseRedirect(f"{reverse('accept_rules')}?{urlencode({'next': back})}")
