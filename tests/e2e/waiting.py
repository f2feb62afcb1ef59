"""Waiting for what a page does a little later."""

from __future__ import annotations

import time
from typing import Any

from playwright.sync_api import Page as Tab

LIMIT = 20.0  # seconds


def wait_until(tab: Tab, script: str, arg: Any = None) -> None:
    """Ask `script` until it is true, and fail if it never is.

    Playwright's own `wait_for_function` is refused by our Content-Security-Policy
    wherever its first look comes too early: it asks again by `eval` in the page.
    """
    end = time.monotonic() + LIMIT
    while not tab.evaluate(script, arg):
        assert time.monotonic() < end, f"Not true within {LIMIT:g} s: {script}"
        tab.wait_for_timeout(50)
