"""Whether registration is open: not before the school's texts are in force."""

from __future__ import annotations

from members import legal
from members.models import LegalText

Kind = LegalText.Kind


def missing() -> list[str]:
    """What hinders opening, in Russian, for the coordinator; empty when registration is open."""
    return legal.missing()


def is_open() -> bool:
    """Whether people may join now."""
    return not missing()


def texts_to_accept() -> list[LegalText]:
    """The rules and the data policy in force."""
    found = (legal.current(kind) for kind in legal.TO_ACCEPT)
    return [text for text in found if text is not None]
