"""What stands before a request of an account: rights of today, an own password, the second step."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from members import audit
from members.care import equalise, is_out_of_step
from members.models import User
from members.second_factor import GUARDED, NEXT, is_missing

Handler = Callable[[HttpRequest], HttpResponse]
SAFE = {"GET", "HEAD", "OPTIONS"}
OWN_PASSWORD_FIRST = "own_password_first"  # noqa: S105 (a key of the session)
ALWAYS_OPEN = ("/accounts/", "/static/", "/media/", "/pravila/prinyat/")
OPEN_TO_PAPER = ("/accounts/password/", "/accounts/logout/", "/accounts/login/", "/static/")
"""All that a password on paper opens: it has been in several hands, and a key or a second step that one of
them adds would outlive it."""


def assignments_of_today(get_response: Handler) -> Handler:
    """Before the admin: take what an ended assignment gave, give what one that began gives."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.path_info.startswith("/admin/"):
            person = request.user
            if isinstance(person, User) and person.is_authenticated and is_out_of_step(person):
                equalise()
        return get_response(request)

    return middleware


def account_in_order(get_response: Handler) -> Handler:
    """An own password instead of the one on paper comes before all, the second step before the admin.

    Asks the database nothing for a reader: the first is a word in the session, put there at sign-in.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        opens_to_paper = request.path_info.startswith(OPEN_TO_PAPER)
        if not opens_to_paper and request.session.get(OWN_PASSWORD_FIRST) and request.user.is_authenticated:
            return redirect("account_change_password")
        if not request.path_info.startswith(ALWAYS_OPEN):
            is_guarded = request.path_info.startswith(GUARDED) or request.method not in SAFE
            if is_guarded and is_missing(request.user, request):
                return _lead_to_second_factor(request)
            if is_guarded and request.session.get(NEXT):  # arrived
                del request.session[NEXT]
        return get_response(request)

    return middleware


def _lead_to_second_factor(request: HttpRequest) -> HttpResponse:
    """To the set-up page; what was being sent is given back on a page, for it cannot be sent now."""
    if request.method in SAFE:
        request.session[NEXT] = request.get_full_path()
        return redirect("mfa_index")
    typed = [value for name, value in request.POST.items() if "\n" in value or len(value) > 60]
    return render(request, "members/second_factor_first.html", {"typed": typed}, status=403)


def who_acts(get_response: Handler) -> Handler:
    """Let receivers of signals, which know no request, write the audit log with who acts."""

    def middleware(request: HttpRequest) -> HttpResponse:
        with audit.acting(request):
            return get_response(request)

    return middleware
