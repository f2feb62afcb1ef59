"""Who leads which class, whose child is whose, what their carers agreed to. All of them are made up."""

from __future__ import annotations

CLASS_TEACHERS = {
    (1, "А"): "kravtsova",
    (3, "А"): "kravtsova",
    (5, "А"): "orlov",
    (5, "Б"): "dyachenko",
    (7, "А"): "lysenko",
    (7, "Б"): "khapachev",
    (9, "А"): "tlekhas",
    (11, "А"): "gromova",
}
SUBJECT_TEACHERS = {
    (5, "А"): ["dyachenko", "gromova", "petrenko", "zaytseva"],
    (7, "Б"): ["orlov", "gromova"],
    (9, "А"): ["orlov", "dyachenko"],
}
CHILDREN = {
    "roditel": ["uchenik"],
    "gerasimov": ["pupil2"],
    "khuazheva": ["pupil3"],
    "beloded": ["pupil4"],
}
"""Carers and their children, confirmed."""

CONSENTS = [
    ("uchenik", "processing", "members"),
    ("uchenik", "photo", "class"),
    ("pupil2", "processing", "members"),
    ("pupil2", "name", "members"),
    ("pupil2", "photo", "members"),
    ("pupil2", "result", "members"),
    ("pupil3", "processing", "members"),
    ("pupil4", "processing", "members"),
    ("pupil5", "processing", "members"),
    ("pupil5", "name", "public"),
    ("pupil5", "result", "public"),
    ("pupil5", "photo", "public"),
]
"""Whose, for what, for whom."""

CLASSMATES = [
    ("Абрегов", "Алан"), ("Баранова", "Полина"), ("Васильченко", "Егор"), ("Гончарова", "Ева"),
    ("Дзыбов", "Аслан"), ("Ерёменко", "Матвей"), ("Жукова", "Алиса"), ("Зотов", "Фёдор"),
    ("Ковалёва", "Варвара"), ("Лебедева", "Анна"), ("Мамий", "Дарина"), ("Никифоров", "Лев"),
    ("Остапенко", "Кира"), ("Пшизова", "Амина"), ("Римский-Корсаков", "Степан"), ("Сташ", "Заур"),
    ("Тимошенко", "Ксения"), ("Устинов", "Марк"), ("Федоренко", "Милана"), ("Щербак", "Глеб"),
]  # fmt: skip
"""The rest of 5 «А», without accounts: a class as long as classes are."""
