"""The demo school shows links in every state, with histories, and asks nobody for it."""

from __future__ import annotations

from demo.content.links import STORIES
from demo.links import tell_stories
from links.models import Link, LinkCheck, LinkReport, LinkUse, Reason
from tests.links.server import BadServer


def test_every_state_has_its_story():
    told = {link.address: link for link in Link.objects.filter(address__in=STORIES)}
    assert told.keys() == STORIES.keys()
    assert {link.state for link in told.values()} == {"works", "doubtful", "dead"}
    assert {Reason.GONE, Reason.TIMEOUT, Reason.GUARDED, Reason.BAD_CERTIFICATE, Reason.VOUCHED} == {
        link.reason for link in told.values()
    }
    for link in told.values():
        assert link.uses.count() == 1
        assert link.checks.count() == len(STORIES[link.address]["checks"])


def test_a_real_site_is_never_said_to_be_broken():
    for link in Link.objects.exclude(state="works"):
        assert link.host.endswith("example.org"), link.address


def test_all_links_of_the_school_are_known_and_none_is_due_at_once():
    assert LinkUse.objects.count() > 60
    assert not Link.objects.filter(state="new").exists()


def test_seeding_again_changes_nothing_and_asks_nobody(online: BadServer):
    def rows() -> list[int]:
        return [model.objects.count() for model in (Link, LinkUse, LinkCheck, LinkReport)]

    before, states = rows(), list(Link.objects.order_by("pk").values_list("state", "next_check_at"))
    tell_stories()
    assert rows() == before
    assert list(Link.objects.order_by("pk").values_list("state", "next_check_at")) == states
    assert online.asked == []
