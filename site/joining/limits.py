"""How often may be tried: counted in the shared cache, beside the counts of sign-in."""

from __future__ import annotations

from allauth.core.internal.ratelimit import consume, respond_429
from django.http import HttpRequest, HttpResponse

RATES = {
    # Wrong codes or names. A whole school sits behind one address, and people do mistype.
    "wrong": "100/h/ip",
    "wrong_here": "10/h/key",  # one browser
    "wrong_code": "8/d/key",  # one code, from anywhere: for who found a letter and guesses the child
    "account": "60/h/ip",
    "ask": "5/h/ip",
    "ask_address": "2/d/key",
    "invite": "10/d/user",
    "letter_link": "30/h/ip",
}


def allowed(request: HttpRequest, action: str, key: str | None = None) -> bool:
    """Count one more `action`; False: too many already."""
    return bool(consume(request, app="joining", action=action, config=RATES, key=key))


def is_spent(request: HttpRequest, action: str, key: str | None = None) -> bool:
    """Whether `action` has been done too often, without counting this time."""
    return not consume(request, app="joining", action=action, config=RATES, key=key, dry_run=True)


def session_key(request: HttpRequest) -> str:
    """What a browser is counted by; made if there is none."""
    if not request.session.session_key:
        request.session.save()
    return str(request.session.session_key)


def too_many(request: HttpRequest) -> HttpResponse:
    """The page 429."""
    response: HttpResponse = respond_429(request)
    return response
