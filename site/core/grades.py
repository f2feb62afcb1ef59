"""School grades 1–11 as people write them: «5–7, 9», «1–4 кл.», «все»."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

FIRST, LAST = 1, 11
GRADES = range(FIRST, LAST + 1)
GRADE_CHOICES = [(number, f"{number} класс") for number in GRADES]
_NOISE = re.compile(r"классов|классы|класса|класс|кл\.?", re.IGNORECASE)
_PIECE = re.compile(r"(\d{1,2})(?:-(\d{1,2}))?")


def first_of_september(day: date) -> date:
    """The day on which the school year of `day` began."""
    return date(day.year if day.month >= 9 else day.year - 1, 9, 1)


def parse_grades(text: str) -> list[int]:
    """Return the grades that `text` names, sorted, each once; an empty text names none.

    Raises ValueError, with a Russian sentence, for what is not a grade or a range of grades.
    """
    cleaned = _NOISE.sub("", text.strip().lower())
    for dash in "–—−‑":
        cleaned = cleaned.replace(dash, "-")
    cleaned = re.sub(r"\s*-\s*", "-", cleaned).strip(" .")
    if not cleaned:
        return []
    if cleaned in {"все", "всем", "любой", "любые"}:
        return list(GRADES)
    found: set[int] = set()
    for piece in re.split(r"[,;\s]+|\bи\b", cleaned):
        if not piece:
            continue
        match = _PIECE.fullmatch(piece)
        if match is None:
            raise ValueError(f"Не понимаю «{piece}»: пишите классы так: 5–7, 9 или «все».")
        start, end = int(match[1]), int(match[2] or match[1])
        if not FIRST <= start <= end <= LAST:
            raise ValueError(f"Классы бывают от {FIRST} до {LAST}, а здесь «{piece}».")
        found.update(range(start, end + 1))
    return sorted(found)


def grade_numbers(grades: Iterable[int]) -> str:
    """Return «5–7, 9», «4», «1–11», or an empty string for no grades."""
    numbers = sorted(set(grades))
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)


def format_grades(grades: Iterable[int]) -> str:
    """Return «5–7, 9 классы», «4 класс», «1–11 классы», or an empty string for no grades."""
    numbers = set(grades)
    if not numbers:
        return ""
    return f"{grade_numbers(numbers)} {'класс' if len(numbers) == 1 else 'классы'}"
