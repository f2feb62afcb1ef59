"""How often may be tried: counted in the shared cache, beside the counts of sign-in."""

from __future__ import annotations

from collections.abc import Iterable

from allauth.core.internal.ratelimit import RateLimitUsage, consume, respond_429
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
    "link_again": "3/d/key",  # one colleague's letter
}


def allowed(request: HttpRequest, action: str, key: str | None = None) -> bool:
    """Count one more `action`; False: too many already."""
    return bool(consume(request, app="joining", action=action, config=RATES, key=key))


def take(request: HttpRequest, counts: Iterable[tuple[str, str | None]]) -> list[RateLimitUsage] | None:
    """Count one more of each of `counts`, actions with their keys; None: too many of one, nothing counted.

    For what counts only if it fails: taken before the try, so that tries at the same moment see each other,
    and given back after a success.
    """
    taken: list[RateLimitUsage] = []
    for action, key in counts:
        usage = consume(request, app="joining", action=action, config=RATES, key=key)
        if usage is None:
            give_back(taken)
            return None
        taken.append(usage)
    return taken


def give_back(taken: Iterable[RateLimitUsage]) -> None:
    """Uncount what `take` has counted."""
    for usage in taken:
        usage.rollback()


def session_key(request: HttpRequest) -> str:
    """What a browser is counted by; made if there is none."""
    if not request.session.session_key:
        request.session.save()
    return str(request.session.session_key)


def too_many(request: HttpRequest) -> HttpResponse:
    """The page 429."""
    response: HttpResponse = respond_429(request)
    return response
