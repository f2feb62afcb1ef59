"""Tables that people send: CSV from any Excel, or XLSX, with headings in Russian."""

from __future__ import annotations

import csv
import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree.ElementTree import ParseError

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

MAX_ROWS = 20_000
MAX_BYTES = 20 * 1024 * 1024
_DAMAGED = (InvalidFileException, zipfile.BadZipFile, ParseError, zlib.error, EOFError, KeyError, OSError)


class TableError(ValueError):
    """The file as a whole cannot be read; the message says why, in Russian."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its number as the spreadsheet shows it, and cells by heading (lower case, ё as е)."""

    number: int
    cells: dict[str, str]


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
    lines = _xlsx_lines(content) if content.startswith(b"PK") else _csv_lines(content)
    numbered = [(number, cells) for number, cells in enumerate(lines, start=1) if any(cells)]
    if not numbered:
        raise TableError("Файл пуст.")
    if len(numbered) > MAX_ROWS:
        raise TableError(f"В файле больше {MAX_ROWS} строк. Разделите его на части.")
    headings = [heading_key(cell) for cell in numbered[0][1]]
    if len({name for name in headings if name}) != len([name for name in headings if name]):
        raise TableError("Два столбца с одним заголовком.")
    return [
        Row(number, {name: cell for name, cell in zip(headings, cells, strict=False) if name})
        for number, cells in numbered[1:]
    ]


def _csv_lines(content: bytes) -> Iterator[list[str]]:
    if b"\x00" in content:
        raise TableError("Это не таблица CSV и не XLSX. Сохраните файл в одном из этих видов.")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1251", errors="replace")
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(";,\t", key=first.count)
    try:
        for cells in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            yield [cell.strip() for cell in cells]
    except csv.Error as error:
        raise TableError("Файл не читается как таблица: проверьте кавычки.") from error


def _xlsx_lines(content: bytes) -> Iterator[list[str]]:
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        if not book.worksheets:
            raise TableError("В файле нет листов с таблицей.")
        for values in book.worksheets[0].iter_rows(values_only=True):
            yield ["" if value is None else _cell(value) for value in values]
        book.close()
    except _DAMAGED as error:
        raise TableError("Файл не открывается как XLSX. Сохраните его заново из редактора таблиц.") from error


def _cell(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value).strip()
