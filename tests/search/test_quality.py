"""Queries as parents, pupils and teachers ask them: the right page is found, and is mostly the first."""

from __future__ import annotations

import pytest

from bin.bench_search import HALVES, Result, ask_all, first_hit, pairs, recall

RECALL, FIRST = 0.95, 0.85
HELD_OUT_FIRST = 0.8  # measured 0.83: below the aim, and not to be reached by tuning on it


@pytest.fixture(scope="module")
def answers(django_db_setup, django_db_blocker) -> list[Result]:
    with django_db_blocker.unblock():
        return ask_all()


def test_the_set_is_large_enough_and_halved():
    asked = list(pairs())
    assert len(asked) >= 80
    assert sum(one.kind == "slip" for one in asked) >= 15
    assert len({one.query for one in asked}) == len(asked)
    assert [sum(one.half == half for one in asked) for half in HALVES] == [len(asked) // 2] * 2


@pytest.mark.parametrize("half", HALVES)
def test_the_right_page_is_among_the_first_ten(half, answers):
    these = [one for one in answers if one.pair.half == half]
    assert recall(these) >= RECALL, [one.pair.query for one in these if one.place is None]


def test_the_right_page_is_mostly_the_first(answers):
    assert first_hit(answers) >= FIRST, [(one.pair.query, one.place) for one in answers if one.place]


def test_what_was_not_tuned_on_does_not_fall_behind(answers):
    these = [one for one in answers if one.pair.half == "held-out"]
    assert first_hit(these) >= HELD_OUT_FIRST, [(one.pair.query, one.place) for one in these if one.place]


def test_slips_of_the_pen_are_no_hindrance(answers):
    assert recall([one for one in answers if one.pair.kind == "slip"]) >= RECALL
