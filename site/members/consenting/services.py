"""Recording and revoking. A newer document takes the place of the one before it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Model
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst

from core.refusals import Refused
from members.assignments import coordinators
from members.audit import log
from members.display import display_name
from members.models import Consent, Person, Place, Purpose, User
from members.signals import consent_ended
from notices.services import tell

REPLACED = "заменено более новым"
_LAST_NUMBER = re.compile(r"\d+(?=\D*$)")


@dataclass(frozen=True, slots=True)
class Paper:
    """What a signed document says, whoever it is about."""

    given_on: date
    until: date | None = None
    number: str = ""
    signed_by: str = ""
    bans: str = ""
    scan: ContentFile | None = None


@dataclass(frozen=True, slots=True)
class Given:
    """One cell of a class's table: about whom, for what, for whom."""

    person: Person
    purpose: Purpose
    place: Place


@transaction.atomic
def record(person: Person, purpose: Purpose, place: Place, paper: Paper, by: User) -> Consent:
    """Write down one signed document; live ones for the same purpose end with it.

    Raises Refused for a paper that is older than what the school knows by now.
    """
    _one_at_a_time(person.pk)
    before = list(Consent.objects.filter(person=person, purpose=purpose))
    _refuse_outdated(before, paper)
    consent = Consent(
        person=person,
        purpose=purpose,
        place=place,
        form=Consent.Form.SCAN if paper.scan else Consent.Form.PAPER,
        number=paper.number,
        given_on=paper.given_on,
        until=paper.until,
        signed_by=paper.signed_by,
        bans=paper.bans,
        recorded_by=by,
    )
    if paper.scan:
        consent.scan.save(paper.scan.name or "scan", paper.scan, save=False)
    consent.save()
    for older in before:
        if older.revoked_at is None:
            older.person = person
            _end(older, by, REPLACED)
    log(by, "consent.recorded", person=person, details=_about(consent))
    return consent


def _one_at_a_time(person_id: int) -> None:
    """What is recorded and revoked of one child goes one after the other."""
    Person.objects.select_for_update().get(pk=person_id)


def _refuse_outdated(before: Iterable[Consent], paper: Paper) -> None:
    """A paper of last year brings back neither what was taken back since nor what a newer one narrowed."""
    for one in before:
        if one.revoked_at is None and one.given_on > paper.given_on:
            raise Refused(f"Есть более новое согласие, от {one.given_on:%d.%m.%Y}. Проверьте дату.")
        if one.revoked_at is not None and one.revoked_reason != REPLACED:
            ended_on = timezone.localdate(one.revoked_at)
            if ended_on > paper.given_on:
                raise Refused(
                    f"{ended_on:%d.%m.%Y} согласие отозвали. Нужен документ, подписанный после этого дня."
                )


@transaction.atomic
def record_many(cells: Sequence[Given], paper: Paper, by: User) -> list[Consent]:
    """Write down the papers of a class at once, with numbers that follow one another. All or nothing."""
    made = []
    for place, cell in enumerate(cells):
        one = Paper(paper.given_on, paper.until, number_after(paper.number, place))
        try:
            made.append(record(cell.person, cell.purpose, cell.place, one, by))
        except Refused as refusal:
            raise Refused(f"{cell.person}, {cell.purpose.label}: {refusal.why}") from refusal
    return made


def number_after(first: str, steps: int) -> str:
    """The number `steps` after `first`: «5А-09» and 2 give «5А-11»; without digits it stays."""
    return _LAST_NUMBER.sub(lambda found: f"{int(found[0]) + steps:0{len(found[0])}}", first, count=1)


@transaction.atomic
def revoke(consent: Consent, by: User, reason: str = "") -> bool:
    """End a consent now and tell the school. False: it had been revoked before, and nothing happened."""
    _one_at_a_time(consent.person_id)
    consent = Consent.objects.select_related("person__school_class").get(pk=consent.pk)
    if consent.revoked_at is not None:
        return False
    person = consent.person
    _end(consent, by, reason)
    log(by, "consent.revoked", person=person, details="; ".join(filter(None, (_about(consent), reason))))
    # As a stranger sees it: a mailbox is outside the school. The card says who it is.
    who = display_name(person, AnonymousUser())
    for user in _keepers(person, but=by):
        tell(
            user,
            subject=f"Согласие отозвано: {who} – {consent.get_purpose_display()}",
            text=_letter(consent, capfirst(who)),
            url=reverse("consent_card", args=[person.pk]),
        )
    return True


def _end(consent: Consent, by: User, reason: str) -> None:
    consent.revoked_at, consent.revoked_by = timezone.now(), by
    consent.revoked_reason = reason[:300]
    consent.save(update_fields=["revoked_at", "revoked_by", "revoked_reason"])
    consent_ended.send(
        sender=Consent, person=consent.person, purpose=Purpose(consent.purpose), consent=consent
    )


def _about(consent: Consent) -> str:
    number = f", № {consent.number}" if consent.number else ""
    return f"{consent.get_purpose_display()}: {consent.get_place_display()}{number}"


def consent_gone(sender: type[Model], instance: Consent, **kwargs: Any) -> None:
    """A receiver of post_delete: the scan goes with the row, when the person's data is erased."""
    if instance.scan:
        storage, name = instance.scan.storage, instance.scan.name or ""
        transaction.on_commit(lambda: storage.delete(name))


def _keepers(person: Person, but: User) -> Iterable[User]:
    """Who keeps this child's consents, without the one who knows."""
    found = {user.pk: user for user in coordinators()}
    of_class = person.school_class
    if of_class is not None and of_class.class_teacher_id:
        teacher = User.objects.filter(person=of_class.class_teacher_id, is_active=True)
        for user in teacher.filter(person__left_on__isnull=True):
            found[user.pk] = user
    found.pop(but.pk, None)
    return found.values()


def _letter(consent: Consent, who: str) -> str:
    about = f"{who}: отозвано согласие «{consent.get_purpose_display()}»."
    if consent.purpose == Purpose.PROCESSING:
        return (
            f"{about}\n\nБез согласия на обработку данных ребёнок не участвует в сообществе. Учётную "
            "запись закрывает координатор: «Настройки» → «Учётные записи». Классный руководитель "
            "договаривается с родителями, что сделать с текстами ребёнка."
        )
    return (
        f"{about}\n\nСайт уже не показывает это. Проверьте, не осталось ли того же на стендах, в печатных "
        "газетах и в других местах: распространение прекращают не позже трёх рабочих дней."
    )
