"""Joining by a code, and the decision: each function is one transaction."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from hashlib import sha256

from django.db import IntegrityError, transaction
from django.db.models import F
from django.urls import reverse

from core.refusals import Refused
from joining import codes, gate, mailbox
from joining.models import JoinCode, JoinRequest
from joining.spelling import Misspelt, name_key, tidy_name
from members import legal
from members.assignments import coordinators
from members.models import CarerLink, LegalText, Person, User
from notices.services import tell

Kind, State = JoinRequest.Kind, JoinRequest.State


@dataclass(frozen=True, slots=True)
class NewAccount:
    """What somebody chose: the name to sign in, the password, the texts that were shown and accepted."""

    username: str
    password: str
    texts: list[LegalText]


@dataclass(frozen=True, slots=True)
class Carer:
    """What a carer says of themselves."""

    last_name: str
    first_name: str
    patronymic: str
    relation: str


# The code and the name.


def check(typed_code: str, last_name: str, first_name: str) -> JoinCode | None:
    """The code, if it is live, not used up, and the name is that of its child.

    Why not is told to nobody, and takes the same steps: no answer says which codes or children there are.
    """
    digest = codes.digest_of(codes.normalise(typed_code))
    row = (
        JoinCode.objects.live()
        .select_related("pupil__school_class", "pupil__account")
        .filter(digest=digest)
        .first()
    )
    pupil = row.pupil if row else Person()
    typed, known = _name_digest(last_name, first_name), _name_digest(pupil.last_name, pupil.first_name)
    is_named = hmac.compare_digest(typed, known)
    return row if row is not None and is_named and not is_used_up(row) else None


def _name_digest(last_name: str, first_name: str) -> bytes:
    keys = []
    for typed in (last_name[:200], first_name[:200]):
        try:
            name = tidy_name(typed)
        except Misspelt:
            name = typed
        keys.append(name_key(name).replace("-", " "))
    return sha256("\n".join(keys).encode()).digest()


def is_used_up(row: JoinCode) -> bool:
    """A child's code is for one account, the carers' for several. `row.pupil.account` should be loaded."""
    if row.audience == JoinCode.For.PUPIL:
        return row.uses > 0 or hasattr(row.pupil, "account")
    return row.uses >= codes.CARERS_LIMIT


# Joining.


@transaction.atomic
def join_pupil(code: JoinCode, ticket: str, account: NewAccount) -> JoinRequest:
    """Make the child's account, waiting for confirmation. The same ticket twice is one account."""
    code, done = _take(code, ticket)
    if done:
        return done
    user = make_user(account, code.pupil)
    return _ask(code, ticket, Kind.PUPIL, user)


@transaction.atomic
def join_carer(
    code: JoinCode, ticket: str, account: NewAccount, carer: Carer, email: str = ""
) -> JoinRequest:
    """Make a carer, the unconfirmed link to the child and the account, waiting for confirmation."""
    code, done = _take(code, ticket)
    if done:
        return done
    person = _known_carer(code.pupil, carer)
    if person is None:
        person = Person.objects.create(
            kind=Person.Kind.CARER,
            last_name=carer.last_name,
            first_name=carer.first_name,
            patronymic=carer.patronymic,
            shown_as=Person.ShownAs.POLITE,
        )
        CarerLink.objects.create(carer=person, pupil=code.pupil, relation=carer.relation)
    user = make_user(account, person)
    if email:
        mailbox.ask(user, email)
    return _ask(code, ticket, Kind.CARER, user, relation=carer.relation)


def _known_carer(pupil: Person, carer: Carer) -> Person | None:
    """The carer of this name whom the school has written down for the child, and who has no account yet."""
    links = CarerLink.objects.filter(pupil=pupil, confirmed_at__isnull=False, carer__account=None)
    name = name_key(carer.last_name), name_key(carer.first_name)
    found = [
        link.carer
        for link in links.select_related("carer")
        if (name_key(link.carer.last_name), name_key(link.carer.first_name)) == name
    ]
    return found[0] if len(found) == 1 else None


@transaction.atomic
def add_child(code: JoinCode, ticket: str, user: User, relation: str) -> JoinRequest:
    """Link one more child to an adult's account, waiting for confirmation."""
    code, done = _take(code, ticket)
    if done:
        return done
    if code.audience != JoinCode.For.CARERS or user.person is None or not user.person.is_adult:
        raise Refused("Этот код – для ученика. Чтобы ребёнок вступил, выйдите и наберите код снова.")
    if user.person.left_on is not None:
        raise Refused(
            "Вы записаны как ушедший участник. Попросите координатора вернуть вас и наберите код снова."
        )
    if CarerLink.objects.filter(carer=user.person, pupil=code.pupil).exists():
        raise Refused("Этот ребёнок уже связан с вами или ждёт подтверждения.")
    CarerLink.objects.create(carer=user.person, pupil=code.pupil, relation=relation)
    return _ask(code, ticket, Kind.CARER, user, relation=relation, made_account=False)


def _take(code: JoinCode, ticket: str) -> tuple[JoinCode, JoinRequest | None]:
    """Lock the code and count a use of it; or the request that this ticket has made already."""
    locked = JoinCode.objects.select_for_update().filter(pk=code.pk).first()
    done = JoinRequest.objects.filter(ticket=ticket).first()
    if done:
        return code, done
    if not gate.is_open():
        raise Refused("Вступление сейчас закрыто.")
    row = JoinCode.objects.live().select_related("pupil__account", "pupil__school_class__class_teacher")
    found = row.filter(pk=locked.pk).first() if locked else None
    if found is None or is_used_up(found):
        raise Refused("Этот код больше не действует. Попросите новый у классного руководителя.")
    JoinCode.objects.filter(pk=found.pk).update(uses=F("uses") + 1)
    return found, None


def make_user(account: NewAccount, person: Person, *, email: str = "", is_active: bool = False) -> User:
    """The account that somebody chose, with the texts accepted. Raises Refused for a name that is taken."""
    user = User(username=account.username, email=email, person=person, is_active=is_active)
    user.set_password(account.password)
    try:
        with transaction.atomic():
            user.save()
    except IntegrityError as error:
        raise Refused("Такое имя пользователя уже есть. Придумайте другое.", field="username") from error
    legal.accept(user, account.texts)
    return user


def _ask(
    code: JoinCode, ticket: str, kind: str, user: User, *, relation: str = "", made_account: bool = True
) -> JoinRequest:
    asked = JoinRequest.objects.create(
        kind=kind,
        ticket=ticket,
        user=user,
        pupil=code.pupil,
        code=code,
        relation=relation,
        made_account=made_account,
    )
    who = "ученик" if kind == Kind.PUPIL else "родитель"
    of_class = code.pupil.school_class.title if code.pupil.school_class else "без класса"
    for one in deciders(code.pupil):
        tell(
            one,
            subject=f"Ждёт подтверждения: {who}, {of_class}",
            text=f"По коду из письма хочет вступить {who}, {of_class}. Посмотрите, кто это, и подтвердите "
            "или откажите.",
            url=reverse("joining:waiting"),
            key=f"join:{asked.pk}",
        )
    return asked


def deciders(pupil: Person) -> list[User]:
    """Who is told that somebody waits: the class teacher, or the coordinators where none is at school."""
    of_class = pupil.school_class
    if of_class is not None and of_class.class_teacher_id:
        found = list(
            User.objects.filter(
                person=of_class.class_teacher_id, person__left_on__isnull=True, is_active=True
            )
        )
        if found:
            return found
    return list(coordinators())
