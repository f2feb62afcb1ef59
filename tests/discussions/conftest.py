"""A post with a discussion, and the people who talk in it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from blog.models import BlogPage, PostAuthor, PostPage
from demo.factories import PostPageFactory
from discussions.models import Comment
from discussions.services import create_comment
from members.models import Assignment, User

Say = Callable[..., Comment]


@pytest.fixture(autouse=True)
def _nobody_looks_after_anything(nothing_told: None) -> None:
    """Who looks after what, and who was told of what, is said by each test."""
    Assignment.objects.all().delete()


@pytest.fixture
def person() -> Callable[[str], User]:
    """`person("uchitel")` gives the account of that login."""
    return lambda login: User.objects.select_related("person").get(username=login)


@pytest.fixture
def post(person: Callable[[str], User]) -> PostPage:
    """A post of the blog, by a teacher, without a comment; pupils' and carers' words wait there."""
    author = person("tlekhas").person
    return PostPageFactory(
        parent=BlogPage.objects.get(), title="Опыты на кухне", authors=[PostAuthor(person=author)]
    )


@pytest.fixture
def say(post: PostPage, person: Callable[[str], User]) -> Say:
    """`say("uchitel", "Спасибо", to=comment)` stores a comment under the post, as that person would."""

    def write(login: str, text: str = "Спасибо, попробуем.", *, to: Comment | None = None) -> Comment:
        comment = create_comment(person(login), post, text, parent_id=to.pk if to else None)
        return Comment.objects.get(pk=comment.pk)

    return write


@pytest.fixture
def caretaker(person: Callable[[str], User]) -> User:
    """The moderator, who looks after the blog and nothing else."""
    user = person("moderator")
    Assignment.objects.create(person=user.person, page=BlogPage.objects.get())
    return user
