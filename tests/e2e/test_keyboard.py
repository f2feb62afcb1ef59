"""The whole site without a mouse."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

import pytest
from playwright.sync_api import Page as Tab
from playwright.sync_api import expect

from tests.e2e.places import PLACES

FOCUSED = """
    () => {
        const one = document.activeElement;
        if (!one || one === document.body) return null;
        // A card's link lights up the whole card.
        const outlines = [getComputedStyle(one), getComputedStyle(one, "::after")];
        const seen = outlines.some(
            style => style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2
                && style.outlineColor !== "rgba(0, 0, 0, 0)"
        );
        const box = one.getBoundingClientRect();
        const inside = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
        const words = (one.getAttribute("aria-label") || one.innerText || one.name || one.id).trim();
        return {name: `${one.tagName} ${words}`, seen: seen && inside && box.width > 0 && box.height > 0};
    }
"""


IN_HEADER = """
    () => {
        const one = document.activeElement;
        if (!one.closest("header")) return null;
        const {top, bottom, left, right} = one.getBoundingClientRect();
        return {name: one.outerHTML.slice(0, 80), top, bottom, left, right};
    }
"""


# Walks through what is inside <main>, the part in which pages differ.
STOP = """
    () => {
        const one = document.activeElement;
        if (!one || !document.querySelector("main").contains(one)) return null;
        // Hidden from the eye, a tick or a file's field is shown by its label.
        const shown = one.labels?.length && one.getBoundingClientRect().width < 4 ? one.labels[0] : one;
        const rings = [one, shown, one.closest("label"), one.parentElement].filter(Boolean)
            .flatMap(part => [null, "::before", "::after"].map(pseudo => getComputedStyle(part, pseudo)));
        const ringed = rings.some(ring => ring.outlineStyle !== "none" && parseFloat(ring.outlineWidth) >= 2
            && ring.outlineColor !== "rgba(0, 0, 0, 0)");
        // A link that goes over two lines has a hole in the middle of its box.
        const box = [...shown.getClientRects()].find(({width, height}) => width > 0 && height > 0);
        if (!box) return {name: one.outerHTML.slice(0, 120), fault: "has no size"};
        const x = box.left + box.width / 2, y = box.top + box.height / 2;
        const inside = x >= 0 && x <= innerWidth && box.bottom > 0 && box.top < innerHeight;
        const above = inside && document.elementFromPoint(x, Math.min(Math.max(y, 1), innerHeight - 1));
        const covered = inside && !(above && (shown.contains(above) || one.contains(above)
            || above.closest("label")?.contains(shown)));
        const regions = [...document.querySelectorAll("main, nav, aside")];
        // The parts of a date are stops too, and the browser marks them by itself.
        const again = one === window.lastStop;
        window.lastStop = one;
        return {
            name: one.outerHTML.slice(0, 120),
            fault: !inside ? "is off the screen" : covered ? `is covered by ${above?.outerHTML.slice(0, 80)}`
                : !ringed && !again ? "has no ring" : "",
            region: regions.indexOf(one.closest("main, nav, aside")),
            top: box.top + scrollY, bottom: box.bottom + scrollY, left: box.left, right: box.right,
        };
    }
"""


def leaps(stops: list[dict[str, Any]]) -> list[str]:
    """Where the focus went back up: not to the next column, nor from the contents to the text."""
    return [
        f"{after['name']} after {before['name']}"
        for before, after in pairwise(stops)
        if after["region"] == before["region"]
        and after["bottom"] <= before["top"]
        and after["left"] < before["right"]
    ]


def press_tab_until(tab: Tab, target: str, limit: int = 60) -> None:
    """Press Tab until the focus is on `target`, a CSS selector."""
    for _ in range(limit):
        tab.keyboard.press("Tab")
        if tab.evaluate("selector => document.activeElement.matches(selector)", target):
            return
    pytest.fail(f"{target} is not reached by {limit} presses of Tab.")


def test_skip_link_comes_first_and_leads_to_the_content(open_page):
    page = open_page("/blog/")
    link = page.locator(".skip-link")
    expect(link).not_to_be_in_viewport()
    page.keyboard.press("Tab")
    expect(link).to_be_focused()
    expect(link).to_be_in_viewport(ratio=1)
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_menu_of_a_phone_opens_leads_and_closes(open_page):
    page = open_page("/", width=390)
    section = page.locator(".menu a").first
    press_tab_until(page, ".menu > summary")
    expect(section).not_to_be_visible()
    page.keyboard.press("Enter")
    expect(section).to_be_visible()
    page.keyboard.press("Tab")
    expect(section).to_be_focused()
    page.keyboard.press("Escape")
    expect(section).not_to_be_visible()
    expect(page.locator(".menu > summary")).to_be_focused()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    address = section.get_attribute("href")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(f"{re.escape(address)}$"))


def test_closed_menu_of_a_phone_is_passed_by(open_page):
    page = open_page("/", width=390)
    press_tab_until(page, ".menu > summary")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_menu_at_a_desk_is_reached_by_tab(open_page):
    page = open_page("/")
    press_tab_until(page, ".menu a[href='/blog/']")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/blog/$"))


@pytest.mark.parametrize("width", [1024, 1280])
def test_tab_goes_through_the_header_as_the_eye_does(width, open_page):
    """From left to right, row by row (WCAG 2.4.3)."""
    page = open_page("/blog/", login="roditel", width=width)
    page.keyboard.press("Tab")  # the way past the header
    stops = []
    for _ in range(30):
        page.keyboard.press("Tab")
        box = page.evaluate(IN_HEADER)
        if box is None:
            break
        stops.append(box)
    assert len(stops) >= 6
    for before, after in pairwise(stops):
        assert after["top"] >= before["bottom"] or after["left"] >= before["right"] - 1, (before, after)


def test_account_menu_opens_and_signs_out(open_page):
    page = open_page("/", login="uchitel")
    press_tab_until(page, ".account-menu > summary")
    page.keyboard.press("Enter")
    press_tab_until(page, ".account-menu button", limit=9)
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Войти")).to_be_visible()


def test_filters_are_set_and_sent(open_page):
    page = open_page("/poleznye-sayty/")
    press_tab_until(page, ".filters select[name=subject]")
    page.keyboard.press("ArrowDown")
    chosen = page.locator(".filters select[name=subject]").input_value()
    assert chosen
    press_tab_until(page, ".filters button[type=submit]", limit=8)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(f"subject={chosen}"))


def test_video_starts(open_page):
    page = open_page("/")
    page.route(re.compile("rutube"), lambda route: route.abort())
    page.goto("/vse-bloki/")
    press_tab_until(page, ".video button", limit=80)
    page.keyboard.press("Enter")
    expect(page.locator(".video iframe")).to_have_count(1)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("address", ["/", "/poleznye-sayty/", "/vse-bloki/", "/accounts/login/"])
def test_every_stop_of_the_focus_is_seen_and_none_is_a_trap(address, scheme, open_page):
    page = open_page(address, scheme=scheme)
    stops = []
    for _ in range(200):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUSED)
        if stop is None:
            break
        stops.append(stop)
    else:
        pytest.fail("The focus never comes to the end of the page.")
    assert len(stops) > 10
    assert [stop["name"] for stop in stops if not stop["seen"]] == []
    assert page.evaluate("document.activeElement === document.body")


# An open menu lies over the content until Escape: there the walk begins in the menu.
@pytest.mark.parametrize("name", [name for name in PLACES if name != "signed-in"])
def test_content_is_walked_through_in_the_order_of_reading(name, go_to):
    tab = go_to(name)
    tab.evaluate("document.querySelector('main').focus()")
    stops = []
    for _ in range(300):
        tab.keyboard.press("Tab")
        stop = tab.evaluate(STOP)
        if stop is None:
            break
        stops.append(stop)
    else:
        pytest.fail("The focus never leaves the content.")
    assert [f"{stop['name']} {stop['fault']}" for stop in stops if stop["fault"]] == []
    assert leaps(stops) == []


def test_a_bad_walk_is_noticed(go_to):
    tab = go_to("home.HomePage")
    tab.evaluate("""() => {
        const main = document.querySelector("main"), sheet = new CSSStyleSheet();
        main.insertAdjacentHTML("afterbegin", ["bare", "veiled", "far"].map(
            id => `<p><button id=${id}>Кнопка</button></p>`).join(""));
        sheet.replaceSync(`
            #bare { outline: none }
            p:has(#veiled) { position: relative }
            p:has(#veiled)::after { content: ""; position: absolute; inset: 0 }
            #far { position: absolute; left: -999px }
        `);
        document.adoptedStyleSheets = [sheet];
        main.focus();
    }""")
    faults = []
    for _ in range(3):
        tab.keyboard.press("Tab")
        faults.append(tab.evaluate(STOP)["fault"].split(" by ")[0])
    assert faults == ["has no ring", "is covered", "is off the screen"]
    up = {"name": "А", "region": 0, "top": 500, "bottom": 520, "left": 0, "right": 90}
    assert leaps([up, up | {"name": "Б", "top": 100, "bottom": 120}]) == ["Б after А"]
    assert leaps([up, up | {"region": 1, "top": 100, "bottom": 120}]) == []
    assert leaps([up, up | {"top": 100, "bottom": 120, "left": 400, "right": 490}]) == []
