"""Children of the class lists in a text, named in any form: «Даше Иванченко», «Иванченко Д.», «Иванченко из 5 «А»».

A surname alone is nobody: it takes a first name, whatever the child is called at home, an initial, or the
class. What the words mean is read from the words alone; consents are asked by `members.naming`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from django.utils import timezone

from core.russian import is_common_word
from core.text import to_slug
from members.first_names import called, gender_of
from members.models.people import Person, SchoolClass
from members.name_forms import first_name_forms, surname_forms

_INVISIBLE = re.compile("[\u00ad\u034f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u0300\u0301]")
_ALIKE = str.maketrans("ABCEHKMOPTXYaceopxykm", "АВСЕНКМОРТХУасеорхукм")
_DASH = re.compile("(?<=[а-яА-Я])[\u2010\u2011\u2012\u2013](?=[а-яА-Я])")
_TOKEN = re.compile("[а-я]+(?:-[а-я]+)*")
_LATIN = re.compile("[a-z]+")
_PATRONYMIC = re.compile("(?:вич|мич|льич|кич)(?:а|у|ем|е)?$|(?:вн|чн|шн)(?:а|ы|е|у|ой|ою)$|^(?:оглы|кызы)$")
_CLASS = r"(?P<grade>\d{1,2})\s?[-–]?\s?[«\"“„(]?\s?(?P<letter>[а-я])(?![а-я])"
_CLASS_AFTER = re.compile(r"[\s,(–—-]{0,4}(?:(?:из|учени\w{0,6}|класс\w{0,3})\s){0,2}" + _CLASS)
_CLASS_BEFORE = re.compile(_CLASS + r"[»\"”)]?\s?(?:кл(?:асс\w{0,3}|\.)?)?[\s,:–—(-]{0,4}$")
NEAR = 40
"""How far from a surname its class may stand."""


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


@dataclass(frozen=True, slots=True)
class Named:
    """A child named in a text, and the words that do it."""

    pk: int
    words: str


@dataclass(frozen=True, slots=True)
class _Given:
    """What stands beside a surname: a first name or an initial, and a patronymic or its initial."""

    first: str
    patronymic: str
    begin: int  # numbers of tokens
    end: int


def plain(name: str) -> str:
    """`name` as it is compared."""
    return _cleaned(name).lower().replace("ё", "е").strip()


def _cleaned(text: str) -> str:
    """The same words without what is not seen, and in Cyrillic letters: case stays.

    Latin letters that look the same become Cyrillic, in English words too: those name nobody here.
    """
    text = unicodedata.normalize("NFC", text)
    return _DASH.sub("-", _INVISIBLE.sub("", text).translate(_ALIKE))


def people_of_lists() -> tuple[tuple[Known, ...], tuple[Known, ...]]:
    """The pupils who are at school, and the adults of the community: two queries."""
    rows = Person.objects.filter(left_on__isnull=True).order_by("pk")
    names = ("pk", "last_name", "first_name", "patronymic", "kind")
    pupils = rows.filter(kind=Person.Kind.PUPIL).values_list(*names, "school_class_id")
    classes = {one.pk: one for one in SchoolClass.objects.all()}
    today = timezone.localdate()
    of_class = {pk: (one.grade_on(today), one.letter.lower()) for pk, one in classes.items()}
    return (
        tuple(
            Known(pk, *map(plain, rest), kind, of_class.get(number, (0, "")))
            for pk, *rest, kind, number in pupils
        ),
        tuple(
            Known(pk, *map(plain, rest), kind)
            for pk, *rest, kind in rows.exclude(kind=Person.Kind.PUPIL).values_list(*names)
        ),
    )


@lru_cache(maxsize=2)
def index_of(pupils: tuple[Known, ...], adults: tuple[Known, ...]) -> NameIndex:
    """Everything by its forms. Kept for the lists as they are: any change of them is another key."""
    index = NameIndex()
    for pupil in pupils:
        if not pupil.last or not pupil.first:
            continue
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


def _mistaken(pupil: Known) -> bool:
    """Whether the surname may be written in the list in the form of the other gender."""
    gender = gender_of(pupil.first)
    ends = "f" if pupil.last[-1] in "ая" else "m"
    return gender != ends


def _latin_stem(word: str) -> str:
    """The beginning that all forms share, as addresses and names of files write it."""
    return to_slug(word[:-1] if word[-1] in "аеиоуыэюяьй" else word)


def find_named(text: str, index: NameIndex | None = None) -> list[Named]:
    """The children of the class lists whom `text`, plain text, names; each once, in order of appearance."""
    index = index or index_of(*people_of_lists())
    found: dict[int, Named] = {}
    for named in (*_Reader(text, index).read(), *_read_latin(text, index)):
        found.setdefault(named.pk, named)
    return list(found.values())


class _Reader:
    """One text read against the index."""

    def __init__(self, text: str, index: NameIndex) -> None:
        self.index = index
        self.written = _cleaned(text)
        self.text = self.written.lower().replace("ё", "е")
        if len(self.text) != len(self.written):  # a letter that has no small one of its own
            self.written = self.text
        matches = list(_TOKEN.finditer(self.text))
        self.words = [match.group() for match in matches]
        self.spans = [match.span() for match in matches]

    def read(self) -> Iterator[Named]:
        index = self.index
        for number, word in enumerate(self.words):
            if word in index.one or word in index.several:
                yield from self._at_surname(number, word)
            elif word in index.firsts:
                yield from self._first_and_letter(number, word)

    def _gap(self, number: int) -> str | None:
        """What stands between this word and the next; None at the ends."""
        if not 0 <= number < len(self.words) - 1:
            return None
        return self.text[self.spans[number][1] : self.spans[number + 1][0]]

    def _is_near(self, number: int) -> bool:
        gap = self._gap(number)
        return gap is not None and len(gap) < 12 and gap.strip() in {"", "(", "«", '"'}

    def _is_dotted(self, number: int) -> bool:
        gap = self._gap(number)
        return gap is not None and gap.strip() == "." and gap.startswith(".")

    def _is_initial(self, number: int) -> bool:
        """A capital letter with a point, which is not the letter of a class."""
        if not 0 <= number < len(self.words) or len(self.words[number]) != 1:
            return False
        start, end = self.spans[number]
        before = self.text[max(0, start - 8) : start].rstrip(" «\"-")
        return self.text[end : end + 1] == "." and not before[-1:].isdigit() and not before.endswith("класс")

    def _said(self, begin: int, end: int) -> str:
        return " ".join(self.written[self.spans[begin][0] : self.spans[end][1]].split())[:80]

    def _at_surname(self, number: int, word: str) -> Iterator[Named]:
        index = self.index
        start = self.spans[number][0]
        if word in index.common and not self.written[start].isupper():
            return
        given = [one for one in (self._left(number), self._right(number)) if one is not None]
        strangers = word in index.common and any("\n" in (self._gap(at) or "") for at in (number - 1, number))
        for pk in dict.fromkeys([*index.one.get(word, ()), *index.several.get(word, ())]):
            pupil = index.pupils[pk]
            for one in given:
                if not strangers and self._is_of(pupil, one, word):
                    yield Named(pk, self._said(min(one.begin, number), max(one.end, number)))
                elif pk in index.several.get(word, ()) and self._among(pupil, one, number):
                    yield Named(pk, self._said(min(one.begin, number), max(one.end, number)))
            if not given and pupil.of_class[0] and (said := self._with_class(number, number, pupil)):
                yield Named(pk, said)

    def _left(self, number: int) -> _Given | None:
        before = number - 1
        if before < 0:
            return None
        if self._is_dotted(before) and self._is_initial(before):
            if self._is_dotted(before - 1) and self._is_initial(before - 1):
                return _Given(self.words[before - 1], self.words[before], before - 1, before)
            if self._is_near(before - 1) and self.words[before - 1] in self.index.firsts:
                return _Given(self.words[before - 1], self.words[before], before - 1, before)
            return _Given(self.words[before], "", before, before)
        if not self._is_near(before):
            return None
        word = self.words[before]
        if _PATRONYMIC.search(word) and before and self._is_near(before - 1):
            return _Given(self.words[before - 1], word, before - 1, before)
        return _Given(word, "", before, before) if word in self.index.firsts else None

    def _right(self, number: int) -> _Given | None:
        after = number + 1
        if not self._is_near(number):
            return None
        word = self.words[after]
        if self._is_initial(after):
            second = self._is_dotted(after) and self._is_initial(after + 1)
            return _Given(word, self.words[after + 1] if second else "", after, after + 1 if second else after)
        if word not in self.index.firsts:
            return None
        if self._is_near(after) and _PATRONYMIC.search(self.words[after + 1]):
            return _Given(word, self.words[after + 1], after, after + 1)
        return _Given(word, "", after, after)

    def _is_of(self, pupil: Known, given: _Given, surname: str) -> bool:
        if len(given.first) == 1:
            if pupil.first[0] != given.first:
                return False
        elif pupil.first not in self.index.firsts.get(given.first, ()):
            return False
        if given.patronymic and pupil.patronymic:
            if len(given.patronymic) == 1:
                return pupil.patronymic[0] == given.patronymic
            return given.patronymic in first_name_forms(pupil.patronymic)
        return not any(_is_adult(adult, given) for adult in self.index.adults.get(surname, ()))

    def _among(self, pupil: Known, given: _Given, number: int) -> bool:
        """Whether the child is one of several: «Даша, Тимур и Саида Хуажевы»."""
        step = -1 if given.end < number else 1
        at = given.begin if step < 0 else given.end
        for _ in range(8):
            between = min(at, at + step)
            at += step
            gap = self._gap(between)
            if gap is None:
                return False
            if self.words[at] == "и":
                between = min(at, at + step)
                at += step
                gap = self._gap(between)
            elif gap.strip() != ",":
                return False
            if gap is None or gap.strip() not in {"", ","}:
                return False
            if pupil.first in self.index.firsts.get(self.words[at], ()):
                return True
        return False

    def _with_class(self, begin: int, end: int, pupil: Known) -> str:
        """The words, if the class of `pupil` stands beside them; else nothing."""
        start, stop = self.spans[begin][0], self.spans[end][1]
        after = _CLASS_AFTER.match(self.text, stop, stop + NEAR)
        before = _CLASS_BEFORE.search(self.text, max(0, start - NEAR), start)
        for match in (after, before):
            if match and (int(match["grade"]), match["letter"]) == pupil.of_class:
                said = self.written[min(start, match.start()) : max(stop, match.end())]
                return " ".join(said.split())[:80]
        return ""

    def _first_and_letter(self, number: int, word: str) -> Iterator[Named]:
        """«Даша И. из 5 «А»»: as the site itself names a child to those who may know."""
        if not self._is_near(number) or not self._is_initial(number + 1):
            return
        letter = self.words[number + 1]
        for first in self.index.firsts[word]:
            for pk in self.index.by_first[first]:
                pupil = self.index.pupils[pk]
                if pupil.last[0] != letter or not pupil.of_class[0]:
                    continue
                start, stop = self.spans[number][0], self.spans[number + 1][1] + 1
                after = _CLASS_AFTER.match(self.text, stop, stop + NEAR)
                before = _CLASS_BEFORE.search(self.text, max(0, start - NEAR), start)
                if any(m and (int(m["grade"]), m["letter"]) == pupil.of_class for m in (after, before)):
                    yield Named(pk, self._said(number, number + 1))


def _is_adult(adult: Known, given: _Given) -> bool:
    """Whether the words mean an adult rather than a child of whom they could be.

    A first name and a surname alone may be the child's; an initial is a teacher's where a teacher has it.
    """
    fits = adult.first[:1] == given.first if len(given.first) == 1 else given.first in first_name_forms(adult.first)
    if not fits:
        return False
    if given.patronymic and adult.patronymic:
        if len(given.patronymic) == 1:
            return adult.patronymic[0] == given.patronymic
        return given.patronymic in first_name_forms(adult.patronymic)
    return len(given.first) == 1 and adult.kind in {Person.Kind.STAFF, Person.Kind.COLLEAGUE}


def _read_latin(text: str, index: NameIndex) -> Iterator[Named]:
    """Names in addresses and names of files: «/pozdravlyaem-dashu-ivanchenko/»."""
    small = text.lower()
    matches = list(_LATIN.finditer(small))
    for number, match in enumerate(matches):
        pupils = [pk for stem in _stems(match.group()) for pk in index.latin.get(stem, ())]
        if not pupils:
            continue
        for beside in (number - 1, number + 1):
            if not 0 <= beside < len(matches):
                continue
            first, second = sorted((number, beside))
            if matches[second].start() - matches[first].end() > 3:
                continue
            firsts = {
                one for stem in _stems(matches[beside].group()) for one in index.latin_firsts.get(stem, ())
            }
            for pk in pupils:
                if index.pupils[pk].first in firsts:
                    yield Named(pk, text[matches[first].start() : matches[second].end()])


def _stems(word: str) -> Iterator[str]:
    """What `word` may be a form of."""
    return (word[:end] for end in range(max(2, len(word) - 4), len(word) + 1))
