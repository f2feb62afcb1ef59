"""Where a check may go: addresses of the open Internet, by the usual ports, without anybody's password."""

from __future__ import annotations

import queue
import re
import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import quote, urlsplit

PORTS = frozenset({80, 443, 8000, 8008, 8080, 8081, 8443, 8888})
LONGEST_URL = 2000
Resolve = Callable[[str, int, float], list[str]]

_HOST = re.compile(r"[a-z0-9]([a-z0-9._-]*[a-z0-9])?", re.IGNORECASE)
_URL_CHARACTERS = "/%:@!$&'()*+,;=~-._?[]"
_NAT64 = ip_network("64:ff9b::/96")
_GLOBAL_V6 = ip_network("2000::/3")
_OTHERWISE_KEPT = [ip_network(text) for text in ("100.64.0.0/10", "192.0.0.0/24", "192.88.99.0/24")]


class ForbiddenError(Exception):
    """An address that is not asked."""


@dataclass(frozen=True, slots=True)
class Target:
    """What to ask: `ips` are all that the name means, already looked at; no other one is connected to."""

    is_tls: bool
    host: str
    port: int
    path: str
    ips: list[str]


def target_of(url: str, resolve: Resolve, seconds: float, loopback_ports: frozenset[int]) -> Target:
    """Take `url` apart and resolve its name, once. Raises ForbiddenError, or what `resolve` raises.

    `loopback_ports` are the ports of this very machine that tests may ask; empty everywhere else.
    """
    try:
        parts = urlsplit(url)
        port = {"http": 80, "https": 443}.get(parts.scheme, 0) if parts.port is None else parts.port
        host = _ascii_host(parts.hostname or "", in_brackets="[" in parts.netloc)
    except (ValueError, UnicodeError) as error:
        raise ForbiddenError(url) from error
    if parts.scheme not in {"http", "https"} or "@" in parts.netloc or len(url) > LONGEST_URL:
        raise ForbiddenError(url)
    if port not in PORTS | loopback_ports:
        raise ForbiddenError(url)
    path = quote(parts.path, safe=_URL_CHARACTERS) or "/"
    if parts.query:
        path += "?" + quote(parts.query, safe=_URL_CHARACTERS)
    ips = resolve(host, port, seconds)
    if not ips or not all(_is_open(ip, port, loopback_ports) for ip in ips):
        raise ForbiddenError(url)
    return Target(parts.scheme == "https", host, port, path, ips)


def is_public(text: str) -> bool:
    """Whether an IP address is one of the open Internet, also when it is an IPv4 dressed as an IPv6."""
    ip = _undressed(ip_address(text))
    if isinstance(ip, IPv6Address) and ip not in _GLOBAL_V6:
        return False
    closed = (
        ip.is_private,
        ip.is_loopback,
        ip.is_link_local,
        ip.is_multicast,
        ip.is_reserved,
        ip.is_unspecified,
        not ip.is_global,
        any(ip in network for network in _OTHERWISE_KEPT),
    )
    return not any(closed)


def system_resolve(host: str, port: int, seconds: float) -> list[str]:
    """The IP addresses of `host`; TimeoutError when the system's resolver takes longer than `seconds`.

    The resolver cannot be interrupted, so it is asked in a thread that is left alone when it is late.
    """
    answers: queue.SimpleQueue[list[str] | OSError] = queue.SimpleQueue()

    def ask() -> None:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            answers.put(error if isinstance(error, OSError) else socket.gaierror(socket.EAI_NONAME, host))
        else:
            answers.put(list(dict.fromkeys(str(address[4][0]) for address in found)))

    threading.Thread(target=ask, daemon=True).start()
    try:
        answer = answers.get(timeout=seconds)
    except queue.Empty as error:
        raise TimeoutError(host) from error
    if isinstance(answer, OSError):
        raise answer
    return answer


def _is_open(ip: str, port: int, loopback_ports: frozenset[int]) -> bool:
    if port in loopback_ports and ip_address(ip).is_loopback:
        return True
    return port in PORTS and is_public(ip)


def _undressed(ip: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    if isinstance(ip, IPv4Address):
        return ip
    if ip in _NAT64:
        return IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else ip)


def _ascii_host(host: str, *, in_brackets: bool) -> str:
    """The host as DNS takes it; ValueError for what is no host."""
    host = host.rstrip(".")
    if ":" in host or in_brackets:
        return str(IPv6Address(host))
    plain = host.encode("idna").decode("ascii") if not host.isascii() else host
    if not _HOST.fullmatch(plain) or len(plain) > 253:
        raise ValueError(host)
    return plain
