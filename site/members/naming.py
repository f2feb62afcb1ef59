"""A child's name typed into a page or a comment: it stands there on a consent, or for a written reason.

Three guards, one behind another. Before a page goes to readers its form, the writing room and the approval
refuse what has neither (`missing_in`). Whatever way a page was published, its names are written down as
`NameUse` when it is stored (`page_saved`). And every reading of pages and comments leaves out those with a
name that the one who looks may not read (`withheld_pages`, `withheld_comments`): so a consent that ends,
or a page that is opened to more people, hides at once what stood on it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import Group
from django.db import transaction
from django.db.models import Model, QuerySet
from wagtail.models import Page, PageViewRestriction

from core.models import BasePage
from core.text import quoted
from core.typed_text import typed_text
from core.visibility import Visitor
from members import audit, display, roles
from members.hidden import hidden_from
from members.models import Consent, NameUse, Person, Place, Purpose, User
from members.names import Named, find_named

_MEMBERS = -1


@dataclass(frozen=True, slots=True)
class Missing:
    """A child named in a text without a consent for where it is read, and without a reason."""

    person: Person
    words: str
    place: Place

    def told_to(self, viewer: Visitor) -> str:
        """«Дарья И., 5 «А»» («Дашу Иванченко»)» – for the one who typed it, or decides about it."""
        return f"{display.display_name(self.person, viewer)} – {quoted(self.words)}"


class NamesMissing(Exception):  # noqa: N818 (a question to the author, not an error of ours)
    """What was to go to readers names children, and nothing lets it."""

    def __init__(self, missing: list[Missing]) -> None:
        super().__init__(missing)
        self.missing = missing


class Readers:
    """Who may read a page, or what stands under it: the groups that its containers and its audience name."""

    def __init__(self, page: Page, parent: Page | None = None, audience: Iterable[int] | None = None) -> None:
        path = page.path or (parent.path if parent is not None else "")
        paths = [path[:end] for end in range(Page.steplen, len(path) + 1, Page.steplen)]
        restrictions = PageViewRestriction.objects.filter(page__path__in=paths).prefetch_related("groups")
        self._bounds: list[set[int]] = [
            {group.pk for group in one.groups.all()}
            if one.restriction_type == PageViewRestriction.GROUPS
            else {_MEMBERS}
            for one in restrictions
        ]
        groups = set(audience) if audience is not None else {row.group_id for row in page.page_audience.all()}
        if groups:
            self._bounds.append(groups)
        known = Group.objects.filter(pk__in={group for bound in self._bounds for group in bound})
        rows = list(known.values_list("pk", "name", "school_class"))
        self._staff = {pk for pk, name, _ in rows if name in roles.STAFF}
        self._classes = {pk: of_class for pk, _, of_class in rows if of_class}

    def place_towards(self, pupil: Person) -> Place | None:
        """The widest place from which this pupil's name is read here; None where the staff alone read it."""
        if not self._bounds:
            return Place.PUBLIC
        if any(bound <= self._staff for bound in self._bounds):
            return None
        own = {pk for pk, of_class in self._classes.items() if of_class == pupil.school_class_id}
        return Place.CLASS if any(bound <= self._staff | own for bound in self._bounds) else Place.MEMBERS


class Everybody(Readers):
    """Of what is on no page: it may be read by all."""

    def __init__(self) -> None:
        self._bounds = []


def _lacking(named: list[Named], readers: Readers, let_through: set[int]) -> list[Missing]:
    """Those of `named` whom neither a consent nor a reason lets stand. A class may name its own."""
    wanted = {one.pk: one.words for one in named if one.pk not in let_through}
    if not wanted:
        return []
    consents = Consent.objects.live().filter(person__in=wanted, purpose=Purpose.NAME)
    given: dict[int, set[str]] = {}
    for person, place in consents.values_list("person_id", "place"):
        given.setdefault(person, set()).add(place)
    found = []
    for pupil in Person.objects.filter(pk__in=wanted).select_related("school_class"):
        at = readers.place_towards(pupil)
        if at in {None, Place.CLASS} or given.get(pupil.pk, set()) & set(at.and_wider):
            continue
        found.append(Missing(pupil, wanted[pupil.pk], at))
    return found


# Pages.


def missing_in(
    page: BasePage, *, parent: Page | None = None, rows: dict[str, list[Any]] | None = None
) -> list[Missing]:
    """The children whom `page`, as it is in memory, names and may not. `rows` as for `typed_text`."""
    named = find_named(typed_text(page, rows))
    erased = _erased_on(page)
    if not named and not erased:
        return []
    audience = None
    if rows is not None and "page_audience" in rows:
        audience = [row.group_id for row in rows["page_audience"] if row.group_id]
    return _lacking(named, Readers(page, parent, audience), _let_through_on(page)) + erased


def missing_of(named: list[Named], page: BasePage | None) -> list[Missing]:
    """Those of `named` who may not stand on `page`, as it is stored; None: what all may read."""
    if page is None:
        return _lacking(named, Everybody(), set())
    return _lacking(named, Readers(page), _let_through_on(page))


def _let_through_on(page: Page) -> set[int]:
    reasons = NameUse.objects.filter(page=page.pk or 0).exclude(reason="")
    return set(reasons.values_list("person_id", flat=True))


def _erased_on(page: Page) -> list[Missing]:
    """Children named here whose data are erased: nobody can tell any more whether the name still stands."""
    uses = NameUse.objects.filter(page=page.pk or 0, reason="", person__erased_at__isnull=False)
    words = "имя, которое здесь стояло: данные ученика стёрты, уберите имя и напишите, что убрали"
    return [Missing(use.person, words, Place.PUBLIC) for use in uses.select_related("person__school_class")]


def require(page: BasePage) -> None:
    """Raise NamesMissing unless `page` may go to readers as far as names are concerned."""
    missing = missing_in(page)
    if missing:
        raise NamesMissing(missing)


@transaction.atomic
def let_through(page: Page, people: Iterable[Person], reason: str, by: User | None) -> None:
    """Write down why these children may be named on `page`; the log of doings with personal data too."""
    for person in people:
        NameUse.objects.update_or_create(
            person=person, page_id=page.pk, defaults={"reason": reason, "by": by}
        )
        audit.log(by, "name.reason", person=person, details=f"Страница № {page.pk}. {reason}")


def page_saved(sender: type[Model], instance: Model, **kwargs: Any) -> None:
    """A page was stored: keep the reason that its form asked for; write down whom a live page names."""
    if kwargs.get("raw") or not isinstance(instance, BasePage):
        return
    decided = instance.__dict__.pop("_names_let_through", None)
    if decided is not None:
        let_through(instance, *decided)
    if instance.live and kwargs.get("update_fields") is None:
        write_down(instance)


def write_down(page: BasePage) -> None:
    """Make the rows of NameUse equal to the names on `page`; what was let through for a reason stays."""
    named = {one.pk for one in find_named(typed_text(page))}
    rows = dict(NameUse.objects.filter(page=page.pk).values_list("person_id", "reason"))
    # A name that nobody knows any more may still stand there.
    erased = set(Person.objects.filter(pk__in=rows, erased_at__isnull=False).values_list("pk", flat=True))
    gone = [person for person, reason in rows.items() if person not in named | erased and not reason]
    if gone:
        NameUse.objects.filter(page=page.pk, person__in=gone, reason="").delete()
    for person in named - set(rows):
        NameUse.objects.get_or_create(person_id=person, page_id=page.pk, defaults={"by": page.owner})


def withheld_pages(viewer: Visitor) -> QuerySet | None:
    """The numbers of the pages that name a child whose name `viewer` may not read, on a consent alone."""
    return _standing_on_consent(viewer, "page_id")


# Comments.


def missing_in_comment(text: str, page: BasePage, comment_id: int | None = None) -> list[Missing]:
    """The children whom a comment under `page` names and may not."""
    named = find_named(text)
    if not named:
        return []
    uses = NameUse.objects.filter(comment_id=comment_id).exclude(reason="") if comment_id else None
    reasons = set(uses.values_list("person_id", flat=True)) if uses is not None else set()
    return _lacking(named, Readers(page), reasons)


def named_in(comment_ids: Iterable[int], viewer: Visitor) -> dict[int, list[str]]:
    """The children in these comments whose names stand on no consent for everybody: one query."""
    public = Consent.objects.live().filter(purpose=Purpose.NAME, place=Place.PUBLIC).values("person")
    uses = NameUse.objects.filter(comment_id__in=comment_ids, reason="").exclude(person__in=public)
    found: dict[int, list[str]] = {}
    for use in uses.select_related("person__school_class").order_by("person", "pk"):
        found.setdefault(use.comment_id or 0, []).append(display.display_name(use.person, viewer))
    return found


def comment_stored(comment_id: int, text: str, by: User | None) -> None:
    """Write down whom a comment names. Other words than were let through need another reason."""
    named = {one.pk for one in find_named(text)}
    NameUse.objects.filter(comment_id=comment_id, person__erased_at__isnull=True).delete()
    for person in named:
        NameUse.objects.create(person_id=person, comment_id=comment_id, by=by)


def write_down_comment(comment_id: int, text: str) -> None:
    """Add those of the class lists who are named in a comment and not written down yet."""
    for one in find_named(text):
        NameUse.objects.get_or_create(person_id=one.pk, comment_id=comment_id)


@transaction.atomic
def let_comment_through(comment_id: int, people: Iterable[Person], reason: str, by: User) -> None:
    """Write down why these children may be named in a comment."""
    for person in people:
        NameUse.objects.update_or_create(
            person=person, comment_id=comment_id, defaults={"reason": reason, "by": by}
        )
        audit.log(by, "name.reason", person=person, details=f"Комментарий № {comment_id}. {reason}")


def withheld_comments(viewer: Visitor) -> QuerySet | None:
    """The numbers of the comments that name a child whose name `viewer` may not read."""
    return _standing_on_consent(viewer, "comment_id")


def _standing_on_consent(viewer: Visitor, column: str) -> QuerySet | None:
    hidden = hidden_from(viewer, Purpose.NAME)
    if hidden is None:
        return None
    uses = NameUse.objects.filter(reason="", person__in=hidden.values("pk"), **{f"{column}__isnull": False})
    return uses.order_by().values(column)


def still_missing(uses: QuerySet[NameUse]) -> Iterator[tuple[NameUse, BasePage]]:
    """Those of `uses` that stand on a consent which is no longer there, each with its page."""
    live = Consent.objects.live().filter(purpose=Purpose.NAME, place=Place.PUBLIC).values("person")
    suspect = uses.filter(reason="").exclude(person__in=live).select_related("person__school_class")
    for use in suspect.order_by("pk")[:500]:
        page = page_of_use(use)
        if page is None:
            continue
        if _lacking([Named(use.person_id, "")], Readers(page), set()):
            yield use, page


PAGE_OF_COMMENT: list[Callable[[int], BasePage | None]] = []
"""The room of comments says on which page a published comment stands."""


def page_of_use(use: NameUse) -> BasePage | None:
    """The live page on which the name stands; None where nobody reads it."""
    if use.page_id:
        page = Page.objects.live().filter(pk=use.page_id).first()
        return page.specific if page is not None else None
    pages = (find(use.comment_id or 0) for find in PAGE_OF_COMMENT)
    return next((page for page in pages if page is not None), None)
