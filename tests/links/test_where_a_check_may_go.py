"""A check goes to the open Internet alone: never into this machine or this network, whatever a link says."""

from __future__ import annotations

import time

import pytest

from links.checker import Policy, check
from links.models import Reason
from links.safety import ForbiddenError, is_public, system_resolve, target_of
from tests.links.server import BadServer

NOBODY = Policy("VmesteLinkCheck/1.0", total_seconds=3, step_seconds=1)


@pytest.mark.parametrize(
    "ip",
    [
        "127.0.0.1", "127.8.8.8", "0.0.0.1", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.0.1",
        "169.254.169.254", "100.64.0.1", "192.0.0.8", "192.88.99.1", "192.0.2.1", "198.18.0.1", "203.0.113.5",
        "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255",
        "::", "::1", "fe80::1", "fe80::1%eth0", "fec0::1", "fc00::1", "fd12:3456::1", "ff02::1",
        "2001:db8::1",
        "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "::127.0.0.1",
        "2002:7f00:1::", "2002:a00:1::1", "64:ff9b::127.0.0.1", "64:ff9b::a00:1", "64:ff9b:1::1",
        "2001:0:7f00:1:0:0:80ff:fffe", "100::1", "5f00::1",
    ],
)  # fmt: skip
def test_addresses_inside_are_not_public(ip):
    assert not is_public(ip)


@pytest.mark.parametrize(
    "ip", ["8.8.8.8", "77.88.55.88", "2a02:6b8::2:242", "::ffff:8.8.8.8", "2606:4700::1"]
)
def test_addresses_of_the_internet_are_public(ip):
    assert is_public(ip)


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/", "http://localhost/", "http://2130706433/", "http://0x7f000001/", "http://0177.0.0.1/",
        "http://127.1/", "http://0/", "http://[::1]/", "http://[::ffff:127.0.0.1]/", "http://[fe80::1]/",
        "http://169.254.169.254/latest/meta-data/", "http://192.168.1.1/", "https://10.0.0.1:8443/",
        "http://127.0.0.1.:80/", "http://[::ffff:7f00:1]:8080/", "http://１２７.0.0.1/",
        "http://8.8.8.8:22/", "http://8.8.8.8:25/", "http://8.8.8.8:6379/", "http://8.8.8.8:0/", "http://8.8.8.8:99999/",
        "http://user:parol@8.8.8.8/", "http://user@8.8.8.8/", "http://8.8.8.8@127.0.0.1/", "http://@8.8.8.8/",
        "ftp://8.8.8.8/", "file:///etc/passwd", "gopher://8.8.8.8/", "javascript:alert(1)", "//8.8.8.8/", "",
        "http://", "http:///etc/passwd", "http://[8.8.8.8/", "http://[v1.x]/", "http://a b/", "http://-/",
        "http://example.org\r\nHost: x/", f"http://8.8.8.8/{'a' * 3000}",
        f"http://{'a' * 64}.{'б' * 64}.рф/",
    ],
)  # fmt: skip
def test_nothing_is_sent_to_an_address_that_is_not_asked(url):
    result = check(url, NOBODY)
    assert result.reason == Reason.FORBIDDEN
    assert result.status is None


def test_the_port_of_a_test_is_open_to_this_machine_alone():
    ports = frozenset({54321})
    assert target_of("http://127.0.0.1:54321/", system_resolve, 1, ports).ips == ["127.0.0.1"]
    for url in ("http://127.0.0.1/", "http://10.0.0.1:54321/", "http://8.8.8.8:54321/"):
        with pytest.raises(ForbiddenError):
            target_of(url, system_resolve, 1, ports)


def test_a_name_is_refused_when_one_of_its_addresses_is_inside():
    for answer in (["127.0.0.1"], ["8.8.8.8", "10.0.0.1"], ["::ffff:10.0.0.1"], []):
        with pytest.raises(ForbiddenError):
            target_of("http://example.org/", lambda *asked, answer=answer: answer, 1, frozenset())


def test_a_name_is_resolved_once_and_what_it_means_later_does_not_matter(server: BadServer):
    """DNS rebinding: the second answer of such a name would be an address inside."""
    answers = [["127.0.0.2"], ["127.0.0.3"], ["127.0.0.3"]]
    asked: list[str] = []

    def resolve(host: str, port: int, seconds: float) -> list[str]:
        asked.append(host)
        return answers[len(asked) - 1]

    policy = Policy("x", resolve=resolve, loopback_ports=frozenset({server.port}), total_seconds=3)
    result = check(server.url("/only-get/405", "rebind.example.org"), policy)
    assert result.reason == Reason.OPENED
    assert asked == ["rebind.example.org"]
    assert set(server.most_open) == {"127.0.0.2"}
    assert {one.headers["Host"] for one in server.asked} == {f"rebind.example.org:{server.port}"}
    assert server.methods("/only-get/405") == ["HEAD", "GET"]


@pytest.mark.parametrize(
    "inside",
    [
        "http://127.0.0.1/", "http://127.0.0.1:22/", "http://localhost:8000/admin/", "http://169.254.169.254/",
        "http://[::1]/", "http://[::ffff:127.0.0.1]/", "//10.0.0.1/", "http://0x7f.1/", "http://8.8.8.8:22/",
        "file:///etc/passwd", "ftp://8.8.8.8/", "javascript:alert(1)", "data:text/html,a", "http://a:b@8.8.8.8/",
        "http://[", "http://\xff\xfe/",
    ],
)  # fmt: skip
def test_a_redirect_inside_is_not_followed(inside, server: BadServer, policy: Policy):
    path = f"/to/{inside.replace('%', '%25').replace('#', '%23')}"
    assert check(server.url(path), policy).reason == Reason.BAD_REDIRECT


def test_a_name_that_does_not_exist_is_said(policy: Policy):
    result = check("http://net-takogo-sayta.invalid/", policy)
    assert result.reason in {Reason.NO_NAME, Reason.TIMEOUT}  # the second where there is no resolver at all


def test_a_slow_resolver_does_not_hold_a_check(server: BadServer):
    def slowly(host: str, port: int, seconds: float) -> list[str]:
        time.sleep(seconds)
        raise TimeoutError

    began = time.monotonic()
    policy = Policy("x", resolve=slowly, step_seconds=0.3, total_seconds=1)
    assert check("http://example.org/", policy).reason == Reason.TIMEOUT
    assert time.monotonic() - began < 3
