"""A real server over a copy of the demo school, and a real browser."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from bin.find_chromium import find_chromium

ROOT = Path(settings.STATICFILES_DIRS[0]).parent.parent
PASSWORD = "vmeste-demo"


@pytest.fixture(scope="session")
def site_url(django_db_setup: None, django_db_blocker: Any) -> Iterator[str]:
    """The address of the site, served by the production server from a copy of the test database."""
    copy = Path(settings.VAR) / "browser.sqlite3"
    with django_db_blocker.unblock():
        copy.unlink(missing_ok=True)
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(copy)])
        call_command("collectstatic", verbosity=0, interactive=False)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings.testing",
        "DATABASE_URL": f"sqlite:///{copy}",
        "TEST_VAR_DIR": str(settings.VAR),
        "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "site")]),
    }
    command = [str(Path(sys.executable).with_name("granian")), "--interface", "wsgi", "--host", "127.0.0.1"]
    command += ["--port", str(port), "--no-ws", "--workers", "1", "--blocking-threads", "4"]
    command += ["--log-level", "error", "config.wsgi:application"]
    server = subprocess.Popen(command, env=environment, cwd=ROOT)  # noqa: S603
    url = f"http://127.0.0.1:{port}"
    try:
        _wait(url, server)
        yield url
    finally:
        server.terminate()
        server.wait(10)


def _wait(url: str, server: subprocess.Popen[bytes]) -> None:
    for _ in range(120):
        if server.poll() is not None:
            break
        try:
            urllib.request.urlopen(f"{url}/robots.txt", timeout=2)  # noqa: S310
            return
        except OSError:
            time.sleep(0.25)
    pytest.fail("The site did not start for the browser tests.")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, driven by Playwright."""
    path = find_chromium()
    if path is None:
        pytest.fail("No Chromium: see `python bin/find_chromium.py`.")
    # Playwright's loop runs in this thread, and Django would refuse the database to it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    arguments = [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-background-networking",
        "--disable-component-update",
    ]
    arguments += ["--disable-sync", "--no-first-run", "--disable-quic"]
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=arguments)
        yield chromium
        chromium.close()


@pytest.fixture
def open_page(browser: Browser, site_url: str) -> Iterator[Any]:
    """`open_page("/blog/", width=390, scheme="dark", login="uchitel", scripts=False)` gives an open Page."""
    contexts: list[BrowserContext] = []

    def visit(
        path: str, *, width: int = 1280, scheme: Any = "light", login: str = "", scripts: bool = True
    ) -> Page:
        context = browser.new_context(
            base_url=site_url,
            viewport={"width": width, "height": 900},
            color_scheme=scheme,
            java_script_enabled=scripts,
            locale="ru-RU",
        )
        contexts.append(context)
        page = context.new_page()
        if login:
            page.goto("/accounts/login/")
            page.fill("input[name=login]", login)
            page.fill("input[name=password]", PASSWORD)
            page.click("main button[type=submit]")
        page.goto(path)
        return page

    yield visit
    for context in contexts:
        context.close()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "/e2e/" in str(item.path):
            item.add_marker(pytest.mark.browser)
