"""Who keeps the consents of whom: a coordinator everybody's, a class teacher those of the own class."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache

from core.kept_forms import sign_in_and_return
from core.visibility import Visitor
from members.assignments import is_coordinator
from members.classes import led_by
from members.models import CarerLink, Consent, Person, SchoolClass, User

LARGEST_ID = 2**31 - 1
View = Callable[..., HttpResponse]


def classes_kept(user: Visitor) -> QuerySet[SchoolClass]:
    """The classes whose consents `user` keeps."""
    if is_coordinator(user):
        return SchoolClass.objects.filter(ended_on__isnull=True)
    return led_by(user)


def pupils_kept(user: Visitor) -> QuerySet[Person]:
    """The pupils whose consents `user` keeps, with their classes; for a coordinator also those without."""
    pupils = Person.objects.filter(kind=Person.Kind.PUPIL, left_on__isnull=True)
    if not is_coordinator(user):
        pupils = pupils.filter(school_class__in=led_by(user).values("pk"))
    return pupils.select_related("school_class__class_teacher")


def _reached(user: Visitor) -> QuerySet[Person]:
    """The pupils one by one: for a coordinator also who has left, for what was published is still shown."""
    if is_coordinator(user):
        gone = Person.objects.filter(kind=Person.Kind.PUPIL, erased_at__isnull=True)
        return gone.select_related("school_class__class_teacher")
    return pupils_kept(user)


def keeps(user: Visitor, pupil: Person) -> bool:
    """Whether `user` may see, record and revoke the consents of `pupil`."""
    return _reached(user).filter(pk=pupil.pk).exists()


def answers_for(user: Visitor) -> frozenset[int]:
    """The children whose consents `user` takes back as a carer: those who have left school too, until they
    are erased."""
    if not isinstance(user, User) or not user.is_active or user.person is None:
        return frozenset()
    links = CarerLink.objects.filter(carer=user.person_id, confirmed_at__isnull=False)
    if user.person.left_on is not None:
        links = links.filter(pupil__left_on__isnull=False)
    return frozenset(links.values_list("pupil_id", flat=True))


def may_see_scan(user: Visitor, consent: Consent) -> bool:
    """Whether the scan opens: for who keeps it, and for the carers of that very child."""
    return consent.person_id in answers_for(user) or keeps(user, consent.person)


def for_keepers(view: View) -> View:
    """Sign in first, losing nothing typed; 403 for who keeps nobody's consents.

    The view gets the account as its second argument.
    """

    @wraps(view)
    @never_cache
    def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        user = request.user
        if not isinstance(user, User):
            if request.method == "POST":
                return sign_in_and_return(request, request.get_full_path())
            return redirect_to_login(request.get_full_path())
        if not is_coordinator(user) and not led_by(user).exists():
            raise PermissionDenied("Согласия ведут координатор и классные руководители.")
        return view(request, user, *args, **kwargs)

    return inner


def kept_pupil(user: User, person_id: int) -> Person:
    """The pupil, if `user` keeps the consents; 404 for nobody, 403 for somebody else's."""
    pupil = _reached(user).filter(pk=min(person_id, LARGEST_ID)).first()
    if pupil is None:
        get_object_or_404(Person, pk=min(person_id, LARGEST_ID), kind=Person.Kind.PUPIL)
        raise PermissionDenied("Этот ученик не из вашего класса.")
    return pupil


def kept_class(user: User, class_id: int) -> SchoolClass:
    """The class, if `user` keeps its consents; 404 or 403 otherwise."""
    found = classes_kept(user).filter(pk=min(class_id, LARGEST_ID)).first()
    if found is None:
        get_object_or_404(SchoolClass, pk=min(class_id, LARGEST_ID))
        raise PermissionDenied("Это не ваш класс.")
    return found


def kept_consent(user: User, consent_id: int) -> Consent:
    """The consent, if `user` keeps it; 404 or 403 otherwise."""
    consent = _consent(consent_id)
    if not keeps(user, consent.person):
        raise PermissionDenied("Этот ученик не из вашего класса.")
    return consent


def visible_scan(user: User, consent_id: int) -> Consent:
    """The consent whose scan `user` may see; 404 where there is none, 403 where it is not theirs."""
    consent = _consent(consent_id)
    if not may_see_scan(user, consent):
        raise PermissionDenied
    if not consent.scan:
        raise Http404("У этого согласия нет скана.")
    return consent


def _consent(consent_id: int) -> Consent:
    rows = Consent.objects.select_related("person__school_class__class_teacher")
    return get_object_or_404(rows, pk=min(consent_id, LARGEST_ID))
