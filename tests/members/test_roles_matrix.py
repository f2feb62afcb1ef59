"""Who may what: all roles × all page types × what is done with a page, through the admin's own views.

`POLICY` is the expectation, and docs/roles.md says the same to people. A cell is one request that is
really sent, judged by what it did and not by its status; then everything is rolled back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db import transaction
from django.test import Client
from django.urls import reverse
from wagtail.fields import StreamField
from wagtail.models import Page, Revision, TaskState, get_page_models

from blog.models import PostPage
from core.models import BasePage
from demo.factories import PersonFactory, UserFactory
from events.models import EventPage, EventsPage
from home.models import HomePage
from members import roles
from members.approval import set_rule
from members.models import Assignment, User
from resources.models import AnnouncementsPage, SiteCardPage
from subjects.models import ExercisePage, MaterialPage
from tests.pages import _as_drawn, soup
from tests.personas import ADMIN, ANONYMOUS, CARER, COLLEAGUE, COORDINATOR, PUPIL, REVIEWER, TEACHER

TYPES = sorted(
    (model for model in get_page_models() if issubclass(model, BasePage)), key=lambda kind: kind._meta.label
)
ANY = frozenset(TYPES)
NONE: frozenset[type[Page]] = frozenset()
LEAVES = frozenset(kind for kind in TYPES if not kind.allowed_subpage_models())
"""What lies in a section. Sections, subjects and plain pages hold others; they are assigned themselves."""
TEACHERS_KINDS = frozenset({PostPage, MaterialPage, ExercisePage, SiteCardPage})

CARETAKER, ELSEWHERE = "модератор здесь", "модератор другого раздела"
ACTIONS = ("create", "edit own", "edit another's", "publish", "delete own draft", "delete another's", "approve")
NOTHING = (NONE,) * len(ACTIONS)
POLICY = {
    # who         create          edit own      another's publish delete own    another's approve
    ADMIN:       (ANY,            ANY,            ANY,    ANY,    ANY,            ANY,    ANY),
    COORDINATOR: (ANY,            ANY,            ANY,    ANY,    ANY,            ANY,    ANY),
    CARETAKER:   (LEAVES,         ANY,            ANY,    ANY,    ANY,            ANY,    ANY),
    ELSEWHERE:   (TEACHERS_KINDS, TEACHERS_KINDS, NONE,   NONE,   TEACHERS_KINDS, NONE,   NONE),
    TEACHER:     (TEACHERS_KINDS, TEACHERS_KINDS, NONE,   NONE,   TEACHERS_KINDS, NONE,   NONE),
    REVIEWER:    NOTHING,
    CARER:       NOTHING,
    PUPIL:       NOTHING,
    COLLEAGUE:   NOTHING,
    ANONYMOUS:   NOTHING,
}  # fmt: skip


@contextmanager
def undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@dataclass
class Cell:
    """One page of one type, and how each action is done to it by one visitor."""

    kind: type[BasePage]
    page: BasePage
    stranger: User
    add_form: dict[str, str] | None
    edit_form: dict[str, str]

    def does(self, action: str, client: Client, user: User | None) -> bool:
        """Whether `client` got `action` done."""
        methods: dict[str, Callable[[Client, User | None], bool]] = {
            "create": self._create,
            "edit own": lambda c, u: self._edit(c, u or self.stranger),
            "edit another's": lambda c, u: self._edit(c, self.stranger),
            "publish": self._publish,
            "delete own draft": lambda c, u: self._delete(c, u or self.stranger, live=False),
            "delete another's": lambda c, u: self._delete(c, self.stranger, live=True),
            "approve": self._approve,
        }
        with undone():
            return methods[action](client, user)

    def _set(self, owner: User, *, live: bool) -> None:
        Page.objects.filter(pk=self.page.pk).update(owner=owner, live=live)

    def _create(self, client: Client, user: User | None) -> bool:
        names = [self.kind._meta.app_label, self.kind._meta.model_name, self.page.get_parent().pk]
        before = Page.objects.count()
        client.post(reverse("wagtailadmin_pages:add", args=names), self.add_form or {"title": "Новая"})
        return Page.objects.count() > before

    def _edit(self, client: Client, owner: User) -> bool:
        self._set(owner, live=False)
        before = Revision.objects.filter(object_id=str(self.page.pk)).count()
        client.post(reverse("wagtailadmin_pages:edit", args=[self.page.pk]), self.edit_form)
        return Revision.objects.filter(object_id=str(self.page.pk)).count() > before

    def _publish(self, client: Client, user: User | None) -> bool:
        self._set(self.stranger, live=False)
        address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
        client.post(f"{address}?id={self.page.pk}", {"include_descendants": ""})
        return Page.objects.get(pk=self.page.pk).live

    def _delete(self, client: Client, owner: User, *, live: bool) -> bool:
        self._set(owner, live=live)
        address = reverse("wagtailadmin_pages:delete", args=[self.page.pk])
        if self.page.numchild:  # many pages go with it: the question is enough
            return client.get(address).status_code == 200
        client.post(address)
        return not Page.objects.filter(pk=self.page.pk).exists()

    def _approve(self, client: Client, user: User | None) -> bool:
        self._set(self.stranger, live=False)
        state = self.page.get_workflow().start(self.page, self.stranger).current_task_state
        client.post(reverse("wagtailadmin_pages:workflow_action", args=[self.page.pk, "approve", state.pk]))
        return TaskState.objects.get(pk=state.pk).status == TaskState.STATUS_APPROVED


def drawn(client: Client, kind: type[BasePage], address: str) -> dict[str, str]:
    """What the browser would send of the form at `address`, as a draft."""
    form = _as_drawn(soup(client.get(address)).find("form", id="page-edit-form"))
    form |= {f"{one.name}-count": "0" for one in kind._meta.get_fields() if isinstance(one, StreamField)}
    return form | {"title": form["title"] or "Новая страница", "slug": form["slug"] or "novaya-stranitsa"}


def staff_with(page: Page, login: str) -> User:
    """A teacher to whom `page` is assigned."""
    user = UserFactory(username=login, person=PersonFactory(), groups=[Group.objects.get(name=roles.TEACHERS)])
    Assignment.objects.create(person=user.person, page=page)
    return user


@pytest.mark.parametrize("kind", TYPES, ids=lambda kind: kind._meta.label)
def test_everybody_may_what_the_policy_says_and_nothing_else(
    kind: type[BasePage], sign_in: Callable[[str], Client], home: HomePage, record_property: Any
) -> None:
    page = kind.objects.live().order_by("path").first()
    parent = page.get_parent()
    admin = sign_in(ADMIN)
    can_be_added = kind.can_create_at(parent)
    names = [kind._meta.app_label, kind._meta.model_name, parent.pk]
    cell = Cell(
        kind,
        page,
        UserFactory(username="storonniy"),
        drawn(admin, kind, reverse("wagtailadmin_pages:add", args=names)) if can_be_added else None,
        drawn(admin, kind, reverse("wagtailadmin_pages:edit", args=[page.pk])),
    )
    set_rule(home, waits=True)
    own_section = page.get_ancestors(inclusive=True).type(EventsPage).exists()
    other = AnnouncementsPage.objects.get() if own_section else EventsPage.objects.get()
    logins = {
        CARETAKER: staff_with(parent if kind in LEAVES else page, "smotrit").username,
        ELSEWHERE: staff_with(other, "smotrit-ne-zdes").username,
    }
    expected, got = {}, {}
    for role, allowed in POLICY.items():
        login = logins.get(role, role)
        client, user = sign_in(login), User.objects.filter(username=login).first()
        for action, kinds in zip(ACTIONS, allowed, strict=True):
            may = kind in kinds and (action != "create" or can_be_added)
            expected[role or "без входа", action] = may
            got[role or "без входа", action] = cell.does(action, client, user)
    record_property("cells", len(got))
    assert {key: value for key, value in got.items() if value is not expected[key]} == {}


def test_every_role_is_in_the_table():
    """Seven roles, an administrator, a moderator of elsewhere and who is not signed in: 10 rows."""
    assert len(POLICY) == 10
    assert {len(row) for row in POLICY.values()} == {len(ACTIONS)}
    assert EventPage in LEAVES
