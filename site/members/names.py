"""Children of the class lists in a text, in any form: «Даше Иванченко», «Иванченко Д.», «Иванченко из 5 «А»».

A surname alone is nobody: it takes a first name, whatever the child is called at home, an initial, or the
class. What the words mean is read from the words alone; consents are asked by `members.naming`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from members.models.people import Person
from members.name_forms import first_name_forms
from members.name_index import Known, NameIndex, cleaned, index_of, people_of_lists

_TOKEN = re.compile("[а-я]+(?:-[а-я]+)*")
_LATIN = re.compile("[a-z]+")
_PATRONYMIC = re.compile("(?:вич|мич|льич|кич)(?:а|у|ем|е)?$|(?:вн|чн|шн)(?:а|ы|е|у|ой|ою)$|^(?:оглы|кызы)$")
_CLASS = r"(?P<grade>\d{1,2})\s?[-–]?\s?[«\"“„(]?\s?(?P<letter>[а-я])(?![а-я])"
_CLASS_AFTER = re.compile(r"[\s,(–—-]{0,4}(?:(?:из|учени\w{0,6}|класс\w{0,3})\s){0,2}" + _CLASS)
_CLASS_BEFORE = re.compile(_CLASS + r"[»\"”)]?\s?(?:кл(?:асс\w{0,3}|\.)?)?[\s,:–—(-]{0,4}$")
NEAR = 40
"""How far from a surname its class may stand."""


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
        self.written = cleaned(text)
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
        before = self.text[max(0, start - 8) : start].rstrip(' «"-')
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
            of_several = pk in index.several.get(word, ())
            for one in given:
                if (not strangers and self._is_of(pupil, one, word)) or (
                    of_several and self._among(pupil, one, number)
                ):
                    yield Named(pk, self._said(min(one.begin, number), max(one.end, number)))
            if not given and pupil.of_class[0] and (said := self._with_class(number, number, pupil)):
                yield Named(pk, said)

    def _left(self, number: int) -> _Given | None:
        before = number - 1
        if self._is_dotted(before) and self._is_initial(before):
            of_two = self._is_dotted(before - 1) and self._is_initial(before - 1)
            of_first = self._is_near(before - 1) and self.words[before - 1] in self.index.firsts
            if of_two or of_first:
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
            return _Given(
                word, self.words[after + 1] if second else "", after, after + 1 if second else after
            )
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
        if len(given.patronymic) > 1 and surname in self.index.common:
            return False  # «Зимой Вера Павловна ведёт кружок»: an adult, after a word
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
    fits = (
        adult.first[:1] == given.first
        if len(given.first) == 1
        else given.first in first_name_forms(adult.first)
    )
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
