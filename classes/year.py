"""The school year: one command moves all classes up. A class computes its own name; the rest is done here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from classes.leaving import leave
from classes.models import SchoolYear
from classes.services import create_corners, equalise_corners
from core.grades import FIRST, LAST
from core.text import plural
from core.visibility import Visitor
from members.audit import log
from members.classes import equalise_classes
from members.models import Person, SchoolClass

SUMMER = 6
"""From June on, the year that is started is the one that begins in September."""
LEAVING_GRADE = 9
"""After it some go: the coordinator says who."""


@dataclass(frozen=True, slots=True)
class Move:
    """What becomes of one class."""

    school_class: SchoolClass
    before: str
    after: str
    pupils: int
    graduates: bool
    may_leave: bool


@dataclass(frozen=True, slots=True)
class Plan:
    """What starting the year does, or did: classes from the youngest."""

    year: int
    moves: list[Move]
    started: bool
    waits: bool
    """Names change by themselves on 1 September; until then only graduates go."""

    @property
    def name(self) -> str:
        return f"{self.year}/{self.year + 1}"

    @property
    def graduates(self) -> list[Move]:
        return [move for move in self.moves if move.graduates]

    @property
    def going_up(self) -> list[Move]:
        return [move for move in self.moves if not move.graduates]

    @property
    def leaving(self) -> int:
        return sum(move.pupils for move in self.graduates)


def year_to_start(day: date) -> int:
    """The year in which the school year begins that a start on `day` is about."""
    return day.year if day.month >= SUMMER else day.year - 1


def plan_year() -> Plan:
    """What starting the year would do today. Four queries."""
    today = timezone.localdate()
    year = year_to_start(today)
    first = date(year, 9, 1)
    return Plan(
        year=year,
        moves=_moves(first),
        started=SchoolYear.objects.filter(year=year).exists(),
        waits=today < first,
    )


def _moves(first: date) -> list[Move]:
    pupils: dict[int, int] = {}
    studying = Person.objects.filter(kind=Person.Kind.PUPIL, left_on__isnull=True)
    for of_class in studying.values_list("school_class_id", flat=True):
        if of_class is not None:
            pupils[of_class] = pupils.get(of_class, 0) + 1
    last_day = date(first.year, 8, 31)
    return [
        Move(
            school_class=one,
            before=one.title_on(last_day) if one.grade_on(last_day) >= FIRST else "новый класс",
            after=one.title_on(first),
            pupils=pupils.get(one.pk, 0),
            graduates=one.grade_on(first) > LAST,
            may_leave=one.grade_on(last_day) == LEAVING_GRADE,
        )
        for one in SchoolClass.objects.filter(ended_on__isnull=True).order_by("-entry_year", "letter")
        if one.grade_on(first) >= FIRST
    ]


@transaction.atomic
def start_year(by: Visitor | None) -> Plan:
    """Move all classes up, once a school year; return what was done, `started` if it had been before.

    Graduates: their class ends, its corner is closed to them and kept for the staff, the pupils leave.
    Everybody else: groups and corners take the new names on 1 September, or now if it has been. A class
    without a corner gets one. What was started already is only put in step again.
    """
    plan = plan_year()
    _, is_new = SchoolYear.objects.get_or_create(year=plan.year)
    if is_new:
        for move in plan.graduates:
            _graduate(move.school_class, by)
    equalise_classes()
    equalise_corners()
    made = create_corners()
    if is_new:
        classes = f"{len(plan.going_up)} {plural(len(plan.going_up), 'класс,класса,классов')}"
        log(
            by,
            "year.started",
            details=f"{plan.name}: переведено {classes}, выпущено {len(plan.graduates)}, "
            f"новых уголков {len(made)}",
        )
    return Plan(plan.year, plan.moves, started=not is_new, waits=plan.waits)


def _graduate(school_class: SchoolClass, by: Visitor | None) -> None:
    school_class.ended_on = timezone.localdate()
    school_class.save()
    leave(school_class.pupils.values_list("pk", flat=True), by)
