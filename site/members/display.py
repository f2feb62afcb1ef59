"""The one display rule: how a person is named to who is looking (design.md, rule 2).

Adults are shown as they set it. A pupil is «Имя Ф., 5 «А»» at most: to the pupil, the carers, the school's
staff and the class; to everybody else under a live consent for the name in that place (152-ФЗ, ст. 10.1);
otherwise «ученик 5 «А»».
"""

from __future__ import annotations

from core.visibility import Visitor
from members.consents import shows
from members.models import Person, Purpose

GONE = "участник, покинувший сообщество"


def display_name(person: Person | None, viewer: Visitor) -> str:
    """Return the name of `person` as `viewer` may see it. `person.school_class` should be loaded.

    At most three short queries for a viewer, however many people are shown.
    """
    if person is None or person.erased_at is not None:
        return GONE
    if person.kind == Person.Kind.PUPIL:
        of_class = person.school_class.title if person.school_class else "школы"
        if shows(viewer, person, Purpose.NAME):
            return f"{person.first_name} {person.last_name[:1]}., {of_class}"
        return f"ученик {of_class}"
    given = " ".join(part for part in (person.first_name, person.patronymic) if part)
    if person.shown_as == Person.ShownAs.POLITE:
        return given
    if person.shown_as == Person.ShownAs.INITIALS:
        initials = " ".join(f"{part[0]}." for part in (person.first_name, person.patronymic) if part)
        return f"{initials} {person.last_name}"
    return f"{given} {person.last_name}"
