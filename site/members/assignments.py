"""Who looks after what. Asked by approval, by the queues and by letters to moderators."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.utils import timezone
from wagtail.models import Page

from core.visibility import Visitor
from members import roles
from members.models import Assignment, User


def in_force() -> QuerySet[Assignment]:
    """The assignments that hold today."""
    today = timezone.localdate()
    return Assignment.objects.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=today), starts_on__lte=today)


def of_members() -> QuerySet[Assignment]:
    """Those of them that give rights: who has left looks after nothing."""
    return in_force().filter(person__left_on__isnull=True)


def is_coordinator(user: Visitor) -> bool:
    """Whether `user` answers for the whole site: a coordinator or the administrator."""
    if not user.is_authenticated or not user.is_active:
        return False
    return user.is_superuser or user.groups.filter(name=roles.COORDINATORS).exists()


def pages_in_care(user: Visitor) -> QuerySet[Page]:
    """The pages that `user` looks after, with all below them; every page for a coordinator."""
    pages = Page.objects.filter(depth__gte=2).order_by()
    if is_coordinator(user):
        return pages
    below = Q(pk__in=())
    if isinstance(user, User) and user.is_active and user.person_id:
        for path in of_members().filter(person=user.person_id).values_list("page__path", flat=True):
            below |= Q(path__startswith=path)
    return pages.filter(below)


def looks_after(user: Visitor, page: Page) -> bool:
    """Whether `user` edits, approves and moderates this page."""
    return pages_in_care(user).filter(pk=page.pk).exists()


def looks_after_anything(user: Visitor) -> bool:
    """Whether there is any queue for `user`: a coordinator's or a caretaker's."""
    if is_coordinator(user):
        return True
    if not isinstance(user, User) or not user.is_active or not user.person_id:
        return False
    return of_members().filter(person=user.person_id).exists()


def caretakers_of(page: Page) -> QuerySet[User]:
    """The accounts that look after `page`: by assignments to it or above it; where none, coordinators."""
    paths = [page.path[: depth * page.steplen] for depth in range(1, page.depth + 1)]
    people = of_members().filter(page__path__in=paths).values("person_id")
    found = User.objects.filter(is_active=True, person_id__in=people)
    return found if found.exists() else coordinators()


def coordinators() -> QuerySet[User]:
    """The accounts of coordinators; the administrators' where there are none."""
    found = User.objects.filter(is_active=True, groups__name=roles.COORDINATORS)
    return found if found.exists() else User.objects.filter(is_active=True, is_superuser=True)
