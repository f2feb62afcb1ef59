"""What the views share: who may, and how a refusal looks."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.core.internal import ratelimit
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from core.kept_forms import sign_in_and_return
from core.refusals import Refused
from members.models import User

View = Callable[..., HttpResponseBase]
LIMITS = {"password": "10/m/key,40/h/key"}
LARGEST_ID = 2**31 - 1


def for_members(*methods: str, keeps_form: bool = False) -> Callable[[View], View]:
    """Sign in first. The view gets the account as its second argument; what it refuses becomes a page.

    With `keeps_form` what was typed is kept over the sign-in; never where a password is typed.
    """

    def wrap(view: View) -> View:
        @never_cache
        @sensitive_post_parameters()
        @require_http_methods([*methods, "HEAD"] if "GET" in methods else list(methods))
        @wraps(view)
        def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not isinstance(request.user, User):
                if request.method == "POST" and keeps_form:
                    return sign_in_and_return(request, request.path)
                back = request.get_full_path() if request.method != "POST" else "/profil/"
                return redirect_to_login(back)
            try:
                return view(request, request.user, *args, **kwargs)
            except Refused as refusal:
                return render(request, "profiles/refused.html", {"why": refusal.why}, status=refusal.status)

        return inner

    return wrap


def limit_passwords(request: HttpRequest, user: User) -> None:
    """Count one try of a password at an account left open; refuse the eleventh in a minute."""
    allowed = ratelimit.consume(
        request, app="profiles", action="password", config=LIMITS, key=f"password-{user.pk}"
    )
    if not allowed:
        raise Refused("Слишком много попыток с паролем. Подождите минуту и попробуйте снова.", status=429)
