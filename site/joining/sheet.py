"""A class list as the school's spreadsheet has it: which column is what, and each row read or refused."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from core.tables import Line, TableError, heading_key, read_lines
from joining.spelling import Misspelt, parse_class, split_name, tidy_name

MOST_PUPILS = 10_000
HEADINGS_WITHIN = 15
"""Above the headings there may be the school's name, a title, the date."""
COLUMNS = {
    "last_name": ("фамилия", "фамилия ученика", "фамилия обучающегося"),
    "first_name": ("имя", "имя ученика", "имя обучающегося"),
    "patronymic": ("отчество", "отчество ученика", "отчество обучающегося", "отчество (при наличии)"),
    "full_name": ("фио", "ф.и.о.", "ф. и. о.", "ф.и.о", "фио ученика", "фио обучающегося", "ученик",
                  "обучающийся", "фамилия имя отчество", "фамилия, имя, отчество", "фамилия имя",
                  "фамилия, имя"),
    "school_class": ("класс", "класс, литера", "класс и литера", "класс/литера"),
    "grade": ("параллель",),
    "letter": ("литера", "буква", "буква класса", "литера класса"),
    "file_number": ("№ личного дела", "номер личного дела", "личное дело", "№ л/д", "№ дела", "л/д",
                    "номер л/д", "№ лд"),
}  # fmt: skip
LABELS = {
    "last_name": "Фамилия",
    "first_name": "Имя",
    "patronymic": "Отчество",
    "full_name": "ФИО",
    "school_class": "Класс",
    "file_number": "№ личного дела",
}
NEEDED = "Нужны столбцы «Фамилия», «Имя» (или один «ФИО») и «Класс»."


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row of the list: what it says of a pupil, or why it cannot be read."""

    number: int
    last_name: str = ""
    first_name: str = ""
    patronymic: str = ""
    grade: int = 0
    letter: str = ""
    file_number: str = ""
    problem: str = ""
    shown: str = ""
    """What the cells said, for the row that is refused."""

    @property
    def name(self) -> str:
        return " ".join(part for part in (self.last_name, self.first_name, self.patronymic) if part)

    def stored(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Sheet:
    """The whole list, and what is to be said of the file."""

    rows: list[SheetRow]
    notes: list[str]


def read_sheet(content: bytes) -> Sheet:
    """Read every row of a list. Raises TableError for what is no list at all."""
    lines = read_lines(content)
    place, columns = _find_headings(lines)
    rows = [_read_row(line, columns) for line in lines[place + 1 :]]
    if not rows:
        raise TableError("В файле есть заголовки, но нет ни одного ученика.")
    if len(rows) > MOST_PUPILS:
        raise TableError(f"В списке больше {MOST_PUPILS} учеников. Разделите его на части.")
    return Sheet(rows, _notes(lines[place], columns))


def _find_headings(lines: list[Line]) -> tuple[int, dict[str, int]]:
    """Which line has the headings, and which column is what."""
    known = {name: field for field, names in COLUMNS.items() for name in names}
    for place, line in enumerate(lines[:HEADINGS_WITHIN]):
        columns: dict[str, int] = {}
        for column, cell in enumerate(line.cells):
            field = known.get(heading_key(cell.rstrip(":")))
            if field in columns:
                raise TableError(f"Два столбца с заголовком «{cell}». Оставьте один.")
            if field:
                columns[field] = column
        named = "full_name" in columns or {"last_name", "first_name"} <= columns.keys()
        if named and ("school_class" in columns or {"grade", "letter"} <= columns.keys()):
            return place, columns
        if len(columns) > 1:
            raise TableError(f"В строке {line.number} не хватает заголовков. {NEEDED}")
    raise TableError(f"Не нашлись заголовки столбцов. {NEEDED}")


def _notes(headings: Line, columns: dict[str, int]) -> list[str]:
    used = set(columns.values())
    others = [cell for column, cell in enumerate(headings.cells) if cell and column not in used]
    notes = []
    if any("родител" in cell.casefold() or "представител" in cell.casefold() for cell in others):
        notes.append(
            "Столбцы о родителях не загружаются: родители вступят сами, по коду из письма, "
            "и сами напишут о себе."
        )
    others = [cell for cell in others if "родител" not in cell.casefold()]
    if others:
        notes.append(
            "Не нужны и не загружаются столбцы: " + ", ".join(f"«{cell[:40]}»" for cell in others[:12])
        )
    return notes


def _read_row(line: Line, columns: dict[str, int]) -> SheetRow:
    cells = {
        field: line.cells[column] if column < len(line.cells) else "" for field, column in columns.items()
    }
    shown = " · ".join(cell for cell in cells.values() if cell)[:160]
    try:
        unread = [field for field, column in columns.items() if column in line.unread]
        if unread:
            raise _At(unread[0], "здесь формула без значения: откройте файл, сохраните и загрузите снова")
        formula = next((field for field, cell in cells.items() if cell.startswith("=")), "")
        if formula:
            raise _At(formula, "здесь формула, а нужно значение")
        wrong = next((field for field, cell in cells.items() if cell.startswith("#") and cell.isupper()), "")
        if wrong and wrong != "file_number":
            raise _At(wrong, f"в ячейке ошибка таблицы «{cells[wrong][:20]}»")
        names = _names(cells)
        grade, letter = _class(cells)
        number = " ".join(cells.get("file_number", "").split())
        if len(number) > 40:
            raise _At("file_number", "длиннее 40 знаков")
    except _At as error:
        return SheetRow(line.number, problem=str(error), shown=shown)
    return SheetRow(line.number, *names, grade=grade, letter=letter, file_number=number, shown=shown)


class _At(ValueError):  # noqa: N818 (a place, not an error of ours)
    """A problem of one cell."""

    def __init__(self, field: str, problem: str) -> None:
        super().__init__(f"«{LABELS.get(field, 'Класс')}»: {problem}")


def _names(cells: dict[str, str]) -> tuple[str, str, str]:
    fields = ("last_name", "first_name", "patronymic")
    if "full_name" in cells:
        if not cells["full_name"]:
            raise _At("full_name", "пусто")
        try:
            parts = split_name(cells["full_name"])
            return tidy_name(parts[0]), tidy_name(parts[1]), tidy_name(parts[2])
        except Misspelt as error:
            raise _At("full_name", str(error)) from error
    tidied = []
    for field in fields:
        typed = cells.get(field, "")
        if not typed and field != "patronymic":
            raise _At(field, "пусто")
        try:
            tidied.append("" if typed in {"-", "–", "—", "нет"} else tidy_name(typed))
        except Misspelt as error:
            raise _At(field, str(error)) from error
    return tidied[0], tidied[1], tidied[2]


def _class(cells: dict[str, str]) -> tuple[int, str]:
    typed = cells.get("school_class", "")
    if cells.get("letter"):
        number = cells.get("grade") or typed
        typed = (
            number if typed and not typed.isdigit() and not cells.get("grade") else number + cells["letter"]
        )
    if not typed:
        raise _At("school_class", "пусто")
    try:
        return parse_class(typed)
    except Misspelt as error:
        raise _At("school_class", str(error)) from error
