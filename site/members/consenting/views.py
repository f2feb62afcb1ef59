"""The register for those who keep it: list, a child's card, recording, revoking, scans, printed forms."""

from __future__ import annotations

import mimetypes
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from core.kept_forms import take_kept
from core.pagination import paginate, query_without_page
from core.refusals import Refused
from core.text import plural
from members import legal
from members.audit import log, log_once_an_hour
from members.consenting import access, blanks, reading, services
from members.consenting.access import for_keepers
from members.consenting.forms import ClassForm, ConsentForm, RegisterFilter, RevokeForm
from members.models import Person, Place, Purpose, User

PER_PAGE = 40
METHODS = ["GET", "HEAD", "POST"]


@require_safe
@for_keepers
def register(request: HttpRequest, keeper: User) -> HttpResponse:
    """The pupils whose consents this person keeps, and how each consent stands."""
    kept = access.classes_kept(keeper).order_by("-entry_year", "letter")
    form = RegisterFilter(request.GET, classes=kept)
    if not form.is_valid():
        raise BadRequest("Нет такого отбора")
    page_obj = paginate(request, reading.narrow(access.pupils_kept(keeper), form.cleaned_data), PER_PAGE)
    log_once_an_hour(keeper, "consent.register_seen")
    classes = list(kept)
    number = page_obj.paginator.count
    context = {
        "filters": form,
        "page_obj": page_obj,
        "rows": reading.rows(page_obj.object_list),
        "purposes": list(Purpose),
        "classes": classes,
        "several": form.cleaned_data["school_class"] is None and len(classes) > 1,
        "found_text": f"{number} {plural(number, 'ученик,ученика,учеников')}",
        "query": query_without_page(request),
    }
    return render(request, "members/consents/register.html", context)


@require_http_methods(METHODS)
@for_keepers
def card(request: HttpRequest, keeper: User, person_id: int) -> HttpResponse:
    """All documents of one child, and a form for one more."""
    person = access.kept_pupil(keeper, person_id)
    form = ConsentForm(initial=_from_kept(request))
    if request.method == "POST":
        form = ConsentForm(request.POST, request.FILES)
        if form.is_valid() and _recorded(form, person, keeper):
            messages.success(request, "Согласие записано.")
            return redirect("consent_card", person.pk)
    else:
        log_once_an_hour(keeper, "consent.register_seen", person=person)
    context = {
        "person": person,
        "form": form,
        "file_lost": bool(request.FILES) and form.is_bound,
        "documents": reading.documents_of(person),
        "carers": [link.carer for link in person.carer_links.select_related("carer")],
        "purposes": list(Purpose),
    }
    return render(request, "members/consents/card.html", context, status=400 if form.is_bound else 200)


def _recorded(form: ConsentForm, person: Person, keeper: User) -> bool:
    try:
        services.record(person, Purpose(form.cleaned_data["purpose"]), form.shown_to, form.paper, keeper)
    except Refused as refusal:
        form.add_error("given_on", refusal.why)
        return False
    return True


def _from_kept(request: HttpRequest) -> dict[str, Any]:
    kept = take_kept(request, request.get_full_path()) if request.method == "GET" else None
    today = {"given_on": timezone.localdate(), "place": Place.CLASS}
    return today | (dict(kept.items()) if kept else {})


@require_http_methods(METHODS)
@for_keepers
def whole_class(request: HttpRequest, keeper: User, class_id: int) -> HttpResponse:
    """A table of the class: the consents that came in, written down at once."""
    school_class = access.kept_class(keeper, class_id)
    pupils = list(access.pupils_kept(keeper).filter(school_class=school_class))
    there = reading.last_of(pupils)
    live = {key: consent for key, consent in there.items() if reading.state_of(consent) == "live"}
    revoked = {key for key, consent in there.items() if reading.state_of(consent) == "revoked"}
    kept = take_kept(request, request.get_full_path()) if request.method == "GET" else None
    typed: QueryDict | dict[str, Any] = request.POST if request.method == "POST" else kept or {}
    today = {"given_on": timezone.localdate()}
    form = ClassForm(typed or None, pupils=pupils, live=live, revoked=revoked, initial=today)
    if request.method == "POST" and form.is_valid() and _class_recorded(request, form, keeper):
        return redirect("consent_class", school_class.pk)
    log_once_an_hour(keeper, "consent.register_seen")
    context = {"school_class": school_class, "form": form, **_table(form)}
    return render(
        request, "members/consents/whole_class.html", context, status=400 if request.method == "POST" else 200
    )


def _class_recorded(request: HttpRequest, form: ClassForm, keeper: User) -> bool:
    try:
        made = services.record_many(form.given, form.paper, keeper)
    except Refused as refusal:
        form.add_error(None, refusal.why)
        return False
    number = f"{len(made)} {plural(len(made), 'согласие,согласия,согласий')}"
    numbers = f" Номера: с {made[0].number} по {made[-1].number}." if made[0].number and len(made) > 1 else ""
    messages.success(request, f"Записано: {number}.{numbers}")
    return True


def _table(form: ClassForm) -> dict[str, Any]:
    """The cells, drawn by hand: a hundred and fifty of Django's widgets would take a second."""
    heads = [
        {
            "purpose": purpose.value,
            "name": f"all-{purpose}",
            "label": purpose.label,
            "options": form.options(purpose),
        }
        for purpose in Purpose
    ]
    for head in heads:
        head["value"] = form.typed(str(head["name"]))
    lines = []
    for pupil in form.pupils:
        cells = []
        for purpose in Purpose:
            name, there = f"cell-{pupil.pk}-{purpose}", form.live.get((pupil.pk, purpose.value))
            now = "" if there is None else reading.Standing(purpose, there, "live").text
            cells.append(
                {
                    "name": name,
                    "value": form.typed(name),
                    "now": now,
                    "revoked": (pupil.pk, purpose.value) in form.revoked,
                    "bans": there.bans if there else "",
                    "options": form.options(purpose),
                    "label": purpose.label,
                }
            )
        lines.append(
            {
                "pupil": pupil,
                "cells": cells,
                "there": sum(bool(cell["now"]) for cell in cells),
                "revoked": sum(bool(cell["revoked"]) for cell in cells),
                "is_typed": any(cell["value"] for cell in cells),
            }
        )
    return {"heads": heads, "lines": lines}


@require_http_methods(METHODS)
@for_keepers
def revoke(request: HttpRequest, keeper: User, consent_id: int) -> HttpResponse:
    """Revoke for a reason: a statement on paper, a mistake in recording."""
    consent = access.kept_consent(keeper, consent_id)
    form = RevokeForm(request.POST if request.method == "POST" else None)
    if consent.revoked_at is not None:
        messages.info(request, "Это согласие уже отозвано.")
        return redirect("consent_card", consent.person_id)
    if form.is_bound and form.is_valid():
        services.revoke(consent, keeper, form.cleaned_data["reason"])
        messages.success(request, "Согласие отозвано. Сайт уже не показывает того, что на нём держалось.")
        return redirect("consent_card", consent.person_id)
    context = {"consent": consent, "form": form}
    return render(request, "members/consents/revoke.html", context, status=400 if form.is_bound else 200)


@require_safe
@never_cache
@login_required
def scan(request: HttpRequest, consent_id: int) -> FileResponse:
    """The scan, for who keeps it and for the child's carers; each opening is logged."""
    user = request.user
    if not isinstance(user, User):
        raise Http404
    consent = access.visible_scan(user, consent_id)
    try:
        opened = consent.scan.open("rb")
    except FileNotFoundError as error:
        raise Http404("Файл скана потерялся.") from error
    log(user, "consent.scan_seen", person=consent.person, details=consent.get_purpose_display())
    name = consent.scan.name or ""
    extension = name.rsplit(".", 1)[-1]
    response = FileResponse(
        opened,
        filename=f"soglasie-{consent.pk}.{extension}",
        content_type=mimetypes.guess_type(name)[0] or "application/octet-stream",
    )
    response["X-Robots-Tag"] = "noindex"
    return response


@require_safe
@for_keepers
def person_blank(request: HttpRequest, keeper: User, person_id: int, purpose: str) -> HttpResponse:
    """The form of one consent for one child, to print and sign."""
    person = access.kept_pupil(keeper, person_id)
    return _printed(purpose, [person], f"soglasie-{purpose}-{person.pk}.pdf")


@require_safe
@for_keepers
def class_blank(request: HttpRequest, keeper: User, class_id: int, purpose: str) -> HttpResponse:
    """The forms of one consent for a whole class, in one file."""
    school_class = access.kept_class(keeper, class_id)
    pupils = access.pupils_kept(keeper).filter(school_class=school_class)
    return _printed(purpose, list(pupils), f"soglasie-{purpose}-klass-{school_class.pk}.pdf")


def _printed(purpose: str, people: list[Person], name: str) -> HttpResponse:
    if purpose not in Purpose.values:
        raise Http404("Нет такого согласия.")
    text = legal.current(purpose)
    if text is None:
        raise Http404("Текст этого согласия школа ещё не ввела в действие.")
    if not people:
        raise Http404("В этом классе пока никого нет.")
    pdf = blanks.make(Purpose(purpose), text, people)
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}"'
    return response
