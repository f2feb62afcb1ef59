"""What both databases share: normal forms on both sides, and queries of words only."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from modelsearch.backends.base import EmptySearchResults
from modelsearch.index import AutocompleteField, SearchField
from modelsearch.query import Fuzzy, Phrase, PlainText
from modelsearch.utils import get_descendants_content_types_pks
from wagtail.models import Page

from search.russian import clean_query, normal_form, normalise


class RussianText:
    """For an ObjectIndexer: index normal forms instead of the words as written.

    What completes a word being typed stays as written: there is no normal form of half a word.
    """

    def prepare_field(self, obj: Any, field: Any) -> Iterator[tuple[Any, ...]]:
        for *head, value in super().prepare_field(obj, field):  # type: ignore[misc]
            if isinstance(field, SearchField):
                value = normalise(value)  # noqa: PLW2901
            elif isinstance(field, AutocompleteField):
                value = value.lower().replace("ё", "е")  # noqa: PLW2901
            yield (*head, value)


class RussianQuery:
    """For a backend: look for normal forms, and for words only."""

    def search(self, query: Any, model_or_queryset: Any, *args: Any, **kwargs: Any) -> Any:
        wanted = _normal(query, typing=False)
        if _is_empty(wanted):
            return _nothing(model_or_queryset)
        return super().search(wanted, model_or_queryset, *args, **kwargs)  # type: ignore[misc]

    def autocomplete(self, query: Any, model_or_queryset: Any, *args: Any, **kwargs: Any) -> Any:
        wanted = _normal(query, typing=True)
        if _is_empty(wanted):
            return _nothing(model_or_queryset)
        return super().autocomplete(wanted, model_or_queryset, *args, **kwargs)  # type: ignore[misc]


def _is_empty(query: Any) -> bool:
    return query == "" or (isinstance(query, (PlainText, Phrase, Fuzzy)) and not query.query_string)


def _nothing(model_or_queryset: Any) -> EmptySearchResults:
    """What a query without words finds; Wagtail's lists ask the results for their model."""
    results = EmptySearchResults()
    results.model = getattr(model_or_queryset, "model", model_or_queryset)
    return results


def _normal(query: Any, *, typing: bool) -> Any:
    """`query` with its words in normal form; while one types, the last word is a beginning and stays."""
    if isinstance(query, str):
        words = clean_query(query).split()
        if typing:
            return " ".join(word.lower().replace("ё", "е") for word in words)
        return " ".join(normal_form(word) for word in words)
    if isinstance(query, (PlainText, Phrase, Fuzzy)):
        query.query_string = _normal(query.query_string, typing=typing)
    return query


def page_types() -> list[int]:
    """The content types under which pages stand in the index."""
    return get_descendants_content_types_pks(Page)
