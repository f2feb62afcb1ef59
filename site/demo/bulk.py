"""Many pages for measurements, by a bulk path: add, revision and publish take some 50 ms a page, this 1."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from django.db import connection, transaction
from django.db.models.sql import InsertQuery
from django.utils import timezone
from wagtail.models import Page
from wagtail.search.backends import get_search_backend

from blog.models import PostAuthor, PostPage
from core.models import BasePage, PageAudience, PageGrade, PageSubject
from events.models import EventPage
from resources.models import (
    AnnouncementPage,
    InstructionPage,
    ParentArticlePage,
    RegulationPage,
    SiteCardPage,
)
from subjects.models import ExercisePage, MaterialPage

KINDS: list[type[BasePage]] = [
    SiteCardPage,
    ParentArticlePage,
    AnnouncementPage,
    InstructionPage,
    RegulationPage,
    MaterialPage,
    ExercisePage,
    PostPage,
    EventPage,
]
BATCH = 200
MARK = "-kopiya-"


def multiply(scale: int, say: Callable[[str], None]) -> int:
    """Make `scale` - 1 copies of every live page of a multiplied type; return how many were made.

    Copies that an earlier run made stay and count: a second run with the same scale makes none.
    """
    made = 0
    for kind in KINDS:
        live = (
            kind.objects.live()
            .prefetch_related("page_subjects", "page_grades", "page_audience")
            .order_by("path")
        )
        originals = [page for page in live if MARK not in page.slug]
        first = 2 + kind.objects.filter(slug__contains=MARK).count() // max(1, len(originals))
        if first > scale:
            continue
        say(f"{kind._meta.verbose_name_plural} × {scale}")
        with transaction.atomic():
            made += _multiply_kind(kind, originals, range(first, scale + 1))
    return made


def _multiply_kind(kind: type[BasePage], originals: list[Any], numbers: range) -> int:
    made = 0
    by_parent: dict[str, list[Any]] = {}
    for page in originals:
        by_parent.setdefault(page.path[: -Page.steplen], []).append(page)
    for path, pages in by_parent.items():
        parent = Page.objects.get(path=path)
        last = Page.objects.child_of(parent).order_by("path").last()
        step = Page._str2int(last.path[-Page.steplen :]) if last else 0
        wanted = [(page, number) for number in numbers for page in pages]
        for start in range(0, len(wanted), BATCH):
            part = wanted[start : start + BATCH]
            copies = [
                _copy(page, parent, number, step + place)
                for place, (page, number) in enumerate(part, start=1)
            ]
            _store(kind, copies, [page for page, _ in part])
            step += len(part)
        Page.objects.filter(pk=parent.pk).update(numchild=parent.numchild + len(wanted))
        made += len(wanted)
    return made


def _copy(original: Any, parent: Page, number: int, step: int) -> Any:
    kind = type(original)
    copy = kind()
    for field in kind._meta.concrete_fields:
        if field.name not in {"id", "page_ptr"}:
            setattr(copy, field.attname, getattr(original, field.attname))
    copy.path = Page._get_path(parent.path, parent.depth + 1, step)
    copy.depth, copy.numchild = parent.depth + 1, 0
    copy.title = copy.draft_title = f"{original.title[:240]} ({number})"
    copy.slug = f"{original.slug[:60]}{MARK}{number}"
    copy.url_path = f"{parent.url_path}{copy.slug}/"
    copy.translation_key = uuid4()
    copy.latest_revision_id = copy.live_revision_id = None
    copy.first_published_at = copy.last_published_at = timezone.now()
    if isinstance(copy, SiteCardPage):
        copy.set_address(f"{original.address}?{number}")
    return copy


def _store(kind: type[BasePage], copies: list[Any], originals: list[Any]) -> None:
    """Insert the rows of the base table, then those of the type's own, then what hangs on them."""
    fields = [field.attname for field in Page._meta.concrete_fields if not field.primary_key]
    bases = [Page(**{name: getattr(copy, name) for name in fields}) for copy in copies]
    Page.objects.bulk_create(bases)
    for copy, base in zip(copies, bases, strict=True):
        copy.pk = copy.id = copy.page_ptr_id = base.pk
    query = InsertQuery(kind)
    query.insert_values(kind._meta.local_concrete_fields, copies)
    query.get_compiler(connection=connection).execute_sql()
    pairs = list(zip(copies, originals, strict=True))
    PageSubject.objects.bulk_create(
        PageSubject(page_id=copy.pk, subject_id=row.subject_id)
        for copy, original in pairs
        for row in original.page_subjects.all()
    )
    PageGrade.objects.bulk_create(
        PageGrade(page_id=copy.pk, grade=row.grade)
        for copy, original in pairs
        for row in original.page_grades.all()
    )
    PageAudience.objects.bulk_create(
        PageAudience(page_id=copy.pk, group_id=row.group_id)
        for copy, original in pairs
        for row in original.page_audience.all()
    )
    if kind is PostPage:
        PostAuthor.objects.bulk_create(
            PostAuthor(page_id=copy.pk, person_id=row.person_id)
            for copy, original in pairs
            for row in original.authors.all()
        )
    get_search_backend().add_bulk(kind, list(kind.objects.filter(pk__in=[copy.pk for copy in copies])))
