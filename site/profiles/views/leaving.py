"""«Забрать данные и уйти»."""

from __future__ import annotations

from django.contrib.auth import logout
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from core.refusals import Refused
from members.models import User
from profiles import leaving
from profiles.forms import LeaveForm, PasswordForm
from profiles.views.common import for_members, limit_passwords

TAKE, LEAVE = "take", "leave"


@for_members("GET", "POST")
def leave(request: HttpRequest, user: User) -> HttpResponseBase:
    """Both are on one page: first one's data, then the door."""
    doing = request.POST.get("do") if request.method == "POST" else None
    if doing is not None:
        limit_passwords(request, user)
    take_form = PasswordForm(request.POST if doing == TAKE else None, user=user, prefix=TAKE)
    leave_form = LeaveForm(request.POST if doing == LEAVE else None, user=user, prefix=LEAVE)
    why_not = leaving.why_not_leave(user)
    if doing == TAKE and take_form.is_valid():
        name = f"moi-dannye-{timezone.localdate():%Y-%m-%d}.zip"
        return FileResponse(leaving.take_archive(user), as_attachment=True, filename=name)
    if doing == LEAVE:
        if why_not:
            raise Refused(why_not)
        if leave_form.is_valid():
            leaving.leave(user, keep_texts=leave_form.cleaned_data["texts"] == "keep")
            logout(request)
            return redirect("profiles:goodbye")
    is_pupil = user.person is not None and not user.person.is_adult
    context = {"take_form": take_form, "leave_form": leave_form, "why_not": why_not, "is_pupil": is_pupil}
    return render(request, "profiles/leave.html", context)


@require_safe
def goodbye(request: HttpRequest) -> HttpResponse:
    """After leaving."""
    return render(request, "profiles/goodbye.html")
