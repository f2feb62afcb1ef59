"""What each row of a class list means for the school as it is."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256

from django.utils import timezone

from joining.sheet import SheetRow
from joining.spelling import name_key
from members.assignments import is_coordinator
from members.classes import led_by
from members.models import Person, SchoolClass, User

NEW, SAME, CHANGED, MOVED, AGAIN, WRONG = "new", "same", "changed", "moved", "again", "wrong"
OUTCOMES = {
    WRONG: "с ошибками",
    NEW: "новые",
    MOVED: "меняют класс",
    CHANGED: "дополняются",
    SAME: "уже есть",
    AGAIN: "повторы",
}
OUTCOME_OF_ROW = {
    WRONG: "ошибка",
    NEW: "новый",
    MOVED: "меняет класс",
    CHANGED: "дополнится",
    SAME: "уже есть",
    AGAIN: "повтор",
}
ClassKey = tuple[int, str]
Place = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Step:
    """What one row means."""

    row: SheetRow
    outcome: str
    says: str = ""
    person: int | None = None
    fields: dict[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """How the outcome of one row is called."""
        return OUTCOME_OF_ROW[self.outcome]


@dataclass(frozen=True, slots=True)
class Plan:
    """What the whole list means."""

    steps: list[Step]
    new_classes: list[ClassKey]

    @property
    def counts(self) -> dict[str, int]:
        found = Counter(step.outcome for step in self.steps)
        return {outcome: found[outcome] for outcome in OUTCOMES}

    @property
    def fingerprint(self) -> str:
        """Differs when anything would be done differently."""
        told = [
            (step.row.place, step.outcome, step.person, sorted(step.fields.items())) for step in self.steps
        ]
        return sha256(json.dumps([told, self.new_classes]).encode()).hexdigest()[:32]


class Planner:
    """Compares rows with the pupils there are."""

    def __init__(self, by: User) -> None:
        self.today = timezone.localdate()
        self.classes = {
            class_key(one, self.today): one for one in SchoolClass.objects.filter(ended_on__isnull=True)
        }
        self.own = None if is_coordinator(by) else set(led_by(by).values_list("pk", flat=True))
        self.pupils = list(Person.objects.filter(kind=Person.Kind.PUPIL).select_related("school_class"))
        self.by_name: dict[tuple[str, str], list[Person]] = defaultdict(list)
        self.by_number: dict[str, list[Person]] = defaultdict(list)
        for pupil in self.pupils:
            self.by_name[name_key(pupil.last_name), name_key(pupil.first_name)].append(pupil)
            if pupil.file_number:
                self.by_number[name_key(pupil.file_number)].append(pupil)
        self.claimed: dict[int, str] = {}
        self.new: dict[tuple[str, ...], list[SheetRow]] = defaultdict(list)

    def plan(self, rows: list[SheetRow]) -> Plan:
        wrong_numbers, two_classes = _wrong_numbers(rows), _in_two_classes(rows)
        found: dict[Place, Step] = {}
        # Who stands in the class of the row comes first: a namesake elsewhere is then somebody else.
        for sure in (True, False):
            for row in rows:
                if row.place not in found:
                    refused = wrong_numbers.get(row.place) or ("" if sure else two_classes.get(row.place))
                    step = self._step(row, refused or "", sure=sure)
                    if step is not None:
                        found[row.place] = step
        steps = [found[row.place] for row in rows]
        wanted = {(step.row.grade, step.row.letter) for step in steps if step.outcome in {NEW, MOVED}}
        return Plan(steps, sorted(wanted - self.classes.keys()))

    def _step(self, row: SheetRow, refused: str, *, sure: bool) -> Step | None:
        if row.problem:
            return Step(row, WRONG, row.problem)
        of_class = self.classes.get((row.grade, row.letter))
        foreign = self.own is not None and (of_class is None or of_class.pk not in self.own)
        if foreign or refused:
            return Step(row, WRONG, "\n".join(filter(None, [_NOT_YOURS if foreign else "", refused])))
        known, problem = self._known(row, of_class)
        if problem:
            return None if sure else Step(row, WRONG, problem)
        if known is None:
            return None if sure else self._new(row)
        if sure and known.school_class_id != (of_class.pk if of_class else None):
            return None
        return self._about(row, known, of_class)

    def _new(self, row: SheetRow) -> Step:
        """A new pupil, unless an earlier row made the same one."""
        key = (name_key(row.last_name), name_key(row.first_name), f"{row.grade}{row.letter}")
        twin = next((other for other in self.new[key] if _may_be_same(row, other)), None)
        if twin is not None:
            return Step(row, AGAIN, _AGAIN.format(twin.where))
        self.new[key].append(row)
        return Step(row, NEW)

    def _about(self, row: SheetRow, known: Person, of_class: SchoolClass | None) -> Step:
        if known.pk in self.claimed:
            return Step(row, AGAIN, _AGAIN.format(self.claimed[known.pk]))
        self.claimed[known.pk] = row.where
        if known.left_on is not None:
            return Step(row, WRONG, "этот ученик записан как ушедший. Верните его в разделе «Люди».")
        fields = {
            name: value
            for name in ("last_name", "first_name", "patronymic", "file_number")
            if (value := getattr(row, name)) and _differs(value, getattr(known, name))
        }
        told = [f"{_LABELS[name]}: {getattr(known, name) or 'пусто'} → {fields[name]}" for name in fields]
        if known.school_class_id == (of_class.pk if of_class else None):
            return Step(row, CHANGED if fields else SAME, "; ".join(told), known.pk, fields)
        if self.own is not None and known.school_class_id not in self.own and known.school_class_id:
            before = known.school_class
            return Step(row, WRONG, f"сейчас в классе {before}. Перевести может координатор.")
        told.insert(0, f"{known.school_class or 'без класса'} → {row.grade} «{row.letter}»")
        return Step(row, MOVED, "; ".join(told), known.pk, fields)

    def _known(self, row: SheetRow, of_class: SchoolClass | None) -> tuple[Person | None, str]:
        """The pupil whom the row speaks of; or why that cannot be told."""
        numbered = self.by_number.get(name_key(row.file_number), []) if row.file_number else []
        alike = [one for one in numbered if name_key(one.first_name) == name_key(row.first_name)]
        if numbered:
            return (alike[0], "") if alike else (None, _ANOTHERS_NUMBER)
        candidates = [
            one
            for one in self.by_name.get((name_key(row.last_name), name_key(row.first_name)), [])
            if _may_be_same(row, one)
        ]
        here = [one for one in candidates if of_class and one.school_class_id == of_class.pk]
        if len(here) > 1:
            return None, "в классе два таких ученика. Укажите номер личного дела."
        elsewhere = [one for one in candidates if one.pk not in self.claimed]
        certain = here or [one for one in elsewhere if row.patronymic and one.patronymic]
        if len(certain) == 1:
            return certain[0], ""
        if elsewhere:
            place = elsewhere[0].school_class or "без класса"
            return None, (
                f"ученик с таким именем есть ({place}). Если это он же, укажите отчество или номер личного "
                "дела у обоих; если тёзка – номер личного дела в этой строке и у того ученика."
            )
        return None, ""


_AGAIN = "повтор строки {}. Если это полные тёзки, у обоих нужен номер личного дела."
_NOT_YOURS = "«Класс»: это не ваш класс. Загрузить его может координатор."
_ANOTHERS_NUMBER = "«№ личного дела»: под этим номером записан другой ребёнок."
_LABELS = {
    "last_name": "фамилия",
    "first_name": "имя",
    "patronymic": "отчество",
    "file_number": "№ личного дела",
}


def class_key(one: SchoolClass, today: date) -> ClassKey:
    return one.grade_on(today), one.letter.upper()


def _differs(new: str, old: str) -> bool:
    """Whether a cell says something else: ё for е is the same, and stays as it was."""
    return name_key(new) != name_key(old)


def _may_be_same(row: SheetRow, one: Person | SheetRow) -> bool:
    if row.patronymic and one.patronymic and name_key(row.patronymic) != name_key(one.patronymic):
        return False
    numbers = name_key(row.file_number), name_key(one.file_number)
    return not (all(numbers) and numbers[0] != numbers[1])


def _wrong_numbers(rows: list[SheetRow]) -> dict[Place, str]:
    """Rows whose file number another child of the list has too."""
    by_number: dict[str, list[SheetRow]] = defaultdict(list)
    for row in rows:
        if row.file_number and not row.problem:
            by_number[name_key(row.file_number)].append(row)
    return {
        row.place: f"«№ личного дела»: тот же номер у другого ребёнка, {_others(row, same)}."
        for same in by_number.values()
        if len({name_key(row.first_name) for row in same}) > 1
        for row in same
    }


def _in_two_classes(rows: list[SheetRow]) -> dict[Place, str]:
    """Rows whose child stands in another class of the list as well."""
    by_name: dict[str, list[SheetRow]] = defaultdict(list)
    for row in rows:
        if not row.problem:
            by_name[name_key(row.name)].append(row)
    problems = {}
    for same in by_name.values():
        for row in same:
            others = [
                one
                for one in same
                if (one.grade, one.letter) != (row.grade, row.letter) and not _told_apart(row, one)
            ]
            if others:
                problems[row.place] = (
                    f"«Класс»: этот ученик есть и в другом классе, {_others(row, others)}. Оставьте одну "
                    "строку, а если это тёзки, укажите у обоих номер личного дела."
                )
    return problems


def _told_apart(one: SheetRow, other: SheetRow) -> bool:
    numbers = name_key(one.file_number), name_key(other.file_number)
    return all(numbers) and numbers[0] != numbers[1]


def _others(row: SheetRow, same: Iterable[SheetRow]) -> str:
    numbers = [other.where for other in same if other.place != row.place]
    return f"{'строка' if len(numbers) == 1 else 'строки'} {', '.join(numbers[:5])}"
