"""Runs until the file `let-go` is put into VAR_DIR, half a minute at most."""

from __future__ import annotations

import time

from django.conf import settings

from notices.ticks import tick

LONGEST = 30.0


@tick("held", title="долгая задача теста")
def held() -> None:
    until = time.monotonic() + LONGEST
    while not (settings.VAR / "let-go").exists() and time.monotonic() < until:
        time.sleep(0.05)
