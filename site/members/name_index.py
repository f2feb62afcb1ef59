"""The people of the school's lists by the forms of their names: what a text is compared with."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from django.utils import timezone

from core.russian import is_common_word
from core.text import INVISIBLE, LOOK_ALIKE, to_slug
from members.first_names import called, gender_of
from members.models.people import Person, SchoolClass
from members.name_forms import first_name_forms, surname_forms

_JOINERS_AND_STRESS = re.compile("[\u200d\u0300\u0301]")
_ALIKE = LOOK_ALIKE | str.maketrans("km", "км")
_DASH = re.compile("(?<=[а-яА-Я])[\u2010\u2011\u2012\u2013](?=[а-яА-Я])")


@dataclass(frozen=True, slots=True)
class Known:
    """A person of the lists as texts are compared with them: small letters, е for ё."""

    pk: int
    last: str
    first: str
    patronymic: str
    kind: str
    of_class: tuple[int, str] = (0, "")


@dataclass(slots=True)
class NameIndex:
    """Forms of names to whom they may name."""

    pupils: dict[int, Known] = field(default_factory=dict)
    one: dict[str, list[int]] = field(default_factory=dict)
    several: dict[str, list[int]] = field(default_factory=dict)
    firsts: dict[str, set[str]] = field(default_factory=dict)
    by_first: dict[str, list[int]] = field(default_factory=dict)
    common: set[str] = field(default_factory=set)
    adults: dict[str, list[Known]] = field(default_factory=dict)
    latin: dict[str, list[int]] = field(default_factory=dict)
    latin_firsts: dict[str, set[str]] = field(default_factory=dict)


def plain(name: str) -> str:
    """`name` as it is compared."""
    return cleaned(name).lower().replace("ё", "е").strip()


def cleaned(text: str) -> str:
    """The same words without what is not seen, and in Cyrillic letters: case stays.

    Latin letters that look the same become Cyrillic, in English words too: those name nobody here.
    """
    text = unicodedata.normalize("NFC", text)
    return _DASH.sub("-", _JOINERS_AND_STRESS.sub("", INVISIBLE.sub("", text)).translate(_ALIKE))


def people_of_lists() -> tuple[tuple[Known, ...], tuple[Known, ...]]:
    """The pupils, those who left and are not erased yet too, and the adults: three queries."""
    rows = Person.objects.filter(erased_at__isnull=True).order_by("pk")
    names = ("pk", "last_name", "first_name", "patronymic", "kind")
    pupils = rows.filter(kind=Person.Kind.PUPIL).values_list(*names, "school_class_id")
    classes = {one.pk: one for one in SchoolClass.objects.all()}
    today = timezone.localdate()
    of_class = {pk: (one.grade_on(today), plain(one.letter)) for pk, one in classes.items()}
    adults = rows.exclude(kind=Person.Kind.PUPIL).values_list(*names)
    return (
        tuple(_known(row, of_class.get(number, (0, ""))) for *row, number in pupils),
        tuple(_known(row) for row in adults),
    )


def _known(row: Sequence[Any], of_class: tuple[int, str] = (0, "")) -> Known:
    """Of a name of several words the longest of the surname and the first of the others are compared."""
    pk, last, first, patronymic, kind = row
    surname = max(plain(last).split(), key=len, default="")
    given, father = (next(iter(plain(name).split()), "") for name in (first, patronymic))
    return Known(pk, surname, given, father, kind, of_class)


@lru_cache(maxsize=2)
def index_of(pupils: tuple[Known, ...], adults: tuple[Known, ...]) -> NameIndex:
    """Everything by its forms. Kept for the lists as they are: any change of them is another key."""
    index = NameIndex()
    for pupil in pupils:
        if pupil.last and pupil.first:
            _add_pupil(index, pupil)
    for first in index.by_first:
        for name in called(first):
            for form in first_name_forms(name):
                index.firsts.setdefault(form, set()).add(first)
            index.latin_firsts.setdefault(_latin_stem(name), set()).add(first)
    for adult in adults:
        for form in surname_forms(adult.last)[0]:
            if form in index.one:
                index.adults.setdefault(form, []).append(adult)
    return index


def _add_pupil(index: NameIndex, pupil: Known) -> None:
    index.pupils[pupil.pk] = pupil
    one, several = surname_forms(pupil.last, both_genders=_mistaken(pupil))
    for form in one:
        index.one.setdefault(form, []).append(pupil.pk)
    for form in several:
        index.several.setdefault(form, []).append(pupil.pk)
    if is_common_word(pupil.last):
        index.common |= one | several
    index.by_first.setdefault(pupil.first, []).append(pupil.pk)
    index.latin.setdefault(_latin_stem(pupil.last.rpartition("-")[2]), []).append(pupil.pk)


def _mistaken(pupil: Known) -> bool:
    """Whether the surname may be written in the list in the form of the other gender."""
    gender = gender_of(pupil.first)
    ends = "f" if pupil.last[-1] in "ая" else "m"
    return gender != ends


def _latin_stem(word: str) -> str:
    """The beginning that all forms share, as addresses and names of files write it."""
    return to_slug(word[:-1] if word[-1] in "аеиоуыэюяьй" else word)
