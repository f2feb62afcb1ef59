"""What the blog holds about a person (members.personal_data)."""

from __future__ import annotations

from blog.models import PostAuthor, PostPage
from members.holdings import made_by_others, text_of
from members.models import Person
from members.personal_data import Held, Holder, holds


@holds("posts", title="Записи в блоге", fields=("blog.PostAuthor.person",), of_account=False)
class Posts(Holder):
    def export(self, person: Person) -> Held:
        """Posts of which the person is an author; those that the account made are among the pages."""
        posts = made_by_others(PostPage.objects.filter(authors__person=person), person)
        return Held([text_of(post) for post in posts.order_by("-published_on")])

    def needs_row(self, person: Person) -> bool:
        return PostAuthor.objects.filter(person=person).exists()
