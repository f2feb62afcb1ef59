"""How many there are, under Wagtail's lists: «Всего: 38», for «38 письма» has no place in a catalogue."""

from __future__ import annotations

from wagtail.admin.paginator import WagtailPaginator


def count_in_russian() -> None:
    """Put our words in the place of the number with the model's plural."""
    WagtailPaginator.items_count_label = property(_label)


def _label(paginator: WagtailPaginator) -> str:
    return f"Всего: {paginator.count}"
