"""The worker: sends the mail that is due every couple of seconds, runs the ticks that are due."""

from __future__ import annotations

import logging
import signal
import time
from collections.abc import Callable
from threading import Thread
from types import FrameType

from django.db import Error, close_old_connections, connections, reset_queries

from core import maintenance
from notices.delivery import Postman
from notices.schedule import run_next_due_tick

PAUSE = 2.0
LONGEST_PAUSE = 30.0
STEP = 0.2
log = logging.getLogger(__name__)


class Worker:
    """Two loops, each in a thread with a database connection of its own: a slow tick delays no letter.

    A signal lets them finish the letter and the tick at hand, then both stop. While the site is closed for
    work they finish the same, and leave the database alone until it is open again.
    """

    def __init__(self) -> None:
        self._is_stopping = False
        self._postman = Postman()

    def run(self) -> None:
        """Work until a signal comes. Should a loop end by itself, end with an error, to be started anew."""
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, self._stop)
        connections.close_all()  # this thread only waits
        loops = [
            Thread(target=self._repeat, args=(self._send_letters,), name="letters"),
            Thread(target=self._repeat, args=(run_next_due_tick,), name="ticks"),
        ]
        try:
            for loop in loops:
                loop.start()
            # Signals come to this thread alone; it looks at a plain flag, for no lock is safe in a handler.
            while not self._is_stopping and all(loop.is_alive() for loop in loops):
                time.sleep(STEP)
            has_fallen = not self._is_stopping
        finally:
            self._is_stopping = True
        for loop in loops:
            loop.join()
        if has_fallen:
            raise SystemExit("A loop of the worker ended by itself.")

    def _repeat(self, act: Callable[[], bool]) -> None:
        """Call `act`, which says whether there was anything to do, until the worker stops.

        A database that is away, or a defect, makes it wait and go on.
        """
        pause = PAUSE
        was_closed = False
        while not self._is_stopping:
            if maintenance.read() is not None:
                if not was_closed:
                    connections.close_all()
                    log.warning("The site is closed for work, the worker waits")
                was_closed = True
                self._wait(PAUSE)
                continue
            was_closed = False
            try:
                reset_queries()
                close_old_connections()
                was_busy = act()
                close_old_connections()
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
        connections.close_all()

    def _send_letters(self) -> bool:
        return self._postman.send_due(lambda: self._is_stopping or maintenance.read() is not None) > 0

    def _wait(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        while not self._is_stopping and time.monotonic() < until:
            time.sleep(STEP)

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self._is_stopping = True
