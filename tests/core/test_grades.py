"""Grades as people write them."""

from __future__ import annotations

from itertools import combinations

import pytest

from core.grades import GRADES, format_grades, parse_grades


@pytest.mark.parametrize(
    ("written", "grades"),
    [
        ("5–7, 9", [5, 6, 7, 9]),
        ("5-7,9", [5, 6, 7, 9]),
        ("5 — 7; 9", [5, 6, 7, 9]),
        ("9 7 5 6 5", [5, 6, 7, 9]),
        ("1−4 кл.", [1, 2, 3, 4]),
        ("9 и 11", [9, 11]),
        ("10–11 классы", [10, 11]),
        ("5 КЛАСС", [5]),
        ("  3 ", [3]),
        ("Все", list(range(1, 12))),
        ("1-11", list(range(1, 12))),
        ("", []),
        ("  ", []),
    ],
)
def test_grades_are_understood(written, grades):
    assert parse_grades(written) == grades


@pytest.mark.parametrize(
    "written", ["0", "12", "7-5", "1-12", "5а", "пятый", "5–", "-5", "1-2-3", "100", "5.5"]
)
def test_what_is_no_grade_is_refused_in_russian(written):
    with pytest.raises(ValueError, match=r"[Кк]ласс"):
        parse_grades(written)


@pytest.mark.parametrize(
    ("grades", "text"),
    [
        ([], ""),
        ([4], "4 класс"),
        ([5, 6, 7, 9], "5–7, 9 классы"),
        ([8, 9], "8–9 классы"),
        ([9, 5, 6, 5, 7], "5–7, 9 классы"),
        (range(1, 12), "1–11 классы"),
    ],
)
def test_grades_are_written_as_people_do(grades, text):
    assert format_grades(grades) == text


def test_what_the_site_writes_it_understands():
    for number in range(len(GRADES) + 1):
        for grades in combinations(GRADES, number):
            assert parse_grades(format_grades(grades)) == list(grades)
