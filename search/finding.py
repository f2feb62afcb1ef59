"""Which pages answer a query, best first: the same on both databases, in two queries however many pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import reduce
from math import log
from operator import or_

from django.db.models import Case, Count, F, Q, QuerySet, Value, When
from wagtail.models import Page, get_page_models

from core.models import BasePage, PageGrade, PageSubject
from search.backends import of_this_database
from search.query import Term, telling_words

MOST = 1000  # results that anybody pages through
WORTH = (0.0, 0.7, 1.0, 1.8, 2.4)  # nowhere, its kin in the text, itself, its kin in the title, itself there
IN_TITLE = 3
WHOLE_TITLE = 1.5  # for a title of nothing but the words that were looked for
SECTION_NAMED = 1.1
SECTION_NOT_NAMED = 0.6
IS_OVER = 0.8
NEARLY = 0.7  # of what the best page has, where no page has everything
HALF = 0.5
MOSTLY = 0.3
A_SCREEN = 10
CLASHES = 0.6  # a page for other grades
GRADE = 1.5
SECTION_DEPTH = 3
EVERYWHERE = 0.4  # of the pages: a word that so many have need not be there


@dataclass(frozen=True, slots=True)
class Sought:
    """A term with what it weighs, and whether a page must have it."""

    term: Term
    weight: float
    needed: bool


@dataclass(frozen=True, slots=True)
class Found:
    """One page that answers: `complete` when it has all that is needed."""

    page_id: int
    path: str
    score: float
    share: float
    complete: bool
    clashes: bool
    factor: float  # what its score was multiplied by
    is_extra: bool = False  # has not all that others have; stands below them


def counts_of(terms: Sequence[Term], pages: QuerySet[Page]) -> tuple[int, list[int]]:
    """How many `pages` there are, and how many have each of the terms."""
    counts = {f"has_{number}": Count("pk", filter=_has(term)) for number, term in enumerate(terms)}
    row = pages.order_by().aggregate(pages=Count("pk"), **counts)
    return row.pop("pages"), list(row.values())


def weigh(terms: Sequence[Term], of_all: int, counts: Sequence[int]) -> list[Sought]:
    """A rare word says more than a common one; what is nowhere, or nearly everywhere, need not be there.

    The numbers are those of `counts_of`.
    """
    needed = [
        term.needed and 0 < count <= EVERYWHERE * of_all for term, count in zip(terms, counts, strict=True)
    ]
    if not any(needed):
        needed = [count > 0 for count in counts]
    return [
        Sought(term, GRADE if term.grades else _rarity(of_all, count), wanted)
        for term, count, wanted in zip(terms, counts, needed, strict=True)
    ]


def _rarity(of_all: int, count: int) -> float:
    return log(1 + of_all / (1 + count))


def find(sought: Sequence[Sought], pages: QuerySet[Page]) -> list[Found]:
    """Return which of `pages` answer, best first, at most MOST.

    First of all pages with everything that is needed. A page with less comes among them only where its
    title speaks for it so much that it stands before them all; where none has everything, those with most.
    """
    terms = [one.term for one in sought]
    hits = {
        f"hit_{number}": Case(
            When(_has_itself(term, in_title=True), then=4),
            When(_has(term, in_title=True), then=3),
            When(_has_itself(term), then=2),
            When(_has(term), then=1),
            default=0,
        )
        for number, term in enumerate(terms)
    }
    marks = {
        "is_over": _is_over(),
        "clashes": _clashes(terms),
    }
    rows = (
        pages.order_by()
        .filter(reduce(or_, map(_has, terms)))
        .annotate(**{name: Case(When(q, then=1), default=0) for name, q in marks.items()}, **hits)
        .annotate(worth=sum((F(f"hit_{n}") * Value(one.weight) for n, one in enumerate(sought)), Value(0.0)))
        .order_by("-worth", "-pk")
        .values_list("pk", "path", "title", "depth", "show_in_menus", *marks, *hits)[:MOST]
    )
    found = []
    for pk, path, title, depth, in_menu, is_over, clashes, *page_hits in rows:
        has = list(zip(sought, page_hits, strict=True))
        share = sum(one.weight for one, hit in has if hit and one.needed) / sum(
            one.weight for one in sought if one.needed
        )
        named = all(hit >= IN_TITLE for one, hit in has if one.needed)
        factor = (IS_OVER if is_over else 1) * (CLASHES if clashes else 1)
        if depth == SECTION_DEPTH and in_menu:
            factor *= SECTION_NAMED if named else SECTION_NOT_NAMED
        score = _score(title, has) * factor
        complete = not clashes and all(hit for one, hit in has if one.needed)
        found.append(Found(pk, path, score, share, complete, bool(clashes), factor))
    found.sort(key=lambda one: -one.score)
    return _cut(found)


def _cut(found: list[Found]) -> list[Found]:
    """Leave of `found`, which is in order, what answers: see `find`."""
    best = max((one.score for one in found if one.complete), default=0.0)
    if not best:
        most_share = max((one.share for one in found), default=0)
        return [one for one in found if one.share >= NEARLY * most_share]
    main = [one for one in found if one.complete or (one.share >= HALF and one.score >= best)]
    there = {one.page_id for one in main}
    rest = [one for one in found if one.page_id not in there and not one.clashes and one.share >= MOSTLY]
    return main + [replace(one, is_extra=True) for one in rest[: max(0, A_SCREEN - len(main))]]


def _score(title: str, has: Sequence[tuple[Sought, int]]) -> float:
    whole = sum(one.weight for one, _ in has)
    points = sum(one.weight * WORTH[hit] for one, hit in has)
    named = sum(one.weight for one, hit in has if hit >= IN_TITLE) / whole
    exactness = min(1.0, sum(hit >= IN_TITLE for _, hit in has) / max(1, len(telling_words(title))))
    return points / whole + WHOLE_TITLE * named * exactness


def _clashes(terms: Sequence[Term]) -> Q:
    """Pages for other grades than those that are asked for."""
    grades = [grade for term in terms for grade in term.grades]
    if not grades:
        return Q(pk__in=[])
    rows = PageGrade.objects.order_by().values("page_id")
    return Q(id__in=rows) & ~Q(id__in=rows.filter(grade__in=grades))


def _has_itself(term: Term, *, in_title: bool = False) -> Q:
    return Q(id__in=of_this_database().matching(term.itself, in_title=in_title))


def _has(term: Term, *, in_title: bool = False) -> Q:
    has = Q(id__in=of_this_database().matching(term.phrases, in_title=in_title))
    if term.grades and not in_title:
        has |= Q(id__in=PageGrade.objects.order_by().filter(grade__in=term.grades).values("page_id"))
    if term.subject:
        has |= Q(id__in=PageSubject.objects.order_by().filter(subject=term.subject).values("page_id"))
    return has


def _is_over() -> Q:
    """What has ended or is void, of all types that know of such pages."""
    over = Q(pk__in=[])
    for kind in get_page_models():
        if issubclass(kind, BasePage) and (past := kind.past()) is not None:
            over |= Q(id__in=past.order_by().values("id"))
    return over
