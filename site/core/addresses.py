"""Addresses of sites: one form for one address, so that twins are seen."""

from __future__ import annotations

import re
from ipaddress import ip_address
from urllib.parse import quote, unquote, urlsplit, urlunsplit

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

MAX_LENGTH = 500
NO_ADDRESS = "Это не похоже на адрес сайта. Пример: https://gramota.ru"
TOO_LONG = "Адрес слишком длинный или в нём лишние знаки."
_OTHER_SCHEMES = ("javascript:", "data:", "mailto:", "tel:", "file:", "vbscript:")
_INNER = (".local", ".localhost", ".internal", ".lan", ".home", ".test")
_SAFE = "/:@!$&'()*+,;=~-._"
_valid = URLValidator(schemes=["http", "https"], message=NO_ADDRESS)


def normalise(address: str) -> str:
    """Return `address` in its one form: scheme and host in lower case, a host in Cyrillic as such.

    Without a scheme https is meant; the default port, the fragment and the bare «/» go, other paths
    and the query stay. Raises ValidationError for what is no http or https address.
    """
    text = address.strip()
    if "\x00" in text or len(text) > MAX_LENGTH:
        raise ValidationError(TOO_LONG)
    if "://" not in text and not text.lower().startswith(_OTHER_SCHEMES):
        text = f"https://{text}"
    try:
        parts = urlsplit(text)
        host = (parts.hostname or "").rstrip(".")
        port = parts.port
    except ValueError as error:
        raise ValidationError(NO_ADDRESS) from error
    scheme = parts.scheme.lower()
    if scheme not in {"http", "https"}:
        raise ValidationError("Нужен адрес сайта, который начинается с http:// или https://.")
    if parts.username or parts.password:
        raise ValidationError("Уберите из адреса имя пользователя и пароль.")
    host = _readable(host)
    if port and port != {"http": 80, "https": 443}[scheme]:
        host = f"{host}:{port}"
    path = _path(parts.path)
    if path == "/":
        path = ""
    result = urlunsplit((scheme, host, path, parts.query, ""))
    if len(result) > MAX_LENGTH:  # a letter of Cyrillic in a path becomes six
        raise ValidationError(TOO_LONG)
    _valid(result)
    return result


def is_inner(address: str) -> bool:
    """Whether `address`, in its one form, leads into somebody's own network: nobody else can open it."""
    host = urlsplit(address).hostname or ""
    try:
        return not ip_address(host).is_global
    except ValueError:
        return "." not in host or host.endswith(_INNER)


def same_form(address: str) -> str:
    """The one form of `address`, or nothing where it is no address of a site."""
    try:
        return normalise(address) if address else ""
    except ValidationError:
        return ""


def host_of(address: str) -> str:
    """The host of an address in its one form, with its port where that is not the usual one."""
    return urlsplit(address).netloc


def _path(path: str) -> str:
    """One spelling of a path; «%2F» stays, and so does what is no UTF-8 (old sites speak cp1251)."""
    parts = []
    for part in re.split("%2F", path, flags=re.IGNORECASE):
        try:
            parts.append(quote(unquote(part, errors="strict"), safe=_SAFE))
        except UnicodeDecodeError:
            parts.append(quote(part, safe=f"{_SAFE}%"))
    return "%2F".join(parts)


def _readable(host: str) -> str:
    """A host in its own letters: урокцифры.рф, not xn--h1adlhdnlo2c.xn--p1ai."""
    if not host.startswith("xn--") and ".xn--" not in host:
        return host
    try:
        return host.encode("ascii").decode("idna")
    except UnicodeError as error:
        raise ValidationError(NO_ADDRESS) from error


def twin_key(address: str) -> str:
    """What two spellings of one site share: without scheme, «www.» and the closing slash."""
    key = normalise(address).split("://", 1)[1]
    host, slash, rest = key.partition("/")
    return (host.removeprefix("www.") + slash + rest).rstrip("/")
