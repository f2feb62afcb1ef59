"""Say where Chromium is, or how to get one: browser tests are never skipped silently."""

import os
import shutil
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find_chromium() -> str | None:
    """The path of a Chromium that Playwright can drive, from CHROMIUM or the PATH."""
    named = os.environ.get("CHROMIUM")
    if named:
        return named if os.access(named, os.X_OK) else None
    return next((path for path in map(shutil.which, NAMES) if path), None)


if __name__ == "__main__" and find_chromium() is None:
    sys.exit(
        "Для тестов в браузере нужен Chromium, а он не найден.\n"
        "  Debian и Ubuntu:  sudo apt install chromium\n"
        "  Если он есть под другим именем:  make test CHROMIUM=/путь/к/chromium"
    )
