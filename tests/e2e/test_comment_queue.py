"""The moderators' queue with the keyboard alone, and on a phone."""

from __future__ import annotations

from discussions.models import Comment
from tests.e2e.waiting import wait_until
from tests.personas import COORDINATOR

QUEUE = "/admin/comments/"


def focused(tab) -> str:
    return tab.evaluate("document.activeElement.value || document.activeElement.tagName")


def test_the_queue_is_worked_with_the_keyboard_alone(open_page):
    waiting = list(Comment.objects.unsettled().order_by("pk").values_list("pk", flat=True))
    tab = open_page(QUEUE, login=COORDINATOR)
    wait_until(tab, "document.activeElement.name === 'chosen'")
    assert focused(tab) == str(waiting[0])
    tab.keyboard.press("j")
    assert focused(tab) == str(waiting[1])
    tab.keyboard.press("x")
    assert tab.locator("[name=chosen]:checked").count() == 1
    tab.keyboard.press("k")
    with tab.expect_navigation():
        tab.keyboard.press("a")
    wait_until(tab, "document.activeElement.name === 'chosen'")
    assert focused(tab) == str(waiting[1])
    assert "Готово, одобрено: 1" in tab.locator(".messages").inner_text()
    # Tick by space, walk by Tab to the reason, hide by Enter on the button.
    tab.keyboard.press(" ")
    tab.locator("[name=reason]").focus()
    tab.keyboard.type("Не по теме страницы.")
    tab.keyboard.press("Tab")
    with tab.expect_navigation():
        tab.keyboard.press("Enter")
    assert "Готово, скрыто: 1" in tab.locator(".messages").inner_text()
    assert tab.locator(f"[name=chosen][value='{waiting[1]}']").count() == 0


def test_the_queue_fits_a_phone_and_a_thumb(open_page):
    tab = open_page(QUEUE, login=COORDINATOR, width=390)
    tab.locator("[data-queue-all]").check()
    assert tab.locator("[name=chosen]:not(:checked)").count() == 0
    assert tab.evaluate("document.documentElement.scrollWidth") <= 390
    small = tab.evaluate(
        """() => [...document.querySelectorAll('.queue .button, .queue-filters .button, .queue-entry__tick')]
            .filter((one) => one.getBoundingClientRect().height < 44).map((one) => one.textContent)"""
    )
    assert small == []
