"""A site that is closed for work: by a file, because the database may be what is worked on.

`manage.py maintenance on` writes the file, every process reads it before it asks the database anything. Who
works on the site comes in by an address with a key, which the command prints and a cookie keeps.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import InterfaceError, OperationalError, connection
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from core import display

PASS = "maintenance"  # noqa: S105
"""The name of the parameter and of the cookie that let in who works on the site."""
SOON = 60
USUAL = 10 * 60
LOCKED = "database is locked"
Handler = Callable[[HttpRequest], HttpResponse]


@dataclass(frozen=True, slots=True)
class Closed:
    """What the file says: the key, and till when the site is promised to be closed ("" – nobody knows)."""

    key: str
    until: str = ""

    @property
    def ends(self) -> datetime | None:
        """The promised moment, as long as it lies ahead."""
        moment = datetime.fromisoformat(self.until) if self.until else None
        return moment if moment and moment > timezone.now() else None


def file() -> Path:
    """Where it is written that the site is closed."""
    return Path(settings.MAINTENANCE_FILE)


def close(minutes: int) -> Closed:
    """Close the site, for `minutes` if they are known (0 – if not); answer with the key to it."""
    until = (timezone.now() + timedelta(minutes=minutes)).isoformat() if minutes else ""
    closed = Closed(secrets.token_urlsafe(12), until)
    written = file().with_suffix(".new")
    written.write_text(json.dumps(asdict(closed)), encoding="utf-8")
    written.chmod(0o640)
    written.replace(file())
    return closed


def open_again() -> bool:
    """Open the site; False if it was open."""
    was_closed = file().exists()
    file().unlink(missing_ok=True)
    return was_closed


def read() -> Closed | None:
    """Whether the site is closed. A file that cannot be read or understood closes it too, without a key."""
    try:
        told = json.loads(file().read_text(encoding="utf-8"))
        closed = Closed(str(told["key"]), str(told["until"]))
        closed.ends  # noqa: B018 – is it a moment?
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError):  # another user's file, for example
        return Closed("")
    return closed


def closed_for_work(get_response: Handler) -> Handler:
    """Answer 503 while the site is closed. Stands above all that asks the database, below static files."""

    def middleware(request: HttpRequest) -> HttpResponse:
        closed = read()
        if closed is None:
            return get_response(request)
        shown = request.GET.get(PASS, "")
        if closed.key and constant_time_compare(shown, closed.key):
            response: HttpResponse = HttpResponseRedirect("/")
            response.set_cookie(PASS, closed.key, httponly=True, secure=request.is_secure(), samesite="Lax")
            return response
        if closed.key and constant_time_compare(request.COOKIES.get(PASS, ""), closed.key):
            return get_response(request)
        ends = closed.ends
        seconds = int((ends - timezone.now()).total_seconds()) + 1 if ends else USUAL
        return page(request, seconds, ends)

    return middleware


def page(request: HttpRequest, seconds: int, ends: datetime | None = None) -> HttpResponse:
    """503 with the promise to be back, drawn without the database."""
    context = {**display.context(request), "ends": ends, "was_form": request.method == "POST"}
    response = HttpResponse(render_to_string("503.html", context), status=503)
    response["Retry-After"] = str(seconds)
    response["Cache-Control"] = "no-store"
    return response


def database_is_away(error: BaseException | None) -> bool:
    """Whether `error` says that the database cannot be reached now, not that we asked it something wrong."""
    if not isinstance(error, OperationalError | InterfaceError):
        return False
    return connection.connection is None or LOCKED in str(error) or not connection.is_usable()
