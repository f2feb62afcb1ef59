"""The printed form of a consent, filled in for each child: what 152-ФЗ (ст. 9 ч. 4, ст. 10.1) wants in it.

Data goes to typst as JSON, never into the markup.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import typst
from bs4 import BeautifulSoup, NavigableString, Tag
from wagtail.models import Site

from core.models import SchoolSettings
from members.models import LegalText, Person, Purpose

_MARKUP = Path(__file__).with_name("blank.typ")
_KINDS = {"h2": "heading", "h3": "heading", "p": "text", "li": "item"}


def make(purpose: Purpose, text: LegalText, people: Iterable[Person]) -> bytes:
    """A PDF of A4 pages: the text in force, a form for each of `people`."""
    data = {
        "title": text.get_kind_display(),
        "version": text.version,
        "school": SchoolSettings.for_site(Site.objects.get(is_default_site=True)).name,
        "publishes": purpose != Purpose.PROCESSING,
        "parts": parts_of(text.body),
        "people": [
            {"name": str(person), "school_class": person.school_class.title if person.school_class else ""}
            for person in people
        ],
    }
    with TemporaryDirectory() as folder:
        words = json.dumps(data, ensure_ascii=False).replace("№ ", "№\N{NO-BREAK SPACE}")
        Path(folder, "data.json").write_text(words, encoding="utf-8")
        source = Path(folder, "blank.typ")
        source.write_bytes(_MARKUP.read_bytes())
        pdf: bytes = typst.compile(str(source))
    return pdf


def parts_of(body: str) -> list[dict[str, Any]]:
    """Rich text as headings, paragraphs and items, each of runs that are bold or italic or plain."""
    parts: list[dict[str, Any]] = []
    for block in BeautifulSoup(body, "html.parser").find_all(list(_KINDS)):
        part: dict[str, Any] = {"kind": _KINDS[block.name], "runs": _runs(block)}
        if block.name == "li" and block.parent is not None and block.parent.name == "ol":
            part |= {"kind": "number", "number": len(block.find_previous_siblings("li")) + 1}
        if part["runs"]:
            parts.append(part)
    return parts


def _runs(block: Tag) -> list[dict[str, Any]]:
    runs = []
    for words in block.descendants:
        if not isinstance(words, NavigableString) or not words:
            continue
        above = {parent.name for parent in words.parents}
        runs.append(
            {"text": str(words), "bold": bool(above & {"b", "strong"}), "italic": bool(above & {"i", "em"})}
        )
    return runs
