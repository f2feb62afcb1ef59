"""A round of checks: a few due links of different hosts, asked outside any transaction, then recorded."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F, OrderBy, QuerySet, Window
from django.db.models.functions import RowNumber
from django.utils import timezone

from core.addresses import host_of
from links import rules
from links.checker import Policy, Result, check
from links.models import Link, Reason
from links.services import record

AT_ONCE = 5
WITNESSES = 3
HOST_PAUSE = timedelta(seconds=45)
CLAIMED_FOR = timedelta(minutes=10)
NETWORK_DOWN_FOR = timedelta(minutes=30)


def policy() -> Policy:
    """Who asks and within what bounds, as the settings say."""
    site = _ascii(settings.WAGTAILADMIN_BASE_URL)
    return Policy(
        user_agent=f"Mozilla/5.0 (compatible; VmesteLinkCheck/1.0; +{site})",
        ca_file=settings.LINK_CHECKS_CA_FILE,
        loopback_ports=frozenset(settings.LINK_CHECKS_LOOPBACK_PORTS),
    )


def run_round() -> int:
    """Check what is due, at most LINK_CHECKS_PER_MINUTE links, one a host; return how many were recorded.

    When most hosts fail as they do without a network, some that worked before are asked as witnesses.
    If they fail too, the network is ours to mend: the round is thrown away and nothing is marked.
    """
    links = _claim(settings.LINK_CHECKS_PER_MINUTE)
    if not links:
        return 0
    results = _ask(links)
    if _network_failures(results) * 2 > len(results):
        witnesses = _witnesses({link.host for link in links})
        heard = _ask(witnesses)
        if _network_failures(heard) * 2 >= len(heard):
            until = timezone.now() + NETWORK_DOWN_FOR
            Link.objects.filter(pk__in=[link.pk for link in links]).update(next_check_at=until)
            return 0
        results |= heard
    for pk, result in results.items():
        record(pk, result)
    return len(results)


@transaction.atomic
def _claim(most: int) -> list[Link]:
    """The links most due, one a host, put off for the time of the round: no second worker takes them.

    What else is due of those hosts waits a little, so that nobody asks a host twice at a time.
    """
    now = timezone.now()
    due = Link.objects.used().filter(next_check_at__lte=now)
    asked_first = F("asked_at").asc(nulls_last=True)
    chosen = _one_a_host(due, most, asked_first, F("next_check_at").asc())
    locked = due.filter(pk__in=chosen).select_for_update(skip_locked=_skips_locked())
    links = list(locked.order_by(asked_first, "next_check_at", "pk"))
    waiting = due.filter(host__in=[link.host for link in links])
    waiting.update(next_check_at=now + HOST_PAUSE)
    Link.objects.filter(pk__in=[link.pk for link in links]).update(next_check_at=now + CLAIMED_FOR)
    return links


def _skips_locked() -> bool:
    return transaction.get_connection().features.has_select_for_update_skip_locked


def _witnesses(hosts: set[str]) -> list[Link]:
    """Links of other hosts that worked when they were last asked, the longest ago first."""
    worked = Link.objects.used().filter(state=Link.State.WORKS).exclude(reason=Reason.VOUCHED)
    chosen = _one_a_host(worked.exclude(host__in=hosts), WITNESSES, F("last_checked_at").asc())
    return list(Link.objects.filter(pk__in=chosen))


def _one_a_host(links: QuerySet[Link], most: int, *order: OrderBy) -> list[int]:
    """The ids of the first of `links` in each host, of the `most` hosts that come first.

    A host with thousands of links takes one place, like any other.
    """
    place = Window(RowNumber(), partition_by=F("host"), order_by=[*order, F("pk").asc()])
    firsts = links.order_by().annotate(place=place).filter(place=1).order_by(*order, "pk")
    return list(firsts.values_list("pk", flat=True)[:most])


def _ask(links: list[Link]) -> dict[int, Result]:
    bounds = policy()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        results = pool.map(lambda link: check(link.address, bounds), links)
        return {link.pk: result for link, result in zip(links, results, strict=True)}


def _network_failures(results: dict[int, Result]) -> int:
    return sum(result.reason in rules.NETWORK for result in results.values())


def _ascii(address: str) -> str:
    host = host_of(address)
    return address.replace(host, host.encode("idna").decode("ascii")) if not address.isascii() else address
