"""Tables that people send: CSV from any Excel, or XLSX, with headings in Russian."""

from __future__ import annotations

import csv
import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

from openpyxl import Workbook, load_workbook
from openpyxl.utils import column_index_from_string
from openpyxl.utils.exceptions import InvalidFileException

MAX_ROWS = 20_000
MAX_BYTES = 20 * 1024 * 1024
MAX_UNPACKED = 64 * 1024 * 1024
"""An XLSX is an archive: a small one can unpack to more than the machine has."""
MAX_COLUMNS = 60
MAX_SHEETS = 200
_DAMAGED = (InvalidFileException, zipfile.BadZipFile, ParseError, zlib.error, EOFError, LookupError, OSError,
            ValueError, TypeError, AttributeError)  # fmt: skip
"""What openpyxl raises for files that only look like a workbook."""


class TableError(ValueError):
    """The file as a whole cannot be read; the message says why, in Russian."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its number as the spreadsheet shows it, and cells by heading (lower case, ё as е)."""

    number: int
    cells: dict[str, str]


@dataclass(frozen=True, slots=True)
class Line:
    """A line as it lies in the file, headings too: number, cells, columns whose formula has no value."""

    number: int
    cells: list[str]
    unread: frozenset[int] = field(default_factory=frozenset)


@dataclass(frozen=True, slots=True)
class TableSheet:
    """A sheet by its name (none in CSV): its lines that have something in them; of a hidden one nothing."""

    name: str
    lines: list[Line] = field(default_factory=list)
    hidden: bool = False


def heading_key(text: str) -> str:
    """The form in which headings are compared."""
    return " ".join(text.strip().lower().replace("ё", "е").split())


def read_table(path: Path) -> list[Row]:
    """Read the rows of a CSV (UTF-8 or Windows-1251; comma, semicolon or tab) or XLSX file.

    Empty rows are passed over; numbers stay those of the file. Raises TableError.
    """
    try:
        if path.stat().st_size > MAX_BYTES:
            raise TableError("Файл больше 20 МБ. Разделите его на части.")
        content = path.read_bytes()
    except OSError as error:
        raise TableError(f"Нет файла {path}.") from error
    numbered = [(line.number, line.cells) for line in read_lines(content)]
    headings = [heading_key(cell) for cell in numbered[0][1]]
    if len({name for name in headings if name}) != len([name for name in headings if name]):
        raise TableError("Два столбца с одним заголовком.")
    return [
        Row(number, {name: cell for name, cell in zip(headings, cells, strict=False) if name})
        for number, cells in numbered[1:]
    ]


def read_lines(content: bytes) -> list[Line]:
    """The lines of a CSV or XLSX file (its first sheet with anything) that are not empty. Raises TableError.

    A cell that is merged with those above it has the value of the first.
    """
    lines = next((sheet.lines for sheet in _sheets(content) if sheet.lines), None)
    if lines is None:
        raise TableError("Файл пуст.")
    return lines


def read_sheets(content: bytes) -> list[TableSheet]:
    """Every sheet of an XLSX file, as it lies there; a CSV file is one without a name. Raises TableError."""
    sheets = list(_sheets(content))
    if not any(sheet.lines for sheet in sheets):
        raise TableError("Файл пуст.")
    return sheets


def _sheets(content: bytes) -> Iterator[TableSheet]:
    if len(content) > MAX_BYTES:
        raise TableError("Файл больше 20 МБ. Разделите его на части.")
    if content.startswith(b"PK"):
        yield from _xlsx_sheets(content)
    else:
        yield TableSheet("", _filled(_csv_lines(content), room=MAX_ROWS))


def _filled(lines: Iterable[Line], *, room: int) -> list[Line]:
    """Lines that have something in them, no more than `room`."""
    found, empty = [], 0
    for line in lines:
        if any(line.cells) or line.unread:
            found.append(line)
            empty = 0
        else:
            empty += 1
        if len(found) > room:
            raise TableError(f"В файле больше {MAX_ROWS} строк. Разделите его на части.")
        if empty > MAX_ROWS:  # one cell in Excel's last row is a million lines to read
            raise TableError("В таблице очень много пустых строк. Скопируйте нужные строки в новый файл.")
    return found


def _csv_lines(content: bytes) -> Iterator[Line]:
    if b"\x00" in content:
        raise TableError("Это не таблица CSV и не XLSX. Сохраните файл в одном из этих видов.")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1251", errors="replace")
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(";,\t", key=first.count)
    try:
        for number, cells in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), 1):
            yield Line(number, [cell.strip() for cell in cells])
    except csv.Error as error:
        raise TableError("Файл не читается как таблица: проверьте кавычки.") from error


def _xlsx_sheets(content: bytes) -> Iterator[TableSheet]:
    try:
        _check_unpacked(content)
        with (
            closing(_book(content, data_only=True)) as book,
            closing(_book(content, data_only=False)) as same,
        ):
            if all(_is_hidden(sheet) for sheet in book.worksheets):
                raise TableError("В файле нет видимых листов с таблицей.")
            if len(book.worksheets) > MAX_SHEETS:
                raise TableError(f"В файле больше {MAX_SHEETS} листов. Разделите его на части.")
            _check_unpacked(content, [sheet._worksheet_path for sheet in book.worksheets])
            room = MAX_ROWS
            for sheet, source in zip(book.worksheets, same.worksheets, strict=True):
                if _is_hidden(sheet):
                    yield TableSheet(sheet.title, hidden=True)
                    continue
                lines = _filled(_xlsx_lines(content, sheet, source), room=room)
                room -= len(lines)
                yield TableSheet(sheet.title, lines)
    except TableError:
        raise
    except _DAMAGED as error:
        raise TableError("Файл не открывается как XLSX. Сохраните его заново из редактора таблиц.") from error


def _xlsx_lines(content: bytes, sheet: Any, same: Any) -> Iterator[Line]:
    merged = _merged_down(content, sheet._worksheet_path)
    above: dict[int, str] = {}
    for number, (row, source) in enumerate(zip(_rows(sheet), _rows(same), strict=True), 1):
        cells = ["" if value is None else _cell(value) for value in row]
        unread = {
            column
            for column, (value, formula) in enumerate(zip(row, source, strict=True))
            if value is None and isinstance(formula, str) and formula.startswith("=")
        }
        if any(cells):
            _fill_down(cells, number, merged, above)
        yield Line(number, cells, frozenset(unread))


def _is_hidden(sheet: Any) -> bool:
    return bool(sheet.sheet_state != "visible")


def _check_unpacked(content: bytes, members: list[str] | None = None) -> None:
    """Of all the archive, or of `members`, in which one part may be named as several sheets.

    Python's zipfile unpacks no more than a member says of itself, so what it says may be trusted.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = archive.infolist() if members is None else [archive.getinfo(name) for name in members]
        if sum(item.file_size for item in parts) > MAX_UNPACKED:
            raise TableError("Файл при распаковке слишком велик. Оставьте в нём только листы со списком.")


def _book(content: bytes, *, data_only: bool) -> Workbook:
    return load_workbook(io.BytesIO(content), read_only=True, data_only=data_only)


def _rows(sheet: Any) -> Iterator[tuple[object, ...]]:
    sheet.reset_dimensions()  # what a file says of its size may be a million rows
    rows: Iterator[tuple[object, ...]] = sheet.iter_rows(max_col=MAX_COLUMNS, values_only=True)
    return rows


_MERGED = re.compile(rb'<mergeCell\b[^>]*\bref="([A-Z]{1,3})(\d{1,7}):[A-Z]{1,3}(\d{1,7})"')
MOST_MERGED = 1000


def _merged_down(content: bytes, sheet: str) -> list[tuple[int, int, int]]:
    """(column, first row, last row) of cells merged downwards: openpyxl does not read them in passing."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        found = islice(_MERGED.findall(archive.read(sheet)), MOST_MERGED)
    spans = ((column_index_from_string(letters.decode()) - 1, int(a), int(b)) for letters, a, b in found)
    return [(column, first, last) for column, first, last in spans if first < last and column < MAX_COLUMNS]


def _fill_down(
    cells: list[str], number: int, merged: list[tuple[int, int, int]], above: dict[int, str]
) -> None:
    """Give the merged cells of this line the value of the first."""
    for column, first, last in merged:
        if number == first:
            above[column] = cells[column]
        elif first < number <= last and not cells[column]:
            cells[column] = above.get(column, "")


def _cell(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value).strip()
