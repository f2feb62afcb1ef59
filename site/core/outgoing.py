"""Links to other sites in a page of any type: found, and replaced, by one walk over what it is made of.

Fields with an address, rich texts, the blocks of StreamFields and the rows that hang on the page.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from html import escape, unescape
from typing import TYPE_CHECKING, Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from modelcluster.models import get_all_child_relations
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import BaseTypedTableBlock
from wagtail.fields import RichTextField, StreamField

from core.addresses import same_form

if TYPE_CHECKING:
    from core.models.pages import BasePage

Change = Callable[[str], str]
_LINK = re.compile(r"""(<a\b[^>]*?\shref=)(["'])(.*?)\2""", re.IGNORECASE | re.DOTALL)
_SITES = ("http://", "https://")


def outgoing_links(page: BasePage) -> set[str]:
    """The addresses of other sites on `page`, each in its one form."""
    found: set[str] = set()

    def note(address: str) -> str:
        found.add(address)
        return address

    for thing in _parts(page):
        for field in thing._meta.fields:
            _walk_field(thing, field, note)
    return found


def replace_link(page: BasePage, old: str, new: str) -> list[str]:
    """Put `new` wherever `page` has `old`, given in its one form; return the names of the fields changed.

    Nothing is stored: the caller makes a revision.
    """

    def swap(address: str) -> str:
        return new if address == old else address

    names: list[str] = []
    for thing in _parts(page):
        for field in thing._meta.fields:
            changed = _walk_field(thing, field, swap)
            if changed is not None:
                setattr(thing, field.name, changed)
                names.append(str(field.verbose_name))
    return names


def _parts(page: BasePage) -> list[Any]:
    """The page, and those rows of its revision that may have links."""
    rows: list[Any] = [page]
    for relation in get_all_child_relations(type(page)):
        if any(
            _may_have_links(relation.related_model, field) for field in relation.related_model._meta.fields
        ):
            rows += getattr(page, relation.get_accessor_name()).all()
    return rows


def _may_have_links(kind: Any, field: Any) -> bool:
    return isinstance(field, (StreamField, RichTextField, models.URLField)) or (
        field.name in getattr(kind, "address_fields", ())
    )


def _walk_field(thing: Any, field: Any, change: Change) -> Any:
    """What the field would hold after `change` of its addresses; None where it would hold the same."""
    if isinstance(field, StreamField):
        value = getattr(thing, field.name)
        raw = list(value.get_prep_value()) if value else []
        after = _walk_block(value.stream_block, raw, change) if raw else raw
        return None if after == raw else field.to_python(json.dumps(after, cls=DjangoJSONEncoder))
    if isinstance(field, RichTextField):
        text = getattr(thing, field.name) or ""
        after = _walk_text(text, change)
        return None if after == text else after
    if _may_have_links(thing, field):
        address = getattr(thing, field.name) or ""
        after = _walk_address(address, change)
        return None if after == address else after
    return None


def _walk_block(block: Any, raw: Any, change: Change) -> Any:  # noqa: PLR0911 (one a kind of block)
    """The same over the stored form of a block's value."""
    if not raw:
        return raw
    if isinstance(block, blocks.BaseStreamBlock):
        return [
            {**child, "value": _walk_block(block.child_blocks[child["type"]], child["value"], change)}
            if child["type"] in block.child_blocks
            else child
            for child in raw
        ]
    if isinstance(block, blocks.BaseStructBlock):
        return {
            name: _walk_block(block.child_blocks[name], value, change)
            if name in block.child_blocks
            else value
            for name, value in raw.items()
        }
    if isinstance(block, blocks.ListBlock):
        return [
            {**item, "value": _walk_block(block.child_block, item["value"], change)}
            if isinstance(item, dict) and item.get("type") == "item"
            else _walk_block(block.child_block, item, change)
            for item in raw
        ]
    if isinstance(block, BaseTypedTableBlock):
        kinds = [block.child_blocks[column["type"]] for column in raw["columns"]]
        rows = [
            {
                **row,
                "values": [
                    _walk_block(kind, cell, change) for kind, cell in zip(kinds, row["values"], strict=False)
                ],
            }
            for row in raw["rows"]
        ]
        return {**raw, "rows": rows}
    if isinstance(block, blocks.RichTextBlock):
        return _walk_text(raw, change)
    return _walk_address(raw, change) if isinstance(block, blocks.URLBlock) else raw


def _walk_text(html: str, change: Change) -> str:
    def one(found: re.Match[str]) -> str:
        before, quote, written = found.groups()
        address = unescape(written)
        after = _walk_address(address, change)
        return found[0] if after == address else f"{before}{quote}{escape(after)}{quote}"

    return _LINK.sub(one, html)


def _walk_address(written: str, change: Change) -> str:
    """Ask `change` about the address in its one form; what it leaves stays as it was written."""
    address = same_form(written) if written.lower().startswith(_SITES) else ""
    if not address:
        return written
    after = change(address)
    return written if after == address else after
