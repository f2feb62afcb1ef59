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
    () => [...document.querySelectorAll("body :not(svg, svg *, iframe)")].filter(one => {
        const style = getComputedStyle(one);
        const cuts = /hidden|clip/.test(style.overflowX) && style.textOverflow !== "ellipsis";
        const isSeen = style.clipPath === "none" && one.clientWidth > 0;
        return cuts && isSeen && one.scrollWidth > one.clientWidth + 1;
    }).map(one => `${one.tagName}.${one.className}: ${one.scrollWidth} in ${one.clientWidth}`)
"""
TOO_SMALL = """
    () => {
        const targets = "a[href], button, summary, select, textarea, input:not([type=hidden])";
        const blocks = "p, li, dd, td, figcaption, div";
        // A link inside a sentence is as high as its line: WCAG 2.5.8 leaves it out.
        const inSentence = one => getComputedStyle(one).display === "inline"
            && one.closest(blocks).innerText.trim().length > one.innerText.trim().length;
        // The label of a tick is its target too, and the link of a card covers the card.
        const target = one => /checkbox|radio/.test(one.type) && one.labels.length ? one.labels[0]
            : getComputedStyle(one, "::after").position === "absolute" ? one.closest(".card") : one;
        return [...document.querySelectorAll(targets)]
            .filter(one => one.checkVisibility({visibilityProperty: true}))
            .filter(one => !one.matches(".skip-link") && !inSentence(one))
            .map(one => [one, target(one).getBoundingClientRect()])
            .filter(([one, {width, height}]) => width < 24 || height < 24)
            .map(([one, {width, height}]) => `${one.outerHTML.slice(0, 120)}: ${width} × ${height}`);
    }
"""


@pytest.fixture(scope="module", params=PLACES)
def tab(request, go_to):
    """The tab with one of the places in it, opened once for all that is asked of it here."""
    return go_to(request.param, **ZOOMED)


def test_everything_fits_at_any_width(tab):
    found = {}
    for width in WIDTHS:
        tab.set_viewport_size({"width": width, "height": 900})
        found[width] = tab.evaluate(STICKS_OUT)
    tab.set_viewport_size(ZOOMED)
    found[320] = tab.evaluate(STICKS_OUT) + tab.evaluate(CUT_OFF)
    assert {width: lines for width, lines in found.items() if lines} == {}


def test_targets_are_large_enough_for_a_finger(tab):
    tab.set_viewport_size({"width": 1280, "height": 900})
    wide = tab.evaluate(TOO_SMALL)
    tab.set_viewport_size(ZOOMED)
    assert wide + tab.evaluate(TOO_SMALL) == []


def test_open_menu_of_a_phone_fits_and_can_be_hit(go_to):
    tab = go_to("home.HomePage", **ZOOMED)
    tab.click(".menu > summary")
    assert tab.evaluate(STICKS_OUT) + tab.evaluate(TOO_SMALL) == []
    tab.locator(".menu a").last.click(trial=True)


def test_what_sticks_out_is_noticed(go_to):
    tab = go_to("home.HomePage", **ZOOMED)
    tab.evaluate("document.querySelector('h1').style.minWidth = '40rem'")
    assert tab.evaluate(STICKS_OUT) != []
