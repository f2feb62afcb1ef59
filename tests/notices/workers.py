"""Real worker processes over a committed copy of the test database."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, connections
from django.utils import timezone

from notices.models import Mail, TickRun

ROOT = Path(settings.STATICFILES_DIRS[0]).parent.parent
COPY = "copy"
PATIENCE = 90.0


def make_copy(folder: Path) -> str:
    """Copy the test database, outside a transaction; return the name of the copy."""
    source = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        name = str(folder / "copy.sqlite3")
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [name])
        return name
    name = f"{source}_copy"
    connection.close()  # a template may have no visitors
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{source}"')
    return name


def drop_copy(name: str) -> None:
    if connection.vendor != "sqlite":
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@contextmanager
def reachable(name: str) -> Iterator[None]:
    """Within, `using(COPY)` reaches the copy from this process as well."""
    connections.settings[COPY] = {**connections.settings["default"], "NAME": name}
    connections[COPY].connect()  # by hand: a test may open no connection but its own
    try:
        yield
    finally:
        connections[COPY].close()
        del connections[COPY]
        del connections.settings[COPY]


class Workers:
    """Starts workers that send by `variables`, and sees to it that none outlives the test."""

    def __init__(self, name: str, folder: Path, **variables: str) -> None:
        address = f"sqlite:///{name}"
        if connection.vendor != "sqlite":
            address = os.environ["DATABASE_URL"].rpartition("/")[0] + f"/{name}"
        self._environment = {
            **{key: os.environ[key] for key in ("PATH", "HOME", "LANG") if key in os.environ},
            "PYTHONIOENCODING": "utf-8",
            "DJANGO_SETTINGS_MODULE": "config.settings.embedded",
            "VAR_DIR": str(folder),
            "DATABASE_URL": address,
            **variables,
        }
        self._log = folder / "worker.log"
        self._started: list[subprocess.Popen[bytes]] = []

    def start(self) -> subprocess.Popen[bytes]:
        with self._log.open("ab") as log:
            worker = subprocess.Popen(
                [sys.executable, "manage.py", "worker"],
                env=self._environment,
                cwd=ROOT,
                stdout=log,
                stderr=log,
            )
        self._started.append(worker)
        return worker

    def stop(self, worker: subprocess.Popen[bytes]) -> float:
        """Ask it to stop; return after how many seconds it did, of itself and without an error."""
        asked = time.monotonic()
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(30) == 0, self.said()
        return time.monotonic() - asked

    def said(self) -> str:
        return self._log.read_text(encoding="utf-8")

    def end(self) -> None:
        for worker in self._started:
            if worker.poll() is None:
                worker.kill()
            worker.wait(10)


def count(state: str) -> int:
    return Mail.objects.using(COPY).filter(state=state).count()


def wait_until(true: Callable[[], Any], what: str, patience: float = PATIENCE) -> None:
    until = time.monotonic() + patience
    while not true():
        assert time.monotonic() < until, f"In vain: {what}"
        time.sleep(0.01)


def let_time_pass() -> None:
    """As if ten minutes had gone by: what a killed worker holds is free, every task is due."""
    earlier = timezone.now() - timedelta(minutes=10)
    Mail.objects.using(COPY).filter(state=Mail.State.SENDING).update(claimed_at=earlier)
    Mail.objects.using(COPY).filter(state=Mail.State.WAITING).update(not_before=earlier)
    TickRun.objects.using(COPY).update(started_at=earlier)
