"""Another address of mail."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from core.refusals import Refused
from members.models import User
from profiles import email
from profiles.forms import EmailForm
from profiles.models import EmailChange
from profiles.views.common import for_members, limit_passwords


@for_members("GET", "POST")
def change(request: HttpRequest, user: User) -> HttpResponse:
    """Ask for it, with the password."""
    if not email.may_have_mailbox(user):
        raise Refused(email.NOT_FOR_CHILDREN)
    if request.method == "POST":
        limit_passwords(request, user)
    form = EmailForm(request.POST if request.method == "POST" else None, user=user)
    if request.method == "POST" and form.is_valid():
        email.ask(user, form.cleaned_data["address"])
        messages.success(
            request,
            f"Письмо на {form.cleaned_data['address']} уже в пути. Откройте ссылку в нём – и адрес сменится.",
        )
        return redirect("profiles:settings")
    return render(request, "profiles/email.html", {"form": form})


@for_members("GET", "POST")
def confirm(request: HttpRequest, user: User, key: str) -> HttpResponse:
    """The link of the letter. A press of the button confirms: programs that look at mail open links too."""
    asked = get_object_or_404(EmailChange, key=key, user=user)
    if request.method == "POST":
        email.confirm(user, key)
        messages.success(request, f"Готово: письма будут приходить на {asked.address}.")
        return redirect("profiles:settings")
    if not asked.is_open:
        raise Refused(email.NOT_OPEN, status=410)
    return render(request, "profiles/email_confirm.html", {"asked": asked})


@for_members("POST")
def cancel(request: HttpRequest, user: User) -> HttpResponse:
    """Take it back."""
    email.cancel(user)
    messages.success(request, "Смена адреса отменена: ссылка из письма больше не действует.")
    return redirect("profiles:settings")
