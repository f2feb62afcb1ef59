"""What a check makes of a site that answers, refuses, stalls, floods or lies."""

from __future__ import annotations

import time
import tracemalloc
from datetime import timedelta
from email.utils import format_datetime

import pytest
from django.utils import timezone

from links.checker import Policy, check
from links.models import Reason
from tests.links.server import BadServer, self_signed

SLOWEST = 8
"""Three seconds are allowed; the rest is for a busy machine."""


def test_a_site_that_opens(server: BadServer, policy: Policy):
    result = check(server.url("/ok"), policy)
    assert (result.reason, result.status, result.landed_at) == (Reason.OPENED, 200, "")
    (asked,) = server.asked
    assert asked.method == "HEAD"
    assert asked.headers["User-Agent"] == policy.user_agent
    assert asked.headers["Accept-Encoding"] == "identity"
    assert asked.headers["Host"] == f"127.0.0.1:{server.port}"
    assert not {"Cookie", "Referer", "Authorization"} & asked.headers.keys()


@pytest.mark.parametrize(
    "path",
    [
        "/only-get/405",
        "/only-get/404",
        "/only-get/403",
        "/only-get/500",
        "/only-get/501",
        "/head-hangs",
        "/head-closes",
    ],
)
def test_a_site_that_does_not_like_head_is_asked_with_get(path, server: BadServer, policy: Policy):
    assert check(server.url(path), policy).reason == Reason.OPENED
    assert server.methods(path) == ["HEAD", "GET"]


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        (200, Reason.OPENED), (204, Reason.OPENED), (206, Reason.OPENED), (304, Reason.OPENED),
        (400, Reason.ODD_STATUS), (401, Reason.GUARDED), (402, Reason.ODD_STATUS), (403, Reason.GUARDED),
        (404, Reason.GONE), (405, Reason.GUARDED), (410, Reason.GONE), (418, Reason.ODD_STATUS),
        (429, Reason.GUARDED), (451, Reason.GUARDED), (500, Reason.SERVER_ERROR), (502, Reason.SERVER_ERROR),
        (503, Reason.SERVER_ERROR), (504, Reason.SERVER_ERROR), (999, Reason.SERVER_ERROR),
    ],
)  # fmt: skip
def test_what_a_status_means(status, reason, server: BadServer, policy: Policy):
    result = check(server.url(f"/status/{status}"), policy)
    assert (result.reason, result.status) == (reason, status)


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/reset", Reason.RESET),
        ("/nothing", Reason.RESET),
        ("/garbage", Reason.BAD_ANSWER),
        ("/bad-status", Reason.BAD_ANSWER),
        ("/bad-headers", Reason.OPENED),
        ("/many-headers", Reason.BAD_ANSWER),
        ("/hang", Reason.TIMEOUT),
        ("/drip", Reason.TIMEOUT),
        ("/drip-body", Reason.OPENED),
        ("/endless-headers", Reason.TOO_MUCH),
        ("/endless-line", Reason.TOO_MUCH),
        ("/endless-body", Reason.OPENED),
        ("/endless-continue", Reason.TOO_MUCH),
        ("/bomb", Reason.OPENED),
    ],
)
def test_a_server_that_misbehaves_is_named_within_bounds(path, reason, server: BadServer, policy: Policy):
    tracemalloc.start()
    began = time.monotonic()
    result = check(server.url(path), policy)
    took = time.monotonic() - began
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert result.reason == reason
    assert took < SLOWEST
    assert peak < 4 * 1024 * 1024, f"{path}: {peak} bytes"


def test_a_body_that_never_begins_is_late(server: BadServer, policy: Policy):
    """HEAD is refused, GET has a fine head and then nothing but zeroes of a chunk's length."""
    result = check(server.url("/head-refused-then-drip"), policy)
    assert result.reason == Reason.TIMEOUT


def test_a_closed_port_is_said(policy: Policy):
    with BadServer() as gone:
        address, port = gone.url("/ok"), gone.port
    shut = Policy("x", total_seconds=3, step_seconds=1, loopback_ports=frozenset({port}))
    assert check(address, shut).reason == Reason.REFUSED_CONNECTION


def test_redirects_are_followed_and_told(server: BadServer, policy: Policy):
    result = check(server.url("/to//ok/here"), policy)
    assert (result.reason, result.status, result.landed_at) == (Reason.OPENED, 200, server.url("/ok/here"))
    other = server.url("/ok/moved", "127.0.0.5")
    assert check(server.url(f"/to/{other}"), policy).landed_at == other


def test_a_redirect_in_raw_cyrillic_is_followed(server: BadServer, policy: Policy):
    raw = "/ok/%D0%BF%D1%83%D1%82%D1%8C"
    result = check(server.url(f"/to/{raw}"), policy)
    assert result.reason == Reason.OPENED
    assert server.asked[-1].path == raw


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/chain/3", Reason.OPENED),
        ("/chain/40", Reason.MANY_REDIRECTS),
        ("/ring/a", Reason.LOOP),
        ("/nowhere", Reason.OPENED),
        ("/to//status/404", Reason.GONE),
        ("/to//hang", Reason.TIMEOUT),
    ],
)
def test_where_redirects_end(path, reason, server: BadServer, policy: Policy):
    assert check(server.url(path), policy).reason == reason
    assert len(server.asked) <= 7


def test_no_cookie_is_kept(server: BadServer, policy: Policy):
    assert check(server.url("/cookie"), policy).reason == Reason.OPENED
    assert [one.path for one in server.asked] == ["/cookie", "/ok/after-cookie"]
    assert "Cookie" not in server.asked[-1].headers


@pytest.mark.parametrize(
    ("status", "wait", "seconds"),
    [
        (429, "120", 120),
        (503, "3600", 3600),
        (503, "99999999999999", 7 * 24 * 3600),
        (429, "-5", 0),
        (429, "soon", 0),
        (429, "²", 0),
        (429, "Wed, 21 Oct 2015 07:28:00 GMT", 0),
        (429, "Wed, 99 Oct 2015 07:28:00", 0),
    ],
)
def test_how_long_a_server_asks_to_stay_away(status, wait, seconds, server: BadServer, policy: Policy):
    result = check(server.url(f"/busy/{status}/{wait.replace(' ', '%20')}"), policy)
    assert result.status == status
    assert result.retry_after == seconds
    if seconds:
        assert len(server.asked) == 1, "who asks to stay away is not asked a second time"


def test_a_day_to_come_back_is_understood(server: BadServer, policy: Policy):
    day = format_datetime(timezone.now() + timedelta(hours=2)).replace("+0000", "GMT")
    result = check(server.url(f"/busy/503/{day.replace(' ', '%20')}"), policy)
    assert 7000 < result.retry_after <= 7200


def test_a_certificate_nobody_knows_is_a_doubt_and_no_failure_to_connect(tmp_path, policy: Policy):
    certificate = self_signed(tmp_path)
    with BadServer(certificate) as secure:
        bounds = {"total_seconds": 3, "step_seconds": 1, "loopback_ports": frozenset({secure.port})}
        address = secure.url("/ok", "localhost")
        assert check(address, Policy("x", **bounds)).reason == Reason.BAD_CERTIFICATE
        # A school that trusts this authority says so in a setting.
        trusting = Policy("x", **bounds, ca_file=str(certificate))
        assert check(address, trusting).reason == Reason.OPENED
        assert check(secure.url("/drip", "localhost"), trusting).reason == Reason.TIMEOUT
        assert check(secure.url("/endless-headers", "localhost"), trusting).reason == Reason.TOO_MUCH
        # The right certificate under a wrong name is no better.
        assert check(secure.url("/ok", "127.0.0.1"), trusting).reason == Reason.BAD_CERTIFICATE


def test_an_expired_certificate_is_a_doubt(tmp_path):
    certificate = self_signed(tmp_path, days=-1)
    with BadServer(certificate) as secure:
        policy = Policy(
            "x", total_seconds=3, loopback_ports=frozenset({secure.port}), ca_file=str(certificate)
        )
        assert check(secure.url("/ok", "localhost"), policy).reason == Reason.BAD_CERTIFICATE


def test_https_to_a_server_that_speaks_none(server: BadServer, policy: Policy):
    address = server.url("/ok").replace("http://", "https://")
    assert check(address, policy).reason in {Reason.BAD_CERTIFICATE, Reason.RESET, Reason.TIMEOUT}
