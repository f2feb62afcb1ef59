"""Joining by the code of a letter: public pages, without a script.

A GET changes nothing: mail scanners open links.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from core.refusals import Refused
from joining import codes, gate, limits, mailbox, services
from joining.forms import AccountForm, CarerForm, ChildForm, CodeForm
from joining.models import JoinCode, JoinRequest
from joining.usernames import suggest
from members.models import CommunitySettings, User

CHECKED, JOINED = "joining_checked", "joining_done"
CHECKED_FOR = 3600
NOT_FOUND = (
    "Код и имя не подошли. Проверьте, так ли они написаны в письме. Если всё верно, код мог устареть, его "
    "могли отменить или уже использовать: попросите новое письмо у классного руководителя."
)
CODE_CLOSED = (
    "С этим кодом слишком часто набирали не то имя, и на сутки он закрыт. Не ждите – попросите у классного "
    "руководителя новый код: он подействует сразу."
)
"""Said of any code, of one that nobody has too."""
View = Callable[..., HttpResponse]


def when_open(view: View) -> View:
    """The page «закрыто» while the school's texts are not in force."""

    @wraps(view)
    def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not gate.is_open():
            return render(request, "joining/closed.html", status=403)
        return view(request, *args, **kwargs)

    return inner


def page(view: View) -> View:
    """A page of joining: never kept, forms by POST, closed while joining is."""
    return never_cache(require_http_methods(["GET", "HEAD", "POST"])(when_open(view)))


@page
def start(request: HttpRequest, code: str = "") -> HttpResponse:
    """The code and the child's name. Any failure gets one answer."""
    form = CodeForm(request.POST or None, initial={"code": code[: codes.LONGEST_INPUT]})
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        taken = limits.take(request, _counts(request))
        if taken is None:
            return limits.too_many(request)
        by_code = limits.take(request, [("wrong_code", codes.digest_of(codes.normalise(typed["code"])))])
        if by_code is None:
            limits.give_back(taken)
            form.add_error(None, CODE_CLOSED)
            return _start(request, form, code, status=429)
        found = services.check(typed["code"], typed["last_name"], typed["first_name"])
        if found is not None:
            limits.give_back([*taken, *by_code])
            request.session[CHECKED] = {
                "code": found.pk,
                "ticket": secrets.token_hex(16),
                "at": int(time.time()),
            }
            request.session.pop(JOINED, None)
            return redirect("joining:account")
        form.add_error(None, NOT_FOUND)
    return _start(request, form, code)


def _start(request: HttpRequest, form: CodeForm, code: str, status: int = 200) -> HttpResponse:
    requests_open = CommunitySettings.of_school().requests_open
    context = {"form": form, "requests_open": requests_open, "code": code}
    return render(request, "joining/start.html", context, status=status)


def _counts(request: HttpRequest) -> Iterator[tuple[str, str | None]]:
    """What a wrong code or name counts against. Lazily: a flood from one address makes no sessions."""
    yield "wrong", None
    yield "wrong_here", limits.session_key(request)


@sensitive_post_parameters("password1", "password2")
@page
def account(request: HttpRequest) -> HttpResponse:
    """Who joins, how to sign in, what is accepted."""
    checked = request.session.get(CHECKED, {})
    code = _checked_code(checked)
    if code is None:
        return redirect("joining:done" if JOINED in request.session else "joining:start")
    user = request.user if isinstance(request.user, User) else None
    form = _form(request, code, user)
    if request.method == "POST" and form.is_valid():
        if not limits.allowed(request, "account"):
            return limits.too_many(request)
        try:
            asked = _join(form, code, checked["ticket"], user)
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, refused.why)
        else:
            return _joined(request, asked.ticket)
    if request.method == "POST" and JoinRequest.objects.filter(ticket=checked["ticket"]).exists():
        return _joined(request, checked["ticket"])  # the form came twice: its name is taken by itself
    context = {"form": form, "pupil": code.pupil, "for_carers": code.audience == JoinCode.For.CARERS}
    return render(request, "joining/account.html", context)


def _joined(request: HttpRequest, ticket: str) -> HttpResponse:
    request.session.pop(CHECKED, None)
    request.session[JOINED] = ticket
    return redirect("joining:done")


def _checked_code(checked: dict[str, Any]) -> JoinCode | None:
    """The code that this browser has named rightly within the hour."""
    if not checked or checked["at"] < time.time() - CHECKED_FOR:
        return None
    rows = JoinCode.objects.live().select_related("pupil__school_class", "pupil__account")
    return rows.filter(pk=checked["code"]).first()


def _form(request: HttpRequest, code: JoinCode, user: User | None) -> AccountForm | ChildForm:
    data = request.POST or None
    if user is not None:
        return ChildForm(data)
    texts = gate.texts_to_accept()
    if code.audience == JoinCode.For.CARERS:
        return CarerForm(data, texts=texts)
    pupil = code.pupil
    suggested = {"username": suggest(pupil.first_name, pupil.last_name)} if data is None else {}
    return AccountForm(data, texts=texts, person=pupil, initial=suggested)


def _join(form: AccountForm | ChildForm, code: JoinCode, ticket: str, user: User | None) -> JoinRequest:
    if isinstance(form, ChildForm):
        if user is None:
            raise Refused("Сначала войдите.")
        return services.add_child(code, ticket, user, form.cleaned_data["relation"])
    if isinstance(form, CarerForm):
        return services.join_carer(code, ticket, form.account, form.carer, form.cleaned_data["email"])
    return services.join_pupil(code, ticket, form.account)


@require_safe
@never_cache
def done(request: HttpRequest) -> HttpResponse:
    """«Ждёт подтверждения», and later, in the same browser, what was decided."""
    asked = (
        JoinRequest.objects.filter(ticket=request.session.get(JOINED, ""))
        .select_related("user", "pupil__school_class__class_teacher")
        .first()
    )
    if asked is None:
        return redirect("joining:start")
    return render(request, "joining/done.html", {"asked": asked})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_mailbox(request: HttpRequest, token: str) -> HttpResponse:
    """The link of the letter to a carer's mailbox: a button, so that a mail scanner confirms nothing."""
    found = mailbox.address_of(token)
    if found is None:
        return render(request, "joining/link_dead.html", status=404)
    if request.method == "POST":
        if not mailbox.confirm(*found):
            messages.error(request, "Этот адрес уже подтверждён у другой учётной записи.")
        else:
            messages.success(request, "Почта подтверждена. Письма о новом будут приходить на неё.")
        return redirect("account_login")
    return render(request, "joining/mailbox.html", {"email": found[1]})
