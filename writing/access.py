"""Who gets to the form at all."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.urls import reverse
from django.views.decorators.cache import never_cache

from core.kept_forms import sign_in_and_return
from writing.kinds import places_of

View = Callable[..., HttpResponse]
BACK_TO_LOOK = {"send", "take_back", "discard"}


def writers_only(view: View) -> View:
    """Sign in first, losing nothing that was typed; who may write nowhere is refused."""

    @wraps(view)
    def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            match = request.resolver_match
            back = request.get_full_path()
            if match and match.url_name in BACK_TO_LOOK:
                back = reverse("writing:look", kwargs=kwargs)
            if request.method == "POST":
                return sign_in_and_return(request, back)
            return HttpResponseRedirect(f"{resolve_url('account_login')}?{urlencode({'next': back})}")
        places = places_of(request.user)
        if not places:
            raise PermissionDenied("Писать на сайте могут взрослые участники сообщества.")
        request.writing_places = places  # type: ignore[attr-defined]
        return view(request, *args, **kwargs)

    return never_cache(inner)
