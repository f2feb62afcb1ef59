"""No page asks another host for anything before a click, breaks the policy or complains to the console."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import ConsoleMessage, Route
from playwright.sync_api import Page as Tab

from tests.e2e.places import ALL_BLOCKS, PLACES, VIDEO

LOAD_EVERY_PICTURE = """
    () => Promise.all([...document.images].map(picture => {
        picture.loading = "eager";
        return picture.decode().then(() => "", () => picture.currentSrc || picture.src);
    })).then(broken => broken.filter(Boolean))
"""


class Witness:
    """What the tab asked of the net and wrote to the console while it was watched."""

    def __init__(self, tab: Tab) -> None:
        self.tab = tab
        self.requests: list[str] = []
        self.complaints: list[str] = []

    def _hear(self, message: ConsoleMessage) -> None:
        # Chromium also says that the page itself was a 404: `go_to` asks that of the answer's status.
        page_itself = message.location["url"] == self.tab.url and "Failed to load" in message.text
        if message.type in {"error", "warning"} and not page_itself:
            self.complaints.append(f"{message.type}: {message.text} ({message.location['url']})")

    def __enter__(self) -> Witness:
        self._listeners = {
            "request": lambda request: self.requests.append(request.url),
            "console": self._hear,
            "pageerror": lambda error: self.complaints.append(str(error)),
        }
        for event, listener in self._listeners.items():
            self.tab.on(event, listener)
        return self

    def __exit__(self, *args: object) -> None:
        for event, listener in self._listeners.items():
            self.tab.remove_listener(event, listener)


@pytest.mark.parametrize("name", PLACES)
def test_asks_only_its_own_host_and_complains_of_nothing(name, go_to, tab_of, site_url):
    with Witness(tab_of(PLACES[name].login)) as witness:
        tab = go_to(name)
        broken_pictures = tab.evaluate(LOAD_EVERY_PICTURE)
    assert broken_pictures == []
    assert witness.complaints == []
    assert len(witness.requests) > 5
    assert {url for url in witness.requests if not url.startswith(f"{site_url}/")} == set()


def test_policy_is_enforced_by_the_browser(open_page):
    page = open_page("/")
    with (
        Witness(page) as witness,
        page.expect_console_message(lambda message: "Content Security Policy" in message.text),
    ):
        page.evaluate(
            "document.body.insertAdjacentHTML('beforeend', '<img src=\"https://example.org/x.png\">')"
        )
    assert any("Content Security Policy" in complaint for complaint in witness.complaints)


def test_video_asks_its_host_only_after_a_click(open_page, site_url):
    asked: list[str] = []

    def refuse(route: Route) -> None:
        asked.append(route.request.url)
        route.abort()

    page = open_page("/")
    page.route(lambda url: not url.startswith(site_url), refuse)
    page.goto(ALL_BLOCKS)
    player = page.locator(".video").get_by_role("button")
    assert "rutube" in player.inner_text().lower()
    assert page.locator("iframe").count() == 0
    assert asked == []
    with page.expect_request(lambda request: "rutube" in request.url):
        player.click()
    page.locator(".video iframe").wait_for()
    assert [urlsplit(url).hostname for url in asked] == ["rutube.ru"]
    assert urlsplit(VIDEO).path.split("/")[2] in asked[0]
    assert page.locator(".video iframe").get_attribute("title") == "Видео: Опыт с маятником"
    assert page.evaluate("document.activeElement.tagName") == "IFRAME"
