"""Rights are those of today when the admin opens, whether or not the worker has been there."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from members import audit
from members.care import equalise, is_out_of_step
from members.models import User

Handler = Callable[[HttpRequest], HttpResponse]


def assignments_of_today(get_response: Handler) -> Handler:
    """Before the admin: take what an ended assignment gave, give what one that began gives."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.path_info.startswith("/admin/"):
            person = request.user
            if isinstance(person, User) and person.is_authenticated and is_out_of_step(person):
                equalise()
        return get_response(request)

    return middleware


def who_acts(get_response: Handler) -> Handler:
    """Let receivers of signals, which know no request, write the audit log with who acts."""

    def middleware(request: HttpRequest) -> HttpResponse:
        with audit.acting(request):
            return get_response(request)

    return middleware
