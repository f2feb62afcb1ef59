"""The address of a page as paper needs it: in words, and as a QR code for a phone."""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import unquote, urlsplit

import segno

LONGEST = 300
"""A code of a longer address is too fine for a school's printer."""


@dataclass(frozen=True, slots=True)
class PrintAddress:
    words: str
    code: str
    """A QR code as SVG, or nothing for an address that is too long."""


@lru_cache(maxsize=256)
def print_address(address: str) -> PrintAddress:
    """How the absolute `address` stands on paper."""
    parts = urlsplit(address)
    host = parts.netloc
    if "xn--" in host:  # a school at .рф is typed in Russian
        try:
            host = host.encode("ascii").decode("idna")
        except UnicodeError:
            host = parts.netloc
    rest = unquote(parts.path + (f"?{parts.query}" if parts.query else ""))
    code = _drawn(address) if len(address) <= LONGEST else ""
    return PrintAddress(words=host + rest.rstrip("/"), code=code)


def _drawn(address: str) -> str:
    drawn = io.BytesIO()
    made = segno.make(address, error="l", micro=False)
    made.save(
        drawn, kind="svg", border=2, xmldecl=False, omitsize=True, svgclass="", lineclass=None, nl=False
    )
    return drawn.getvalue().decode()
