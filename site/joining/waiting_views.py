"""«Кто хочет вступить»: on the site, so that a class teacher decides from a phone."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Page
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from core.pagination import paginate
from core.refusals import Refused
from core.text import plural
from joining import colleagues, decisions, gate, limits
from joining.forms import RefusalForm
from joining.models import JoinRequest
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
        "invited": _invited(request) if is_coordinator(user) else None,
    }
    return render(request, "joining/waiting.html", context, status=status)


def _invited(request: HttpRequest) -> Page:
    """Confirmed colleagues who have not come yet, with the end of their links."""
    page = paginate(request, colleagues.not_opened(), per_page=20, parameter="invited")
    now = timezone.now()
    for row in page.object_list:
        row.until = colleagues.link_until(row)
        row.is_late = row.until is not None and row.until <= now
    return page


@never_cache
@require_POST
@login_required
def send_again(request: HttpRequest, pk: int) -> HttpResponse:
    """A new letter for a confirmed colleague; the old link dies."""
    user = cast("User", request.user)
    if not is_coordinator(user):
        raise PermissionDenied("Письма коллегам отправляет координатор.")
    row = get_object_or_404(JoinRequest, pk=pk, kind=JoinRequest.Kind.COLLEAGUE)
    taken = limits.take(request, [("link_again", str(pk))])
    if taken is None:
        messages.warning(request, "Сегодня это письмо отправляли уже три раза. Следующее – завтра.")
        return redirect("joining:waiting")
    try:
        colleagues.send_link_again(row, user)
    except Refused as refused:
        limits.give_back(taken)
        messages.error(request, refused.why)
    else:
        messages.success(request, "Письмо отправлено ещё раз. Прежняя ссылка больше не действует.")
    return redirect("joining:waiting")


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
