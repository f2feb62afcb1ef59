"""The school year in the admin: what will happen, one button, and who leaves a class. For coordinators."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from classes.forms import LeaversForm
from classes.leaving import come_back, leave, leavers, term
from classes.services import create_corners
from classes.year import plan_year, start_year
from core.text import plural
from members.assignments import is_coordinator
from members.models import Person, SchoolClass

View = Callable[..., HttpResponse]


def coordinators_only(view: View) -> View:
    """Refuse others; the admin has asked who they are."""

    @wraps(view)
    def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not is_coordinator(request.user):
            raise PermissionDenied("Учебный год начинает координатор.")
        return view(request, *args, **kwargs)

    return inner


@require_http_methods(["GET", "HEAD", "POST"])
@coordinators_only
def year(request: HttpRequest) -> HttpResponse:
    """Show what starting the year does; do it when the plan that was read is still the plan."""
    plan = plan_year()
    if request.method == "POST":
        if request.POST.get("year") != str(plan.year):
            messages.error(request, "Ничего не сделано: начался другой учебный год. Прочитайте ещё раз.")
            return redirect("school_year")
        done = start_year(request.user)
        if done.started:
            messages.warning(request, f"Учебный год {done.name} уже начат. Ничего не изменилось.")
        else:
            messages.success(request, f"Учебный год {done.name} начат.")
        return redirect("school_year")
    without = SchoolClass.objects.filter(ended_on__isnull=True, corners__isnull=True).count()
    context = {"plan": plan, "without_corner": without, "term": term().days}
    return render(request, "classes/admin/year.html", context)


@require_POST
@coordinators_only
def corners(request: HttpRequest) -> HttpResponse:
    """Make the corners that are missing."""
    made = len(create_corners())
    if made:
        words = plural(made, "новый уголок,новых уголка,новых уголков")
        messages.success(request, f"Готово: {made} {words}.")
    else:
        messages.info(request, "У каждого класса уголок уже есть.")
    return redirect("school_year")


@require_http_methods(["GET", "HEAD", "POST"])
@coordinators_only
def class_leavers(request: HttpRequest, class_id: int) -> HttpResponse:
    """Choose who of a class leaves: after the ninth grade, or in the middle of a year."""
    school_class = get_object_or_404(SchoolClass, pk=class_id, ended_on__isnull=True)
    pupils = school_class.pupils.filter(left_on__isnull=True).order_by("last_name", "first_name")
    form = LeaversForm(pupils, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        count = leave([int(pk) for pk in form.cleaned_data["pupils"]], request.user)
        messages.success(request, f"Отмечено: {count}. Им и родителям отправлено уведомление.")
        return redirect("class_leavers", class_id)
    kept = term()
    gone = [(person, person.left_on + kept) for person in _gone(school_class) if person.left_on]
    context = {"school_class": school_class, "form": form, "gone": gone, "term": kept.days}
    return render(request, "classes/admin/leavers.html", context)


@require_POST
@coordinators_only
def bring_back(request: HttpRequest, class_id: int, person_id: int) -> HttpResponse:
    """Undo: the wrong one was marked."""
    school_class = get_object_or_404(SchoolClass, pk=class_id, ended_on__isnull=True)
    person = get_object_or_404(_gone(school_class), pk=person_id)
    if come_back(person, request.user):
        messages.success(request, f"{person} снова в классе.")
    return redirect("class_leavers", class_id)


def _gone(school_class: SchoolClass) -> Any:
    return leavers().filter(school_class=school_class, kind=Person.Kind.PUPIL)
