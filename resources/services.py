"""Bringing a list of sites in: row by row, each saying what became of it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from core.addresses import normalise, twin_key
from core.grades import parse_grades
from core.models import PageGrade, PageSubject, Subject
from core.tables import Row, TableError, heading_key
from members.naming import missing_in
from resources.models import SiteCardPage, UsefulSitesPage

HEADINGS = {
    "title": "Название",
    "address": "Адрес",
    "kind": "Вид",
    "subjects": "Предметы",
    "grades": "Классы",
    "audience": "Для кого",
    "purpose": "Для чего",
    "how_to_use": "Как использовать",
    "age_mark": "Возраст",
    "cost": "Оплата",
    "registration": "Регистрация",
}
_REQUIRED = ("title", "address", "kind", "audience", "purpose", "how_to_use", "age_mark")
_AUDIENCE = {
    "ученик": "for_pupils",
    "родител": "for_carers",
    "учител": "for_teachers",
    "педагог": "for_teachers",
}
_NO = {"", "нет", "не нужна", "-", "–"}
_YES = {"да", "нужна", "обязательна"}


class Outcome(StrEnum):
    CREATED = "создана"
    UPDATED = "обновлена"
    SAME = "без изменений"
    LEFT = "оставлена: её правил человек"
    BAD = "не принята"


@dataclass(frozen=True, slots=True)
class RowReport:
    """What became of a row; `problems` are (heading of the cell, what is wrong)."""

    number: int
    title: str
    outcome: Outcome
    problems: list[tuple[str, str]] = field(default_factory=list)

    def __str__(self) -> str:
        line = f"Строка {self.number}: {self.title or 'без названия'} – {self.outcome}"
        return line + "".join(f"\n    «{cell}»: {problem}" for cell, problem in self.problems)


def check_headings(rows: Iterable[Row]) -> None:
    """Raise TableError when columns that a card cannot do without are missing."""
    first = next(iter(rows), None)
    if first is None:
        raise TableError("В файле только заголовки, ни одной строки.")
    missing = [HEADINGS[name] for name in _REQUIRED if heading_key(HEADINGS[name]) not in first.cells]
    if missing:
        raise TableError("Нет столбцов: " + ", ".join(f"«{name}»" for name in missing) + ".")


def import_sites(
    rows: list[Row], *, section: UsefulSitesPage, overwrite: bool = False, dry_run: bool = False
) -> Iterator[RowReport]:
    """Create or update a card for each row, keyed by the address in its one form.

    A row is one transaction: a bad one is reported and changes nothing. A card that a person made or
    edited is left alone without `overwrite`. With `dry_run` everything is tried and nothing kept.
    """
    subjects = {heading_key(subject.title): subject for subject in Subject.objects.all()}
    seen: dict[str, int] = {}
    for row in rows:
        cells = {name: row.cells.get(heading_key(heading), "") for name, heading in HEADINGS.items()}
        try:
            values = _read(cells, subjects)
            key = values["twin_key"]
            if key in seen:
                raise _BadRowError([("address", f"тот же адрес уже был в строке {seen[key]}")])
            seen[key] = row.number
            with transaction.atomic():
                outcome = _put(values, section, overwrite=overwrite)
                if dry_run:
                    transaction.set_rollback(True)
        except _BadRowError as bad:
            problems = [(HEADINGS.get(name, name), text) for name, text in bad.problems]
            yield RowReport(row.number, cells["title"], Outcome.BAD, problems)
        else:
            yield RowReport(row.number, cells["title"], outcome)


class _BadRowError(Exception):
    """A row that cannot be taken: (name of the cell, what is wrong)."""

    def __init__(self, problems: list[tuple[str, str]]) -> None:
        super().__init__(problems)
        self.problems = problems


def _read(cells: dict[str, str], subjects: dict[str, Subject]) -> dict[str, Any]:
    """The fields of a card from a row's cells; raises _BadRowError with every problem of the row at once."""
    problems = [(name, "пусто, а заполнить нужно") for name in _REQUIRED if not cells[name]]
    problems += [(name, "лишний знак NUL") for name, text in cells.items() if "\x00" in text]
    # A model does not check the length of a TextField, the editor's form does.
    for name in ("purpose", "how_to_use"):
        longest = SiteCardPage._meta.get_field(name).max_length or 0
        if len(cells[name]) > longest:
            problems.append((name, f"длиннее {longest} знаков: {len(cells[name])}"))
    values: dict[str, Any] = {name: cells[name] for name in ("title", "purpose", "how_to_use")}
    values |= dict.fromkeys(_AUDIENCE.values(), False)

    def attempt(name: str, read: Any) -> None:
        if not cells[name]:
            return
        try:
            values.update(read(cells[name]))
        except ValueError as error:
            problems.append((name, str(error)))
        except ValidationError as error:
            problems.append((name, " ".join(error.messages)))

    attempt("address", lambda text: {"address": normalise(text), "twin_key": twin_key(text)})
    attempt("kind", lambda text: {"kind": _choice(text, SiteCardPage.Kind)})
    attempt("age_mark", lambda text: {"age_mark": _choice(text, SiteCardPage.Age)})
    attempt("cost", lambda text: {"cost": _choice(text, SiteCardPage.Cost)})
    attempt("audience", _audience)
    values["grades"] = []
    attempt("grades", lambda text: {"grades": parse_grades(text)})
    values["subjects"] = []
    attempt("subjects", lambda text: {"subjects": _subjects(text, subjects)})
    values |= _registration(cells["registration"])
    values.setdefault("cost", SiteCardPage.Cost.FREE)
    if problems:
        raise _BadRowError(problems)
    return values


def _choice(text: str, choices: Any) -> str:
    for value, label in choices.choices:
        if heading_key(label) == heading_key(text):
            return value
    offered = ", ".join(str(label) for label in choices.labels)
    raise ValueError(f"«{text[:60]}» здесь не бывает. Бывает: {offered}.")


def _audience(text: str) -> dict[str, bool]:
    flags = {}
    for word in text.lower().replace(";", ",").split(","):
        flag = next((flag for start, flag in _AUDIENCE.items() if word.strip().startswith(start)), None)
        if flag is None:
            raise ValueError(f"Не понимаю «{word.strip()[:60]}»: бывают ученики, родители, учителя.")
        flags[flag] = True
    return flags


def _subjects(text: str, subjects: dict[str, Subject]) -> list[Subject]:
    found = []
    for name in text.replace(";", ",").split(","):
        if not name.strip():
            continue
        subject = subjects.get(heading_key(name))
        if subject is None:
            raise ValueError(f"Нет предмета «{name.strip()[:60]}».")
        if subject not in found:
            found.append(subject)
    return found


def _registration(text: str) -> dict[str, str]:
    word = text.strip().lower()
    if word in _NO:
        return {"registration": SiteCardPage.Registration.NO, "access_note": ""}
    if word in _YES:
        return {"registration": SiteCardPage.Registration.YES, "access_note": ""}
    return {"registration": SiteCardPage.Registration.PARTLY, "access_note": f"Регистрация {text.strip()}"}


_FIELDS = (
    "title",
    "address",
    "kind",
    "purpose",
    "how_to_use",
    "for_pupils",
    "for_carers",
    "for_teachers",
    "age_mark",
    "cost",
    "registration",
    "access_note",
)


def _digest(fields: dict[str, Any], subjects: list[Subject], grades: list[int]) -> str:
    """One string for all that the import writes: equal means nobody has changed it since."""
    told = [fields[name] for name in _FIELDS]
    told += [sorted(subject.pk for subject in subjects), sorted(grades)]
    return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()


def _digest_of(card: SiteCardPage) -> str:
    return _digest({name: getattr(card, name) for name in _FIELDS}, card.subject_list, card.grade_list)


def _put(values: dict[str, Any], section: UsefulSitesPage, *, overwrite: bool) -> Outcome:
    wanted = _digest(values, values["subjects"], values["grades"])
    card = (
        SiteCardPage.objects.child_of(section)
        .filter(twin_key=values["twin_key"])
        .order_by("-live", "pk")
        .first()
    )
    if card is None:
        card = SiteCardPage()
        _fill(card, values, wanted)
        try:
            card.full_clean(exclude=["path", "depth", "translation_key", "slug"])
        except ValidationError as error:
            raise _BadRowError(_cells_of(error)) from error
        _check_names(card, section)
        section.add_child(instance=card)
        card.save_revision().publish()
        return Outcome.CREATED
    stored = _digest_of(card)
    if stored == wanted and not card.has_unpublished_changes:
        return Outcome.SAME
    if (stored != card.imported_digest or card.has_unpublished_changes) and not overwrite:
        return Outcome.LEFT
    _fill(card, values, wanted)
    try:
        card.full_clean()
    except ValidationError as error:
        raise _BadRowError(_cells_of(error)) from error
    _check_names(card, section)
    card.save_revision().publish()
    return Outcome.UPDATED


def _check_names(card: SiteCardPage, section: UsefulSitesPage) -> None:
    """A card goes to readers at once: it names no child. The report does not say whom; the file does."""
    named = missing_in(card, parent=section)
    if named:
        words = ", ".join(f"«{one.words}»" for one in named)
        raise _BadRowError([("строка", f"назван ребёнок из списков классов: {words}. Уберите имя")])


def _fill(card: SiteCardPage, values: dict[str, Any], digest: str) -> None:
    for name in _FIELDS:
        setattr(card, name, values[name])
    card.twin_key = values["twin_key"]
    card.imported_digest = digest
    card.page_subjects = [PageSubject(subject=subject) for subject in values["subjects"]]
    card.page_grades = [PageGrade(grade=grade) for grade in values["grades"]]


def _cells_of(error: ValidationError) -> list[tuple[str, str]]:
    if not hasattr(error, "error_dict"):
        return [("строка", " ".join(error.messages))]
    cells = {"access_note": "registration"}
    told = {name: " ".join(texts) for name, texts in error.message_dict.items() if name != "draft_title"}
    return [(cells.get(name, name), text) for name, text in told.items()]
