"""What a text is made of, between the three forms it has: typed lines, blocks of a page, HTML of a Word file.

A text is a list of elements. Two texts that read alike are equal here: neighbouring runs of one look are
one run, spaces at the edges of bold and of paragraphs are nobody's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby

_SPACES = re.compile(r"[ \t\r\f\v]+")
_BREAK = re.compile(r" *\n *")
_ANY_SPACES = re.compile(r"[ \t\r\n\f\v]+")
EDGE = " \n\xa0"


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text of one look; a line break in it is «\\n»."""

    text: str
    bold: bool = False
    italic: bool = False
    href: str = ""


Runs = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    text: str
    level: int = 2


@dataclass(frozen=True, slots=True)
class Paragraph:
    runs: Runs


@dataclass(frozen=True, slots=True)
class Items:
    """A list of one level."""

    items: tuple[Runs, ...]
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class Quote:
    text: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A stored picture by its number; in what a Word file gives, the number of a picture in the file."""

    number: int
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Pictures:
    """One picture, or several side by side."""

    pictures: tuple[Picture, ...]


@dataclass(frozen=True, slots=True)
class Table:
    caption: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


Element = Heading | Paragraph | Items | Quote | Pictures | Table
Flow = list[Element]


def tidy(runs: Iterable[Run]) -> Runs:
    """Return `runs` in the one form in which equal texts are equal."""
    apart = [piece for run in _joined(runs) for piece in _without_edges(run)]
    joined = _joined(apart)
    text = "".join(run.text for run in joined)
    start, end = len(text) - len(text.lstrip(EDGE)), len(text.rstrip(EDGE))
    return tuple(_cut(joined, start, end))


def plain(runs: Runs) -> str:
    return "".join(run.text for run in runs)


def tidy_line(text: str) -> str:
    """One line without needless spaces: a heading, a caption, a cell."""
    return _ANY_SPACES.sub(" ", text).strip(EDGE)


def join_lists(flow: Iterable[Element]) -> Flow:
    """Neighbouring lists of bullets are one; so are pictures that stand together."""
    joined: Flow = []
    for element in flow:
        last = joined[-1] if joined else None
        if isinstance(element, Items) and isinstance(last, Items) and not (element.ordered or last.ordered):
            joined[-1] = Items(last.items + element.items)
        elif isinstance(element, Pictures) and isinstance(last, Pictures):
            joined[-1] = Pictures(last.pictures + element.pictures)
        else:
            joined.append(element)
    return joined


def pictures_of(flow: Iterable[Element]) -> list[Picture]:
    """The pictures of a text in their order."""
    return [one for element in flow if isinstance(element, Pictures) for one in element.pictures]


def _joined(runs: Iterable[Run]) -> list[Run]:
    looks = groupby((run for run in runs if run.text), key=lambda run: (run.bold, run.italic, run.href))
    return [Run(_one_spaced("".join(run.text for run in same)), *look) for look, same in looks]


def _one_spaced(text: str) -> str:
    return _BREAK.sub("\n", _SPACES.sub(" ", text))


def _without_edges(run: Run) -> Iterator[Run]:
    """Spaces at the edges of bold, italic and links are plain text."""
    if not (run.bold or run.italic or run.href):
        yield run
        return
    core = run.text.strip(EDGE)
    if not core:
        yield Run(run.text)
        return
    start = run.text.index(core)
    yield Run(run.text[:start])
    yield replace(run, text=core)
    yield Run(run.text[start + len(core) :])


def _cut(runs: list[Run], start: int, end: int) -> Iterator[Run]:
    at = 0
    for run in runs:
        text = run.text[max(0, start - at) : max(0, end - at)]
        at += len(run.text)
        if text:
            yield replace(run, text=text)
