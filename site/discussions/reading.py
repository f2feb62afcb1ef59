"""One discussion as one visitor sees it: two queries, whatever its length, and a page of it at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from django.core.paginator import Page as PageOf
from django.db.models import Case, F, Q, Value, When
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.safestring import SafeString

from core.models import BasePage
from core.pagination import paginate
from core.visibility import Visitor
from discussions.models import Comment
from discussions.policy import Standing, standing_of
from discussions.services import may_edit
from discussions.text import show_text
from members import naming
from members.display import display_name
from members.models import Person, User

State = Comment.State
PER_PAGE = 30
SHOWN_REPLIES = 4
FEW = 3  # so few are not worth folding
PARAMETER = "comments"
GONE_WORDS = {
    State.DELETED: "Комментарий удалён автором.",
    State.HIDDEN: "Комментарий скрыт модератором.",
    State.WAITING: "Комментарий ждёт модератора.",
}


@dataclass(frozen=True, slots=True)
class Bone:
    """A comment in the skeleton: where it hangs, and whether this visitor may read it."""

    pk: int
    parent: int
    depth: int
    state: str
    shown: bool


@dataclass(slots=True)
class Node:
    """A comment in the tree that a template draws."""

    bone: Bone
    comment: Comment | None = None
    author: str = ""
    author_kind: str = ""
    text: SafeString = field(default_factory=SafeString)
    is_mine: bool = False
    answers: int | None = None
    may_edit: bool = False
    may_report: bool = False
    may_reply: bool = False
    is_repeated: bool = False  # stands on an earlier page; here it shows what is answered
    replies: list[Node] = field(default_factory=list)
    folded: list[Node] = field(default_factory=list)
    is_open: bool = False

    @property
    def gone_words(self) -> str:
        return "" if self.bone.shown else GONE_WORDS[State(self.bone.state)]

    @property
    def folded_count(self) -> int:
        return sum(1 for node in self.folded for _ in node.walk())

    def walk(self) -> Iterator[Node]:
        """This node and all below it."""
        yield self
        for reply in (*self.replies, *self.folded):
            yield from reply.walk()


class Skeleton:
    """All comments under `target` as numbers: one query for a few or for thousands."""

    def __init__(self, target: BasePage, user: Visitor, *, moderates: bool) -> None:
        rows = Comment.objects.under(target).order_by("pk")
        self._children: dict[int, list[int]] = {}
        self._rows: dict[int, tuple[int, str, bool]] = {}
        withheld = None if moderates else naming.withheld_comments(user)
        if withheld is not None:  # a child is named whose name this visitor may not read: it waits, for them
            here = Q(pk__in=withheld, state=State.PUBLISHED)
            rows = rows.annotate(now=Case(When(here, then=Value(State.WAITING.value)), default=F("state")))
        else:
            rows = rows.annotate(now=F("state"))
        for pk, parent, state, author in rows.values_list("pk", "parent_id", "now", "user_id"):
            shown = state == State.PUBLISHED or (
                state != State.DELETED and (moderates or (author is not None and author == user.pk))
            )
            self._rows[pk] = (parent, state, shown)
            self._children.setdefault(0 if parent == pk else parent, []).append(pk)
        self.count = sum(1 for _, state, _ in self._rows.values() if state == State.PUBLISHED)

    def _thread(self, pk: int, depth: int = 0) -> list[Bone]:
        """`pk` and all below it, in reading order; what may not be read stays where a reply needs it."""
        parent, state, shown = self._rows[pk]
        below = [bone for child in self._children.get(pk, ()) for bone in self._thread(child, depth + 1)]
        return [Bone(pk, parent, depth, state, shown), *below] if shown or below else []

    @cached_property
    def pages(self) -> list[list[Bone]]:
        """The discussion cut into pages, between threads where they are short, else within."""
        pages: list[list[Bone]] = [[]]
        for root in self._children.get(0, ()):
            thread = self._thread(root)
            if len(pages[-1]) + len(thread) > PER_PAGE and pages[-1]:
                pages.append([])
            while len(thread) > PER_PAGE:
                pages[-1] += thread[:PER_PAGE]
                thread = thread[PER_PAGE:]
                pages.append([])
            pages[-1] += thread
        return [page for page in pages if page] or [[]]

    def page_number(self, pk: int) -> int | None:
        """The page on which this visitor finds the comment; None if nowhere."""
        for number, bones in enumerate(self.pages, start=1):
            if any(bone.pk == pk and bone.shown for bone in bones):
                return number
        return None

    def with_ancestors(self, bones: list[Bone]) -> tuple[list[Bone], set[int]]:
        """Put before `bones` what its first answers and is on an earlier page; name what was put."""
        if not bones or bones[0].depth == 0:
            return bones, set()
        before = [bone for page in self.pages for bone in page]
        by_number = {bone.pk: bone for bone in before}
        missing: list[Bone] = []
        parent = bones[0].parent
        while parent in by_number:
            bone = by_number[parent]
            missing.insert(0, bone)
            if bone.depth == 0:
                break
            parent = bone.parent
        return [*missing, *bones], {bone.pk for bone in missing}


@dataclass(slots=True)
class Discussion:
    """What a page's template needs to show its comments and the form."""

    page: BasePage
    standing: Standing
    count: int
    page_of: PageOf[Sequence[Bone]]
    threads: list[Node]

    @property
    def is_shown(self) -> bool:
        """A closed discussion without a word is not worth a heading."""
        return self.standing.policy.is_open or bool(self.threads)


def read_discussion(page: BasePage, request: HttpRequest) -> Discussion:
    """The part of the discussion that `?comments=` asks for; Http404 for a page that does not exist.

    `?open=` names a comment whose thread is not folded.
    """
    user = request.user
    standing = standing_of(user, page)
    skeleton = Skeleton(page, user, moderates=standing.moderates)
    page_of = paginate(request, skeleton.pages, 1, PARAMETER)
    bones, repeated = skeleton.with_ancestors(page_of.object_list[0])
    threads = _tree(bones)
    nodes = {node.bone.pk: node for thread in threads for node in thread.walk()}
    shown = [bone.pk for bone in bones if bone.shown]
    for comment in Comment.objects.filter(pk__in=shown).with_authors():
        _fill(nodes[comment.pk], comment, user, standing)
    for pk in repeated:
        nodes[pk].is_repeated = True
    opened = request.GET.get("open", "")
    for thread in threads:
        _fold(thread, opened)
    return Discussion(page, standing, skeleton.count, page_of, threads)


def _tree(bones: list[Bone]) -> list[Node]:
    nodes: dict[int, Node] = {}
    threads: list[Node] = []
    for bone in bones:
        node = nodes[bone.pk] = Node(bone)
        siblings = nodes[bone.parent].replies if bone.depth and bone.parent in nodes else threads
        siblings.append(node)
    return threads


def _fill(node: Node, comment: Comment, user: Visitor, standing: Standing) -> None:
    author = comment.author
    node.comment = comment
    node.author = display_name(author, user)
    node.author_kind = author.get_kind_display() if author and author.kind == Person.Kind.STAFF else ""
    node.text = show_text(comment.comment)
    node.is_mine = user.is_authenticated and comment.user_id == user.pk
    node.answers = comment.answers_id
    published = comment.state == State.PUBLISHED
    node.may_reply = published and standing.may_write
    node.may_report = published and user.is_authenticated and not node.is_mine
    node.may_edit = isinstance(user, User) and standing.may_write and may_edit(user, comment)


def _fold(thread: Node, opened: str) -> None:
    """Leave of a long thread, and of a long branch in it, the first replies; the others open at a click."""
    for reply in thread.replies:
        _fold(reply, opened)
    total = sum(1 for _ in thread.walk()) - 1
    if total <= SHOWN_REPLIES + FEW:
        return
    kept, number = 0, 0
    while number < len(thread.replies) and kept < SHOWN_REPLIES:
        kept += sum(1 for _ in thread.replies[number].walk())
        number += 1
    if total - kept < FEW:
        return
    thread.replies, thread.folded = thread.replies[:number], thread.replies[number:]
    thread.is_open = any(str(node.bone.pk) == opened for reply in thread.folded for node in reply.walk())


def place_of(comment: Comment, page: BasePage, user: Visitor) -> str | None:
    """The address at which `user` finds the comment on its page; None if this person may not read it."""
    skeleton = Skeleton(page, user, moderates=standing_of(user, page).moderates)
    number = skeleton.page_number(comment.pk)
    if number is None:
        return None
    return f"{page.get_absolute_url()}?{PARAMETER}={number}&open={comment.pk}#comment-{comment.pk}"
