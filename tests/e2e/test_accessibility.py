"""axe finds nothing to blame on any kind of page: with a phone, at a desk, in the dark, in other colours."""

from __future__ import annotations

from itertools import cycle

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page as Tab

from core.blocks import body_blocks
from core.display import SCHEMES
from home.models import HomePage
from tests.e2e.places import KINDS, PLACES, build_page_of_all_blocks

# The size of targets is the one rule of WCAG 2.2 that axe leaves off until it is asked.
EVERYTHING = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
# The same template once more: what is new in it is looked at by day alone.
SEEN_IN_OTHER_COLOURS = {
    "timetable-class",
    "listing-filtered",
    "listing-second-page",
    "blog-year",
    "announcements-archive",
    "events-archive",
    "month-empty",
    "sign-in",
}
# Each place in one of the schemes, in turn; the cookie and the server's part of it: test_display_settings.
SCHEME_OF = dict(zip(PLACES, cycle(name for name, _ in SCHEMES[1:]), strict=False))


def complaints(tab: Tab) -> list[str]:
    """What axe finds on the page as it is now, a line for every element."""
    if not tab.evaluate("'axe' in window"):  # half a megabyte: once for all views of a page
        tab.evaluate(AXE_SCRIPT)
    violations = tab.evaluate("options => axe.run(options).then(found => found.violations)", EVERYTHING)
    return [
        f"{violation['id']}: {node['target']} {node['failureSummary']}"
        for violation in violations
        for node in violation["nodes"]
    ]


def put_scheme(tab: Tab, scheme: str) -> None:
    """Make the page look as under this scheme, without leaving what was done on it."""
    tab.evaluate("scheme => { document.documentElement.dataset.scheme = scheme }", scheme)
    tab.add_style_tag(url="/static/css/display.css")


@pytest.mark.parametrize("name", PLACES)
def test_axe_finds_nothing(name, go_to):
    tab = go_to(name, width=390)
    found = {"390": complaints(tab)}
    tab.set_viewport_size({"width": 1280, "height": 900})
    found["1280"] = complaints(tab)
    if name not in SEEN_IN_OTHER_COLOURS:
        tab.emulate_media(color_scheme="dark")
        found["dark"] = complaints(tab)
        scheme = SCHEME_OF[name]
        put_scheme(tab, scheme)
        found[scheme] = complaints(tab)
    assert {view: lines for view, lines in found.items() if lines} == {}


@pytest.mark.parametrize("name", ["home.HomePage", "resources.UsefulSitesPage"])
def test_axe_finds_nothing_in_the_open_menu_of_a_phone(name, go_to):
    tab = go_to(name, width=390)
    tab.click(".menu > summary")
    light = complaints(tab)
    tab.emulate_media(color_scheme="dark")
    assert light + complaints(tab) == []


def test_axe_is_awake(go_to):
    tab = go_to("home.HomePage")
    tab.evaluate("document.querySelector('h1').insertAdjacentHTML('afterend', '<img src=\"/x.png\">')")
    assert any(line.startswith("image-alt") for line in complaints(tab))


def test_a_scheme_is_put_on(go_to):
    tab = go_to("home.HomePage")
    put_scheme(tab, "blue")
    assert tab.evaluate("getComputedStyle(document.body).color") == "rgb(6, 52, 98)"


def test_page_of_all_blocks_has_every_block_and_places_every_type(home):
    used = {block.block_type for block in build_page_of_all_blocks().body}
    assert used == {name for name, _ in body_blocks}
    assert HomePage._meta.label in KINDS
