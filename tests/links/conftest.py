from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client

from demo.factories import ExercisePageFactory, SiteCardPageFactory
from links.checker import Policy
from links.models import Link
from links.services import read_page
from members.models import Assignment
from resources.models import SiteCardPage, UsefulSitesPage
from subjects.models import SubjectPage
from tests.links.moderating import OLD, user
from tests.links.server import BadServer
from tests.personas import MODERATOR, TEACHER


@pytest.fixture(scope="session")
def bad_server() -> Iterator[BadServer]:
    with BadServer() as server:
        yield server


@pytest.fixture
def server(bad_server: BadServer) -> BadServer:
    """The misbehaving server, with nothing asked yet."""
    bad_server.asked.clear()
    bad_server.most_open.clear()
    return bad_server


@pytest.fixture
def policy(server: BadServer) -> Policy:
    """Short bounds, and this machine's server allowed."""
    return Policy(
        "VmesteLinkCheck/1.0 (+https://school.example)",
        total_seconds=3,
        step_seconds=1,
        loopback_ports=frozenset({server.port}),
    )


@pytest.fixture
def online(settings, server: BadServer) -> BadServer:
    """Checks are on, and may ask the misbehaving server."""
    settings.LINK_CHECKS = True
    settings.LINK_CHECKS_LOOPBACK_PORTS = [server.port]
    return server


@pytest.fixture
def in_care():
    """The moderator looks after the useful sites and nothing else; the teacher after nothing."""
    for login in (MODERATOR, TEACHER):
        for assignment in Assignment.objects.filter(person=user(login).person):
            assignment.delete()
    Assignment.objects.create(person=user(MODERATOR).person, page=UsefulSitesPage.objects.get())


@pytest.fixture
def card() -> SiteCardPage:
    page = SiteCardPageFactory(
        parent=UsefulSitesPage.objects.get(),
        title="Старый сайт",
        address=OLD,
        body=[("text", f'<p>Смотрите <a href="{OLD}/">сайт</a> и <a href="{OLD}/drugoe">другое</a>.</p>')],
        owner=user(TEACHER),
    )
    read_page(page)
    return page


@pytest.fixture
def elsewhere() -> None:
    """An exercise with the same address, in nobody's care but the coordinator's."""
    page = ExercisePageFactory(
        parent=SubjectPage.objects.get(subject__slug="fizika"), title="Опыт дома", address=OLD
    )
    read_page(page)


@pytest.fixture
def link(card) -> Link:
    return Link.objects.get(address=OLD)


@pytest.fixture
def moderator(sign_in) -> Client:
    return sign_in(MODERATOR)
