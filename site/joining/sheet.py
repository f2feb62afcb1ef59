"""A class list as the school's spreadsheet has it: which column is what, and each row read or refused."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from openpyxl.utils import get_column_letter

from core.tables import Line, TableError, TableSheet, heading_key, read_sheets
from joining.spelling import Misspelt, parse_class, split_name, tidy_name

MOST_PUPILS = 10_000
NAMED = 12
"""So many columns or sheets are called by name in a note."""
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
OR_THE_SHEET = " Вместо столбца «Класс» можно назвать классом сам лист: «5А»."


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
    """Every mistake of the row, each on its line."""
    shown: str = ""
    """What the cells said, for the row that is refused."""
    sheet: str = ""
    """Which sheet it is from, if several were read."""

    @property
    def name(self) -> str:
        return " ".join(part for part in (self.last_name, self.first_name, self.patronymic) if part)

    @property
    def place(self) -> tuple[str, int]:
        return self.sheet, self.number

    @property
    def where(self) -> str:
        """The number to be said after «строка»."""
        return f"{self.number} листа «{self.sheet}»" if self.sheet else str(self.number)

    def stored(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Sheet:
    """The whole list, of however many sheets, and what is to be said of the file."""

    rows: list[SheetRow]
    notes: list[str]


def read_sheet(content: bytes) -> Sheet:
    """Read every row of every sheet that is not hidden. Raises TableError for what is no list at all."""
    sheets = read_sheets(content)
    filled = [sheet for sheet in sheets if sheet.lines]
    if len({sheet.name for sheet in filled}) < len(filled):
        raise TableError("В файле два листа с одним названием.")
    read = _Reader()
    for sheet in filled:
        read.take(sheet, sheet.name if len(filled) > 1 else "")
    if len(read.refused) == len(filled):
        raise TableError(read.refused[0])
    if not read.rows:
        raise TableError("В файле есть заголовки, но нет ни одного ученика.")
    if len(read.rows) > MOST_PUPILS:
        raise TableError(f"В списке больше {MOST_PUPILS} учеников. Разделите его на части.")
    notes = read.notes()
    if hidden := [sheet.name for sheet in sheets if sheet.hidden]:
        notes.append(f"Скрытые листы не читаются: {_quoted(hidden)}.")
    return Sheet(read.rows, notes)


class _Reader:
    """Rows of one sheet after another, and what is to be said of the sheets together."""

    def __init__(self) -> None:
        self.rows: list[SheetRow] = []
        self.refused: list[str] = []
        self.not_used: list[str] = []
        self.without_pupils: list[str] = []
        self.named_by_class: list[str] = []

    def take(self, sheet: TableSheet, name: str) -> None:
        try:
            place, columns, of_class = _find_headings(sheet)
        except TableError as error:
            # The other sheets may still be loaded: this one is answered as a row that is wrong.
            first = sheet.lines[0]
            shown = " · ".join(cell for cell in first.cells if cell)[:160]
            self.refused.append(f"Лист «{name}» не прочитан. {error}" if name else str(error))
            self.rows.append(SheetRow(first.number, problem=self.refused[-1], shown=shown, sheet=name))
            return
        rows = [_read_row(line, columns, of_class, name) for line in sheet.lines[place + 1 :]]
        self.rows += rows
        self.not_used += _not_used(sheet.lines[place], columns)
        if not rows:
            self.without_pupils.append(sheet.name)
        elif of_class:
            self.named_by_class.append(sheet.name)

    def notes(self) -> list[str]:
        notes = _notes(self.not_used)
        if self.named_by_class:
            notes.append(
                f"Столбца «Класс» нет, и класс взят из названия листа: {_quoted(self.named_by_class)}."
            )
        if self.without_pupils:
            notes.append(
                f"На листе есть заголовки, но нет ни одного ученика: {_quoted(self.without_pupils)}."
            )
        return notes


def _find_headings(sheet: TableSheet) -> tuple[int, dict[str, int], tuple[int, str] | None]:
    """Which line has the headings, which column is what, and the class that the sheet is named by."""
    known = {name: field for field, names in COLUMNS.items() for name in names}
    needed = NEEDED + (OR_THE_SHEET if sheet.name else "")
    for place, line in enumerate(sheet.lines[:HEADINGS_WITHIN]):
        columns: dict[str, int] = {}
        for column, cell in enumerate(line.cells):
            field = known.get(heading_key(cell.rstrip(":")))
            if field in columns:
                raise TableError(f"Два столбца с заголовком «{cell}». Оставьте один.")
            if field:
                columns[field] = column
        named = "full_name" in columns or {"last_name", "first_name"} <= columns.keys()
        if named and ("school_class" in columns or {"grade", "letter"} <= columns.keys()):
            return place, columns, None
        if named and not {"grade", "letter"} & columns.keys() and (of_class := _named_by(sheet)):
            return place, columns, of_class
        if len(columns) > 1:
            raise TableError(f"В строке {line.number} не хватает заголовков. {needed}")
    raise TableError(f"Не нашлись заголовки столбцов. {needed}")


def _named_by(sheet: TableSheet) -> tuple[int, str] | None:
    try:
        return parse_class(sheet.name)
    except Misspelt:
        return None


def _quoted(names: list[str]) -> str:
    return ", ".join(f"«{name}»" for name in names[:NAMED]) + (" и другие" if len(names) > NAMED else "")


def _not_used(headings: Line, columns: dict[str, int]) -> list[str]:
    used = set(columns.values())
    return [cell for column, cell in enumerate(headings.cells) if cell and column not in used]


def _notes(others: list[str]) -> list[str]:
    """What is said of columns that are not loaded; the same ones of twenty sheets once."""
    others = list(dict.fromkeys(others))
    notes = []
    if any("родител" in cell.casefold() or "представител" in cell.casefold() for cell in others):
        notes.append(
            "Столбцы о родителях не загружаются: родители вступят сами, по коду из письма, "
            "и сами напишут о себе."
        )
    others = [cell for cell in others if "родител" not in cell.casefold()]
    if others:
        notes.append(f"Не нужны и не загружаются столбцы: {_quoted([cell[:40] for cell in others])}")
    return notes


def _read_row(line: Line, columns: dict[str, int], of_class: tuple[int, str] | None, sheet: str) -> SheetRow:
    row = _Row(line, columns)
    names = row.names()
    grade, letter = of_class or row.school_class()
    file_number = row.file_number()
    if row.problems:
        return SheetRow(line.number, problem="\n".join(row.problems), shown=row.shown, sheet=sheet)
    return SheetRow(line.number, *names, grade, letter, file_number, shown=row.shown, sheet=sheet)


class _Row:
    """The cells of a row by what they are, and everything that is wrong with them."""

    def __init__(self, line: Line, columns: dict[str, int]) -> None:
        self.line, self.columns = line, columns
        self.cells = {
            field: line.cells[column] if column < len(line.cells) else "" for field, column in columns.items()
        }
        self.shown = " · ".join(cell for cell in self.cells.values() if cell)[:160]
        self.problems: list[str] = []
        self.unread = {field for field in columns if self._no_value(field)}

    def _no_value(self, field: str) -> bool:
        """Whether the cell holds a formula or its error; said at once."""
        cell = self.cells[field]
        if self.columns[field] in self.line.unread:
            self.wrong(field, "здесь формула без значения: откройте файл, сохраните и загрузите снова")
        elif cell.startswith("="):
            self.wrong(field, "здесь формула, а нужно значение")
        elif cell.startswith("#") and cell.isupper() and field != "file_number":
            self.wrong(field, f"в ячейке ошибка таблицы «{cell[:20]}»")
        else:
            return False
        return True

    def wrong(self, field: str, problem: str) -> None:
        cell = f"{get_column_letter(self.columns[field] + 1)}{self.line.number}"
        self.problems.append(f"{cell}, «{LABELS.get(field, 'Класс')}»: {problem}")

    def names(self) -> tuple[str, str, str]:
        if "full_name" in self.columns:
            return self._full_name()
        return self._name("last_name"), self._name("first_name"), self._name("patronymic")

    def _full_name(self) -> tuple[str, str, str]:
        typed = self.cells["full_name"]
        if "full_name" not in self.unread:
            try:
                parts = split_name(typed)
                return tidy_name(parts[0]), tidy_name(parts[1]), tidy_name(parts[2])
            except Misspelt as error:
                self.wrong("full_name", str(error) if typed else "пусто")
        return "", "", ""

    def _name(self, field: str) -> str:
        typed = self.cells.get(field, "")
        if field in self.unread:
            return ""
        if not typed and field != "patronymic":
            self.wrong(field, "пусто")
            return ""
        try:
            return "" if typed in {"-", "–", "—", "нет"} else tidy_name(typed)
        except Misspelt as error:
            self.wrong(field, str(error))
            return ""

    def school_class(self) -> tuple[int, str]:
        cells = self.cells
        if self.unread & {"school_class", "grade", "letter"}:
            return 0, ""
        typed = cells.get("school_class", "")
        if cells.get("letter"):
            number = cells.get("grade") or typed
            alone = typed and not typed.isdigit() and not cells.get("grade")
            typed = number if alone else number + cells["letter"]
        field = next(field for field in ("school_class", "letter") if field in self.columns)
        try:
            return parse_class(typed)
        except Misspelt as error:
            self.wrong(field, str(error) if typed else "пусто")
            return 0, ""

    def file_number(self) -> str:
        number = " ".join(self.cells.get("file_number", "").split())
        if len(number) > 40:
            self.wrong("file_number", "длиннее 40 знаков")
        return number
