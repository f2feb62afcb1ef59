"""No letter names a child: a mailbox is outside the school (docs/decisions/0014).

Whatever writes letters stands in one of two lists below: it is called here, about a child whom nobody may
name and a page whose title names that child, or it has no child and no title to speak of.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from django.apps import apps
from django.utils import timezone

from blog.models import BlogPage, PostAuthor, PostPage
from classes.models import ClassCornerPage
from classes.telling import tell_of
from demo.factories import (
    AnnouncementPageFactory,
    CommentFactory,
    PostPageFactory,
    PupilFactory,
    UserFactory,
)
from discussions import telling
from discussions.models import Comment, CommentReport
from links.letters import tell_dead_links, tell_put_away
from links.models import Link, LinkUse, Reason
from members import approval
from members.consenting.services import revoke
from members.models import CarerLink, Consent, NameUse, Person, Place, Purpose, User
from members.name_checks import tell_of_hidden
from members.naming import write_down
from members.reminders import remind_of_reviews
from notices.models import Mail
from profiles.children import ask_for_password
from profiles.leaving import leave
from tests.personas import CARER, COORDINATOR, MODERATOR, TEACHER

WRITE = {"tell", "tell_all", "write_mail"}
WITHOUT_CHILDREN = {
    "classes.leaving._tell": "a date",
    "joining.colleagues": "adults from elsewhere",
    "joining.decisions": "the class alone, a moderator's reason",
    "joining.mailbox": "a link",
    "joining.services": "the class alone",
    "links.letters.tell_unsafe": "an address elsewhere",
    "members.accounts": "a second step, a password",
    "members.forms": "a link",
    "members.users": "a password",
    "notices.backends": "what others have written",
    "notices.services.tell": "what others have written",
    "profiles.children.end_link": "no name",
    "profiles.children.end_childs_sessions": "no name",
    "profiles.email": "a link",
}
"""Functions, or whole modules, and what their letters speak of instead."""


@dataclass
class Told:
    """A child whom nobody may name, and what there is about this child."""

    child: Person
    post: PostPage
    comment: Comment
    teacher: User
    coordinator: User
    moderator: User


@pytest.fixture
def told(nothing_told) -> Told:
    teacher, coordinator, moderator = (
        User.objects.get(username=login) for login in (TEACHER, COORDINATOR, MODERATOR)
    )
    for user in User.objects.filter(email=""):
        User.objects.filter(pk=user.pk).update(email=f"{user.username}@example.org")
    of_class = Person.objects.get(account__username="uchenik").school_class
    child = PupilFactory(first_name="Лука", last_name="Берёзкин", school_class=of_class)
    UserFactory(username="luka", person=child)
    CarerLink.objects.create(
        carer=Person.objects.get(account__username=CARER), pupil=child, confirmed_at=timezone.now()
    )
    post = PostPageFactory(
        parent=BlogPage.objects.get(),
        title="Лука Берёзкин победил на олимпиаде",
        owner=teacher,
        authors=[PostAuthor(person=teacher.person)],
        review_on=timezone.localdate() - timedelta(days=1),
    )
    comment = CommentFactory(target=post, user=child.account, decided_by=coordinator)
    Mail.objects.all().delete()
    return Told(child, post, comment, teacher, coordinator, moderator)


def _comments(told: Told) -> None:
    telling.of_waiting(told.comment, told.post)
    telling.of_published(told.comment, told.post, by=told.coordinator)
    telling.of_approval(told.comment)
    telling.of_hiding(told.comment)
    telling.of_report(
        CommentReport.objects.create(comment=told.comment, reporter=told.teacher, kind="rude", text="")
    )


def _approval(told: Told) -> None:
    approval.set_rule(BlogPage.objects.get(), waits=True)
    approval.tell_published_at_once(told.post, told.teacher)
    for end in ("approve", "cancel", "reject"):
        told.post.save_revision(user=told.teacher)
        state = told.post.get_workflow().start(told.post, told.teacher)
        if end == "cancel":
            state.cancel(user=told.coordinator)
        else:
            task = state.current_task_state
            getattr(task, end)(user=told.coordinator)


def _hidden(told: Told) -> None:
    write_down(told.post)
    tell_of_hidden(NameUse.objects.filter(person=told.child))


def _consent(told: Told) -> None:
    given = Consent.objects.create(
        person=told.child,
        purpose=Purpose.WORK,
        place=Place.CLASS,
        given_on=timezone.localdate(),
        recorded_by=told.coordinator,
    )
    revoke(given, told.coordinator)


def _dead_links(told: Told) -> None:
    link = Link.objects.create(
        address="https://dead.example.org/", state=Link.State.DEAD, reason=Reason.NO_NAME
    )
    LinkUse.objects.create(link=link, page=told.post)
    tell_dead_links()


def _class_news(told: Told) -> None:
    corner = ClassCornerPage.objects.get(school_class=told.child.school_class)
    tell_of(AnnouncementPageFactory(parent=corner, title="Лука Берёзкин ждёт всех на чай"), but=set())


LETTERS: dict[str, Callable[[Told], object]] = {
    "classes.telling.tell_of": _class_news,
    "discussions.telling": _comments,
    "members.approval": _approval,
    "members.name_checks": _hidden,
    "members.consenting.services.revoke": _consent,
    "members.reminders": lambda told: remind_of_reviews(),
    "links.letters.tell_dead_links": _dead_links,
    "links.letters.tell_put_away": lambda told: tell_put_away(told.post, "Устарела", told.coordinator),
    "profiles.children.ask_for_password": lambda told: ask_for_password(told.coordinator, told.child),
    "profiles.leaving": lambda told: leave(told.child.account, keep_texts=True),
}


@pytest.mark.parametrize("name", LETTERS)
def test_a_letter_names_no_child(name, told):
    LETTERS[name](told)
    letters = [f"{letter.subject}\n{letter.text}" for letter in Mail.objects.exclude(to="luka@example.org")]
    assert letters
    named = [letter for letter in letters if "Лук" in letter or "Берёз" in letter]
    assert named == []


def writers() -> Iterator[str]:
    """The functions of the site that write letters: «links.letters.tell_unsafe»."""
    ours = (app for app in apps.get_app_configs() if "site-packages" not in app.path and app.name != "demo")
    rooms = [Path(app.path) for app in ours]
    for path in [path for room in rooms for path in sorted(room.rglob("*.py"))]:
        room = next(room for room in rooms if path.is_relative_to(room))
        module = ".".join(path.relative_to(room.parent).with_suffix("").parts)
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(function, ast.FunctionDef):
                called = {
                    node.func.id
                    for node in ast.walk(function)
                    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
                }
                if called & WRITE:
                    yield f"{module}.{function.name}"


def test_whatever_writes_letters_is_looked_at_here():
    found = list(writers())
    assert len(found) > 20
    known = (*LETTERS, *WITHOUT_CHILDREN)
    assert [one for one in found if not any(f"{one}.".startswith(f"{name}.") for name in known)] == []
