"""What a carer agreed to, child by child, and taking it back in two taps."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from core.any_case import Folded
from members.assignments import is_coordinator
from members.classes import led_by
from members.consenting import reading, services
from members.consenting.access import LARGEST_ID, answers_for
from members.models import Consent, Person, Purpose, User

WORDS = {
    Purpose.PROCESSING: "Участвовать в сообществе и хранить для этого данные",
    Purpose.NAME: "Называть по имени",
    Purpose.PHOTO: "Показывать на снимках и видео",
    Purpose.WORK: "Показывать работы",
    Purpose.RESULT: "Рассказывать о результатах и наградах",
}
AFTER = {
    Purpose.PROCESSING: "Школа закроет учётную запись ребёнка и договорится с вами, что сделать с его "
    "текстами. На учёбу это не влияет.",
    Purpose.NAME: "Вместо имени сайт будет писать «ученик» и класс. Тексты, где имя написано словами, "
    "скроются, пока их не исправят.",
    Purpose.PHOTO: "Снимки и видео, на которых есть ребёнок, скроются.",
    Purpose.WORK: "Работы ребёнка скроются.",
    Purpose.RESULT: "Результаты и награды ребёнка скроются.",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One purpose of one child, in a carer's words."""

    words: str
    standing: reading.Standing


@dataclass(frozen=True, slots=True)
class Child:
    """A child with what was agreed to, and documents that are over."""

    person: Person
    lines: list[Line]
    past: list[tuple[Consent, str]]


@require_safe
@never_cache
@login_required
def mine(request: HttpRequest) -> HttpResponse:
    """All children of confirmed links."""
    people = Person.objects.filter(pk__in=answers_for(request.user)).select_related("school_class")
    every = Consent.objects.filter(person__in=people).order_by("-given_on", "-pk")
    children = []
    for row in reading.rows(people.order_by(Folded("first_name"))):
        lines = [Line(WORDS[cell.purpose], cell) for cell in row.cells]
        past = [
            (consent, reading.ENDED[reading.state_of(consent)])
            for consent in every
            if consent.person_id == row.person.pk and reading.state_of(consent) != "live"
        ]
        children.append(Child(row.person, lines, past))
    keeps = is_coordinator(request.user) or led_by(request.user).exists()
    return render(request, "members/consents/mine.html", {"children": children, "keeps": keeps})


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def revoke(request: HttpRequest, consent_id: int) -> HttpResponse:
    """Ask once, then take it back. Somebody else's child is 404: even that there is a paper is private."""
    rows = Consent.objects.select_related("person__school_class")
    consent = get_object_or_404(rows, pk=min(consent_id, LARGEST_ID))
    user = request.user
    if not isinstance(user, User) or consent.person_id not in answers_for(user):
        raise Http404("Такого согласия нет.")
    if consent.revoked_at is not None:
        messages.info(request, "Это согласие уже отозвано.")
        return redirect("my_consents")
    purpose = Purpose(consent.purpose)
    if request.method == "POST":
        services.revoke(consent, user)
        messages.success(request, f"Готово, согласие отозвано: {purpose.label}. Школа об этом знает.")
        return redirect("my_consents")
    context = {"consent": consent, "words": WORDS[purpose], "after": AFTER[purpose]}
    return render(request, "members/consents/revoke_mine.html", context)
