"""Names and classes as people type them: one form for comparing, one for keeping."""

from __future__ import annotations

import re

from core.grades import FIRST, LAST
from core.text import LOOK_ALIKE

_DASHES = re.compile(r"\s*[-–—−‑‐]+\s*")
_NAME = re.compile(r"[^\W\d_]+(?:[-'’ ][^\W\d_]+)*\.?")
_CYRILLIC = re.compile(r"[а-яё]", re.IGNORECASE)
_LATIN_LETTER = re.compile(r"[a-z]", re.IGNORECASE)
_CLASS_NOISE = re.compile(r"класса?|кл\b\.?|[\s«»\"'“”„‟’`().\-–—−‑‐]+", re.IGNORECASE)
_CLASS = re.compile(r"(\d{1,2})([А-ЯЁ])")


class Misspelt(ValueError):  # noqa: N818 (a sentence for the person)
    """What was typed is not understood; the message says, in Russian, how to mend it."""


def name_key(name: str) -> str:
    """The form in which names are compared: «Фёдоров  - Ким» and «федоров-ким» are one."""
    return _DASHES.sub("-", " ".join(name.split()).casefold().replace("ё", "е"))


def tidy_name(typed: str) -> str:
    """A name as it is kept: one case, one dash, no Latin letters that look Russian. Raises Misspelt."""
    name = _DASHES.sub("-", " ".join(typed.split())).strip("-")
    if _CYRILLIC.search(name):
        name = name.translate(LOOK_ALIKE)
        if _LATIN_LETTER.search(name):
            raise Misspelt(f"в «{name}» смешаны русские и латинские буквы: наберите заново")
    if name and not _NAME.fullmatch(name):
        raise Misspelt(f"«{name[:40]}» не похоже на имя: оставьте только буквы, дефис и пробел")
    if len(name) > 80:
        raise Misspelt("длиннее 80 знаков")
    if name.isupper() or name.islower():
        name = re.sub(r"[^\W\d_]+", lambda word: word[0].capitalize(), name)
    return name


def split_name(typed: str) -> tuple[str, str, str]:
    """«Фамилия Имя Отчество» of one cell as three. Raises Misspelt for what could be read in two ways."""
    words = _DASHES.sub("-", " ".join(typed.split())).split()
    if len(words) < 2:
        raise Misspelt("нужны фамилия и имя через пробел")
    son_of = len(words) == 4 and words[3].casefold() in {"оглы", "кызы", "оглу", "гызы", "улы"}
    if len(words) > 3 and not son_of:
        raise Misspelt("непонятно, где фамилия: сделайте столбцы «Фамилия», «Имя», «Отчество»")
    return words[0], words[1], " ".join(words[2:])


def parse_class(typed: str) -> tuple[int, str]:
    """«5А», «5 «А»», «5-а класс», with a Latin A too, as (5, "А"). Raises Misspelt."""
    bare = _CLASS_NOISE.sub("", typed).upper().translate(LOOK_ALIKE)
    found = _CLASS.fullmatch(bare)
    if found is None:
        if bare.isdigit():
            raise Misspelt(f"у класса «{typed[:20]}» нет буквы: напишите так: 5 «А»")
        raise Misspelt(f"не понимаю класс «{typed[:20]}»: напишите так: 5 «А»")
    grade = int(found[1])
    if not FIRST <= grade <= LAST:
        raise Misspelt(f"классы бывают от {FIRST} до {LAST}, а здесь «{typed[:20]}»")
    return grade, found[2]
