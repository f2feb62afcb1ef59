"""The register as it is read: pupils and, for each purpose, how the consent stands today."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from core.any_case import Folded
from members.consenting.services import REPLACED
from members.models import Consent, Person, Purpose

ENDED = {"live": "действует", "future": "ещё не началось", "ended": "срок истёк", "revoked": "отозвано"}


@dataclass(slots=True)
class Standing:
    """One purpose of one pupil: the live document if there is one, else the last, else nothing."""

    purpose: Purpose
    consent: Consent | None = None
    state: str = "missing"

    @property
    def text(self) -> str:
        """In words, for a cell."""
        if self.consent is None:
            return "нет"
        if self.state != "live":
            return ENDED[self.state]
        return "дано" if self.purpose == Purpose.PROCESSING else self.consent.get_place_display()


@dataclass(slots=True)
class Row:
    """A pupil of the register."""

    person: Person
    cells: list[Standing] = field(default_factory=list)


def state_of(consent: Consent) -> str:
    """How a document stands today: a key of ENDED."""
    today = timezone.localdate()
    if consent.revoked_at is not None:
        return "revoked"
    if consent.until is not None and consent.until < today:
        return "ended"
    return "live" if consent.given_on <= today else "future"


def narrow(pupils: QuerySet[Person], chosen: dict[str, Any]) -> QuerySet[Person]:
    """The pupils of the chosen class some of whose consents (for the chosen purpose) stand so."""
    if chosen.get("school_class"):
        pupils = pupils.filter(school_class=chosen["school_class"])
    state, purpose = chosen.get("state"), chosen.get("purpose")
    if state:
        purposes = [purpose] if purpose else Purpose.values
        pupils = pupils.filter(reduce(or_, (_stands(state, one) for one in purposes)))
    elif purpose:
        pupils = pupils.filter(Exists(_of(purpose)))
    return pupils.order_by(
        "-school_class__entry_year", "school_class__letter", Folded("last_name"), Folded("first_name"), "pk"
    )


def _of(purpose: str) -> QuerySet[Consent]:
    return Consent.objects.filter(person=OuterRef("pk"), purpose=purpose).order_by()


def _stands(state: str, purpose: str) -> Q:
    every = _of(purpose)
    live = Exists(Consent.objects.live().filter(person=OuterRef("pk"), purpose=purpose).order_by())
    if state == "live":
        return Q(live)
    if state == "missing":
        return ~Q(Exists(every))
    if state == "ended":
        over = every.filter(revoked_at__isnull=True, until__lt=timezone.localdate())
    else:
        over = every.filter(revoked_at__isnull=False).exclude(revoked_reason=REPLACED)
    return Q(Exists(over)) & ~Q(live)


def rows(pupils: Iterable[Person]) -> list[Row]:
    """One page of pupils with how each purpose stands: one query."""
    people = list(pupils)
    last = last_of(people)
    found = []
    for person in people:
        row = Row(person)
        for purpose in Purpose:
            consent = last.get((person.pk, purpose.value))
            row.cells.append(Standing(purpose, consent, state_of(consent) if consent else "missing"))
        found.append(row)
    return found


def last_of(people: Iterable[Person]) -> dict[tuple[int, str], Consent]:
    """For each person and purpose the live document, else the newest."""
    found: dict[tuple[int, str], Consent] = {}
    of_them = Consent.objects.filter(person__in=[person.pk for person in people])
    for consent in of_them.order_by("given_on", "pk"):
        key = consent.person_id, consent.purpose
        there = found.get(key)
        if there is None or state_of(consent) == "live" or state_of(there) != "live":
            found[key] = consent
    return found


def documents_of(person: Person) -> list[tuple[Consent, str]]:
    """All documents of one child, the newest first, each with its state in words."""
    of_child = Consent.objects.filter(person=person).select_related(
        "recorded_by__person__school_class", "revoked_by__person__school_class"
    )
    return [(consent, ENDED[state_of(consent)]) for consent in of_child.order_by("-given_on", "-pk")]
