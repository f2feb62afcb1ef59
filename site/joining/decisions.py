"""Letting people in, or not: each decision is one transaction."""

from __future__ import annotations

from django.contrib.auth.models import Group
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from core.refusals import Refused
from core.visibility import Visitor
from joining import colleagues
from joining.models import JoinCode, JoinRequest
from members import roles
from members.assignments import is_coordinator
from members.audit import log
from members.classes import led_by
from members.models import CarerLink, User
from notices.services import tell

Kind, State = JoinRequest.Kind, JoinRequest.State


def decidable_by(user: Visitor) -> QuerySet[JoinRequest]:
    """The waiting requests that `user` decides: a class teacher those of the class, a coordinator all."""
    waiting = JoinRequest.objects.filter(state=State.WAITING)
    if is_coordinator(user):
        return waiting
    return waiting.filter(pupil__school_class__in=led_by(user))


def may_decide(user: Visitor) -> bool:
    """Whether «Кто хочет вступить» is for `user`."""
    return is_coordinator(user) or led_by(user).exists()


def confirm(asked: JoinRequest, by: User) -> bool:
    """Let them in. False: somebody has decided already. Raises Refused."""
    with transaction.atomic():
        row = _lock(asked, by)
        if row is None:
            return False
        if row.kind == Kind.COLLEAGUE:
            colleagues.send_link(row)
        else:
            _let_in(row, by)
        _decide(row, by, State.CONFIRMED)
        log(by, "join.confirmed", person=row.pupil, details=_described(row))
    return True


def _let_in(row: JoinRequest, by: User) -> None:
    user, pupil = row.user, row.pupil
    if user is None or pupil is None or pupil.left_on is not None:
        raise Refused("Ученик записан как ушедший, или его учётной записи уже нет. Откажите в этой заявке.")
    if user.person is not None and user.person.left_on is not None:
        raise Refused(
            "Этот человек записан как ушедший. Пусть координатор вернёт его, или откажите в заявке."
        )
    if row.kind == Kind.CARER:
        link = CarerLink.objects.filter(carer=user.person_id, pupil=pupil).first()
        if link is not None and link.confirmed_at is None:
            link.confirmed_at, link.confirmed_by = timezone.now(), by
            link.save()
    user.groups.add(Group.objects.get(name=roles.PUPILS if row.kind == Kind.PUPIL else roles.CARERS))
    if row.made_account:
        user.is_active = True
        user.save(update_fields=["is_active"])
    tell(
        user,
        subject="Вас приняли в сообщество" if row.made_account else "Ребёнок связан с вашей учётной записью",
        text="Классный руководитель подтвердил вашу заявку. Теперь вам открыто то, что написано для класса.",
        url="/",
    )


def refuse(asked: JoinRequest, by: User, reason: str) -> bool:
    """Do not let them in, and erase what they made. False: somebody has decided already."""
    with transaction.atomic():
        row = _lock(asked, by)
        if row is None:
            return False
        log(by, "join.refused", person=row.pupil, details=f"{_described(row)}. Почему: {reason}")
        if row.kind == Kind.COLLEAGUE:
            colleagues.tell_refused(row, reason)
        else:
            _tell_refused(row, reason)
            erase_made(row)
        row.reason = reason
        _decide(row, by, State.REFUSED)
    return True


def _tell_refused(row: JoinRequest, reason: str) -> None:
    """Who has an account already is told on the site; another one reads it where the form was sent from."""
    if row.user is not None and (not row.made_account or is_living(row.user)):
        tell(row.user, subject="Заявка о ребёнке отклонена", text=f"Почему: {reason}", url="")


def erase_made(row: JoinRequest) -> None:
    """Take back the account, the carer and the link that the request made; the code serves again.

    An account that somebody has opened by hand, or that was ever used, stays, and its code is used up.
    """
    user = User.objects.select_for_update(of=("self",)).filter(pk=row.user_id or 0).first()
    if user is not None and row.pupil_id:
        CarerLink.objects.filter(carer=user.person_id, pupil=row.pupil_id, confirmed_at=None).delete()
    if user is not None and row.made_account:
        if is_living(user):
            return
        person = user.person
        row.user = None
        row.save(update_fields=["user"])
        user.delete()
        if person is not None and row.kind == Kind.CARER and not person.children_links.exists():
            person.delete()  # but whom the school had written down before stays
    if row.code_id:
        JoinCode.objects.filter(pk=row.code_id, uses__gt=0).update(uses=F("uses") - 1)


def is_living(user: User) -> bool:
    """Whether the account is somebody's by now, whatever became of the request."""
    return user.is_active or user.last_login is not None


def _lock(asked: JoinRequest, by: User) -> JoinRequest | None:
    """The request, if it still waits and is `by`'s to decide."""
    row = JoinRequest.objects.select_for_update(of=("self",)).filter(pk=asked.pk, state=State.WAITING).first()
    if row is not None and not decidable_by(by).filter(pk=row.pk).exists():
        raise Refused("Эту заявку решает другой классный руководитель или координатор.")
    return row


def _decide(row: JoinRequest, by: User, state: str) -> None:
    row.state, row.decided_at, row.decided_by = state, timezone.now(), by
    row.save()


def _described(row: JoinRequest) -> str:
    if row.kind == Kind.COLLEAGUE:
        return f"коллега, заявка № {row.pk}"  # the log outlives what the request says of them
    return row.get_kind_display()
