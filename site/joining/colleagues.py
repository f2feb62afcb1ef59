"""Colleagues from elsewhere: invited by a member or asking themselves, confirmed by a coordinator.

No account is made before the colleague has opened the letter: an address that nobody reads leaves nothing.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone

from core.models import SchoolSettings
from core.refusals import Refused
from joining import codes, gate
from joining.models import INVITATION_DAYS, Invitation, JoinRequest
from joining.services import NewAccount, make_user
from members import roles
from members.assignments import coordinators, is_coordinator
from members.audit import log
from members.display import display_name
from members.models import CommunitySettings, LegalText, Person, User
from notices.letters import absolute
from notices.services import tell, write_mail

LINK_DAYS = 14
State = JoinRequest.State
PERSONAL = ("first_name", "last_name", "patronymic", "organisation", "position", "why", "email")
"""What a request says of a colleague: forgotten once it has served."""


@dataclass(frozen=True, slots=True)
class About:
    """What a colleague says of themselves."""

    last_name: str
    first_name: str
    patronymic: str
    organisation: str
    position: str
    why: str


def may_invite(user: User) -> bool:
    """Adult members; who has left is none, though the account is open for a while."""
    return user.person is not None and user.person.is_adult and user.person.left_on is None


@transaction.atomic
def invite(email: str, by: User) -> Invitation:
    """Write to a colleague; the link of the letter lets ask to join. The answer does not depend on whether
    the address is known. Raises Refused."""
    if not may_invite(by):
        raise Refused("Приглашать коллег могут взрослые участники.")
    token = secrets.token_urlsafe(24)
    invitation = Invitation.objects.create(email=email.lower(), digest=codes.digest_of(token), invited_by=by)
    who = display_name(by.person, by) if by.person else by.username
    write_mail(
        email,
        subject="Приглашение в школьное сообщество «Вместе»",
        text=_letter(
            f"{who} приглашает вас в сообщество «Вместе»{_of_school()}: материалы уроков, полезные сайты, "
            "разговоры учителей.\n\nРасскажите о себе на этой странице, и координатор сайта "
            "откроет вам вход:",
            reverse("joining:invited", args=[token]),
            f"Ссылка действует {INVITATION_DAYS} дней. Если вы не знаете, от кого это письмо, удалите его.",
        ),
        is_private=True,
    )
    return invitation


def invitation_of(token: str) -> Invitation | None:
    """The live invitation whose link has `token`."""
    found = (
        Invitation.objects.filter(digest=codes.digest_of(token[:80]))
        .select_related("invited_by__person")
        .first()
    )
    return found if found is not None and found.is_live and found.invited_by.is_active else None


@transaction.atomic
def accept(invitation: Invitation, about: About, ticket: str, policy: LegalText | None) -> None:
    """Ask to join by an invitation; sent twice, it is one request."""
    locked = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if JoinRequest.objects.filter(ticket=ticket).exists():
        return
    if not locked.is_live:
        raise Refused("По этому приглашению заявка уже отправлена.")
    locked.used_at = timezone.now()
    locked.save(update_fields=["used_at"])
    _ask(about, locked.email, ticket, policy, invited_by=locked.invited_by)


@transaction.atomic
def ask(about: About, email: str, ticket: str, policy: LegalText | None) -> None:
    """A stranger asks to join. Whether the address is known, the coordinator alone sees."""
    if not CommunitySettings.of_school().requests_open:
        raise Refused("Сейчас в сообщество приглашают только его участники.")
    if not JoinRequest.objects.filter(ticket=ticket).exists():
        _ask(about, email.lower(), ticket, policy, invited_by=None)


def _ask(about: About, email: str, ticket: str, policy: LegalText | None, *, invited_by: User | None) -> None:
    if not gate.is_open():
        raise Refused("Вступление сейчас закрыто.")
    asked = JoinRequest.objects.create(
        kind=JoinRequest.Kind.COLLEAGUE,
        ticket=ticket,
        email=email,
        invited_by=invited_by,
        policy=policy,
        made_account=False,
        last_name=about.last_name,
        first_name=about.first_name,
        patronymic=about.patronymic,
        organisation=about.organisation,
        position=about.position,
        why=about.why,
    )
    for one in coordinators():
        tell(
            one,
            subject=f"Хочет вступить коллега: {about.organisation}"[:200],
            text="Новая заявка коллеги из другой организации. Посмотрите и подтвердите или откажите.",
            url=reverse("joining:waiting"),
            key=f"join:{asked.pk}",
        )


def known_addresses(rows: list[JoinRequest]) -> set[str]:
    """Which of the colleagues' addresses belong to accounts already: one look for a page of them.

    Large and small letters are one mailbox, as they are where one signs in.
    """
    addresses = {row.email.lower() for row in rows if row.email}
    if not addresses:
        return set()
    known: set[str] = set()
    for kept in (EmailAddress.objects.all(), User.objects.all()):
        mailboxes = kept.annotate(mailbox=Lower("email")).filter(mailbox__in=addresses)
        known.update(mailboxes.values_list("mailbox", flat=True))
    return {row.email for row in rows if row.email.lower() in known}


def send_link(row: JoinRequest) -> None:
    """Confirmed: write the letter whose link makes the account. Within the caller's transaction."""
    if known_addresses([row]):
        raise Refused(
            "У этого адреса уже есть учётная запись. Откажите в заявке и напишите, что можно войти."
        )
    _write_link(row)


def not_opened() -> QuerySet[JoinRequest]:
    """The confirmed colleagues who have made no account by the link, whether or not it has run out."""
    return JoinRequest.objects.filter(
        kind=JoinRequest.Kind.COLLEAGUE, state=State.CONFIRMED, user=None, email__gt=""
    ).order_by("-decided_at", "pk")


@transaction.atomic
def send_link_again(row: JoinRequest, by: User) -> None:
    """Write a new letter; the link of the one before opens nothing any more. Raises Refused.

    The term of the link, and how long the request is kept, are counted from this day.
    """
    if not is_coordinator(by):
        raise PermissionDenied("Письма коллегам отправляет координатор.")
    again = not_opened().select_for_update(of=("self",)).filter(pk=row.pk).first()
    if again is None:
        raise Refused("По этому письму учётная запись уже создана.")
    if known_addresses([again]):
        raise Refused("У этого адреса уже есть учётная запись. Напишите человеку, что можно войти.")
    _write_link(again)
    again.decided_at = timezone.now()
    again.save(update_fields=["link_digest", "decided_at"])
    log(by, "join.link_again", details=f"коллега, заявка № {again.pk}")


def link_until(row: JoinRequest) -> datetime | None:
    """When the link of the letter stops working."""
    return row.decided_at + timedelta(days=LINK_DAYS) if row.decided_at else None


def _write_link(row: JoinRequest) -> None:
    token = secrets.token_urlsafe(24)
    row.link_digest = codes.digest_of(token)
    write_mail(
        row.email,
        subject="Вас приняли в сообщество «Вместе»",
        text=_letter(
            f"Координатор подтвердил вашу заявку в сообщество «Вместе»{_of_school()}. Осталось придумать имя "
            "пользователя и пароль:",
            reverse("joining:open", args=[token]),
            f"Ссылка сработает один раз и действует {LINK_DAYS} дней.",
        ),
        is_private=True,
    )


def tell_refused(row: JoinRequest, reason: str) -> None:
    """Write why not, and keep nothing but the decision."""
    write_mail(
        row.email,
        subject="Ваша заявка в сообщество «Вместе»",
        text=_letter(
            f"Координатор отклонил вашу заявку в сообщество «Вместе»{_of_school()}.\n\nПочему: {reason}",
            "",
            "",
        ),
        is_private=True,
    )
    _forget(row)


def _forget(row: JoinRequest) -> None:
    for name in PERSONAL:
        setattr(row, name, "")


def request_of(token: str) -> JoinRequest | None:
    """The confirmed request whose link has `token`, if no account has been made by it and it is not late."""
    since = timezone.now() - timedelta(days=LINK_DAYS)
    return JoinRequest.objects.filter(
        link_digest=codes.digest_of(token[:80]), state=State.CONFIRMED, user=None, decided_at__gt=since
    ).first()


@transaction.atomic
def open_account(row: JoinRequest, account: NewAccount) -> User:
    """Make the colleague's account, once, and forget the link and what the request says. Raises Refused."""
    row = JoinRequest.objects.select_for_update().get(pk=row.pk)
    if row.user_id is not None or row.state != State.CONFIRMED or not row.link_digest:
        raise Refused("По этой ссылке учётная запись уже создана. Войдите с тем именем и паролем.")
    person = Person.objects.create(
        kind=Person.Kind.COLLEAGUE,
        last_name=row.last_name,
        first_name=row.first_name,
        patronymic=row.patronymic,
        organisation=row.organisation,
        position=row.position,
    )
    user = make_user(account, person, email=row.email, is_active=True)
    # The link came by letter: the mailbox is the colleague's.
    EmailAddress.objects.create(user=user, email=row.email, verified=True, primary=True)
    user.groups.add(Group.objects.get(name=roles.COLLEAGUES))
    row.user = user
    row.link_digest = ""  # or the link would serve again after the account is deleted
    _forget(row)
    row.save(update_fields=["user", "link_digest", *PERSONAL])
    return user


def _of_school() -> str:
    school = SchoolSettings.objects.first()
    return f" ({school.short_name})" if school and school.short_name else ""


def _letter(text: str, path: str, end: str) -> str:
    parts = ["Здравствуйте!", text, absolute(path) if path else "", end]
    signed = f"-- \nЭто письмо написал сайт «Вместе»: {absolute('/')}\nОтвечать на него не нужно."
    return "\n\n".join([*(part for part in parts if part), signed]) + "\n"
