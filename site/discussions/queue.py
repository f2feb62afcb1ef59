"""What moderators have to read: in their care, by state and section, with what each answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django.db.models import Prefetch
from django.http import HttpRequest
from django.utils.safestring import SafeString
from wagtail.models import Page

from core.filters import FilterForm, choice, offer
from core.visibility import visible_to
from discussions.models import Comment, CommentQuerySet, CommentReport
from discussions.text import excerpt, show_text
from members.assignments import is_coordinator, pages_in_care
from members.display import display_name
from members.models import Person, User
from members.naming import named_in

State = Comment.State
SECTION_DEPTH = 3
SECTION_PATH = SECTION_DEPTH * Page.steplen


def comments_in_care(user: User) -> CommentQuerySet:
    """The comments under the pages that `user` looks after."""
    comments = Comment.objects.all()
    if is_coordinator(user):
        return comments
    return comments.filter(page__in=pages_in_care(user).values("pk"))


class QueueFilter(FilterForm):
    """What of the comments in care to look at."""

    STATES: ClassVar[list[tuple[str, str]]] = [
        ("waiting", "Ждут проверки"),
        ("reported", "Есть жалобы"),
        ("published", "Опубликованные"),
        ("hidden", "Скрытые"),
        ("deleted", "Удалённые авторами"),
        ("all", "Все"),
    ]
    state = choice("Показать", STATES, "Всё, что ждёт решения")
    section = choice("Раздел", [], "Все разделы")
    kind = choice("Кто написал", Person.Kind.choices, "Кто угодно")

    def __init__(self, *args: Any, sections: list[tuple[str, str]] = [], **kwargs: Any) -> None:  # noqa: B006
        super().__init__(*args, **kwargs)
        offer(self, "section", sections)


@dataclass(frozen=True, slots=True)
class Entry:
    """A comment in the queue with all that a decision needs."""

    comment: Comment
    author: str
    text: SafeString
    section: str
    page_url: str  # empty where the page is closed to the one who looks
    ancestors: list[tuple[str, str]]  # author and words of what it answers, from the root
    reports: list[CommentReport]
    stamp: str  # goes with the form, see Comment.stamp
    named: list[str]  # the children in the text whose names are not for everybody
    name_reason: str  # what was typed into this form


def sections_of(comments: CommentQuerySet) -> list[tuple[str, str]]:
    """The sections in which there are comments, by path and title."""
    paths = {path[:SECTION_PATH] for path in comments.values_list("page__path", flat=True).distinct()}
    return list(Page.objects.filter(path__in=paths).order_by("path").values_list("path", "title"))


def narrow(comments: CommentQuerySet, chosen: dict[str, str]) -> CommentQuerySet:
    """Leave what the filter asks for, what waits longest first."""
    state = chosen.get("state")
    if not state:
        comments = comments.unsettled()
    elif state == "reported":
        comments = comments.reported()
    elif state != "all":
        comments = comments.filter(state=state)
    if chosen.get("section"):
        comments = comments.filter(page__path__startswith=chosen["section"])
    if chosen.get("kind"):
        comments = comments.filter(user__person__kind=chosen["kind"])
    return comments.order_by("pk" if not state or state in {"waiting", "reported"} else "-pk")


def entries(comments: Sequence[Comment], request: HttpRequest) -> list[Entry]:
    """Make of the rows of one page what its template shows: a few queries, whatever their number."""
    ancestors = _ancestors(comments)
    paths = {comment.page.path[:SECTION_PATH] for comment in comments}
    sections = dict(Page.objects.filter(path__in=paths).values_list("path", "title"))
    pages = Page.objects.filter(pk__in={comment.page_id for comment in comments})
    seen = set(visible_to(pages, request.user).values_list("pk", flat=True))
    named = named_in([comment.pk for comment in comments], request.user)
    found = []
    for comment in comments:
        numbers = dict.fromkeys((comment.thread_id, comment.parent_id))
        reports = list(comment.reports.all())
        above = [ancestors[pk] for pk in numbers if pk in ancestors and pk != comment.pk]
        found.append(
            Entry(
                comment=comment,
                author=display_name(comment.author, request.user),
                text=show_text(comment.comment),
                section=sections.get(comment.page.path[:SECTION_PATH], ""),
                page_url=(comment.page.get_url(request) or "") if comment.page_id in seen else "",
                ancestors=[
                    (display_name(one.author, request.user), excerpt(one.comment, 300)) for one in above
                ],
                reports=reports,
                stamp=comment.stamp(reports),
                named=named.get(comment.pk, []),
                name_reason=request.POST.get(f"name-reason-{comment.pk}", ""),
            )
        )
    return found


def with_all(comments: CommentQuerySet) -> CommentQuerySet:
    """With the relations that `entries` reads."""
    reports = CommentReport.objects.filter(settled_at__isnull=True).order_by("created_at")
    return (
        comments.with_authors()
        .select_related("page", "decided_by__person__school_class")
        .prefetch_related(Prefetch("reports", reports))
    )


def _ancestors(comments: Sequence[Comment]) -> dict[int, Comment]:
    wanted = {pk for one in comments if not one.is_root for pk in (one.thread_id, one.parent_id)}
    return {one.pk: one for one in Comment.objects.filter(pk__in=wanted).with_authors()}
