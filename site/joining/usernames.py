"""Names to sign in, suggested from a person's name."""

from __future__ import annotations

from collections.abc import Collection

from core.text import to_slug
from members.models import User


def suggest(first_name: str, last_name: str, *, besides: Collection[str] = ()) -> str:
    """«darya.ivanchenko», or with a number where that is taken or among `besides`."""
    start = f"{_part(first_name)}.{_part(last_name)}".strip(".")[:60] or "uchastnik"
    taken = {
        *User.objects.filter(username__startswith=start).values_list("username", flat=True),
        *besides,
    }
    return next(
        name for name in (start, *(f"{start}{number}" for number in range(2, 999))) if name not in taken
    )


def _part(name: str) -> str:
    return to_slug(name).replace("-", "") if name else ""
