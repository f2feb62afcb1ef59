"""What must happen by itself: a room registers a function in its `ticks.py`, the worker calls it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Tick:
    """A regular task: what is called, and how long after its last start it is due again."""

    name: str
    every: timedelta
    run: Callable[[], None]
    title: str


TICKS: dict[str, Tick] = {}


def tick(
    name: str, *, every: timedelta = MINUTE, title: str = ""
) -> Callable[[Callable[[], None]], Callable[[], None]]:
    """Register the decorated function under `name`, unique on the site. It takes and returns nothing.

    `title` is what the register in the admin calls it, in Russian.

    It must be short (a minute at most), safe to repeat, and leave the rest for the next time.
    """

    def register(run: Callable[[], None]) -> Callable[[], None]:
        if name in TICKS and TICKS[name].run is not run:
            raise ValueError(f"Two ticks are called {name}")
        TICKS[name] = Tick(name, every, run, title or name)
        return run

    return register
