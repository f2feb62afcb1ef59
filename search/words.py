"""What a school means by its words: other names, grades, and words that say nothing of what is sought."""

from __future__ import annotations

import re

# What people write, and what pages call it. The word itself is looked for as well.
MEANINGS = {
    "дз": ["домашнее задание"],
    "домашка": ["домашнее задание"],
    "физра": ["физическая культура", "физкультура"],
    "рэш": ["российская электронная школа"],
    "эжд": ["электронный дневник"],
    "элжур": ["электронный дневник"],
    "питон": ["python"],
    "пайтон": ["python"],
    "ворд": ["word"],
    "пдф": ["pdf"],
    "комп": ["компьютер"],
    "ученик": ["обучающийся", "школьник"],
    "школьник": ["обучающийся", "ученик"],
    "учащийся": ["обучающийся", "ученик", "школьник"],
    "учитель": ["педагог"],
    "преподаватель": ["учитель", "педагог"],
    "сын": ["ребенок"],
    "дочь": ["ребенок"],
    "дочка": ["ребенок"],
    "столовка": ["столовая"],
    "тренажер": ["упражнение"],
    "заканчиваться": ["кончаться"],
    "адаптация": ["привыкнуть"],
    "список литературы": ["что читать", "список книг"],
    "записать школу": ["прием в школу"],
    "делать уроки": ["домашнее задание"],
    "смартфон": ["телефон"],
    "младший": ["начальный"],
    "шрифт": ["текст"],
    "оценка": ["отметка", "оценивание"],
    "отметка": ["оценка", "оценивание"],
    "критерий": ["норма"],
    "тест": ["проверочная", "контрольная"],
    "проверочная": ["контрольная"],
    "контрольная": ["проверочная"],
    "битва": ["сражение"],
}

# Parts of speech that only join words; the question words and the like that are of other parts.
JOINING = {"PREP", "CONJ", "PRCL", "NPRO", "INTJ", "PRED"}
EMPTY = {
    "где", "когда", "куда", "откуда", "почему", "зачем", "сколько", "какой", "который", "чей", "мой", "наш",
    "ваш", "свой", "этот", "весь", "нужный", "такой", "самый", "другой", "сам", "хотеть", "мочь", "быть",
}  # fmt: skip
# Verbs and adverbs of a question rarely stand on the page that answers it: welcome, not needed.
ACTIONS = {"VERB", "INFN", "GRND", "ADVB", "COMP"}

_ORDINALS = [
    "перв",
    "втор",
    "трет",
    "четверт",
    "пят",
    "шест",
    "седьм",
    "восьм",
    "девят",
    "десят",
    "одиннадцат",
]
_COMPOUND = [
    "перво",
    "второ",
    "третье",
    "четверо",
    "пяти",
    "шести",
    "семи",
    "восьми",
    "девяти",
    "десяти",
    "одиннадцати",
]
_CLASS = r"кл(?:асс?[а-я]*)?"
_ENDING = r"(?:\s?(?:й|ый|ий|х|ых|го|му|м|ом|е|ые))?"
_GRADES = re.compile(
    rf"\b(\d{{1,2}}){_ENDING}(?:\s(?:[ип]о?\s)?(\d{{1,2}}){_ENDING})?(?:\s?[абвг])?\s?{_CLASS}\b"
    r"|\b(\d{1,2})\s?[абвг]\b"
    rf"|\b({'|'.join(_ORDINALS)})[а-я]{{1,4}}\s(?:[абвг]\s)?{_CLASS}\b"
    rf"|\b({'|'.join(_COMPOUND)})класс?[а-я]+\b"
)


def take_grades(text: str) -> tuple[tuple[int, ...], str]:
    """The grades that a query names – «5 класс», «в 5 «А»», «пятиклассник» – and the query without them.

    `text` is words in small letters, separated by spaces.
    """
    grades: set[int] = set()

    def note(found: re.Match[str]) -> str:
        first, second, with_letter, ordinal, compound = found.groups()
        if ordinal or compound:
            named = {(_ORDINALS.index(ordinal) if ordinal else _COMPOUND.index(compound)) + 1}
        else:
            named = {int(number) for number in (first, second, with_letter) if number}
        if not named <= set(range(1, 12)):
            return found[0]
        grades.update(named)
        return " "

    rest = _GRADES.sub(note, text)
    return tuple(sorted(grades)), rest


def spellings_of(grade: int) -> list[str]:
    """How a text names a grade."""
    return [f"{grade} класс", f"{_ORDINALS[grade - 1]}ый класс", f"{_COMPOUND[grade - 1]}классник"]
