"""PDF files of the demo school, set by typst. Data goes in as JSON, never into the markup."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import typst
from django.core.files.base import ContentFile
from django.utils.html import strip_tags

MARKUP = """
#let data = json("data.json")
#set document(title: data.title)
#set page(paper: "a4", margin: (x: 25mm, y: 22mm), numbering: "1")
#set text(lang: "ru", size: 11.5pt, font: "Libertinus Serif", hyphenate: true)
#set par(justify: true, leading: 0.7em)
#align(center)[#text(size: 10pt)[#data.school]]
#v(6mm)
#align(center)[#text(size: 16pt, weight: "bold")[#data.title]]
#align(center)[#data.requisites]
#v(6mm)
#for part in data.parts {
  if part.kind == "heading" { heading(level: 1, part.text) }
  else if part.kind == "table" {
    table(columns: part.columns.len(), ..part.columns.map(cell => strong(cell)), ..part.rows.flatten())
  }
  else { par(part.text) }
}
"""


def make_pdf(
    title: str, school: str, requisites: str, notes: list[tuple[str, Any]], name: str
) -> ContentFile:
    """Return a PDF of A4 pages with the text of `notes` (the notation of demo.story)."""
    data = {"title": title, "school": school, "requisites": requisites, "parts": _parts(notes)}
    with TemporaryDirectory() as folder:
        Path(folder, "data.json").write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
        source = Path(folder, "page.typ")
        source.write_text(MARKUP, encoding="utf-8")
        return ContentFile(typst.compile(str(source)), name=name)


def _parts(notes: list[tuple[str, Any]]) -> list[dict[str, Any]]:
    parts: list[dict[str, Any]] = []
    for kind, value in notes:
        if kind in {"heading", "subheading"}:
            parts.append({"kind": "heading", "text": value})
        elif kind == "table":
            columns, rows, caption = value
            parts += [{"kind": "text", "text": caption}, {"kind": "table", "columns": columns, "rows": rows}]
        else:
            html = value[1] if kind == "note" else value[0] if kind == "quote" else value
            pieces = re.split(r"</(?:p|li)>", html)
            texts = (unescape(strip_tags(piece)).strip() for piece in pieces)
            parts += [{"kind": "text", "text": text} for text in texts if text]
    return parts
