"""Who may see what, told a second time: by walking rows in Python, without `visible_to` and without SQL.

It is slow and plain on purpose. It must not import `core.visibility`.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone
from wagtail.models import Page, PageViewRestriction, ReferenceIndex

from core.models import PageAudience
from members.models import Assignment, User

STEP = Page.steplen


@dataclass
class Oracle:
    """All pages and rows at one moment, read once."""

    pages: dict[int, Page] = field(default_factory=dict)
    by_path: dict[str, int] = field(default_factory=dict)
    by_address: dict[str, int] = field(default_factory=dict)
    doors: dict[int, list[tuple[str, set[int]]]] = field(default_factory=lambda: defaultdict(list))
    audience: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    uses: dict[tuple[str, str], set[int]] = field(default_factory=lambda: defaultdict(set))

    @classmethod
    def read(cls) -> Oracle:
        one = cls()
        for page in Page.objects.filter(depth__gte=2).specific():
            one.pages[page.pk] = page
            one.by_path[page.path] = page.pk
            one.by_address[page.get_url()] = page.pk
        for row in PageViewRestriction.objects.prefetch_related("groups"):
            one.doors[row.page_id].append((row.restriction_type, {group.pk for group in row.groups.all()}))
        for row in PageAudience.objects.all():
            one.audience[row.page_id].add(row.group_id)
        for row in ReferenceIndex.objects.select_related("to_content_type", "base_content_type"):
            if row.base_content_type.model == "page":
                one.uses[row.to_content_type.model, row.to_object_id].add(int(row.object_id))
        return one

    def above(self, page: Page) -> list[int]:
        """The page itself and what it lies below."""
        paths = [page.path[: end * STEP] for end in range(2, page.depth + 1)]
        return [self.by_path[path] for path in paths]

    def children(self, parent: Page) -> set[int]:
        return {pk for pk, page in self.pages.items() if page.path[:-STEP] == parent.path}

    def open_doors(self, page: Page, user: Any) -> bool:
        """Whether no container keeps `user` out."""
        if everything(user):
            return True
        for pk in self.above(page):
            for kind, groups in self.doors.get(pk, ()):
                if not user.is_authenticated:
                    return False
                if kind == "groups" and not groups & groups_of(user):
                    return False
        return True

    def may(self, page: Page, user: Any) -> bool:
        """Whether `user` may see `page`."""
        ended = page.expire_at is not None and page.expire_at <= timezone.now()
        if not page.live or ended:
            return False
        if everything(user):
            return True
        audience = self.audience.get(page.pk)
        addressed = not audience or (user.is_authenticated and bool(audience & groups_of(user)))
        return addressed and self.open_doors(page, user)

    def allowed(self, user: Any) -> set[int]:
        return {pk for pk, page in self.pages.items() if self.may(page, user)}

    def may_open(self, file: Any, user: Any) -> bool:
        """Whether `user` may open a file: as one of the pages where it stands; editors besides."""
        pages = [self.pages[pk] for pk in self.uses[file._meta.model_name, str(file.pk)]]
        if user.is_authenticated and user.has_perm("wagtailadmin.access_admin"):
            return not pages or any(self.open_doors(page, user) for page in pages)
        return any(self.may(page, user) for page in pages)

    def may_edit(self, page: Page, user: Any) -> bool:
        """Whether `user` edits a page that somebody else made: by assignment, or as coordinator."""
        if not user.is_authenticated:
            return False
        if user.is_superuser or user.groups.filter(name="Координаторы").exists():
            return True
        today = timezone.localdate()
        rows = Assignment.objects.filter(person=user.person_id, page__in=self.above(page))
        return any(row.starts_on <= today and (row.ends_on is None or row.ends_on >= today) for row in rows)


_GROUPS = "_oracle_groups"


def groups_of(user: User) -> set[int]:
    if _GROUPS not in user.__dict__:
        user.__dict__[_GROUPS] = {group.pk for group in user.groups.all()}
    groups: set[int] = user.__dict__[_GROUPS]
    return groups


def everything(user: Any) -> bool:
    """The coordinator and the administrator are bound by nothing but time."""
    if not user.is_authenticated:
        return False
    if "_oracle_everything" not in user.__dict__:
        names = {group.name for group in user.groups.all()}
        user.__dict__["_oracle_everything"] = user.is_superuser or "Координаторы" in names
    return bool(user.__dict__["_oracle_everything"])
