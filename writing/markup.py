"""The text as it is typed: a blank line is a paragraph, «- » a list, «## » a heading, **bold**.

`parse` reads what was typed, `write` types what a page holds, so that `parse(write(flow)) == flow`; it says
None where there is no way to type it. A sign that would be read as markup is written with a backslash.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from writing.flow import (
    Element,
    Flow,
    Heading,
    Items,
    Paragraph,
    Picture,
    Pictures,
    Quote,
    Run,
    Runs,
    Table,
    join_lists,
    plain,
    tidy,
    tidy_line,
)
from writing.inline import escape, read_inline, write_inline

LONG_LINE = 80
"""Lines longer than this are paragraphs each: so a text comes from Word without its blank lines."""
MOST_COLUMNS = 60
TABLE = "Таблица"
_HEADING = re.compile(r"(#{1,4})[ \t]+(\S.*)")
_BULLET = re.compile(r"[-*•·][ \t]+(\S.*)", re.DOTALL)
_NUMBER = re.compile(r"(\d{1,3})[.)][ \t]+(\S.*)", re.DOTALL)
_QUOTE = re.compile(r">[ \t]?(.*)")
_SOURCE = re.compile(r"[—–-][ \t]+(\S.*)")
_PICTURE = re.compile(r"\[картинка[ \t]+(\d{1,15})(?::[ \t]*((?:[^ \t\n].*?)?))?\]", re.IGNORECASE)
_CAPTION = re.compile(rf"{TABLE}:[ \t]*(\S.*)", re.IGNORECASE)


class _Firm(Paragraph):
    """A line alone that begins with a backslash is no heading."""


_ENDS_A_SENTENCE = ".!?…:;,–—-"


def parse(text: str) -> Flow:
    """Read typed `text`. Every text means something; a line alone before a text is its heading."""
    lines = _logical_lines(text)
    flow: Flow = []
    at = 0
    while at < len(lines):
        at = _read_at(lines, at, flow)
    return join_lists(_with_headings(flow))


def write(flow: Iterable[Element]) -> str | None:
    """Type `flow`, the signs of markup as sparingly as it can be done; None where it cannot."""
    elements = join_lists(flow)
    natural = "\n\n".join(_written(element, careful=False) for element in elements)
    return natural if parse(natural) == elements else _write_carefully(elements)


def _write_carefully(elements: Flow) -> str | None:
    """Type each element as it reads best among its neighbours: with backslashes only where they must be."""
    pieces: list[str] = []
    following = ""
    for at in range(len(elements) - 1, -1, -1):
        wanted = elements[at : at + 2]
        for careful in (False, True):
            piece = _written(elements[at], careful=careful)
            if parse(f"## А\n\n{piece}\n\n{following}")[1:3] == wanted:
                break
        else:
            return None
        pieces.append(piece)
        following = piece
    text = "\n\n".join(reversed(pieces))
    return text if parse(text) == elements else None


# Reading.


def _logical_lines(text: str) -> list[str]:
    """Lines, those that end in a backslash joined with the next."""
    lines: list[str] = []
    going_on = False
    for raw in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        line = raw.strip(" \t")
        lines[-1:] = [f"{lines[-1]}\n{line}"] if going_on else [*lines[-1:], line]
        going_on = _is_broken(line)
        if going_on:
            lines[-1] = lines[-1][:-1].rstrip(" \t")
    return lines


def _is_broken(line: str) -> bool:
    return (len(line) - len(line.rstrip("\\"))) % 2 == 1


def _read_at(lines: list[str], at: int, flow: Flow) -> int:
    """Read the element that begins at line `at` into `flow`; return where the next one begins."""
    line = lines[at]
    if not line:
        return at + 1
    if found := _HEADING.fullmatch(line):
        level = 2 if len(found[1]) < 3 or not any(isinstance(one, Heading) for one in flow) else 3
        flow.append(Heading(_unescaped(found[2]), level))
        return at + 1
    if found := _PICTURE.fullmatch(line):
        picture = Picture(int(found[1]), _unescaped(found[2] or ""))
        last = flow[-1] if flow else None
        if isinstance(last, Pictures):
            flow[-1] = Pictures((*last.pictures, picture))
        else:
            flow.append(Pictures((picture,)))
        return at + 1
    for read in (_read_list, _read_quote, _read_table):
        if end := read(lines, at, flow):
            return end
    return _read_paragraph(lines, at, flow)


def _read_list(lines: list[str], at: int, flow: Flow) -> int | None:
    """Bullets go on over blank lines, numbers as long as they rise by one."""
    pattern = _BULLET if _BULLET.fullmatch(lines[at]) else _NUMBER if _NUMBER.fullmatch(lines[at]) else None
    if pattern is None:
        return None
    items: list[Runs] = []
    end, number = at, 0
    for place in range(at, len(lines)):
        if not lines[place]:
            continue
        found = pattern.fullmatch(lines[place])
        if found is None or (pattern is _NUMBER and items and int(found[1]) != number + 1):
            break
        number = int(found[1]) if pattern is _NUMBER else 0
        if item := read_inline(found[found.re.groups]):
            items.append(item)
        end = place + 1
    if not items:
        return _read_as_words(lines, at, end, flow)
    flow.append(Items(tuple(items), pattern is _NUMBER))
    return end


def _read_quote(lines: list[str], at: int, flow: Flow) -> int | None:
    begun = at
    words: list[str] = []
    while at < len(lines) and (found := _QUOTE.fullmatch(lines[at])):
        words.append(found[1].strip())
        at += 1
    if not any(words):
        return _read_as_words(lines, begun, at, flow)
    source = ""
    if len(words) > 1 and (found := _SOURCE.fullmatch(words[-1])):
        source = _unescaped(found[1])
        words.pop()
    flow.append(Quote("\n".join(_unescaped(line) for line in words).strip("\n"), source))
    return at


def _read_table(lines: list[str], at: int, flow: Flow) -> int | None:
    begun, caption = at, TABLE
    if found := _CAPTION.fullmatch(lines[at]):
        caption = _unescaped(found[1])
        at += 1
    rows: list[tuple[str, ...]] = []
    while at < len(lines) and lines[at].startswith("|") and "\n" not in lines[at]:
        if lines[at].count("|") > MOST_COLUMNS:
            return _read_as_words(lines, begun, at + 1, flow)
        if not _is_rule(lines[at]):
            rows.append(_cells(lines[at]))
        at += 1
    if not any(map(any, rows)):
        return _read_as_words(lines, begun, at, flow)
    width = max(len(row) for row in rows)
    padded = [row + ("",) * (width - len(row)) for row in rows]
    flow.append(Table(caption, padded[0], tuple(padded[1:])))
    return at


def _is_rule(line: str) -> bool:
    """Whether `line` is what stands below the headings of a table in other markups."""
    return line.startswith("|") and "-" in line and not set(line) - set("|:- \t")


def _cells(line: str) -> tuple[str, ...]:
    inner = line[1:]
    cells, cell, skip = [], "", False
    for sign in inner:
        if sign == "|" and not skip:
            cells.append(cell)
            cell = ""
        else:
            cell += sign
        skip = sign == "\\" and not skip
    if cell.strip():
        cells.append(cell)
    return tuple(_unescaped(one) for one in cells)


def _read_as_words(lines: list[str], begun: int, end: int, flow: Flow) -> int | None:
    """Lines `begun` to `end` looked like an element and are none: words. None where there are no lines.

    All are taken in one go: read again from the second one, they would cost the square of their number.
    """
    if begun == end:
        return None
    flow.extend(Paragraph(read_inline(line)) for line in lines[begun : end - 1] if line)
    return _read_paragraph(lines, end - 1, flow)


def _read_paragraph(lines: list[str], at: int, flow: Flow) -> int:
    """Lines that stand together: one paragraph, unless they are too long to be verses."""
    together = [lines[at]]
    at += 1
    while at < len(lines) and lines[at] and not _begins_something(lines, at):
        together.append(lines[at])
        at += 1
    verse: list[str] = []
    firm = together[0].startswith("\\")
    for line in together:
        if verse and max(len(verse[-1]), len(line)) > LONG_LINE:
            flow.append(Paragraph(read_inline("\n".join(verse))))
            verse = []
        verse.append(line)
    runs = read_inline("\n".join(verse))
    flow.append(_Firm(runs) if firm else Paragraph(runs))
    return at


def _begins_something(lines: list[str], at: int) -> bool:
    line = lines[at]
    if any(one.fullmatch(line) for one in (_HEADING, _PICTURE, _BULLET, _NUMBER, _QUOTE)):
        return True
    return line.startswith("|") or bool(
        _CAPTION.fullmatch(line) and at + 1 < len(lines) and lines[at + 1].startswith("|")
    )


def _with_headings(flow: Flow) -> Flow:
    """A short line alone, without a full stop, before a text or a list is its heading."""
    done: Flow = []
    for at, element in enumerate(flow):
        if isinstance(element, Paragraph) and not element.runs:
            continue
        if isinstance(element, _Firm):
            done.append(Paragraph(element.runs))
            continue
        if isinstance(element, Paragraph):
            after = flow[at + 1] if at + 1 < len(flow) else None
            goes_on = isinstance(after, Items) or (isinstance(after, Paragraph) and not _is_alone(after))
            if goes_on and _is_alone(element):
                done.append(Heading(plain(element.runs)))
                continue
        done.append(element)
    return done


def _is_alone(paragraph: Paragraph) -> bool:
    text = plain(paragraph.runs)
    is_bare = all(not (run.bold or run.italic or run.href) for run in paragraph.runs)
    is_short = 0 < len(text) <= LONG_LINE and "\n" not in text
    return is_bare and is_short and text[0].isupper() and text[-1] not in _ENDS_A_SENTENCE


def _unescaped(text: str) -> str:
    """A plain line: a heading, a caption, a cell."""
    return tidy_line(plain(read_inline(text, looks=False)))


# Writing.


def _written(element: Element, *, careful: bool) -> str:
    match element:
        case Heading(text, level):
            return f"{'#' * level} {_line(text, careful=careful)}"
        case Paragraph(runs):
            return _written_paragraph(runs, careful=careful)
        case Items(items, ordered):
            return "\n".join(_written_items(items, ordered=ordered, careful=careful))
        case Quote(text, source):
            words = [_line(line, careful=careful) for line in text.split("\n")]
            if careful and not source and _SOURCE.fullmatch(words[-1]):
                words[-1] = f"\\{words[-1]}"
            lines = [f"> {line}".rstrip() for line in words]
            return "\n".join([*lines, f"> — {_line(source, careful=careful)}"] if source else lines)
        case Pictures(pictures):
            return "\n".join(_written_picture(one, careful=careful) for one in pictures)
        case Table(caption, headings, rows):
            title = (
                [] if caption == TABLE and not careful else [f"{TABLE}: {_line(caption, careful=careful)}"]
            )
            return "\n".join([*title, *(_written_row(row) for row in (headings, *rows))])


def _written_paragraph(runs: Runs, *, careful: bool) -> str:
    text = write_inline(runs, careful=careful)
    lines = text.split("\n")
    if careful:
        text = "\\\n".join(lines)
        return text if text.startswith(("\\", "[", "*", "_")) else f"\\{text}"
    return text


def _written_items(items: tuple[Runs, ...], *, ordered: bool, careful: bool) -> Iterator[str]:
    for number, runs in enumerate(items, start=1):
        mark = f"{number}." if ordered else "-"
        yield f"{mark} {write_inline(runs, careful=careful)}".replace("\n", "\\\n")


def _written_picture(picture: Picture, *, careful: bool) -> str:
    caption = f": {_line(picture.caption, careful=careful)}" if picture.caption else ""
    return f"[картинка {picture.number}{caption}]"


def _written_row(cells: tuple[str, ...]) -> str:
    row = f"| {' | '.join(escape(cell) for cell in cells)} |"
    return row.replace("-", "\\-") if _is_rule(row) else row


def _line(text: str, *, careful: bool) -> str:
    return write_inline(tidy([Run(text)]), careful=careful) if text else ""
