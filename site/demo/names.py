"""Pages, pictures and a comment of the demo school that name or show children."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from blog.models import BlogPage, PostPage
from core.models import SitePicture
from demo import factories as make
from demo.content import names
from demo.drawing import children
from discussions.models import Comment
from discussions.policy import find_target
from members.models import Person, User
from members.naming import let_through, missing_in
from members.pictures import name_on

Put = Callable[[dict[str, Any]], PostPage]
"""Makes the post of these texts, or gives the one that is there."""


def put_names(put: Put, people: dict[str, Person]) -> None:
    """Make what is not there yet."""
    put(names.WITH_CONSENT)
    page = put(names.WITH_REASON)
    if missing := missing_in(page):
        author = User.objects.get(person=people[names.WITH_REASON["authors"][0]])
        let_through(page, [one.person for one in missing], names.REASON, author)
    shots = [
        {
            "image": _picture(number, title, description, [people[key] for key in keys]),
            "alt": "",
            "caption": "",
        }
        for number, (title, description, keys) in enumerate(names.PICTURES)
    ]
    gallery = ("gallery", {"pictures": shots})
    put({**names.WITH_CHILDREN, "body": [*names.WITH_CHILDREN["body"], gallery]})
    _comment(people)


def _picture(number: int, title: str, description: str, shown: list[Person]) -> int:
    found = SitePicture.objects.filter(title=title).first()
    if found is None:
        found = make.PictureFactory.create(
            title=title,
            description=description,
            children_recognisable=SitePicture.Children.YES,
            file=children(number),
        )
        name_on(found, shown)
    return int(found.pk)


def _comment(people: dict[str, Person]) -> None:
    page = PostPage.objects.child_of(BlogPage.objects.get()).filter(title=names.COMMENT["page"]).first()
    target = find_target(page.pk) if page else None
    author = User.objects.get(person=people[names.COMMENT["author"]])
    text = names.COMMENT["text"]
    if target is not None and not Comment.objects.under(target).filter(comment=text).exists():
        make.CommentFactory(target=target, user=author, comment=text, state=Comment.State.WAITING)
