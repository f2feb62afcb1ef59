"""The audit log: who saw and did what with personal data (152-ФЗ, ст. 18.1, 19).

Not every reading of a page: consents and their scans, exports, roles, sign-ins of staff, decisions about
who joins and leaves, reading a child's record, a name let through with a reason.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import timedelta

from django.http import HttpRequest
from django.utils import timezone

from core.visibility import Visitor
from members.models import AuditEntry, Person, User

KEPT = timedelta(days=3 * 365 + 1)
"""Three years, as the data policy says."""
AT_ONCE = 5000
ACTIONS = {
    "consent.recorded": "записал согласие",
    "consent.revoked": "отозвал согласие",
    "consent.scan_seen": "открыл скан согласия",
    "consent.register_seen": "открыл реестр согласий",
    "name.reason": "разрешил назвать ребёнка с объяснением",
    "people.moved": "перевёл в другой класс",
    "people.left": "отметил, что человек ушёл",
    "people.back": "вернул ушедшего",
    "people.imported": "загрузил список класса",
    "people.exported": "выгрузил данные людей",
    "letters.printed": "напечатал письма с кодами",
    "code.revoked": "отменил код",
    "join.confirmed": "подтвердил вступление",
    "join.refused": "отказал во вступлении",
    "join.link_again": "отправил письмо принятому коллеге ещё раз",
    "role.changed": "изменил роли",
    "signin.staff": "вошёл на сайт",
    "account.made": "завёл учётную запись",
    "password.set": "задал пароль другой учётной записи",
    "password.reset_on_paper": "выдал новый пароль на бумаге",
    "factor.reset": "снял второй шаг входа",
    "email.changed": "сменил адрес почты",
    "child.record_seen": "открыл страницу ребёнка",
    "carer.linked": "связал родителя с ребёнком",
    "carer.unlinked": "разорвал связь родителя с ребёнком",
    "data.taken": "забрал свои данные",
    "left": "покинул сообщество",
    "leaver.marked": "отметил ушедшим",
    "leaver.back": "вернул отмеченного ушедшим",
    "erased": "данные стёрты",
    "year.started": "перевёл классы на новый год",
    "text.in_force": "ввёл в действие правовой текст",
}


def log(actor: Visitor | None, action: str, *, person: Person | None = None, details: str = "") -> AuditEntry:
    """Write one row, within the transaction of what it tells of. `action` is a key of ACTIONS.

    A child is written down by number and class, not by name: the log outlives what it speaks of.
    """
    if action not in ACTIONS:
        raise ValueError(f"No such action: {action}")
    who = actor if isinstance(actor, User) else None
    return AuditEntry.objects.create(
        actor=who,
        actor_name=(str(who.person) if who.person else who.username)[:160] if who else "",
        action=action,
        person=person,
        person_ref=reference(person)[:80] if person else "",
        details=" ".join(details.replace("\x00", "").split())[:500],
    )


def reference(person: Person) -> str:
    """How the log names a person: an adult by name, a pupil by number and class."""
    if person.kind != Person.Kind.PUPIL:
        return str(person)
    of_class = person.school_class.title if person.school_class else "без класса"
    return f"ученик № {person.pk}, {of_class}"


def log_once_an_hour(actor: User, action: str, *, person: Person | None = None) -> None:
    """Write one row for much looking: the same action of the same actor counts once an hour."""
    since = timezone.now() - timedelta(hours=1)
    if not AuditEntry.objects.filter(actor=actor, action=action, person=person, at__gte=since).exists():
        log(actor, action, person=person)


_request: ContextVar[HttpRequest | None] = ContextVar("request of the one who acts", default=None)


@contextmanager
def acting(request: HttpRequest) -> Iterator[None]:
    """Within it, `actor` answers whose request this is."""
    token = _request.set(request)
    try:
        yield
    finally:
        _request.reset(token)


def actor() -> Visitor | None:
    """Who is signed in in the request that is being answered; nobody in a command and in the worker."""
    request = _request.get()
    return request.user if request is not None else None


def forget_old() -> int:
    """Delete the oldest rows that are kept no longer, so many at once; return how many."""
    old = AuditEntry.objects.filter(at__lt=timezone.now() - KEPT).order_by("at").values("pk")[:AT_ONCE]
    return AuditEntry.objects.filter(pk__in=[row["pk"] for row in old]).delete()[0]
