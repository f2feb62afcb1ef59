"""The visibility rule proven: persona × surface, over all pages of the demo school.

What each surface shows equals what the rule allows, told by an oracle that walks rows in Python. Then doors
are closed and audiences changed, and all surfaces change at once.
"""

from __future__ import annotations

from functools import cache
from time import perf_counter
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, PageViewRestriction

from classes.models import ClassCornerPage
from core.models import PageAudience
from core.visibility import visible_to
from discussions import services
from discussions.models import Comment
from discussions.policy import standing_of
from discussions.services import create_comment
from events.models import EventPage
from home.models import HomePage, PlainPage
from members import roles
from members.models import User
from notices.models import Notice
from resources.models import AnnouncementPage, AnnouncementsPage
from subjects.models import SubjectPage
from tests.personas import ANONYMOUS, CARER, COLLEAGUE, COORDINATOR, MODERATOR, PUPIL, TEACHER
from tests.proof.oracle import STEP, Oracle
from tests.proof.surfaces import SURFACES, Visitor

PERSONAS = {
    "anonymous": ANONYMOUS,
    "pupil of the class": PUPIL,
    "pupil of another": "uchenik7b",
    "carer": CARER,
    "carer of another": "gerasimov",
    "class teacher": TEACHER,
    "another teacher": "tlekhas",
    "subject moderator": MODERATOR,
    "outside colleague": COLLEAGUE,
    "coordinator": COORDINATOR,
}


@cache
def as_it_is() -> Oracle:
    """Of the demo school that no test has changed."""
    return Oracle.read()


def differences(visitor: Visitor, surface: str) -> dict[str, Any]:
    """What is shown and may not be, and what is missing; nothing when the sets are equal."""
    shown, due = SURFACES[surface](visitor)

    def named(keys: set[Any]) -> list[Any]:
        pages = visitor.oracle.pages
        return [(key, pages[key].title) if key in pages else key for key in sorted(keys, key=str)]

    return {word: named(found) for word, found in (("leaks", shown - due), ("missing", due - shown)) if found}


@pytest.mark.parametrize("surface", SURFACES)
def test_what_is_shown_is_what_is_allowed(surface, record_property):
    oracle = as_it_is()
    wrong, cells = {}, 0
    for persona, login in PERSONAS.items():
        found = differences(Visitor(login, oracle), surface)
        cells += 1
        if found:
            wrong[persona] = found
    record_property("cells", cells)
    assert wrong == {}


# What changes, changes everywhere at once, old items too.


def wrong_on_all(persona: str) -> dict[str, Any]:
    visitor = Visitor(PERSONAS[persona], Oracle.read())
    found = {surface: differences(visitor, surface) for surface in SURFACES}
    return {surface: one for surface, one in found.items() if one}


def close_a_section(groups: list[Group]) -> None:
    """The page of mathematics, with materials years old, for teachers alone."""
    row = PageViewRestriction.objects.create(
        page=SubjectPage.objects.get(subject__slug="matematika"), restriction_type="groups"
    )
    row.groups.add(*groups)


def address_pages(groups: list[Group]) -> None:
    """Every third announcement and event, old ones too, for teachers alone."""
    for kind in (AnnouncementPage, EventPage):
        for page in kind.objects.live().order_by("path")[::3]:
            page.page_audience = [PageAudience(group=group) for group in groups]
            page.save_revision().publish()


@pytest.mark.parametrize(
    ("persona", "change"),
    [
        ("anonymous", close_a_section),
        ("pupil of the class", address_pages),
    ],
)
def test_a_change_reaches_every_surface_with_the_next_request(persona, change):
    before = Visitor(PERSONAS[persona], Oracle.read()).allowed
    change([Group.objects.get(name=roles.TEACHERS)])
    after = Visitor(PERSONAS[persona], Oracle.read()).allowed
    assert after < before
    assert wrong_on_all(persona) == {}


def _path_of(page_id: int) -> str:
    return Page.objects.get(pk=page_id).path


def test_a_pupil_who_changes_class_sees_the_new_one_and_no_more_the_old():
    pupil = User.objects.get(username=PUPIL).person
    pupil.school_class = User.objects.get(username="uchenik7b").person.school_class
    pupil.save()
    allowed = Visitor(PUPIL, Oracle.read()).allowed
    old, new = (ClassCornerPage.objects.get(title=title).pk for title in ("5 «А»", "7 «Б»"))
    assert [old in allowed, new in allowed] == [False, True]
    assert Notice.objects.filter(recipient__username=PUPIL, page__path__startswith=_path_of(old)).exists()
    assert wrong_on_all("pupil of the class") == {}


def test_nobody_is_told_of_a_comment_on_a_page_closed_to_them(nothing_told, monkeypatch):
    """A word under every page that is not for all; who had written there before has lost sight of it."""
    monkeypatch.setattr(services, "MOST_A_MINUTE", 500)
    coordinator, gone = User.objects.get(username=COORDINATOR), User.objects.get(username=PUPIL)
    oracle = Oracle.read()
    for pk in {*oracle.allowed(coordinator)} - oracle.allowed(Visitor(ANONYMOUS, oracle).user):
        page = oracle.pages[pk]
        if page.discussable and standing_of(coordinator, page).may_write:
            create_comment(coordinator, page, "Спасибо, прочитала.")
    for comment in Comment.objects.filter(user=gone, state=Comment.State.PUBLISHED):
        restriction = PageViewRestriction.objects.create(page=comment.page, restriction_type="groups")
        restriction.groups.add(Group.objects.get(name=roles.TEACHERS))
        create_comment(coordinator, comment.page.specific, "И я так думаю.", parent_id=comment.pk)
    assert Notice.objects.count() > 5
    oracle = Oracle.read()
    for persona, login in PERSONAS.items():
        assert differences(Visitor(login, oracle), "notices") == {}, persona


# The price.


def corners_in_bulk(number: int, home: HomePage) -> None:
    """`number` closed containers, each with a page for a group inside, as rows and without signals."""
    group = Group.objects.get(name=roles.TEACHERS)
    last = home.get_children().order_by("path").last()
    step = Page._str2int(last.path[-STEP:])
    plain = ContentType.objects.get_for_model(PlainPage)
    made = []
    for count in range(1, number + 1):
        path = f"{home.path}{Page._int2str(step + count).rjust(STEP, '0')}"
        slug = f"uzel-{step + count}"
        common = {"content_type": plain, "locale_id": home.locale_id, "live": True}
        made += [
            Page(title=slug, slug=slug, path=path, depth=3, numchild=1, url_path=f"/home/{slug}/", **common),
            Page(title=slug, slug=slug, path=f"{path}0001", depth=4, url_path=f"/home/{slug}/1/", **common),
        ]
    pages = Page.objects.bulk_create(made, batch_size=500)
    doors = PageViewRestriction.objects.bulk_create(
        [PageViewRestriction(page=page, restriction_type="groups") for page in pages[::2]], batch_size=500
    )
    through = PageViewRestriction.groups.through
    through.objects.bulk_create(
        [through(pageviewrestriction_id=door.pk, group_id=group.pk) for door in doors], batch_size=500
    )
    PageAudience.objects.bulk_create([PageAudience(page=page, group=group) for page in pages[1::2]])


@pytest.mark.parametrize("login", [ANONYMOUS, PUPIL, TEACHER, COORDINATOR])
def test_the_rule_costs_the_same_with_three_and_with_fifteen_hundred(login, home, sign_in, record_property):
    PageViewRestriction.objects.all().delete()  # those of corners come back
    client, section = sign_in(login), AnnouncementsPage.objects.get()

    def measure() -> tuple[int, int, float]:
        client.get(section.url)
        visitor = Visitor(login, Oracle())
        visitor.user.has_perm("")  # what a request asks once of its visitor anyhow
        with CaptureQueriesContext(connection) as rule:
            begun = perf_counter()
            list(visible_to(Page.objects.filter(depth__lte=4), visitor.user).values_list("pk"))
            took = perf_counter() - begun
        with CaptureQueriesContext(connection) as listing:
            assert client.get(section.url).status_code == 200
        return len(rule), len(listing), took

    corners_in_bulk(3, home)
    few = measure()
    corners_in_bulk(1497, home)
    many = measure()
    record_property("queries: rule, listing; seconds", f"3: {few}, 1500: {many}")
    assert many[:2] == few[:2]
    assert few[0] <= 3  # the rule, depths of containers, and whom a name is hidden from
