"""From the short notation of demo content to the stored form of StreamField."""

from __future__ import annotations

import json
from typing import Any
from uuid import NAMESPACE_URL, uuid5


def _table(value: tuple[list[str], list[list[str]], str]) -> dict[str, Any]:
    columns, rows, caption = value
    return {
        "caption": caption,
        "table": {
            "columns": [{"type": "text", "heading": heading} for heading in columns],
            "rows": [{"values": row} for row in rows],
            "caption": "",
        },
    }


_SHAPES: dict[str, Any] = {
    "heading": lambda text: {"text": text},
    "subheading": lambda text: {"text": text},
    "note": lambda pair: {"kind": pair[0], "text": pair[1]},
    "quote": lambda pair: {"text": pair[0], "source": pair[1]},
    "table": _table,
}


def story(notes: list[tuple[str, Any]]) -> str:
    """Return `notes`, as ("heading", "Текст") pairs, as the JSON that a StreamField takes.

    Ids are made of the content, so that the same content is the same page.
    """
    blocks = []
    for place, (kind, value) in enumerate(notes):
        shape = _SHAPES.get(kind)
        blocks.append(
            {
                "type": kind,
                "value": shape(value) if shape else value,
                "id": str(uuid5(NAMESPACE_URL, f"{place}{kind}{value}")),
            }
        )
    return json.dumps(blocks, ensure_ascii=False)
