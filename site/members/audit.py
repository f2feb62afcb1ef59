"""The audit log: who saw and did what with personal data (152-ФЗ, ст. 18.1, 19).

Not every reading of a page: consents and their scans, exports, roles, sign-ins of staff, decisions about
who joins and leaves, reading a child's record, a name let through with a reason.
"""

from __future__ import annotations

from core.visibility import Visitor
from members.models import AuditEntry, Person, User

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
    "role.changed": "изменил роли",
    "signin.staff": "вошёл на сайт",
    "password.reset_on_paper": "выдал новый пароль на бумаге",
    "child.record_seen": "открыл страницу ребёнка",
    "carer.linked": "связал родителя с ребёнком",
    "carer.unlinked": "разорвал связь родителя с ребёнком",
    "data.taken": "забрал свои данные",
    "left": "покинул сообщество",
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
