"""Names in the genitive, for «Уважаемые родители Ивана Петрова!».

Own rules, and the dictionary of pymorphy3 for first names. A wrong ending offends more than none: what is
not sure is None, and the letter then says «Фамилия Имя» as it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.russian import dictionary

if TYPE_CHECKING:
    import pymorphy3

MALE, FEMALE = "masc", "femn"
_VOWELS = "аеёиоуыэюя"
_HUSHING = "гкхжчшщ"
_UNSTEADY = (
    "ец",
    "ок",
    "ек",
    "ёк",
    "яц",
    "ей",
    "ень",
    "оть",
    "ось",
    "ой",
    "ый",
    "их",
    "ых",
    "ел",
    "ол",
    "ёл",
)
"""Endings of men's surnames that may lose a vowel, or be of two kinds: Заяц, Соловей, Нагой."""


def gender_of(first_name: str, patronymic: str, last_name: str) -> str | None:
    """Whose name it is, if the name says so."""
    end = patronymic.lower().replace("ё", "е")
    by_patronymic = _by_endings(end, ("вна", "чна", "шна", "кызы", "гызы"), ("ич", "оглы", "улы"))
    if by_patronymic:
        return by_patronymic
    by_name = {_gender(parse.tag) for parse in _name_parses(first_name)} - {None}
    if len(by_name) == 1:
        return by_name.pop()
    if not by_name and first_name.lower().endswith(("ия", "ея")):  # София is a town to the dictionary
        return FEMALE
    surname = last_name.lower().replace("ё", "е")
    return _by_endings(
        surname, ("ова", "ева", "ина", "ына", "ская", "цкая"), ("ов", "ев", "ин", "ын", "ский", "цкий")
    )


def _by_endings(word: str, female: tuple[str, ...], male: tuple[str, ...]) -> str | None:
    return FEMALE if word.endswith(female) else MALE if word.endswith(male) else None


def _gender(tag: pymorphy3.tagset.OpencorporaTag) -> str | None:
    return tag.gender if tag.gender in {MALE, FEMALE} else None


def _name_parses(name: str) -> list[pymorphy3.analyzer.Parse]:
    found = dictionary().parse(name.lower())
    return [one for one in found if one.is_known and {"Name", "nomn", "sing"} in one.tag]


def genitive(first_name: str, last_name: str, patronymic: str = "") -> str | None:
    """«Ивана Петрова» for Иван Петров; None where the ending is not sure."""
    gender = gender_of(first_name, patronymic, last_name)
    if gender is None:
        return None
    first = _first_name(first_name, gender)
    parts = [_surname(part, gender) for part in last_name.split("-")]
    if first is None or None in parts:
        return None
    return f"{first} {'-'.join(part for part in parts if part)}"


def _first_name(name: str, gender: str) -> str | None:
    for parse in _name_parses(name):
        if _gender(parse.tag) == gender:
            inflected = parse.inflect({"gent", "sing"})
            return _like(name, inflected.word) if inflected else None
    if " " in name or "-" in name or len(name) < 3:
        return None
    return _declined(name, gender)


def _like(sample: str, word: str) -> str:
    """`word` with the case of `sample`, and with its ё or е."""
    if "ё" not in sample.lower():
        word = word.replace("ё", "е")
    return word.capitalize() if sample[:1].isupper() else word


def _surname(name: str, gender: str) -> str | None:
    low = name.lower()
    if gender == FEMALE:
        return _female_surname(name, low)
    if low.endswith(("ский", "цкий", "ской", "цкой")):
        return name[:-2] + "ого"
    if low.endswith(("ный", "тый", "рый", "лый", "вый", "мый")):
        return name[:-2] + "ого"
    if low.endswith(("о", "е", "и", "у", "ы", "э", "ю", "ых", "их")):
        return name
    if low.endswith(_UNSTEADY) or low.endswith(("а", "я")):
        return None
    return _declined(name, MALE)


def _female_surname(name: str, low: str) -> str | None:
    if low.endswith(("ова", "ева", "ёва", "ина", "ына")):
        return name[:-1] + "ой"
    if low.endswith("ая"):
        return name[:-2] + "ой"
    return None if low.endswith(("а", "я")) else name


def _declined(name: str, gender: str) -> str | None:
    """A noun's genitive by its last letters."""
    low = name.lower()
    if low.endswith("а"):
        return name[:-1] + ("и" if low[-2] in _HUSHING else "ы")
    if low.endswith("я"):
        return name[:-1] + "и"
    if gender == FEMALE or low[-1] in _VOWELS:
        return name
    if low.endswith(("й", "ь")):
        return name[:-1] + "я"
    return name + "а"
