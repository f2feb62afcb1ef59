"""What achievements hold about a person (members.personal_data)."""

from __future__ import annotations

from achievements.models import Achievement
from members.models import Person
from members.personal_data import Held, Holder, holds


@holds(
    "achievements",
    title="Достижения",
    fields=("achievements.Achievement.person", "achievements.Achievement.verified_by"),
    of_account=False,
)
class Achievements(Holder):
    def export(self, person: Person) -> Held:
        return Held(
            [
                {"Где": one.event, "Результат": one.result, "Когда": one.happened_on, "Подробнее": one.text}
                for one in Achievement.objects.filter(person=person)
            ]
        )

    def erase(self, person: Person, *, keep_texts: bool) -> None:
        for one in Achievement.objects.filter(person=person):
            one.delete()

    def needs_row(self, person: Person) -> bool:
        """An achievement is shown because somebody checked it."""
        return Achievement.objects.filter(verified_by=person).exists()
