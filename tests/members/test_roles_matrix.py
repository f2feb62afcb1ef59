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
from tests.pages import as_drawn, soup
from tests.personas import ADMIN, ANONYMOUS, CARER, COLLEAGUE, COORDINATOR, PUPIL, REVIEWER, TEACHER

TYPES = sorted(
    (model for model in get_page_models() if issubclass(model, BasePage)), key=lambda kind: kind._meta.label
)
ANY = frozenset(TYPES)
NONE: frozenset[type[Page]] = frozenset()
LEAVES = frozenset(kind for kind in TYPES if not kind.allowed_subpage_models())
"""What lies in a section. Sections, subjects and plain pages hold others; they are assigned themselves."""
TEACHERS_KINDS = frozenset({PostPage, MaterialPage, ExercisePage, SiteCardPage, EventPage})

CARETAKER, ELSEWHERE = "модератор здесь", "модератор другого раздела"
ACTIONS = (
    "create",
    "edit own",
    "edit another's",
    "publish",
    "delete own draft",
    "delete another's",
    "approve",
)
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
class Matrix:
    """One page of one type; `done` says what of each action a visitor got done."""

    kind: type[BasePage]
    page: BasePage
    stranger: User
    form: dict[str, str]

    def done(self, action: str, visitors: dict[str, tuple[Client, User | None]]) -> dict[str, bool]:
        """By role, whether the visitor got `action` done; each begins with the same page."""
        act = {
            "create": self._create,
            "edit own": self._edit,
            "edit another's": self._edit,
            "publish": self._publish,
            "delete own draft": self._delete,
            "delete another's": self._delete,
            "approve": self._approve,
        }[action]
        found = {}
        with undone():
            if action == "approve":
                Page.objects.filter(pk=self.page.pk).update(owner=self.stranger, live=False)
                self.page.get_workflow().start(self.page, self.stranger)
            for role, (client, user) in visitors.items():
                owner = user if "own" in action else None
                with undone():
                    if action != "approve":
                        Page.objects.filter(pk=self.page.pk).update(
                            owner=owner or self.stranger, live=action == "delete another's"
                        )
                    found[role] = act(client)
        return found

    def _create(self, client: Client) -> bool:
        """Added; or asked to mend the form, where a second one of the kind cannot be the same."""
        names = [self.kind._meta.app_label, self.kind._meta.model_name, self.page.get_parent().pk]
        before = Page.objects.count()
        new = {
            key: "0" if key.endswith("-INITIAL_FORMS") else "" if key.endswith("-id") else value
            for key, value in self.form.items()
        }
        answer = client.post(reverse("wagtailadmin_pages:add", args=names), {**new, "slug": "novaya"})
        return Page.objects.count() > before or answer.status_code == 200

    def _edit(self, client: Client) -> bool:
        before = Revision.objects.filter(object_id=str(self.page.pk)).count()
        client.post(reverse("wagtailadmin_pages:edit", args=[self.page.pk]), self.form)
        return Revision.objects.filter(object_id=str(self.page.pk)).count() > before

    def _publish(self, client: Client) -> bool:
        address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
        client.post(f"{address}?id={self.page.pk}", {"include_descendants": ""})
        return Page.objects.get(pk=self.page.pk).live

    def _delete(self, client: Client) -> bool:
        address = reverse("wagtailadmin_pages:delete", args=[self.page.pk])
        if self.page.numchild:  # many pages go with it: the question is enough
            return client.get(address).status_code == 200
        client.post(address)
        return not Page.objects.filter(pk=self.page.pk).exists()

    def _approve(self, client: Client) -> bool:
        state = TaskState.objects.for_instance(self.page).get(status=TaskState.STATUS_IN_PROGRESS)
        client.post(reverse("wagtailadmin_pages:workflow_action", args=[self.page.pk, "approve", state.pk]))
        return TaskState.objects.get(pk=state.pk).status == TaskState.STATUS_APPROVED


def drawn(client: Client, page: BasePage) -> dict[str, str]:
    """What the browser would send of the editor of `page` to keep it as a draft."""
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    form = as_drawn(soup(client.get(address)).find("form", id="page-edit-form"))
    streams = [one.name for one in type(page)._meta.get_fields() if isinstance(one, StreamField)]
    return form | {f"{name}-count": "0" for name in streams}


def staff_with(page: Page, login: str) -> User:
    """A teacher to whom `page` is assigned."""
    teachers = Group.objects.get(name=roles.TEACHERS)
    user = UserFactory(username=login, person=PersonFactory(), groups=[teachers])
    Assignment.objects.create(person=user.person, page=page)
    return user


@pytest.mark.urls("tests.members.bare_refusals")
@pytest.mark.parametrize("kind", TYPES, ids=lambda kind: kind._meta.label)
def test_everybody_may_what_the_policy_says_and_nothing_else(
    kind: type[BasePage], sign_in: Callable[[str], Client], home: HomePage
) -> None:
    page = kind.objects.live().order_by("path").first()
    parent = page.get_parent()
    set_rule(home, waits=True)
    matrix = Matrix(kind, page, UserFactory(username="storonniy"), drawn(sign_in(ADMIN), page))
    here = parent if kind in LEAVES else page
    in_events = page.path.startswith(EventsPage.objects.get().path)
    other = AnnouncementsPage.objects.get() if in_events else EventsPage.objects.get()
    logins = {
        CARETAKER: staff_with(here, "smotrit").username,
        ELSEWHERE: staff_with(other, "smotrit-ne-zdes").username,
    }
    visitors = {
        role: (sign_in(logins.get(role, role)), User.objects.filter(username=logins.get(role, role)).first())
        for role in POLICY
    }
    surprises = {}
    for number, action in enumerate(ACTIONS):
        possible = action != "create" or kind.can_create_at(parent)
        for role, did in matrix.done(action, visitors).items():
            if did is not (possible and kind in POLICY[role][number]):
                surprises[role or "без входа", action] = did
    assert surprises == {}


def test_the_table_is_whole(record_property: Any) -> None:
    """Seven roles, an administrator, a moderator of elsewhere and who is not signed in: ten rows."""
    cells = len(TYPES) * sum(len(row) for row in POLICY.values())
    record_property("cells", cells)
    assert cells == len(TYPES) * 10 * len(ACTIONS) >= 1820
