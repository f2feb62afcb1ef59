"""What comes out of a printer: a page without its ways, its address in words and as a code, whole."""

from __future__ import annotations

import re

import pytest

from tests.e2e.places import PLACES
from tests.e2e.waiting import wait_until

TEXT_WIDTH = 665  # of CSS pixels: A4 without the margins of print.css
PRINTED = [
    "resources.AnnouncementPage",
    "resources.InstructionPage",
    "resources.ParentArticlePage",
    "resources.RegulationPage",
    "resources.OfficialPage",
    "resources.SiteCardPage",
    "blog.PostPage",
    "events.EventPage",
    "reading.ReadingListPage",
    "timetable-class",
    "timetable-all",
    "timetable-bells",
    "timetable-clubs",
    "timetable-year",
    "home.PlainPage",
    "all-blocks",
]
WAYS = "nav, .site-search, .sign-in, .menu, .display-link, [data-print], form, .skip-link, .heading__link"
SEEN = "all => all.filter(one => one.checkVisibility()).map(one => one.outerHTML.slice(0, 100))"
CUT = """
    () => [...document.querySelectorAll("main *")].filter(one => {
        const box = one.getBoundingClientRect();
        return one.checkVisibility() && box.width > 2 && box.right > document.documentElement.clientWidth + 1;
    }).map(one => `${one.tagName}.${one.className}`)
"""
COLOURS = """
    () => [...document.querySelectorAll("main h1, main p, main li, main a, main td, main dd")]
        .filter(one => one.checkVisibility())
        .map(one => getComputedStyle(one).color)
"""


@pytest.fixture(params=PRINTED)
def paper(request, go_to):
    """A place as paper of A4 has it, in a browser that is dark."""
    tab = go_to(request.param, width=TEXT_WIDTH, height=1000)
    tab.emulate_media(media="print", color_scheme="dark")
    yield tab
    tab.emulate_media(media="null", color_scheme="light")


def test_paper_has_the_page_its_address_and_no_ways_around(paper):
    assert paper.eval_on_selector_all(WAYS, SEEN) == []
    assert paper.locator("main h1").is_visible()
    assert paper.locator(".paper-address svg").is_visible()
    assert paper.locator(".paper-address__words").inner_text().startswith("127.0.0.1:")
    assert paper.evaluate(CUT) == []


def test_ink_is_black_even_where_the_screen_is_dark(paper):
    assert set(paper.evaluate(COLOURS)) <= {"rgb(0, 0, 0)", "rgb(51, 51, 51)"}
    assert paper.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


def test_the_address_of_a_link_to_another_site_stands_after_it(go_to):
    tab = go_to("events.EventPage")
    tab.evaluate(
        """document.querySelector("main .article__text").insertAdjacentHTML("beforeend",
            '<div class="prose"><p><a id="far" href="https://example.org/a">слово</a>'
            + ' <a id="near" href="/blog/">слово</a>'
            + ' <a id="post" href="mailto:a@example.org">a@example.org</a></p></div>')"""
    )
    tab.emulate_media(media="print")
    read = "name => getComputedStyle(document.getElementById(name), '::after').content"
    after = {name: tab.evaluate(read, name) for name in ("far", "near", "post")}
    tab.emulate_media(media="null")
    assert after == {"far": '" (https://example.org/a)"', "near": "none", "post": "none"}


def test_a_screen_shows_no_code(go_to):
    assert not go_to("resources.AnnouncementPage").locator(".paper-address").is_visible()


@pytest.mark.parametrize("name", ["resources.AnnouncementPage", "resources.InstructionPage"])
def test_it_is_printed_on_few_sheets_of_a4(name, go_to):
    pdf = go_to(name).pdf(prefer_css_page_size=True)
    sheets = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", pdf)
    assert 1 <= len(sheets) <= 4
    assert {(round(float(width)), round(float(height))) for width, height in sheets} <= {
        (595, 842),
        (594, 841),
    }


def test_a_picture_far_below_is_fetched_before_the_button_prints(go_to):
    tab = go_to("resources.InstructionPage")
    source = tab.locator("link[rel='apple-touch-icon']").get_attribute("href")
    tab.evaluate(
        """source => {
            const picture = document.createElement("img");
            picture.loading = "lazy";
            picture.id = "far";
            const space = document.createElement("div");
            space.style.height = "20000px";
            document.querySelector("main").append(space, picture);
            picture.src = source;
            window.print = () => { window.printed = picture.naturalWidth; };
        }""",
        source,
    )
    assert tab.evaluate("document.getElementById('far').naturalWidth") == 0
    tab.click("[data-print]")
    wait_until(tab, "window.printed !== undefined")
    assert tab.evaluate("window.printed") > 0


def test_every_printed_place_is_known():
    assert set(PRINTED) <= set(PLACES)
