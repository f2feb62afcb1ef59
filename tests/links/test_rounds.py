"""A round asks a few due links, one a host, and marks nothing when the network is ours to mend."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from demo.factories import PlainPageFactory
from links import rounds, ticks
from links.checks import link_settings
from links.models import Link, LinkCheck, LinkUse, Reason
from links.services import CHECKS_KEPT, read_page
from notices.ticks import TICKS
from tests.links.server import BadServer

DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _quick(settings, monkeypatch):
    """Nothing of the demo school's is due, and no check waits long."""
    Link.objects.update(next_check_at=timezone.now() + 99 * DAY, state=Link.State.NEW)
    settings.LINK_CHECKS_PER_MINUTE = 5


@pytest.fixture
def put(home, online: BadServer):
    """`put("/ok", "127.0.1.2", state="works")` is a due link on a page, of that host of the bad server."""

    def make(path: str, host: str = "127.0.1.1", **fields: object) -> Link:
        address = online.url(path, host)
        page = PlainPageFactory(parent=home, title=address, body=[("text", f'<a href="{address}">а</a>')])
        read_page(page)
        Link.objects.filter(address=address).update(next_check_at=timezone.now() - DAY, **fields)
        return Link.objects.get(address=address)

    return make


def fresh(link: Link) -> Link:
    return Link.objects.get(pk=link.pk)


def test_a_due_link_is_checked_and_its_history_kept(put):
    link = put("/ok")
    assert rounds.run_round() == 1
    link = fresh(link)
    assert (link.state, link.reason, link.status) == (Link.State.WORKS, Reason.OPENED, 200)
    assert link.next_check_at > timezone.now() + 12 * DAY
    (check,) = link.checks.all()
    assert (check.reason, check.status) == (Reason.OPENED, 200)
    assert rounds.run_round() == 0, "it is not due any longer"


def test_one_host_gets_one_question_a_round_and_the_longest_waiting_come_first(put, online):
    links = [put(f"/ok/{number}") for number in range(4)]
    for age, link in enumerate(links):
        Link.objects.filter(pk=link.pk).update(next_check_at=timezone.now() - (10 - age) * DAY)
    other = put("/ok", "127.0.1.2")
    for number in range(4):
        rounds.run_round()
        asked = [one.path for one in online.asked if one.path.startswith("/ok/")]
        assert asked == [f"/ok/{place}" for place in range(number + 1)]
        rounds.run_round()
        assert len(online.asked) == number + 2, "the host has a rest before its next link"
        waiting = Link.objects.filter(pk__in=[link.pk for link in links], last_checked_at=None)
        waiting.update(next_check_at=timezone.now() - DAY)  # a minute goes by
    assert fresh(other).state == Link.State.WORKS
    assert online.most_open["127.0.1.1"] == 1


def test_a_host_with_very_many_links_does_not_hold_the_others(put, online):
    crowd = put("/ok")
    more = [
        Link(address=f"{crowd.address}/{number}", host=crowd.host, next_check_at=timezone.now() - 9 * DAY)
        for number in range(300)
    ]
    Link.objects.bulk_create(more)
    page_id = crowd.uses.get().page_id
    LinkUse.objects.bulk_create(
        LinkUse(link=link, page_id=page_id)
        for link in Link.objects.filter(address__in=[one.address for one in more])
    )
    other = put("/ok", "127.0.1.2")
    assert rounds.run_round() == 2
    assert fresh(other).state == Link.State.WORKS


def test_no_more_than_the_setting_says_are_asked_at_once(put, online, settings):
    settings.LINK_CHECKS_PER_MINUTE = 3
    for number in range(2, 10):
        put("/ok", f"127.0.1.{number}")
    assert rounds.run_round() == 3
    assert len(online.asked) == 3


def test_what_a_moderator_asked_for_comes_before_all_others(put, online):
    put("/ok/old")
    Link.objects.filter(pk=put("/ok/wanted").pk).update(asked_at=timezone.now(), next_check_at=timezone.now())
    rounds.run_round()
    assert online.asked[0].path == "/ok/wanted"


def test_links_that_stand_nowhere_are_not_asked(put, online):
    put("/ok").uses.all().delete()
    assert rounds.run_round() == 0
    assert online.asked == []


def test_a_link_that_was_deleted_while_it_was_asked_is_no_trouble(put):
    link = put("/ok")
    from links.checker import Result
    from links.services import record

    link.delete()
    record(link.pk or 10**9, Result(Reason.OPENED, 200))
    assert not LinkCheck.objects.filter(link_id=link.pk).exists()


def test_a_link_under_check_is_not_taken_by_a_second_worker(put):
    put("/ok")
    assert len(rounds._claim(5)) == 1
    assert rounds._claim(5) == []


def test_a_worker_that_died_in_a_check_loses_nothing(put):
    link = put("/ok")
    rounds._claim(5)
    Link.objects.filter(pk=link.pk).update(next_check_at=timezone.now() - timedelta(seconds=1))
    assert rounds.run_round() == 1


def test_four_failed_rounds_over_days_make_a_link_dead(put):
    lost, fine = put("/reset"), put("/ok", "127.0.1.2")
    for number in range(4):
        Link.objects.filter(pk__in=[lost.pk, fine.pk]).update(next_check_at=timezone.now() - DAY)
        rounds.run_round()
        assert fresh(lost).failures == number + 1
        state = fresh(lost).state
        # A day goes by.
        Link.objects.filter(pk=lost.pk).update(first_failed_at=fresh(lost).first_failed_at - DAY)
    assert state == Link.State.DEAD
    assert fresh(lost).checks.count() == 4


def test_when_everything_fails_nothing_is_marked(put):
    links = [put("/reset", f"127.0.1.{number}") for number in range(1, 6)]
    assert rounds.run_round() == 0
    for link in map(fresh, links):
        assert (link.state, link.failures, link.last_checked_at) == (Link.State.NEW, 0, None)
        assert timezone.now() < link.next_check_at < timezone.now() + timedelta(hours=1)
    assert LinkCheck.objects.filter(link__in=links).count() == 0


def test_when_sites_that_worked_fail_too_nothing_is_marked(put):
    lost = put("/reset")
    for number in (2, 3, 4):
        worked = put("/reset", f"127.0.1.{number}", state="works", last_checked_at=timezone.now() - DAY)
        Link.objects.filter(pk=worked.pk).update(next_check_at=timezone.now() + DAY)
    assert rounds.run_round() == 0
    assert fresh(lost).state == Link.State.NEW
    assert fresh(worked).state == Link.State.WORKS


def test_when_sites_that_worked_still_do_the_failures_are_real(put, online):
    lost = [put("/reset", f"127.0.1.{number}") for number in (1, 2, 3)]
    for number in (4, 5, 6):
        worked = put("/ok", f"127.0.1.{number}", state="works", last_checked_at=timezone.now() - DAY)
        Link.objects.filter(pk=worked.pk).update(next_check_at=timezone.now() + DAY)
    assert rounds.run_round() == 6
    assert {fresh(link).state for link in lost} == {Link.State.DOUBTFUL}
    assert fresh(worked).last_checked_at > timezone.now() - DAY / 2, "a witness has been checked as well"


def test_one_dead_site_among_living_ones_needs_no_witnesses(put, online):
    put("/reset")
    for number in (2, 3):
        put("/ok", f"127.0.1.{number}")
    put("/ok", "127.0.1.9", state="works", last_checked_at=timezone.now() - DAY)
    Link.objects.filter(host__startswith="127.0.1.9").update(next_check_at=timezone.now() + DAY)
    assert rounds.run_round() == 3
    assert "127.0.1.9" not in online.most_open


def test_a_host_that_asks_to_stay_away_is_left_alone_with_all_its_links(put, online):
    busy, neighbour = put("/busy/429/7200"), put("/ok")
    Link.objects.filter(pk=busy.pk).update(next_check_at=timezone.now() - 5 * DAY)
    put("/ok", "127.0.1.2")
    rounds.run_round()
    assert fresh(busy).state == Link.State.WORKS
    assert fresh(neighbour).next_check_at > timezone.now() + timedelta(hours=1)


def test_the_history_of_a_link_does_not_grow_for_ever(put):
    link = put("/ok")
    LinkCheck.objects.bulk_create(
        LinkCheck(link=link, reason=Reason.TIMEOUT, checked_at=timezone.now() - number * DAY)
        for number in range(1, CHECKS_KEPT + 20)
    )
    rounds.run_round()
    assert link.checks.count() == CHECKS_KEPT
    assert link.checks.first().reason == Reason.OPENED


def test_the_worker_checks_only_where_it_may(put, online, settings):
    assert {"check_links", "read_links", "tell_dead_links"} <= TICKS.keys()
    link = put("/ok")
    settings.LINK_CHECKS = False
    TICKS["check_links"].run()
    assert fresh(link).state == Link.State.NEW
    assert online.asked == []
    settings.LINK_CHECKS = True
    ticks.check_links()
    assert fresh(link).state == Link.State.WORKS


def test_who_asks_is_told(put, online, settings):
    settings.WAGTAILADMIN_BASE_URL = "https://школа.рф"
    put("/ok")
    rounds.run_round()
    assert online.asked[0].headers["User-Agent"].endswith("+https://xn--80atdl2c.xn--p1ai)")


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("LINK_CHECKS_CA_FILE", "/net/takogo/fayla.pem"),
        ("LINK_CHECKS_CA_FILE", __file__),
        ("LINK_CHECKS_PER_MINUTE", 0),
        ("LINK_CHECKS_PER_MINUTE", 1000),
        ("LINK_CHECKS_LOOPBACK_PORTS", [80]),
    ],
)
def test_wrong_settings_stop_the_start(name, wrong, settings):
    assert link_settings(None) == []
    setattr(settings, name, wrong)
    (fault,) = link_settings(None)
    assert name in fault.msg
