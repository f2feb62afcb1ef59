"""What the site holds about a person: erased when the person leaves (152-ФЗ, ст. 21)."""

from __future__ import annotations

from core.visibility import Visitor
from members.models import Person, User


def archive(person: Person) -> bytes:
    """All that the site holds about `person`, as one ZIP."""
    raise NotImplementedError


def erase(person: Person, by: Visitor | None = None, *, keep_texts: bool = True) -> None:
    """Delete the account and the person."""
    User.objects.filter(person=person.pk).delete()
    person.delete()
