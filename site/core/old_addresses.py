"""Where a page stood before it was moved or renamed: its old address leads to the new one.

Wagtail writes the old addresses down by itself, with each move and each new slug.
"""

from __future__ import annotations

from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.cache import add_never_cache_headers
from wagtail.contrib.redirects.middleware import get_redirect
from wagtail.contrib.redirects.models import Redirect

from core.middleware import Handler
from core.visibility import can_see


def lead_from_old_address(get_response: Handler) -> Handler:
    """Wagtail's middleware, for those alone who may see the page: its new address holds words of its title.

    A stranger is asked to sign in first, as at the page itself; to others there is nothing here. No browser
    keeps the answer: the page may be closed, or moved back, tomorrow.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        address = _new_address(request) if response.status_code == 404 else None
        if address is None:
            return response
        leading = HttpResponseRedirect(address)
        add_never_cache_headers(leading)
        return leading

    return middleware


def _new_address(request: HttpRequest) -> str | None:
    redirect = _redirect_of(request)
    page = redirect.redirect_page if redirect else None
    if redirect is None or (page is not None and not page.live):
        return None
    if page is None or can_see(page, request.user):
        link: str | None = redirect.link
        return link
    if request.user.is_authenticated:
        return None
    return f"{settings.WAGTAIL_FRONTEND_LOGIN_URL}?{urlencode({'next': request.get_full_path()})}"


def _redirect_of(request: HttpRequest) -> Redirect | None:
    path = Redirect.normalise_path(request.get_full_path(), decode_unicode=False)
    return get_redirect(request, path) or get_redirect(request, path.partition("?")[0])
