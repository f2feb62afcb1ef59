"""The one question about consents: may this of this person be shown there (152-ФЗ, ст. 9, 10.1)."""

from __future__ import annotations

from collections.abc import Iterable

from core.visibility import Visitor
from members.models import CarerLink, Consent, Person, Place, Purpose, User


def may_publish(person: Person, purpose: Purpose, place: Place) -> bool:
    """Whether `person`'s name, photo, work or result may be shown in `place`.

    Adults answer for themselves; of a pupil it takes a live consent for the place or a wider one.
    """
    if person.kind != Person.Kind.PUPIL:
        return True
    live = Consent.objects.live().filter(person=person.pk, purpose=purpose, place__in=place.and_wider)
    return live.exists()


def consented(purpose: Purpose, place: Place, viewer: Visitor) -> frozenset[int]:
    """The ids of the people with a live consent, for a page full of them: one query for a viewer.

    Kept on `viewer`, which lives as long as a request.
    """
    kept: dict[tuple[str, str], frozenset[int]] = viewer.__dict__.setdefault("_kept_consents", {})
    if (purpose, place) not in kept:
        live = Consent.objects.live().filter(purpose=purpose, place__in=place.and_wider)
        kept[purpose, place] = frozenset(live.values_list("person_id", flat=True))
    return kept[purpose, place]


def bans_of(people: Iterable[Person], purpose: Purpose) -> dict[int, str]:
    """What carers forbade or stipulated, by the person's id: shown wherever an editor uses the consent."""
    live = Consent.objects.live().filter(person__in=[person.pk for person in people], purpose=purpose)
    return dict(live.exclude(bans="").order_by("given_on", "pk").values_list("person_id", "bans"))


def place_of(viewer: Visitor, pupil: Person) -> Place | None:
    """Which place `viewer` stands in towards `pupil`; None: the pupil, a carer, the school's staff."""
    me = viewer.person if isinstance(viewer, User) and viewer.is_active else None
    if me is None:
        return Place.PUBLIC
    if me.pk == pupil.pk:
        return None
    if me.left_on is not None:
        return Place.PUBLIC
    if me.kind == Person.Kind.STAFF or is_carer_of(viewer, pupil):
        return None
    if pupil.school_class_id is not None and pupil.school_class_id in classes_of(viewer):
        return Place.CLASS
    return Place.MEMBERS


def shows(viewer: Visitor, pupil: Person, purpose: Purpose) -> bool:
    """Whether this of `pupil` may be shown to `viewer`. A classmate sees a name without a document."""
    place = place_of(viewer, pupil)
    if place is None or pupil.kind != Person.Kind.PUPIL:
        return True
    if place == Place.CLASS and purpose == Purpose.NAME:
        return True
    return pupil.pk in consented(purpose, place, viewer)


def is_carer_of(viewer: Visitor, pupil: Person) -> bool:
    """Whether `viewer` is a confirmed carer of `pupil`: one query for a viewer."""
    return pupil.pk in children_of(viewer)


def children_of(viewer: Visitor) -> frozenset[int]:
    """The ids of the children of `viewer` by confirmed links: one query for a viewer."""
    return _family(viewer)[0]


def classes_of(viewer: Visitor) -> frozenset[int]:
    """The ids of the classes that `viewer` is of: a pupil's own, a carer's children's."""
    return _family(viewer)[1]


def _family(viewer: Visitor) -> tuple[frozenset[int], frozenset[int]]:
    if not isinstance(viewer, User) or not viewer.is_active or viewer.person is None:
        return frozenset(), frozenset()
    me = viewer.person
    if me.left_on is not None:  # no member any more, though the account is open for a while
        return frozenset(), frozenset()
    if not me.is_adult:
        return frozenset(), frozenset({me.school_class_id} if me.school_class_id else ())
    kept: dict[str, tuple[frozenset[int], frozenset[int]]] = viewer.__dict__
    if "_kept_family" not in kept:
        links = CarerLink.objects.filter(carer=me.pk, confirmed_at__isnull=False, pupil__left_on__isnull=True)
        rows = list(links.values_list("pupil_id", "pupil__school_class_id"))
        kept["_kept_family"] = (
            frozenset(pupil for pupil, _ in rows),
            frozenset(of_class for _, of_class in rows if of_class),
        )
    return kept["_kept_family"]
