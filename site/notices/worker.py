"""The worker: sends the mail that is due every couple of seconds, runs the ticks that are due."""

from __future__ import annotations

import logging
import signal
import time
from types import FrameType

from django.db import Error, close_old_connections, connections, reset_queries

from notices.delivery import Postman
from notices.schedule import run_next_due_tick

PAUSE = 2.0
LONGEST_PAUSE = 30.0
STEP = 0.2
log = logging.getLogger(__name__)


class Worker:
    """One loop in one thread. A signal lets it finish the letter or tick at hand, then it stops."""

    def __init__(self) -> None:
        self._is_stopping = False
        self._postman = Postman()

    def run(self) -> None:
        """Work until SIGTERM or SIGINT. A database that is away, or a defect, makes it wait and go on."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        pause = PAUSE
        while not self._is_stopping:
            try:
                was_busy = self._round()
            except Exception as error:  # nothing may end the worker
                if isinstance(error, Error):
                    log.warning("The database does not answer, the worker waits: %s", error)
                else:
                    log.exception("The worker goes on after an error")
                connections.close_all()
                self._wait(pause)
                pause = min(pause * 2, LONGEST_PAUSE)
                continue
            pause = PAUSE
            if not was_busy:
                self._wait(PAUSE)

    def _round(self) -> bool:
        """One tick and some letters, so that neither keeps the other waiting; whether there was any."""
        reset_queries()
        close_old_connections()
        had_tick = run_next_due_tick()
        had_mail = self._postman.send_due(lambda: self._is_stopping) > 0
        close_old_connections()
        return had_tick or had_mail

    def _wait(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        while not self._is_stopping and time.monotonic() < until:
            time.sleep(STEP)

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self._is_stopping = True
