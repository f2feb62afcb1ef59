"""Runs the regular tasks when they are due. A missed one is caught up once, a failed one stops nothing."""

from __future__ import annotations

import logging
import traceback
from datetime import UTC, datetime, timedelta

from django.utils import timezone

from notices.models import TickRun
from notices.ticks import TICKS, Tick

LEASE = timedelta(minutes=5)
"""After so long what a worker has begun and not ended is thought to be left by a dead one."""
SILENCE = timedelta(minutes=10)
LONGEST_ERROR = 4000
_NEVER = datetime.min.replace(tzinfo=UTC)
log = logging.getLogger(__name__)


def run_next_due_tick() -> bool:
    """Run the tick that has waited longest, if one is due; return whether there was one.

    Two workers never run the same one: it is claimed by an UPDATE that only the first of them makes.
    """
    runs = {run.name: run for run in TickRun.objects.filter(name__in=TICKS)}
    now = timezone.now()
    waiting = [one for one in TICKS.values() if _is_due(one, runs.get(one.name), now)]
    for one in sorted(waiting, key=lambda one: _started(runs.get(one.name)) or _NEVER):
        if _claim(one, runs.get(one.name), now):
            _run(one, now)
            return True
    return False


def is_silent() -> bool:
    """Whether no tick has been started for ten minutes: the worker is not running."""
    return not TickRun.objects.filter(started_at__gt=timezone.now() - SILENCE).exists()


def _started(run: TickRun | None) -> datetime | None:
    return run.started_at if run else None


def _is_due(one: Tick, run: TickRun | None, now: datetime) -> bool:
    if run is None or run.started_at is None:
        return True
    if run.started_at > now + one.every:  # the clock was put back
        return True
    pause = one.every if run.ended_at else max(one.every, LEASE)
    return run.started_at <= now - pause


def _claim(one: Tick, run: TickRun | None, now: datetime) -> bool:
    if run is None:
        TickRun.objects.bulk_create([TickRun(name=one.name)], ignore_conflicts=True)
    same = TickRun.objects.filter(name=one.name, started_at=_started(run))
    return bool(same.update(started_at=now, ended_at=None))


def _run(one: Tick, started_at: datetime) -> None:
    error = ""
    try:
        one.run()
    except Exception:
        log.exception("The tick %s failed", one.name)
        error = traceback.format_exc()[-LONGEST_ERROR:].replace("\x00", "")
    TickRun.objects.filter(name=one.name, started_at=started_at).update(
        ended_at=timezone.now(), last_error=error
    )
