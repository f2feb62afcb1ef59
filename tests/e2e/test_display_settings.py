"""The site in large letters and other colours: nothing sticks out, axe finds nothing, no mouse is needed."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from core.display import SCHEMES
from tests.e2e.places import PLACES
from tests.e2e.test_accessibility import complaints
from tests.e2e.test_keyboard import FOCUSED
from tests.e2e.test_layout import STICKS_OUT

# A template is tried once: its other contents and what its form refuses are as wide.
ONCE_MORE = re.compile(
    "refused|nothing|archive|empty|twice|search-|blog-|site-|second-|timetable-[by]|sign-|delete|write-[dl]|password"
)
TRIED = [name for name in PLACES if not ONCE_MORE.search(name)]
LOOKED_AT = ["home.HomePage", "all-blocks", "subjects.SubjectPage", "write-details-refused"]


@pytest.mark.parametrize("name", TRIED)
def test_the_largest_letters_fit(name, go_to):
    tab = go_to(name, width=390, display="200.white.wide.shown.off")
    found = {390: tab.evaluate(STICKS_OUT)}
    tab.set_viewport_size({"width": 1280, "height": 900})
    found[1280] = tab.evaluate(STICKS_OUT)
    assert {width: lines for width, lines in found.items() if lines} == {}


@pytest.mark.parametrize("name", LOOKED_AT)
def test_axe_finds_nothing_in_any_scheme(name, go_to):
    tab, found = go_to(name, display="125.white.wide.hidden.off"), {}
    for scheme, _ in SCHEMES[1:]:
        tab.evaluate("scheme => { document.documentElement.dataset.scheme = scheme }", scheme)
        found[scheme] = complaints(tab)
    assert {scheme: lines for scheme, lines in found.items() if lines} == {}


def test_colours_follow_the_scheme_everywhere(go_to):
    """Nothing on the page has a colour but the two of the scheme, and the paler one."""
    tab = go_to("subjects.SubjectPage", display="100.blue.normal.hidden.own")
    colours = tab.evaluate("""
        () => [...new Set([...document.querySelectorAll("body, body *")]
            .filter(one => one.checkVisibility() && !one.closest("symbol"))
            .flatMap(one => [getComputedStyle(one).color, getComputedStyle(one).backgroundColor]))]
    """)
    assert set(colours) <= {"rgb(6, 52, 98)", "rgb(157, 209, 255)", "rgb(143, 195, 241)", "rgba(0, 0, 0, 0)"}


def test_without_a_mouse_or_a_script_the_site_is_made_large(new_context):
    context = new_context(scripts=False)
    page = context.new_page()
    page.goto("/blog/")
    for _ in range(5):  # the way past the menu, the logo, the search and its button
        page.keyboard.press("Tab")
    expect(page.locator("a[itemprop=copy]")).to_be_focused()
    page.keyboard.press("Enter")
    page.locator("[name=size][value='100']").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(page.locator(".display-preview")).to_have_css("font-size", "25px")
    page.get_by_role("button", name="Применить и вернуться").press("Enter")
    expect(page).to_have_url(re.compile("/blog/$"))
    expect(page.locator("html")).to_have_attribute("data-size", "150")
    expect(page.locator("html")).to_have_css("font-size", "24px")
    page.locator(".menu > summary").press("Enter")
    expect(page.locator(".menu a").first).to_be_visible()
    page.locator("a[itemprop=copy]").press("Enter")
    page.get_by_role("button", name="Вернуть как было").press("Enter")
    expect(page.locator("html")).not_to_have_attribute("data-size", re.compile("."))


@pytest.mark.parametrize("scheme", ["black", "beige"])
def test_focus_is_seen_in_any_scheme(scheme, go_to):
    tab = go_to("home.HomePage", display=f"100.{scheme}.normal.shown.own")
    unseen = []
    for _ in range(12):
        tab.keyboard.press("Tab")
        focused = tab.evaluate(FOCUSED)
        if not focused["seen"]:
            unseen.append(focused["name"])
    assert unseen == []
