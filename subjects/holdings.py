"""What materials hold about a person (members.personal_data)."""

from __future__ import annotations

from members.holdings import made_by_others, text_of
from members.models import Person
from members.personal_data import Held, Holder, holds
from subjects.models import MaterialPage


@holds("materials", title="Материалы", fields=("subjects.MaterialPage.author",), of_account=False)
class Materials(Holder):
    def export(self, person: Person) -> Held:
        """Materials of which the person is the author; those that the account made are among the pages."""
        materials = made_by_others(MaterialPage.objects.filter(author=person), person)
        return Held([text_of(material) for material in materials])

    def needs_row(self, person: Person) -> bool:
        return MaterialPage.objects.filter(author=person).exists()
