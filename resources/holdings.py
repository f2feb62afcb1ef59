"""What articles for parents hold about a person (members.personal_data)."""

from __future__ import annotations

from members.holdings import made_by_others, text_of
from members.models import Person
from members.personal_data import Held, Holder, holds
from resources.models import ParentArticlePage


@holds("articles", title="Статьи", fields=("resources.ParentArticlePage.author",), of_account=False)
class Articles(Holder):
    def export(self, person: Person) -> Held:
        """Articles of which the person is the author; those that the account made are among the pages."""
        articles = made_by_others(ParentArticlePage.objects.filter(author=person), person)
        return Held([text_of(article) for article in articles])

    def needs_row(self, person: Person) -> bool:
        return ParentArticlePage.objects.filter(author=person).exists()
