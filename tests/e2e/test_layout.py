"""Nothing sticks out, nothing is cut off, everything can be hit by a finger."""

from __future__ import annotations

import pytest

from tests.e2e.places import PLACES

# 1280 × 1024 at 400 % is 320 × 256 of CSS (WCAG 2.2, 1.4.10).
ZOOMED = {"width": 320, "height": 256}
WIDTHS = (360, 390, 600, 768, 960, 1024, 1280, 1920)
STICKS_OUT = """
    () => {
        const room = document.documentElement.clientWidth;
        if (document.documentElement.scrollWidth <= room && document.body.scrollWidth <= room) return [];
        const scrolls = one => one.closest(".table-scroll, pre");
        return [...document.body.querySelectorAll("*")]
            .filter(one => one.getBoundingClientRect().right > room + 1 && !scrolls(one))
            .map(one => `${one.tagName}.${one.className}: ${one.getBoundingClientRect().right}`)
            .concat(`the page is ${document.documentElement.scrollWidth} wide`);
    }
"""
CUT_OFF = """
    () => [...document.querySelectorAll("body *")].filter(one => {
        const style = getComputedStyle(one);
        if (!/hidden|clip/.test(style.overflowX) || style.textOverflow === "ellipsis") return false;
        if (style.clipPath !== "none" || one.clientWidth === 0 || one.matches("svg, svg *, iframe")) return false;
        return one.scrollWidth > one.clientWidth + 1;
    }).map(one => `${one.tagName}.${one.className}: ${one.scrollWidth} in ${one.clientWidth}`)
"""
# A link inside a sentence is as high as its line: WCAG 2.5.8 leaves it out.
TOO_SMALL = """
    () => {
        const targets = "a[href], button, summary, select, textarea, input:not([type=hidden]), [tabindex='0']";
        const inSentence = one => {
            if (getComputedStyle(one).display !== "inline") return false;
            const line = one.closest("p, li, dd, td, figcaption, div");
            return line.innerText.trim().length > one.innerText.trim().length;
        };
        const box = one => {
            // The label of a tick is its target too; the link of a card covers the card.
            if (one.labels?.length && /checkbox|radio/.test(one.type)) return one.labels[0].getBoundingClientRect();
            if (getComputedStyle(one, "::after").position === "absolute") return one.closest(".card").getBoundingClientRect();
            return one.getBoundingClientRect();
        };
        return [...document.querySelectorAll(targets)]
            .filter(one => one.checkVisibility({visibilityProperty: true}) && !one.matches(".skip-link") && !inSentence(one))
            .map(one => [one, box(one)])
            .filter(([one, {width, height}]) => width < 24 || height < 24)
            .map(([one, {width, height}]) => `${one.outerHTML.slice(0, 120)}: ${width} × ${height}`);
    }
"""


@pytest.mark.parametrize("name", PLACES)
def test_everything_fits_at_any_width(name, go_to):
    tab = go_to(name, **ZOOMED)
    assert tab.evaluate(CUT_OFF) == []
    found = {ZOOMED["width"]: tab.evaluate(STICKS_OUT)}
    for width in WIDTHS:
        tab.set_viewport_size({"width": width, "height": 900})
        found[width] = tab.evaluate(STICKS_OUT)
    assert {width: lines for width, lines in found.items() if lines} == {}


@pytest.mark.parametrize("name", PLACES)
def test_targets_are_large_enough_for_a_finger(name, go_to):
    tab = go_to(name, width=320)
    narrow = tab.evaluate(TOO_SMALL)
    tab.set_viewport_size({"width": 1280, "height": 900})
    assert narrow + tab.evaluate(TOO_SMALL) == []


def test_open_menu_of_a_phone_fits_and_can_be_hit(go_to):
    tab = go_to("home.HomePage", **ZOOMED)
    tab.click(".menu > summary")
    assert tab.evaluate(STICKS_OUT) + tab.evaluate(TOO_SMALL) == []
    last = tab.locator(".menu a").last
    last.scroll_into_view_if_needed()
    assert last.evaluate(
        "one => one.contains(document.elementFromPoint(...Object.values((b => ({x: b.x + 9, y: b.y + 9}))(one.getBoundingClientRect()))))"
    )


def test_what_sticks_out_is_noticed(go_to):
    tab = go_to("home.HomePage", **ZOOMED)
    tab.evaluate("document.querySelector('h1').style.minWidth = '40rem'")
    assert tab.evaluate(STICKS_OUT) != []
