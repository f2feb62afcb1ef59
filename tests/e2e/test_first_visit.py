"""What the first visit costs: how much travels, whom it asks, and whether anything jumps while it comes."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Request
from playwright.sync_api import Page as Tab

KB = 1024
SLOW = {"offline": False, "latency": 150, "downloadThroughput": 200 * KB, "uploadThroughput": 90 * KB}
WATCH_SHIFTS = """
    window.shifts = [];
    new PerformanceObserver(list => list.getEntries().filter(one => !one.hadRecentInput).forEach(one =>
        window.shifts.push(`${one.value.toFixed(4)}: ` + one.sources.map(({node}) =>
            node?.outerHTML?.slice(0, 80) ?? node?.textContent?.slice(0, 40)).join(" | "))
    )).observe({type: "layout-shift", buffered: true});
"""
DRAWN = (
    "() => document.fonts.ready.then(() => new Promise(done => setTimeout(() => done(window.shifts), 300)))"
)


class Visit:
    """One page opened by a browser that has never been here."""

    def __init__(
        self, browser: Browser, url: str, *, width: int, density: int = 1, slow: bool = False
    ) -> None:
        self.context = browser.new_context(
            viewport={"width": width, "height": 844}, device_scale_factor=density, locale="ru-RU"
        )
        self.tab: Tab = self.context.new_page()
        self.requests: list[Request] = []
        self.tab.on("requestfinished", self._note)
        self.tab.add_init_script(WATCH_SHIFTS)
        if slow:
            self.context.new_cdp_session(self.tab).send("Network.emulateNetworkConditions", SLOW)
        self.tab.goto(url, wait_until="networkidle")
        self.shifts: list[str] = self.tab.evaluate(DRAWN)

    def _note(self, request: Request) -> None:
        self.requests.append(request)

    def weights(self) -> Counter[str]:
        """Bytes that came, by what they are."""
        found: Counter[str] = Counter()
        for request in self.requests:
            sizes = request.sizes()
            found[self.kind(request)] += sizes["responseBodySize"]
            found["headers"] += sizes["responseHeadersSize"]
        for icon in self.tab.locator("link[rel~=icon]").all():  # not among requests
            found["icons"] += len(self.context.request.get(icon.evaluate("one => one.href")).body())
        return found

    def kind(self, request: Request) -> str:
        path, answer = urlsplit(request.url).path, request.response()
        kind = answer.headers.get("content-type", "") if answer else ""
        names = {"text/html": "html", "text/css": "css", "font/": "fonts", "image/svg": "icons"}
        if path.startswith("/media/"):
            return "pictures"
        if "javascript" in kind:
            return "js"
        return next((name for start, name in names.items() if kind.startswith(start)), f"other: {path}")


def shifted(shifts: list[str]) -> float:
    """The sum of the shifts to three places, as the browser's own tools show it."""
    return round(sum(float(shift.split(":")[0]) for shift in shifts), 3)


@pytest.fixture
def visit(browser: Browser, site_url: str) -> Iterator[Any]:
    """`visit("/", width=390)` gives a Visit."""
    made: list[Visit] = []

    def go(path: str, **options: Any) -> Visit:
        made.append(Visit(browser, site_url + path, **options))
        return made[-1]

    yield go
    for one in made:
        one.context.close()


def test_the_home_page_is_light(visit, site_url):
    first = visit("/", width=390, density=3)
    weights = first.weights()
    told = {name: f"{size / KB:.1f} KB" for name, size in weights.items()}
    sys.stdout.write(f"\n{told}\n")  # for pytest -s
    pictures = weights.pop("pictures", 0)
    assert set(weights) == {"html", "css", "js", "fonts", "icons", "headers"}, told
    assert sum(weights.values()) < 100 * KB, told
    assert 5 * KB < weights["css"] < 15 * KB, told
    assert 0 < weights["js"] < 20 * KB, told
    assert pictures < 150 * KB, told
    assert {urlsplit(request.url).netloc for request in first.requests} == {urlsplit(site_url).netloc}


def test_text_travels_compressed(visit):
    for request in visit("/", width=1280).requests:
        answer = request.response()
        kind = answer.headers["content-type"]
        if kind.startswith("text/") or "javascript" in kind or "svg" in kind:
            assert answer.headers.get("content-encoding") in {"gzip", "br"}, request.url


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("name", ["home.HomePage", "blog.BlogPage", "blog.PostPage", "comments"])
def test_nothing_jumps_while_the_page_comes(name, width, visit, addresses):
    """Over a slow net, where fonts and pictures come long after the words."""
    shifts = visit(addresses[name], width=width, slow=True).shifts
    assert shifted(shifts) == 0, shifts


def test_a_jump_is_noticed(visit):
    tab = visit("/", width=390).tab
    tab.evaluate(
        "document.querySelector('main').insertAdjacentHTML('afterbegin', '<p>' + 'слово '.repeat(99))"
    )
    assert shifted(tab.evaluate(DRAWN)) > 0
