"""Small comforts of people's pages, in a real browser: the eye beside a password, writing beside a thread."""

from __future__ import annotations

from demo.factories import PASSWORD
from tests.personas import PUPIL, TEACHER

SIGN_IN = "/accounts/login/"


def test_a_password_can_be_read_before_it_is_sent(open_page):
    tab = open_page(SIGN_IN)
    tab.fill("[name=login]", TEACHER)
    tab.fill("[name=password]", PASSWORD)
    eye = tab.locator("main .password__show")
    tab.locator("[name=password]").focus()
    tab.keyboard.press("Tab")
    tab.keyboard.press("Enter")
    assert tab.locator("[name=password]").get_attribute("type") == "text"
    assert eye.get_attribute("aria-label") == "Скрыть пароль"
    assert eye.bounding_box()["width"] >= 44
    with tab.expect_navigation():
        tab.locator("[name=password]").press("Enter")
    tab.locator(".account-menu").wait_for()


def test_at_a_desk_one_writes_beside_the_conversation(open_page, addresses):
    tab = open_page(addresses["comments"], login=PUPIL, width=1280)
    thread = tab.locator("#comments > ol").bounding_box()
    form = tab.locator("#comments textarea").bounding_box()
    assert form["x"] > thread["x"] + thread["width"]
    assert form["y"] < thread["y"] + 250
    tab.set_viewport_size({"width": 390, "height": 844})
    thread = tab.locator("#comments > ol").bounding_box()
    assert tab.locator("#comments textarea").bounding_box()["y"] > thread["y"] + thread["height"]


def test_on_a_phone_a_pupil_of_the_table_of_consents_is_a_line_that_opens(open_page, addresses):
    tab = open_page(addresses["consents-class-refused"], login=TEACHER, width=390, scripts=False)
    rows = tab.locator(".consents--fill tbody tr:not(.for-all)")
    lines = rows.count()
    assert lines > 3
    assert rows.locator("select").first.is_hidden()
    assert rows.locator("summary").first.inner_text().endswith("из 5")
    heights = [rows.nth(number).bounding_box()["height"] for number in range(lines)]
    assert 44 <= max(heights) <= 90
    rows.nth(1).locator("summary").click()
    chosen = rows.nth(1).locator("select").nth(1)
    chosen.select_option("public")
    assert rows.nth(2).locator("select").first.is_hidden()
    rows.nth(1).locator("summary").click()
    assert chosen.is_hidden()
    sent = "one => new FormData(one.form).get(one.name)"
    assert chosen.evaluate(sent) == "public"  # closed again, it is still a part of the form
    tab.set_viewport_size({"width": 1280, "height": 900})
    assert chosen.is_visible()
    assert rows.locator("summary").first.is_hidden()
