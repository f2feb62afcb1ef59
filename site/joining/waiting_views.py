"""«Кто хочет вступить»: on the site, so that a class teacher decides from a phone."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from core.pagination import paginate
from core.text import plural
from joining import colleagues, decisions, gate
from joining.forms import RefusalForm
from joining.models import JoinRequest
from joining.services import Refused
from members.assignments import is_coordinator
from members.models import User

AT_ONCE = 200


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def waiting(request: HttpRequest) -> HttpResponse:
    """Who waits for this person's word; POST decides on one or on those that are ticked."""
    user = cast("User", request.user)
    if not decisions.may_decide(user):
        raise PermissionDenied("Подтверждают вступление классный руководитель и координатор.")
    form = RefusalForm(request.POST if "refuse" in request.POST else None)
    status = 200
    if request.method == "POST":
        rows = _chosen(request, user)
        if "refuse" in request.POST and not form.is_valid():
            status = 422
        elif not rows:
            messages.warning(request, "Никто не отмечен, или эти заявки уже решены.")
            return redirect("joining:waiting")
        else:
            _decide(request, user, rows, form.cleaned_data["reason"] if form.is_bound else None)
            return redirect("joining:waiting")
    page = paginate(request, _rows(user), per_page=40)
    shown = list(page.object_list)
    context = {
        "page_obj": page,
        "rows": shown,
        "form": form,
        "ticked": set(request.POST.getlist("chosen")),
        "known": colleagues.known_addresses(shown),
        "missing": gate.missing() if is_coordinator(user) else [],
    }
    return render(request, "joining/waiting.html", context, status=status)


def _rows(user: User):  # type: ignore[no-untyped-def]
    return (
        decisions.decidable_by(user)
        .select_related("user__person", "pupil__school_class", "invited_by__person")
        .order_by("-pupil__school_class__entry_year", "pupil__school_class__letter", "created_at", "pk")
    )


def _chosen(request: HttpRequest, user: User) -> list[JoinRequest]:
    """What was ticked, or the one whose button was pressed; 403 for another's."""
    typed = [request.POST["one"]] if "one" in request.POST else request.POST.getlist("chosen")
    numbers = [int(one) for one in typed if one.isascii() and one.isdigit() and len(one) < 10][:AT_ONCE]
    asked = JoinRequest.objects.filter(pk__in=numbers, state=JoinRequest.State.WAITING)
    mine = list(decisions.decidable_by(user).filter(pk__in=numbers))
    if asked.count() != len(mine):
        raise PermissionDenied("Эту заявку решает другой классный руководитель или координатор.")
    return mine


def _decide(request: HttpRequest, user: User, rows: list[JoinRequest], reason: str | None) -> None:
    done = 0
    for row in rows:
        try:
            done += decisions.confirm(row, user) if reason is None else decisions.refuse(row, user, reason)
        except Refused as refused:
            messages.error(request, refused.why)
    if not done:
        return
    people = plural(done, "человек,человека,человек")
    if reason is None:
        messages.success(request, f"Подтверждено: {done} {people}.")
    else:
        messages.success(
            request,
            f"Отказано: {done} {people}. То, что они создали, стёрто; открытые учётные записи остались.",
        )
