"""A few of the demo school's people have filled in their profiles."""

from __future__ import annotations

from core.models import Subject
from demo.content.profiles import PROFILES
from members.models import Person


def fill_in(people: dict[str, Person]) -> None:
    """Write what each says, unless somebody has written there since."""
    for key, (slugs, about) in PROFILES.items():
        person = people[key]
        if not person.about:
            person.about = about
            person.save(update_fields=["about"])
            person.subjects.set(Subject.objects.filter(slug__in=slugs))
