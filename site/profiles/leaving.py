"""Taking one's data, and leaving."""

from __future__ import annotations

import tempfile
from datetime import timedelta
from typing import IO, cast

from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.utils import timezone
from django.utils.text import capfirst

from core.refusals import Refused
from members.assignments import is_coordinator
from members.audit import log
from members.display import display_name
from members.models import AuditEntry, CarerLink, Person, User
from members.personal_data import erase, write_archive
from members.roles import COORDINATORS
from notices.services import tell

MOST_ARCHIVES_AN_HOUR = 3
IN_MEMORY = 2 * 1024 * 1024
NO_PERSON = "За этой учётной записью не записан человек. Её закроет администратор сайта."


def take_archive(user: User) -> IO[bytes]:
    """Return the archive of who `user` is, as an open file; logged, three an hour."""
    person = _person_of(user)
    with transaction.atomic():
        User.objects.select_for_update(no_key=True).get(pk=user.pk)
        lately = AuditEntry.objects.filter(
            actor=user, action="data.taken", at__gt=timezone.now() - timedelta(hours=1)
        )
        if lately.count() >= MOST_ARCHIVES_AN_HOUR:
            raise Refused("За час архив можно собрать три раза. Подождите немного.", status=429)
        log(user, "data.taken", person=person)
    file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 (the answer closes it)
    write_archive(person, cast("IO[bytes]", file))
    file.seek(0)
    return cast("IO[bytes]", file)


def why_not_leave(user: User) -> str:
    """What keeps `user` here, in words; empty where nothing does."""
    if user.person is None:
        return NO_PERSON
    others = User.objects.filter(is_active=True).exclude(pk=user.pk)
    if user.is_superuser and not others.filter(is_superuser=True).exists():
        return (
            "Вы единственный администратор: без вас сайт некому починить. "
            "Сначала сделайте администратором кого-то ещё."
        )
    if is_coordinator(user) and not others.filter(groups__name=COORDINATORS).exists():
        return (
            "Вы единственный координатор: без вас некому вести сообщество. "
            "Сначала назначьте координатором кого-то ещё."
        )
    return ""


@transaction.atomic
def leave(user: User, *, keep_texts: bool) -> None:
    """Erase who `user` is. A pupil stays in the list of the class, and the carers are told."""
    # Of two last administrators or coordinators, one stays.
    list(User.objects.select_for_update().filter(is_superuser=True).order_by("pk"))
    coordinators = User.objects.filter(groups__name=COORDINATORS).values("pk")
    list(User.objects.select_for_update(no_key=True).filter(pk__in=coordinators).order_by("pk"))
    if why := why_not_leave(user):
        raise Refused(why)
    person = _person_of(user)
    if not person.is_adult:
        _tell_carers(person)
    erase(person, by=user, keep_texts=keep_texts, keep_person=not person.is_adult)


def _person_of(user: User) -> Person:
    if user.person is None:
        raise Refused(NO_PERSON)
    return user.person


def _tell_carers(pupil: Person) -> None:
    who = capfirst(display_name(pupil, AnonymousUser()))  # a mailbox is outside the school
    links = CarerLink.objects.filter(pupil=pupil, confirmed_at__isnull=False, carer__account__is_active=True)
    for link in links.select_related("carer__account"):
        tell(
            link.carer.account,
            subject=f"{who}: учётная запись закрыта",
            text=f"{who} больше не пользуется сайтом: учётную запись закрыли, войдя в неё с "
            "паролем. В списке класса всё по-прежнему. Новую учётную запись даст классный руководитель.",
        )
