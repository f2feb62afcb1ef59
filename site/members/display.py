"""The one display rule: how a person is named to who is looking (design.md, rule 2).

Adults are shown as they set it. A pupil is «Имя Ф., 5 «А»» at most, to classmates, to the school's
staff and to the pupil; to everybody else «ученик 5 «А»», until consents are kept (152-ФЗ, ст. 10.1).
"""

from __future__ import annotations

from core.visibility import Visitor
from members.models import Person, User

GONE = "участник, покинувший сообщество"


def display_name(person: Person | None, viewer: Visitor) -> str:
    """Return the name of `person` as `viewer` may see it. `person.school_class` should be loaded."""
    if person is None:
        return GONE
    if person.kind == Person.Kind.PUPIL:
        return _pupil_name(person, viewer)
    given = " ".join(part for part in (person.first_name, person.patronymic) if part)
    if person.shown_as == Person.ShownAs.POLITE:
        return given
    if person.shown_as == Person.ShownAs.INITIALS:
        initials = " ".join(f"{part[0]}." for part in (person.first_name, person.patronymic) if part)
        return f"{initials} {person.last_name}"
    return f"{given} {person.last_name}"


def _pupil_name(person: Person, viewer: Visitor) -> str:
    of_class = person.school_class.title if person.school_class else "школы"
    if may_know(person, viewer):
        return f"{person.first_name} {person.last_name[:1]}., {of_class}"
    return f"ученик {of_class}"


def may_know(pupil: Person, viewer: Visitor) -> bool:
    """Whether `viewer` is the pupil, a classmate, or works at the school."""
    if not isinstance(viewer, User) or not viewer.is_active:
        return False
    me = viewer.person
    if me is None:
        return False
    if me.kind == Person.Kind.STAFF or me.pk == pupil.pk:
        return True
    return me.school_class_id is not None and me.school_class_id == pupil.school_class_id
