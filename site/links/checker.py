"""Asking one address how it is: gently, within bounds, and only where links.safety allows.

HEAD first, GET where HEAD is refused or misunderstood. Redirects are followed here, each hop looked at
anew. Nothing is unpacked, no cookie is kept, and the time and the bytes of the whole check are bounded.
"""

from __future__ import annotations

import http.client
import socket
import ssl
import time
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from functools import cache
from typing import Any
from urllib.parse import quote, urldefrag, urljoin

import certifi
from django.utils import timezone

from links.models import Reason
from links.safety import ForbiddenError, Resolve, Target, system_resolve, target_of

MOST_REDIRECTS = 5
LONGEST_WAIT = 7 * 24 * 3600
REDIRECTS = {301, 302, 303, 307, 308}
GONE = {404, 410}
GUARDED = {401, 403, 405, 406, 407, 429, 451}


@dataclass(frozen=True, slots=True)
class Policy:
    """The bounds of a check, in seconds and bytes, and who asks."""

    user_agent: str
    total_seconds: float = 15.0
    step_seconds: float = 6.0
    most_bytes: int = 64 * 1024
    ca_file: str = ""
    loopback_ports: frozenset[int] = field(default_factory=frozenset)
    resolve: Resolve = system_resolve


@dataclass(frozen=True, slots=True)
class Result:
    """What a check met. `landed_at` says where redirects led, `retry_after` for how long to stay away."""

    reason: Reason
    status: int | None = None
    landed_at: str = ""
    retry_after: int = 0
    took_ms: int = 0


class TooMuchError(Exception):
    """More bytes than any honest answer needs."""


class BadRedirectError(Exception):
    """A Location that is no address."""


class Clock:
    """The time and the bytes that are left; every reading and writing asks it first."""

    def __init__(self, seconds: float, most_bytes: int) -> None:
        self.ends = time.monotonic() + seconds
        self.bytes_left = most_bytes

    def left(self, most: float | None = None) -> float:
        seconds = self.ends - time.monotonic()
        if seconds <= 0:
            raise TimeoutError
        return seconds if most is None else min(seconds, most)

    def count(self, received: int) -> None:
        self.bytes_left -= received
        if self.bytes_left < 0:
            raise TooMuchError


class _Timed:
    """A socket that obeys a clock as a whole: a byte every five seconds does not keep it waiting."""

    clock: Clock

    def recv_into(self, *args: Any, **kwargs: Any) -> int:
        self.settimeout(self.clock.left())  # type: ignore[attr-defined]
        received: int = super().recv_into(*args, **kwargs)  # type: ignore[misc]
        self.clock.count(received)
        return received


class _Socket(_Timed, socket.socket):
    pass


class _TlsSocket(_Timed, ssl.SSLSocket):
    pass


class _Connection(http.client.HTTPConnection):
    """Connects to an address that was looked at, never to what the name means by now."""

    def __init__(self, target: Target, clock: Clock, policy: Policy) -> None:
        super().__init__(target.host, target.port)
        self.default_port = 443 if target.is_tls else 80
        self.target, self.clock, self.policy = target, clock, policy

    def connect(self) -> None:
        opened = self._open()
        if self.target.is_tls:
            opened.settimeout(self.clock.left(self.policy.step_seconds))
            try:
                secured = _tls(self.policy.ca_file).wrap_socket(opened, server_hostname=self.target.host)
            except BaseException:
                opened.close()
                raise
            secured.clock = self.clock  # type: ignore[attr-defined]
            self.sock = secured
        else:
            self.sock = opened

    def _open(self) -> _Socket:
        failure: OSError = ConnectionRefusedError()
        for ip in self.target.ips[:3]:
            family = socket.AF_INET6 if ":" in ip else socket.AF_INET
            opened = _Socket(family, socket.SOCK_STREAM)
            opened.clock = self.clock
            try:
                opened.settimeout(self.clock.left(self.policy.step_seconds))
                opened.connect((ip, self.target.port))
            except OSError as error:
                opened.close()
                failure = error
            else:
                return opened
        raise failure


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    location: str
    retry_after: int


def check(address: str, policy: Policy) -> Result:
    """Ask `address` and return what was met; never raises for anything that a server does."""
    began = time.monotonic()
    clock = Clock(policy.total_seconds, policy.most_bytes)
    here, seen = address, set[str]()
    answer: _Answer | None = None
    try:
        while True:
            if here in seen:
                reason = Reason.LOOP
                break
            if len(seen) > MOST_REDIRECTS:
                reason = Reason.MANY_REDIRECTS
                break
            seen.add(here)
            answer = _ask(here, clock, policy)
            if answer.status in REDIRECTS and answer.location:
                here = _next(here, answer.location)
                continue
            reason = _meaning(answer.status)
            break
    except BadRedirectError:
        reason = Reason.BAD_REDIRECT
    except ForbiddenError:
        reason = Reason.FORBIDDEN if here == address else Reason.BAD_REDIRECT
    except (OSError, http.client.HTTPException, TooMuchError, ValueError) as error:
        reason, answer = _trouble(error), None
    return Result(
        reason,
        answer.status if answer else None,
        here[:500] if here != address and reason != Reason.BAD_REDIRECT else "",
        answer.retry_after if answer else 0,
        int((time.monotonic() - began) * 1000),
    )


def _ask(url: str, clock: Clock, policy: Policy) -> _Answer:
    target = target_of(url, policy.resolve, clock.left(policy.step_seconds), policy.loopback_ports)
    try:
        head_clock = Clock(clock.left(policy.step_seconds), clock.bytes_left)
        answer = _request("HEAD", target, head_clock, policy)
    except (ConnectionRefusedError, ssl.SSLError):
        raise
    except (OSError, http.client.HTTPException, TooMuchError):
        pass  # many servers hang up on HEAD, or send a body after it: only GET can tell
    else:
        if answer.status < 400 or answer.status == 429 or answer.retry_after:
            return answer
    return _request("GET", target, clock, policy)


def _request(method: str, target: Target, clock: Clock, policy: Policy) -> _Answer:
    connection = _Connection(target, clock, policy)
    try:
        connection.request(
            method,
            target.path,
            headers={
                "User-Agent": policy.user_agent,
                "Accept": "text/html,*/*;q=0.8",
                "Accept-Language": "ru,en;q=0.5",
                "Accept-Encoding": "identity",
                "Connection": "close",
            },
        )
        response = connection.getresponse()
        if method == "GET" and response.status < 300:
            response.read(1)  # the page begins; the rest is not our business
        location = response.getheader("Location") or ""
        return _Answer(response.status, _url_of(location), _seconds(response.getheader("Retry-After")))
    finally:
        connection.close()


def _next(here: str, location: str) -> str:
    try:
        return urldefrag(urljoin(here, location)).url
    except ValueError as error:  # «http://[»
        raise BadRedirectError(location) from error


def _url_of(location: str) -> str:
    """A Location as an address: http.client reads bytes as Latin-1, servers write UTF-8 or worse."""
    return quote(location.strip().encode("latin-1", "ignore"), safe="/%:@!$&'()*+,;=~-._?#[]")


def _seconds(retry_after: str | None) -> int:
    """How long a server asks to stay away, at most a week; nothing where it says nothing sensible."""
    text = (retry_after or "").strip()
    if text.isascii() and text.isdigit():
        return min(int(text[:9]), LONGEST_WAIT)
    try:
        until = parsedate_to_datetime(text)
        if until.tzinfo is None:
            return 0
        return max(0, min(int((until - timezone.now()).total_seconds()), LONGEST_WAIT))
    except (ValueError, TypeError, OverflowError):
        return 0


def _meaning(status: int) -> Reason:
    if status < 400:
        return Reason.OPENED
    if status in GUARDED:
        return Reason.GUARDED
    if status in GONE:
        return Reason.GONE
    return Reason.SERVER_ERROR if status >= 500 else Reason.ODD_STATUS


def _trouble(error: Exception) -> Reason:  # noqa: PLR0911 (a table in words)
    if isinstance(error, TimeoutError):
        return Reason.TIMEOUT
    if isinstance(error, socket.gaierror):
        return Reason.TIMEOUT if error.errno == socket.EAI_AGAIN else Reason.NO_NAME
    if isinstance(error, (ConnectionResetError, BrokenPipeError, ssl.SSLEOFError, ssl.SSLZeroReturnError)):
        return Reason.RESET
    if isinstance(error, ssl.SSLError):
        return Reason.BAD_CERTIFICATE
    if isinstance(error, TooMuchError):
        return Reason.TOO_MUCH
    if isinstance(error, OSError):
        return Reason.REFUSED_CONNECTION
    return Reason.BAD_ANSWER


@cache
def _tls(ca_file: str) -> ssl.SSLContext:
    """The system's and Mozilla's authorities, and those in `ca_file` (a ministry's, a provider's)."""
    context = ssl.create_default_context()
    context.load_verify_locations(cafile=certifi.where())
    if ca_file:
        context.load_verify_locations(cafile=ca_file)
    context.sslsocket_class = _TlsSocket
    return context
