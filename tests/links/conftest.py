from __future__ import annotations

from collections.abc import Iterator

import pytest

from links.checker import Policy
from tests.links.server import BadServer


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
