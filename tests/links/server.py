"""A server on this machine that misbehaves in every way a site can, one way a path."""

from __future__ import annotations

import gzip
import socket
import ssl
import struct
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from urllib.parse import unquote

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from django.utils import timezone

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nOK"
EMPTY = b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"
PATIENCE = 30


@dataclass
class Asked:
    """One request as it came."""

    method: str
    path: str
    headers: dict[str, str]
    at: float = field(default_factory=time.monotonic)


class BadServer:
    """Listens on all of 127.0.0.0/8, so that one server is many hosts; `with BadServer() as server`."""

    def __init__(self, certificate: Path | None = None) -> None:
        self.asked: list[Asked] = []
        self.now_open: dict[str, int] = {}
        self.most_open: dict[str, int] = {}
        self.closing = threading.Event()
        self.context: ssl.SSLContext | None = None
        if certificate:
            self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            self.context.load_cert_chain(certificate)
        self.lock = threading.Lock()
        self.listener = socket.create_server(("0.0.0.0", 0), backlog=64)  # noqa: S104
        self.port = self.listener.getsockname()[1]

    def __enter__(self) -> BadServer:
        self.thread = threading.Thread(target=self._listen, daemon=True)
        self.thread.start()
        return self

    def __exit__(self, *failure: object) -> None:
        self.closing.set()
        with suppress(OSError):
            self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()
        self.thread.join(5)

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        scheme = "https" if self.context else "http"
        return f"{scheme}://{host}:{self.port}{path}"

    def methods(self, path: str) -> list[str]:
        return [one.method for one in self.asked if one.path == path]

    def _listen(self) -> None:
        while not self.closing.is_set():
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        host = connection.getsockname()[0]
        with self.lock:
            self.now_open[host] = self.now_open.get(host, 0) + 1
            self.most_open[host] = max(self.most_open.get(host, 0), self.now_open[host])
        try:
            with connection, suppress(OSError):
                connection.settimeout(PATIENCE)
                if not self.context:
                    self._answer(connection)
                    return
                with self.context.wrap_socket(connection, server_side=True) as secured:
                    self._answer(secured)
        finally:
            with self.lock:
                self.now_open[host] -= 1

    def _answer(self, connection: socket.socket) -> None:
        head = b""
        while b"\r\n\r\n" not in head:
            received = connection.recv(4096)
            if not received:
                return
            head += received
        lines = head.decode("latin-1").split("\r\n")
        method, path, _ = lines[0].split(" ")
        headers = dict(line.split(": ", 1) for line in lines[1:] if ": " in line)
        self.asked.append(Asked(method, path, headers))
        name, _, rest = path.lstrip("/").partition("/")
        getattr(self, f"do_{name.partition('?')[0].replace('-', '_')}")(connection, method, rest)

    # How it may answer. What is after the first word of the path is `rest`.

    def do_ok(self, to: socket.socket, method: str, rest: str) -> None:
        to.sendall(OK if method == "GET" else EMPTY)

    def do_status(self, to: socket.socket, method: str, rest: str) -> None:
        to.sendall(f"HTTP/1.1 {rest} Whatever\r\nContent-Length: 0\r\n\r\n".encode())

    def do_busy(self, to: socket.socket, method: str, rest: str) -> None:
        status, _, wait = rest.partition("/")
        head = f"HTTP/1.1 {status} Busy\r\nRetry-After: {unquote(wait)}\r\nContent-Length: 0\r\n\r\n"
        to.sendall(head.encode())

    def do_only_get(self, to: socket.socket, method: str, rest: str) -> None:
        to.sendall(OK if method == "GET" else f"HTTP/1.1 {rest} No HEAD here\r\n\r\n".encode())

    def do_head_hangs(self, to: socket.socket, method: str, rest: str) -> None:
        if method == "HEAD":
            self.do_hang(to, method, rest)
        to.sendall(OK)

    def do_head_closes(self, to: socket.socket, method: str, rest: str) -> None:
        if method == "GET":
            to.sendall(OK)

    def do_to(self, to: socket.socket, method: str, rest: str) -> None:
        """302 to what the rest of the path says, as it is."""
        location = unquote(rest, encoding="latin-1").encode("latin-1")
        to.sendall(b"HTTP/1.1 302 Found\r\nLocation: " + location + b"\r\nContent-Length: 0\r\n\r\n")

    def do_nowhere(self, to: socket.socket, method: str, rest: str) -> None:
        to.sendall(b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\n\r\n")

    def do_ring(self, to: socket.socket, method: str, rest: str) -> None:
        self.do_to(to, method, f"/ring/{'b' if rest == 'a' else 'a'}")

    def do_chain(self, to: socket.socket, method: str, rest: str) -> None:
        self.do_to(to, method, f"/chain/{int(rest) - 1}" if rest != "0" else "/ok")

    def do_cookie(self, to: socket.socket, method: str, rest: str) -> None:
        to.sendall(b"HTTP/1.1 302 Found\r\nSet-Cookie: a=b\r\nLocation: /ok/after-cookie\r\n\r\n")

    def do_hang(self, to: socket.socket, method: str, rest: str) -> None:
        self.closing.wait(PATIENCE)

    def do_drip(self, to: socket.socket, method: str, rest: str) -> None:
        """A letter of a header now and then, for ever."""
        to.sendall(b"HTTP/1.1 200 OK\r\nX-Slow: ")
        self._for_ever(to, b"a", 0.1)

    def do_drip_body(self, to: socket.socket, method: str, rest: str) -> None:
        to.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
        self._for_ever(to, b"0", 0.1)

    def do_head_refused_then_drip(self, to: socket.socket, method: str, rest: str) -> None:
        if method == "HEAD":
            self.do_status(to, method, "405")
        else:
            self.do_drip_body(to, method, rest)

    def do_endless_headers(self, to: socket.socket, method: str, rest: str) -> None:
        to.sendall(b"HTTP/1.1 200 OK\r\n")
        self._for_ever(to, b"X: " + b"y" * 4000 + b"\r\n")

    def do_endless_line(self, to: socket.socket, method: str, rest: str) -> None:
        self._for_ever(to, b"H" * 65536)

    def do_endless_body(self, to: socket.socket, method: str, rest: str) -> None:
        to.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        self._for_ever(to, b"y" * 65536)

    def do_endless_continue(self, to: socket.socket, method: str, rest: str) -> None:
        self._for_ever(to, b"HTTP/1.1 100 Continue\r\n\r\n" * 100)

    def do_bomb(self, to: socket.socket, method: str, rest: str) -> None:
        """A hundred megabytes of nothing in a hundred kilobytes."""
        to.sendall(b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: %d\r\n\r\n" % len(BOMB))
        if method == "GET":
            to.sendall(BOMB)

    def do_reset(self, to: socket.socket, method: str, rest: str) -> None:
        to.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        to.close()

    def do_nothing(self, to: socket.socket, method: str, rest: str) -> None:
        return

    def do_garbage(self, to: socket.socket, method: str, rest: str) -> None:
        to.sendall(b"\x00\xff\xfe SSH-2.0 not a web server\r\n\r\n")

    def do_bad_status(self, to: socket.socket, method: str, rest: str) -> None:
        to.sendall(b"HTTP/1.1 abc Fine\r\n\r\n")

    def do_bad_headers(self, to: socket.socket, method: str, rest: str) -> None:
        """Names nobody may use, no colon, a NUL, and a length that is none: browsers show such a page."""
        to.sendall(b"HTTP/1.1 200 OK\r\nno colon\r\n: none\r\nX-\x00: \xff\r\nContent-Length: -5\r\n\r\nOK")

    def do_many_headers(self, to: socket.socket, method: str, rest: str) -> None:
        to.sendall(b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 500 + b"\r\n")

    def _for_ever(self, to: socket.socket, what: bytes, pause: float = 0) -> None:
        ends = time.monotonic() + PATIENCE
        while time.monotonic() < ends and not self.closing.wait(pause):
            to.sendall(what)


BOMB = gzip.compress(bytes(100 * 1024 * 1024), compresslevel=9)


def self_signed(folder: Path, name: str = "localhost", days: int = 30) -> Path:
    """A certificate that nobody vouches for, with its key, in one file; expired with negative `days`."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    now = timezone.now()
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=60))
        .not_valid_after(now + timedelta(days=days))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    path = folder / f"{name}.pem"
    path.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + certificate.public_bytes(serialization.Encoding.PEM)
    )
    return path
