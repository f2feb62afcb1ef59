"""Of whom something may not be shown to who looks: `members.consents.shows` as one condition of a query."""

from __future__ import annotations

from django.db.models import QuerySet

from core.visibility import Visitor
from members import consents
from members.models import Consent, Person, Place, Purpose, User


def hidden_from(viewer: Visitor, purpose: Purpose) -> QuerySet[Person] | None:
    """The pupils whose name, photo, work or result may not be shown to `viewer`; None for the staff.

    Read anew with every query, so that a consent that ends is ended. Costs at most one query a viewer.
    """
    me = viewer.person if isinstance(viewer, User) and viewer.is_active else None
    pupils = Person.objects.filter(kind=Person.Kind.PUPIL).order_by()
    if me is None:
        return pupils.exclude(pk__in=_with_consent(purpose, Place.PUBLIC))
    if me.left_on is not None:  # sees what everybody sees, whoever it was, and oneself
        return pupils.exclude(pk__in=_with_consent(purpose, Place.PUBLIC)).exclude(pk=me.pk)
    if me.kind == Person.Kind.STAFF:
        return None
    hidden = pupils.exclude(pk__in=_with_consent(purpose, Place.MEMBERS)).exclude(pk=me.pk)
    if children := consents.children_of(viewer):
        hidden = hidden.exclude(pk__in=children)
    if classes := consents.classes_of(viewer):
        classmates = Person.objects.filter(school_class__in=classes)
        if purpose != Purpose.NAME:  # a classmate sees a name without a document
            classmates = classmates.filter(pk__in=_with_consent(purpose, Place.CLASS))
        hidden = hidden.exclude(pk__in=classmates.values("pk"))
    return hidden


def _with_consent(purpose: Purpose, place: Place) -> QuerySet:
    return (
        Consent.objects.live().filter(purpose=purpose, place__in=place.and_wider).order_by().values("person")
    )
