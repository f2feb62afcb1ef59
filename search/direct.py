"""What is looked for by its name and is no page of the tree: the rules and the data policy."""

from __future__ import annotations

from functools import cache

from members.legal import Kind
from members.templatetags.legal_links import legal_texts
from search.query import telling_words
from search.russian import normal_forms

_NAMES = {
    Kind.RULES.label: ("правила", "сообщества сайта поведения общения"),
    Kind.POLICY.label: ("политика персональные данные", "обработки защита конфиденциальности личные сайта"),
}
"""By the title: words of which one must be there, and words that may stand beside them."""


def named_in(typed: str) -> list[dict[str, str]]:
    """Title and address of those in force that `typed` names, and nothing else; no query when it does not."""
    words = [_of(word) for word in telling_words(typed)]
    meant = {
        title
        for title, (telling, all_of_it) in _forms().items()
        if any(word & telling for word in words) and all(word & all_of_it for word in words)
    }
    return [text for text in legal_texts() if text["title"] in meant] if meant else []


@cache
def _forms() -> dict[str, tuple[set[str], set[str]]]:
    return {title: (_of(telling), _of(f"{telling} {others}")) for title, (telling, others) in _NAMES.items()}


def _of(words: str) -> set[str]:
    return {form for word in words.split() for form in normal_forms(word)}
