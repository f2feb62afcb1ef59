"""Dead is said only after several failures over days, and never of what answers."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from links import rules
from links.checker import Result
from links.models import Link, Reason

WORKS, DOUBTFUL, DEAD = Link.State.WORKS, Link.State.DOUBTFUL, Link.State.DEAD
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
START = timezone.make_aware(datetime(2026, 11, 2, 9))  # noqa: DTZ001


def live_through(*story: tuple[timedelta, Reason]) -> list[str]:
    """The states of a link after each check: (time since the start, what was met)."""
    link = Link(pk=24, address="https://a.example.org", host="a.example.org")
    states = []
    for after, reason in story:
        rules.apply(link, Result(reason), START + after)
        states.append(link.state)
    return states


@pytest.mark.parametrize("reason", sorted(rules.DEADLY - {Reason.GONE}))
def test_four_failures_over_three_days_are_death(reason):
    assert live_through((0 * DAY, reason), (DAY, reason), (2 * DAY, reason), (3 * DAY, reason)) == [
        DOUBTFUL, DOUBTFUL, DOUBTFUL, DEAD,
    ]  # fmt: skip


def test_failures_within_one_bad_day_are_not_death():
    story = [(number * HOUR, Reason.TIMEOUT) for number in range(20)]
    assert set(live_through(*story)) == {DOUBTFUL}


def test_three_failures_over_a_month_are_not_death():
    assert live_through(*[(number * 15 * DAY, Reason.NO_NAME) for number in range(3)])[-1] == DOUBTFUL


def test_a_page_that_is_gone_dies_faster_but_not_at_once():
    gone = Reason.GONE
    assert live_through((0 * DAY, gone)) == [DOUBTFUL]
    assert live_through((0 * DAY, gone), (20 * HOUR, gone)) == [DOUBTFUL, DOUBTFUL]
    assert live_through((0 * DAY, gone), (25 * HOUR, gone)) == [DOUBTFUL, DEAD]


def test_a_day_without_network_before_does_not_make_a_page_gone_faster():
    story = [(0 * DAY, Reason.TIMEOUT), (2 * DAY, Reason.GONE), (2 * DAY + HOUR, Reason.GONE)]
    assert live_through(*story) == [DOUBTFUL] * 3


@pytest.mark.parametrize("reason", sorted(set(Reason) - rules.DEADLY - rules.WORKING - {Reason.VOUCHED}))
def test_what_answers_in_its_own_way_is_never_dead(reason):
    assert set(live_through(*[(number * 5 * DAY, reason) for number in range(20)])) == {DOUBTFUL}


@pytest.mark.parametrize("reason", sorted(rules.WORKING))
def test_what_opens_or_only_refuses_checks_works(reason):
    assert live_through((0 * DAY, reason), (5 * DAY, reason)) == [WORKS, WORKS]


def test_a_success_between_failures_begins_them_anew():
    lost = Reason.TIMEOUT
    story = [
        (0 * DAY, lost),
        (DAY, lost),
        (2 * DAY, lost),
        (2.5 * DAY, Reason.OPENED),
        (3 * DAY, lost),
        (9 * DAY, lost),
    ]
    assert live_through(*story) == [DOUBTFUL, DOUBTFUL, DOUBTFUL, WORKS, DOUBTFUL, DOUBTFUL]


def test_a_dead_site_may_come_back():
    lost = Reason.NO_NAME
    story = [(number * DAY, lost) for number in range(5)]
    assert live_through(*story, (9 * DAY, lost), (16 * DAY, Reason.OPENED))[-3:] == [DEAD, DEAD, WORKS]
    assert live_through(*story, (16 * DAY, Reason.SERVER_ERROR))[-1] == DOUBTFUL


def test_the_retries_of_a_failing_link_reach_a_verdict_in_time_and_no_sooner():
    """Followed by its own timetable: dead after four checks, in three to four days."""
    for reason, checks, least, most in ((Reason.TIMEOUT, 4, 3, 4), (Reason.GONE, 2, 1, 1.5)):
        link, now = Link(pk=1, address="https://a.example.org", host="a"), START
        rules.apply(link, Result(reason), now)
        asked = 1
        while link.state != DEAD and asked < 20:
            now, asked = link.next_check_at, asked + 1
            rules.apply(link, Result(reason), now)
        assert asked == checks
        assert least * DAY <= now - START <= most * DAY
        assert link.next_check_at - now == rules.DEAD_EVERY


def test_healthy_links_are_asked_about_every_two_weeks_and_not_all_on_one_day():
    pauses = set()
    for number in range(48):
        link = Link(pk=number, address="https://a.example.org", host="a")
        rules.apply(link, Result(Reason.OPENED, 200), START)
        pauses.add(link.next_check_at - START)
    assert min(pauses) >= 13 * DAY
    assert max(pauses) <= 15 * DAY
    assert len(pauses) == 48


def test_who_asks_to_stay_away_is_left_alone():
    link = Link(pk=1, address="https://a.example.org", host="a")
    rules.apply(link, Result(Reason.SERVER_ERROR, 503, retry_after=6 * 24 * 3600), START)
    assert link.next_check_at == START + 6 * DAY


def test_while_a_person_vouches_failures_change_nothing():
    link = Link(
        pk=1, address="https://a.example.org", host="a", state=WORKS, reason=Reason.VOUCHED,
        vouched_until=START.date() + 10 * DAY,
    )  # fmt: skip
    for number in range(9):
        rules.apply(link, Result(Reason.GONE, 404), START + number * DAY)
    assert (link.state, link.failures) == (WORKS, 0)
    rules.apply(link, Result(Reason.GONE, 404), START + 11 * DAY)
    rules.apply(link, Result(Reason.GONE, 404), START + 13 * DAY)
    assert link.state == DEAD
