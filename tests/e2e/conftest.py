"""A real server over a copy of the demo school, and a real browser."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from whitenoise.compress import Compressor

from bin.find_chromium import find_chromium
from demo.factories import PASSWORD
from tests.e2e.places import PLACES, build_page_of_all_blocks
from tests.personas import ANONYMOUS

ROOT = Path(settings.STATICFILES_DIRS[0]).parent.parent
HEIGHT = 900


@pytest.fixture(scope="session")
def site_url(django_db_setup: None, django_db_blocker: Any) -> Iterator[str]:
    """The address of the site, served by the production server from a copy of the test database."""
    copy = Path(settings.VAR) / f"browser-{os.getpid()}.sqlite3"
    with django_db_blocker.unblock():
        extra = build_page_of_all_blocks()
        try:
            with connection.cursor() as cursor:
                cursor.execute("VACUUM INTO %s", [str(copy)])
        finally:
            extra.delete()
        call_command("collectstatic", verbosity=0, interactive=False)
        _compress()
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
        for leftover in copy.parent.glob(f"{copy.name}*"):
            leftover.unlink()


def _compress() -> None:
    """Put compressed files beside our own static ones, as the storage of a working site does."""
    compressor = Compressor(quiet=True)
    for folder in ("css", "js", "icons"):
        for file in (Path(settings.STATIC_ROOT) / folder).rglob("*"):
            if file.is_file() and compressor.should_compress(file.name):
                list(compressor.compress(str(file)))


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


@pytest.fixture(scope="session")
def new_context(browser: Browser, site_url: str) -> Iterator[Callable[..., BrowserContext]]:
    """`new_context(width=390, scheme="dark", scripts=False)` gives a browser without cookies of its own."""
    contexts: list[BrowserContext] = []

    def make(
        *, width: int = 1280, scheme: Any = "light", scripts: bool = True, login: str = ANONYMOUS
    ) -> BrowserContext:
        context = browser.new_context(
            base_url=site_url,
            viewport={"width": width, "height": HEIGHT},
            color_scheme=scheme,
            java_script_enabled=scripts,
            locale="ru-RU",
            reduced_motion="reduce",  # no colour is looked at half way
        )
        context.set_default_timeout(15_000)
        contexts.append(context)
        if login != ANONYMOUS:
            page = context.new_page()
            page.goto("/accounts/login/")
            page.fill("input[name=login]", login)
            page.fill("input[name=password]", PASSWORD)
            page.click("main button[type=submit]")
            page.locator(".account-menu").wait_for()
            page.close()
        return context

    yield make
    for context in contexts:
        context.close()


@pytest.fixture
def open_page(new_context: Callable[..., BrowserContext]) -> Iterator[Callable[..., Page]]:
    """`open_page("/blog/", width=390, scheme="dark", login="uchitel", scripts=False)` gives an open Page."""
    contexts: list[BrowserContext] = []

    def visit(path: str, **options: Any) -> Page:
        context = new_context(**options)
        contexts.append(context)
        page = context.new_page()
        page.goto(path)
        return page

    yield visit
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def tab_of(new_context: Callable[..., BrowserContext]) -> Callable[[str], Page]:
    """`tab_of("uchitel")` gives the one tab of that person, who signed in once for the whole run."""
    return cache(lambda login: new_context(login=login).new_page())


@pytest.fixture(scope="session")
def addresses(site_url: str, django_db_blocker: Any) -> dict[str, str]:
    """The address of every place by its name."""
    with django_db_blocker.unblock():
        return {name: place.find() for name, place in PLACES.items()}


@pytest.fixture(scope="session")
def go_to(tab_of: Callable[[str], Page], addresses: dict[str, str], site_url: str) -> Callable[..., Page]:
    """`go_to("404", width=390)` opens that place in the tab of its person: light, settled, all done there.

    `display` is a cookie of the display settings.
    """

    def visit(name: str, *, width: int = 1280, height: int = HEIGHT, display: str = "") -> Page:
        place = PLACES[name]
        tab = tab_of(place.login)
        tab.context.clear_cookies(name="display")
        if display:
            tab.context.add_cookies([{"name": "display", "value": display, "url": site_url}])
        tab.set_viewport_size({"width": width, "height": height})
        tab.emulate_media(color_scheme="light")
        answer = tab.goto(addresses[name])
        assert answer is not None
        assert answer.status == place.status
        if place.act:
            place.act(tab)
        tab.evaluate("document.fonts.ready.then(() => true)")
        return tab

    return visit


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "/e2e/" in str(item.path):
            item.add_marker(pytest.mark.browser)
