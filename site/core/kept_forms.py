"""What was typed when the session had ended: kept for the person and put back after sign-in."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponseRedirect, QueryDict
from django.shortcuts import resolve_url

_KEY = "kept_forms"
MOST_FORMS = 3


def sign_in_and_return(request: HttpRequest, back: str) -> HttpResponseRedirect:
    """Keep the text fields of this POST for the form at the path `back`, and send the person to sign in.

    Files cannot be kept; the view at `back` says so. Django keeps a stranger's session when he signs in.
    """
    keep(request, back)
    messages.info(request, "Пока вы писали, вход закончился. Войдите снова – текст сохранён.")
    return HttpResponseRedirect(f"{resolve_url('account_login')}?{urlencode({'next': back})}")


def keep(request: HttpRequest, back: str) -> None:
    """Keep the text fields of this POST for the form at the path `back`."""
    kept = request.session.get(_KEY, {})
    kept.pop(back, None)
    fields = request.POST.copy()
    fields.pop("csrfmiddlewaretoken", None)
    kept[back] = fields.urlencode()
    request.session[_KEY] = dict(list(kept.items())[-MOST_FORMS:])


def take_kept(request: HttpRequest, back: str) -> QueryDict | None:
    """Return, once, what was kept for the form at `back`.

    A form says in its field `by` whose it was drawn for: what one person typed is not shown to another who
    signs in at the same computer.
    """
    kept = request.session.get(_KEY, {})
    if back not in kept:
        return None
    fields = QueryDict(kept.pop(back))
    request.session[_KEY] = kept
    return fields if fields.get("by") in {None, str(request.user.pk)} else None
