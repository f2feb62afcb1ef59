"""Class lists and letters in Wagtail's admin, for coordinators and class teachers."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.pagination import paginate, query_without_page
from core.tables import MAX_BYTES, TableError
from core.text import to_slug
from joining import codes, gate, letters, lists, plans
from joining.forms import ListForm
from joining.models import JoinCode, ListUpload
from members.assignments import is_coordinator
from members.classes import led_by
from members.models import Person, SchoolClass, User

View = Callable[..., HttpResponse]
PER_PAGE = 100


def for_class_teachers(view: View) -> View:
    """403 for who neither leads a class nor coordinates. The view gets the account as its second argument."""

    @never_cache
    @wraps(view)
    def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        user = request.user
        if not isinstance(user, User) or not lists.may_import(user):
            return render(request, "403.html", status=403)
        return view(request, user, *args, **kwargs)

    return inner


def crumbs(*items: tuple[str, str]) -> list[dict[str, str]]:
    """The way from the admin's first page: (label, address) of each step."""
    return [{"url": reverse("wagtailadmin_home"), "label": "Главная"}] + [
        {"url": url, "label": label} for label, url in items
    ]


# Lists.


@require_http_methods(["GET", "HEAD", "POST"])
@for_class_teachers
def upload(request: HttpRequest, user: User) -> HttpResponse:
    """Choose a file; it is read and shown, nothing is written yet."""
    form = ListForm(request.POST, request.FILES) if request.method == "POST" else ListForm()
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        if file.size > MAX_BYTES:
            form.add_error("file", "Файл больше 20 МБ. Оставьте в нём только листы со списком.")
        else:
            try:
                kept = lists.take_list(file.read(), file.name, user)
            except TableError as error:
                form.add_error("file", str(error))
            else:
                return redirect("joining_admin:preview", kept.pk)
    context = {
        "form": form,
        "is_coordinator": is_coordinator(user),
        "own": led_by(user),
        "header_title": "Загрузить список",
        "header_icon": "upload",
        "breadcrumbs_items": crumbs(("Загрузить список", "")),
    }
    return render(request, "joining/admin/upload.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_class_teachers
def preview(request: HttpRequest, user: User, pk: int) -> HttpResponse:
    """What the list would do; POST does exactly that."""
    kept = get_object_or_404(ListUpload, pk=pk, by=user)
    if kept.applied_at is not None:
        messages.success(request, lists.summary(kept.result))
        return redirect("joining_admin:letters")
    if kept.is_stale:
        messages.warning(request, "Этот список загружали давно. Выберите файл снова.")
        return redirect("joining_admin:upload")
    if request.method == "POST":
        answer = _apply(request, user, kept)
        if answer is not None:
            return answer
    plan = lists.plan_of(kept, user)
    show = request.GET.get("show", "")
    steps = [step for step in plan.steps if step.outcome == show] if show in plans.OUTCOMES else plan.steps
    page = paginate(request, steps, per_page=PER_PAGE)
    context = {
        "kept": kept,
        "plan": plan,
        "sheets": any(step.row.sheet for step in plan.steps),
        "counts": [(key, plans.OUTCOMES[key], number) for key, number in plan.counts.items() if number],
        "wrong": plan.counts[plans.WRONG],
        "show": show,
        "page_obj": page,
        "query": query_without_page(request),
        "to_do": sum(plan.counts[one] for one in (plans.NEW, plans.MOVED, plans.CHANGED)),
        "new_classes": [f"{grade} «{letter}»" for grade, letter in plan.new_classes],
        "header_title": "Список: что изменится",
        "header_icon": "upload",
        "breadcrumbs_items": crumbs(
            ("Загрузить список", reverse("joining_admin:upload")), ("Что изменится", "")
        ),
    }
    return render(request, "joining/admin/preview.html", context)


def _apply(request: HttpRequest, user: User, kept: ListUpload) -> HttpResponse | None:
    plan = lists.plan_of(kept, user)
    if plan.new_classes and "make_classes" not in request.POST:
        messages.error(request, "Отметьте, что новые классы надо завести, или исправьте столбец «Класс».")
        return None
    try:
        counts = lists.apply(kept, user, fingerprint=request.POST.get("fingerprint", ""))
    except lists.ChangedMeanwhile:
        messages.warning(request, "Пока вы смотрели, данные школы изменились. Посмотрите список ещё раз.")
        return None
    messages.success(request, lists.summary(counts))
    return redirect("joining_admin:letters")


# Letters.


def _classes(user: User) -> QuerySet[SchoolClass]:
    """Whose letters `user` prints."""
    return SchoolClass.objects.filter(ended_on__isnull=True) if is_coordinator(user) else led_by(user)


@require_safe
@for_class_teachers
def classes(request: HttpRequest, user: User) -> HttpResponse:
    """The classes, how many have joined, how many have codes."""
    found = _classes(user)
    pupils = Person.objects.filter(kind=Person.Kind.PUPIL, left_on__isnull=True, school_class__in=found)
    live = JoinCode.objects.live().filter(pupil=OuterRef("pk"), audience=JoinCode.For.CARERS)
    counted = (
        pupils.order_by()
        .values("school_class")
        .annotate(
            number=Count("pk"),
            joined=Count("account", filter=Q(account__is_active=True)),
            with_code=Count("pk", filter=Q(Exists(live))),
        )
    )
    counts = {row["school_class"]: row for row in counted}
    lines = [(one, counts.get(one.pk)) for one in found.select_related("class_teacher")]
    context = {
        "classes": lines,
        "missing": gate.missing(),
        "header_title": "Письма классам",
        "header_icon": "mail",
        "breadcrumbs_items": crumbs(("Письма классам", "")),
    }
    return render(request, "joining/admin/classes.html", context)


@require_safe
@for_class_teachers
def class_letters(request: HttpRequest, user: User, pk: int) -> HttpResponse:
    """The children of a class: who has joined, whose codes live; print, issue anew, revoke."""
    one = get_object_or_404(_classes(user).select_related("class_teacher"), pk=pk)
    pupils = letters.pupils_of(one)
    rows: dict[tuple[int, str], JoinCode] = {
        (code.pupil_id, code.audience): code for code in JoinCode.objects.live().filter(pupil__in=pupils)
    }
    lines = [
        (
            pupil,
            rows.get((pupil.pk, JoinCode.For.PUPIL)),
            rows.get((pupil.pk, JoinCode.For.CARERS)),
        )
        for pupil in pupils
    ]
    context = {
        "one": one,
        "lines": lines,
        "missing": gate.missing(),
        "limit": codes.CARERS_LIMIT,
        "header_title": f"Письма: {one.title}",
        "header_icon": "mail",
        "breadcrumbs_items": crumbs(("Письма классам", reverse("joining_admin:letters")), (one.title, "")),
    }
    return render(request, "joining/admin/class_letters.html", context)


def _chosen(user: User, pk: int, request: HttpRequest) -> tuple[SchoolClass, list[Person], str]:
    """The class, and those of its pupils that are meant: the one of the button, or all."""
    one = get_object_or_404(_classes(user), pk=pk)
    pupils = letters.pupils_of(one)
    typed = request.POST.get("pupil", "")
    if typed:
        pupils = [pupil for pupil in pupils if str(pupil.pk) == typed]
    return one, pupils, f"{one.title}, один ученик" if typed else one.title


@require_POST
@for_class_teachers
def print_class(request: HttpRequest, user: User, pk: int) -> HttpResponse:
    """The PDF, for the class or one child; missing codes are issued."""
    one, pupils, what = _chosen(user, pk, request)
    if not pupils:
        messages.warning(request, "Печатать нечего: в классе нет учеников.")
        return redirect("joining_admin:class", one.pk)
    printed = letters.print_letters(pupils, user, what=what)
    name = f"pisma-{to_slug(one.title)}-{timezone.localdate():%Y-%m-%d}.pdf"
    return HttpResponse(
        printed.pdf,
        content_type="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@require_POST
@for_class_teachers
def revoke_codes(request: HttpRequest, user: User, pk: int) -> HttpResponse:
    """Old letters open nothing any more; the next printing issues new codes."""
    one, pupils, what = _chosen(user, pk, request)
    number = codes.revoke(pupils, user, what=what) if pupils else 0
    if number:
        messages.success(request, "Коды отменены: старые письма больше не сработают. Напечатайте новые.")
    else:
        messages.warning(request, "Действующих кодов не было.")
    return redirect("joining_admin:class", one.pk)
