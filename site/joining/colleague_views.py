"""Colleagues from elsewhere: the invitation, the request, the first password."""

from __future__ import annotations

import secrets
from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_safe

from core.refusals import Refused
from joining import colleagues, gate, limits
from joining.colleague_forms import ColleagueForm, InviteForm, StrangerForm, drawn_now
from joining.forms import AccountForm
from joining.usernames import suggest
from joining.views import page
from members import legal
from members.models import CommunitySettings, LegalText, User

TICKET = "joining_ticket"


@page
def ask(request: HttpRequest) -> HttpResponse:
    """The stranger's form. The answer is the same whether or not the address is known."""
    if not CommunitySettings.of_school().requests_open:
        return render(request, "joining/requests_closed.html", status=403)
    form = StrangerForm(request.POST or None, initial={"started": drawn_now()})
    if request.method == "POST":
        if form.is_trapped:
            return redirect("joining:asked")
        if form.is_valid():
            address = form.cleaned_data["email"].lower()
            if not limits.allowed(request, "ask"):
                return limits.too_many(request)
            if limits.allowed(request, "ask_address", address):
                try:
                    colleagues.ask(form.about, address, _ticket(request), _policy())
                except Refused as refused:
                    form.add_error(None, refused.why)
                    return _form(request, form)
            request.session.pop(TICKET, None)
            return redirect("joining:asked")
    else:
        request.session[TICKET] = secrets.token_hex(16)
    return _form(request, form)


@require_safe
@never_cache
def asked(request: HttpRequest) -> HttpResponse:
    """«Заявка отправлена», whatever became of it."""
    return render(request, "joining/asked.html")


@page
def invited(request: HttpRequest, token: str) -> HttpResponse:
    """The form behind the link of an invitation."""
    invitation = colleagues.invitation_of(token)
    if invitation is None:
        return render(request, "joining/link_dead.html", status=404)
    form = ColleagueForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            colleagues.accept(invitation, form.about, secrets.token_hex(16), _policy())
        except Refused as refused:
            form.add_error(None, refused.why)
        else:
            return redirect("joining:asked")
    return _form(request, form, invited_by=invitation.invited_by)


def _form(request: HttpRequest, form: ColleagueForm, invited_by: User | None = None) -> HttpResponse:
    context = {"form": form, "policy": _policy(), "invited_by": invited_by}
    return render(request, "joining/colleague.html", context)


def _policy() -> LegalText | None:
    return legal.current(LegalText.Kind.POLICY)


def _ticket(request: HttpRequest) -> str:
    """Of the form as it was drawn last, so that sent twice it is one request."""
    return str(request.session.get(TICKET) or secrets.token_hex(16))


@login_required
@page
def invite(request: HttpRequest) -> HttpResponse:
    """Any adult member writes to a colleague."""
    user = cast("User", request.user)
    if not colleagues.may_invite(user):
        raise PermissionDenied("Приглашать коллег могут взрослые участники.")
    form = InviteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        address = form.cleaned_data["email"].lower()
        if not limits.allowed(request, "invite"):
            form.add_error(None, "На сегодня приглашений достаточно: в день их может быть десять.")
            return render(request, "joining/invite.html", {"form": form}, status=429)
        if limits.allowed(request, "ask_address", f"invite:{address}"):
            colleagues.invite(address, user)
        messages.success(request, f"Приглашение отправлено на {address}.")
        return redirect("joining:invite")
    return render(request, "joining/invite.html", {"form": form})


@sensitive_post_parameters("password1", "password2")
@page
def open_account(request: HttpRequest, token: str) -> HttpResponse:
    """The link of the letter to a confirmed colleague: once, and for two weeks."""
    row = colleagues.request_of(token)
    if row is None:
        return render(request, "joining/link_dead.html", status=404)
    data = request.POST or None
    suggested = {"username": suggest(row.first_name, row.last_name)} if data is None else {}
    form = AccountForm(data, texts=gate.texts_to_accept(), initial=suggested)
    if request.method == "POST" and form.is_valid():
        try:
            colleagues.open_account(row, form.account)
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, refused.why)
        else:
            messages.success(request, "Учётная запись готова. Войдите с именем и паролем, которые придумали.")
            return redirect("account_login")
    return render(request, "joining/open.html", {"form": form, "row": row})
