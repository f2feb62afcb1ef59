"""Lists on a phone: what one came for is on the first screen, and no title breaks them."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from core.models import ListingPage
from resources.models import UsefulSitesPage
from subjects.models import SubjectPage
from tests.architecture.test_page_types import TYPES
from tests.e2e.test_layout import CUT_OFF, STICKS_OUT, ZOOMED

LISTINGS = [kind._meta.label for kind in TYPES if issubclass(kind, ListingPage)]
HOSTILE = {
    "255 letters without a space": "Щ" * 255,
    "255 latin capitals": "W" * 255,
    "right to left": "مرحبا بكم في المدرسة " * 12,
    "emoji": "👩‍👩‍👧‍👦🏳️‍🌈" * 60,
    "zero width and marks": "и\u0301\u0302\u0303\u0304\u0305" * 50,
}
# What people type, wherever a list shows it.
PUT = """
    words => document.querySelectorAll(
        ".card__title a, .card__title > span, .card__summary, .register__title, .register__about,"
        + ".record__title, .record__text, .meta > li, .subject, .filters option, .chip, .tag"
    ).forEach(one => { one.textContent = words })
"""
FIRST_ITEM = "main :is(.card, .register tbody tr, .record, .empty)"


@pytest.mark.parametrize("name", [*LISTINGS, SubjectPage._meta.label, "listing-filtered", "search-narrowed"])
def test_hostile_words_do_not_break_a_list(name, go_to):
    tab = go_to(name, **ZOOMED)
    if tab.locator(".filters__box:not([open]) > summary").count():
        tab.click(".filters__box > summary")
    found = {}
    for what, words in HOSTILE.items():
        tab.evaluate(PUT, words)
        found[what] = tab.evaluate(STICKS_OUT) + tab.evaluate(CUT_OFF)
    tab.set_viewport_size({"width": 1280, "height": 900})
    for what, words in HOSTILE.items():
        tab.evaluate(PUT, words)
        found[f"{what}, at a desk"] = tab.evaluate(STICKS_OUT)
    assert {what: lines for what, lines in found.items() if lines} == {}


def test_hostile_words_that_would_break_are_noticed(go_to):
    tab = go_to(UsefulSitesPage._meta.label, **ZOOMED)
    tab.eval_on_selector_all(".card__title", "all => all.forEach(one => { one.style.whiteSpace = 'nowrap' })")
    tab.evaluate(PUT, HOSTILE["255 letters without a space"])
    assert tab.evaluate(STICKS_OUT) + tab.evaluate(CUT_OFF) != []


@pytest.mark.parametrize("name", LISTINGS)
def test_the_first_item_of_a_section_is_on_the_first_screen_of_a_phone(name, go_to):
    tab = go_to(name, width=390, height=844)
    box = tab.locator(FIRST_ITEM).first.bounding_box()
    assert box is not None
    assert box["y"] < 844 - 100


def test_filters_of_a_phone_wait_behind_a_button_and_close_over_a_choice(open_page):
    page = open_page("/poleznye-sayty/", width=390, scripts=False)
    subject = page.get_by_label("Предмет")
    expect(subject).not_to_be_visible()
    page.locator("summary", has_text="Отбор").click()
    subject.select_option(label="Математика")
    page.get_by_label("Класс").select_option(label="5 класс")
    page.get_by_role("button", name="Показать").click()
    expect(page).to_have_url(re.compile("subject=matematika"))
    expect(page.get_by_label("Предмет")).not_to_be_visible()
    expect(page.locator(".card").first).to_be_in_viewport()
    page.get_by_role("link", name="Убрать: предмет – Математика").click()
    expect(page).to_have_url(re.compile(r"/poleznye-sayty/\?grade=5$"))
    page.get_by_role("link", name="Сбросить всё").click()
    expect(page).to_have_url(re.compile(r"/poleznye-sayty/$"))
    expect(page.get_by_label("Предмет")).not_to_be_visible()


def test_filters_lie_open_at_a_desk(open_page):
    page = open_page("/poleznye-sayty/", scripts=False)
    expect(page.get_by_label("Предмет")).to_be_visible()
    expect(page.locator("summary", has_text="Отбор")).not_to_be_visible()


def test_the_week_of_a_class_is_read_by_days_on_a_phone_and_as_a_table_at_a_desk(go_to):
    tab = go_to("timetable-class", width=390)
    expect(tab.locator(".lessons table")).not_to_be_visible()
    days = tab.locator(".week__day")
    expect(days.first).to_be_visible()
    table = [cell.strip() for cell in tab.locator(".lessons tbody td:nth-of-type(1)").all_text_contents()]
    monday = tab.locator(".week__day").first.locator("li > span").all_text_contents()
    assert [cell.strip() for cell in monday] == [cell for cell in table if cell]
    tab.set_viewport_size({"width": 1280, "height": 900})
    expect(tab.locator(".lessons table")).to_be_visible()
    expect(days.first).not_to_be_visible()
    tab.emulate_media(media="print")
    tab.set_viewport_size({"width": 390, "height": 900})
    expect(tab.locator(".lessons table")).to_be_visible()
    tab.emulate_media(media="screen")


def test_all_classes_are_read_by_one_day_on_a_phone_and_as_tables_on_paper(open_page):
    page = open_page("/raspisanie/raspisanie-urokov/", width=390, scripts=False)
    expect(page.locator("main table").first).not_to_be_visible()
    days = page.get_by_role("navigation", name="День").get_by_role("link")
    expect(days).to_have_text(["Понедельник", "Вторник", "Среда", "Четверг", "Пятница"])
    days.nth(3).click()
    expect(page.get_by_role("heading", level=2, name="Четверг")).to_be_visible()
    expect(days.nth(3)).to_have_attribute("aria-current", "page")
    tables = page.locator(".lessons table")
    shown = page.locator(".one-day .week__day")
    expect(shown).to_have_count(tables.count())
    thursday = [cell.strip() for cell in tables.last.locator("td:nth-of-type(4)").all_text_contents()]
    assert shown.last.locator("li > span").all_text_contents() == [cell for cell in thursday if cell]
    page.emulate_media(media="print")
    expect(tables.last).to_be_visible()
    expect(shown.last).not_to_be_visible()
    page.emulate_media(media="screen")
    page.get_by_role("link", name="Вся неделя 11 «А»").click()
    expect(page.get_by_role("heading", level=3)).to_have_count(5)
