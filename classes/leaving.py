"""Who leaves school: told at once with the date, reminded a week before, erased after the school's term."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Exists, Model, OuterRef, QuerySet
from django.template.defaultfilters import date as format_date
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from core.visibility import Visitor
from members import personal_data
from members.audit import log
from members.models import CarerLink, CommunitySettings, Person, User
from notices.services import tell

logger = logging.getLogger(__name__)
REMINDED_BEFORE = timedelta(days=7)
AT_ONCE = 50


def term() -> timedelta:
    """How long leavers may still come in and take their texts."""
    return timedelta(days=CommunitySettings.of_school().leaver_days)


def closes_on(left_on: date) -> date:
    """The day on which the account of who left on `left_on` is closed and the data are erased."""
    return left_on + term()


@transaction.atomic
def leave(pupils: Iterable[int], by: Visitor | None) -> int:
    """Mark pupils, by their ids, as gone from today; return how many. Who is marked already stays so.

    From now on they are of no class. Carers whose last child this was go with them.
    """
    found = Person.objects.select_for_update(of=("self",)).filter(
        pk__in=list(pupils), kind=Person.Kind.PUPIL, left_on__isnull=True
    )
    marked = 0
    for pupil in found.select_related("school_class"):
        _mark(pupil, timezone.localdate())
        log(by, "leaver.marked", person=pupil)
        marked += 1
    carers_follow()
    return marked


@transaction.atomic
def come_back(pupil: Person, by: Visitor | None) -> bool:
    """Undo `leave` of a pupil whose class still studies; the carers come back too."""
    person = Person.objects.select_for_update(of=("self",)).get(pk=pupil.pk)
    of_class = person.school_class
    if person.left_on is None or of_class is None or of_class.ended_on is not None:
        return False
    left_on = person.left_on
    _unmark(person)
    log(by, "leaver.back", person=person)
    carers_return(person, left_on)
    return True


def carers_follow() -> None:
    """Who was here as a carer alone leaves with the last child."""
    for carer in _carers(of_pupils=False).filter(left_on__isnull=True):
        _mark(carer, timezone.localdate())


def carers_return(pupil: Person, left_on: date) -> None:
    """Who went because `pupil` did, on `left_on`, comes back with the child; whom the school marked stays."""
    for carer in _carers(of_pupils=True).filter(left_on=left_on, children_links__pupil=pupil):
        _unmark(carer)


def link_made(sender: type[Model], instance: CarerLink, *, created: bool, **kwargs: Any) -> None:
    """The school has tied a carer who had gone to a child who studies here: a carer again. A receiver."""
    if kwargs.get("raw") or not created or instance.confirmed_at is None:
        return
    if instance.carer.left_on is not None and instance.pupil.left_on is None:
        _unmark(instance.carer)


def _carers(*, of_pupils: bool) -> QuerySet[Person]:
    """Carers with a child who studies here, or those whose children all have left."""
    links = CarerLink.objects.filter(carer=OuterRef("pk"), confirmed_at__isnull=False)
    carers = Person.objects.filter(Exists(links), kind=Person.Kind.CARER)
    studies = Exists(links.filter(pupil__left_on__isnull=True))
    return carers.filter(studies if of_pupils else ~studies)


def _mark(person: Person, day: date) -> None:
    person.left_on = day
    person.save(update_fields=["left_on"])  # takes the roles (members.leavers); _unmark gives them back
    user = _account(person)
    if user is not None:
        _tell(user, person, "Ваша запись на сайте закроется", "told")


def _unmark(person: Person) -> None:
    person.left_on = None
    person.save(update_fields=["left_on"])


def _account(person: Person) -> User | None:
    return User.objects.filter(person=person.pk, is_active=True).first()


def _tell(user: User, person: Person, subject: str, occasion: str) -> None:
    """The date, and how to take what one wrote. A child is not named: a mailbox is outside the school."""
    if person.left_on is None:
        return
    day = format_date(closes_on(person.left_on), "j E Y")
    why = (
        "Вы больше не учитесь в нашей школе"
        if person.kind == Person.Kind.PUPIL
        else "Ваш ребёнок больше не учится в нашей школе"
        if person.kind == Person.Kind.CARER
        else "Вы больше не участвуете в сообществе школы"
    )
    tell(
        user,
        subject=f"{subject} {day}",
        text=f"{why}, поэтому {day} ваша запись на сайте закроется, а личные данные будут стёрты.\n"
        "До этого дня можно войти и забрать всё, что вы здесь написали, одним файлом. То, что вы писали "
        "другим, останется без вашего имени.",
        url=_where_to_take(),
        key=f"leaver-{occasion}:{person.pk}:{person.left_on}",
    )


def _where_to_take() -> str:
    try:
        return reverse("profiles:leave")
    except NoReverseMatch:  # a site without profiles
        return ""


def remind_leavers() -> None:
    """A week before the end, once."""
    first = timezone.localdate() - term()
    soon = leavers().filter(left_on__gt=first, left_on__lte=first + REMINDED_BEFORE)
    for person in soon:
        user = _account(person)
        if user is not None:
            _tell(user, person, "Осталась неделя: ваша запись закроется", "soon")


def erase_leavers() -> int:
    """Erase those whose term is over, each in a transaction of its own; return how many."""
    over = leavers().filter(left_on__lte=timezone.localdate() - term()).order_by("left_on", "pk")
    over = over.exclude(account__is_superuser=True)  # never by a clock: nobody could let the others in
    erased = 0
    for person in over[:AT_ONCE]:
        try:
            personal_data.erase(person, by=None, keep_texts=True)
            erased += 1
        except Exception:  # one who cannot be erased must not keep the others
            logger.exception("Person %s could not be erased", person.pk)
    return erased


def leavers() -> QuerySet[Person]:
    """Who has left and is still known by name."""
    return Person.objects.filter(left_on__isnull=False).exclude(last_name="")
