"""The forms of Russian names: by endings, for surnames stand in no dictionary.

More forms than grammar has, not fewer: «Тлехаса» is no form of a girl's «Тлехас», but children write so.
A form that nobody uses finds nobody, since a surname alone is no match (`members.names`).
All is in small letters with е for ё.
"""

from __future__ import annotations

from functools import cache
from itertools import product

_VOWELS = "аеиоуыэюя"
_FLEETING = {  # «Заяц – Зайца», «Орёл – Орла», «Пузырёк – Пузырька»
    "ец": ("ц", "йц", "ьц"),
    "яц": ("йц",),
    "ок": ("к",),
    "ек": ("к", "ьк", "йк"),
    "ел": ("л", "ьл"),
    "ер": ("р",),
    "ень": ("н",),
    "оть": ("т",),
    "ей": ("ь",),
    "ев": ("ьв",),  # Лев
}
_ADJECTIVE_M = ("ого", "его", "ому", "ему", "ым", "им", "ом", "ем")
_ADJECTIVE_F = ("ой", "ей", "ую", "юю", "ою")
_ADJECTIVE_PLURAL = ("ые", "ие", "ых", "их", "ым", "им", "ыми", "ими")
_SOFT = ("я", "ю", "ем", "е", "ею")


def _noun_in_consonant(word: str) -> set[str]:
    stems = [word]
    for ending, shorter in _FLEETING.items():
        if word.endswith(ending) and len(word) > len(ending):
            stems += [word[: -len(ending)] + one for one in shorter]
    forms = {word}
    for stem in stems:
        if stem[-1] in "ьй":
            forms |= {stem[:-1] + ending for ending in _SOFT}
        else:
            forms |= {stem + ending for ending in ("а", "у", "ом", "ем", "е", "ым", "я", "ю")}
    return forms


def _noun_in_vowel(word: str) -> set[str]:
    stem = word[:-1]
    if word[-1] == "а":
        return {word} | {stem + ending for ending in ("ы", "и", "е", "у", "ой", "ою", "ей", "ею")}
    return {word} | {stem + ending for ending in ("и", "е", "ю", "ей", "ею")}


def noun_forms(word: str) -> set[str]:
    """The singular forms of a noun, of either gender."""
    if not word:
        return set()
    if word[-1] in "ая":
        return _noun_in_vowel(word)
    if word[-1] == "о" and len(word) > 3:  # «у Иванченки», as people say
        return {word} | {word[:-1] + ending for ending in ("и", "е", "у", "ой")}
    if word[-1] in _VOWELS:
        return {word}
    return _noun_in_consonant(word)


@cache
def first_name_forms(name: str) -> frozenset[str]:
    """The forms of a first name, and how it is called out: «Даш», «Коль»."""
    forms: set[str] = set()
    *before, last = name.split("-")
    for one in noun_forms(last):
        forms.add("-".join([*before, one]))
    if last.endswith("вь"):  # Любовь
        forms |= {last[:-1] + ending for ending in ("и", "ью")} | {last[:-3] + "ви", last[:-3] + "вью"}
    if len(name) > 3 and name[-1] == "а":
        forms.add(name[:-1])
    if len(name) > 2 and name[-1] == "я":
        forms.add(name[:-1] + ("й" if name[-2] in _VOWELS else "ь"))
    return frozenset(forms)


def other_gender(surname: str) -> set[str]:
    """How the surname sounds of a brother or a sister: «Хуажев» and «Хуажева»."""
    pairs = (
        ("ов", "ова"),
        ("ев", "ева"),
        ("ин", "ина"),
        ("ын", "ына"),
        ("ий", "ая"),
        ("ый", "ая"),
        ("ой", "ая"),
    )
    found = set()
    for man, woman in pairs:
        if surname.endswith(woman):
            found.add(surname[: -len(woman)] + man)
        elif surname.endswith(man):
            found.add(surname[: -len(man)] + woman)
    return found


def _part_forms(part: str) -> tuple[set[str], set[str]]:
    """Forms of one part of a surname: of one person, of several."""
    one, several = noun_forms(part), set()
    stem = part[:-1]
    if part.endswith(("ова", "ева", "ина", "ына")):
        one |= {stem + ending for ending in ("ой", "ою", "у")}
        several |= {stem + ending for ending in ("ы", "ых", "ым", "ыми")}
    elif part.endswith(("ов", "ев", "ин", "ын")):
        several |= {part + ending for ending in ("ы", "ых", "ым", "ыми")}
    elif part.endswith(("ая", "яя")):
        one |= {part[:-2] + ending for ending in _ADJECTIVE_F}
        several |= {part[:-2] + ending for ending in _ADJECTIVE_PLURAL}
    elif part.endswith(("ий", "ый", "ой")):
        one |= {part[:-2] + ending for ending in _ADJECTIVE_M}
        several |= {part[:-2] + ending for ending in _ADJECTIVE_PLURAL}
    elif part[-1] in "еиоуэыю" or part.endswith(("их", "ых")):
        several.add(part)
    elif part[-1] not in _VOWELS:
        bare = part[:-1] if part[-1] in "ьй" else part
        several |= {bare + ending for ending in ("ы", "и", "ов", "ей", "ам", "ами", "ям", "ями")} | {part}
    elif part[-1] in "ая":
        several |= {stem + ending for ending in ("ы", "и", "ам", "ям", "ами", "ями")}
    return one, several


@cache
def surname_forms(surname: str, *, both_genders: bool = False) -> tuple[frozenset[str], frozenset[str]]:
    """The forms of a surname: of one person, and of several («Дарья и Тимур Ивановы»)."""
    one: set[str] = set()
    several: set[str] = set()
    for written in {surname, *(other_gender(surname) if both_genders else ())}:
        parts = [_part_forms(part) for part in written.split("-") if part]
        one |= {"-".join(forms) for forms in product(*(forms for forms, _ in parts))}
        several |= {"-".join(forms) for forms in product(*(forms for _, forms in parts))}
    return frozenset(one), frozenset(several)
