"""Who is looking, for templates of components that get no request: `include … only`, blocks of a page.

Outside a request nobody is signed in, so what is withheld from strangers is withheld there.
"""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse

from core.visibility import Visitor

Handler = Callable[[HttpRequest], HttpResponse]
_request: ContextVar[HttpRequest | None] = ContextVar("request", default=None)


def remember_viewer(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware, after the one that knows the account."""

    def middleware(request: HttpRequest) -> HttpResponse:
        token = _request.set(request)
        try:
            return get_response(request)
        finally:
            _request.reset(token)

    return middleware


def current_viewer() -> Visitor:
    """The one who looks now. The account is asked for only here."""
    request = _request.get()
    return getattr(request, "user", None) or AnonymousUser()
