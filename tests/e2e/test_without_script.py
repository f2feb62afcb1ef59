"""A cheap phone, an old browser, a blocked script: everything public works all the same."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from demo.factories import PASSWORD
from tests.e2e.places import ALL_BLOCKS, VIDEO
from tests.personas import TEACHER


def test_menu_opens_on_a_phone_and_leads_to_a_section(open_page):
    page = open_page("/", width=390, scripts=False)
    section = page.locator(".menu").get_by_role("link", name="Блог учителей")
    expect(section).not_to_be_visible()
    page.click(".menu > summary")
    expect(section).to_be_visible()
    section.click()
    expect(page).to_have_url(re.compile(r"/blog/$"))
    expect(page.locator("h1")).to_have_text("Блог учителей")


def test_menu_lies_open_at_a_desk(open_page):
    page = open_page("/", scripts=False)
    expect(page.locator(".menu").get_by_role("link", name="Блог учителей")).to_be_visible()


def test_filters_narrow_and_are_reset(open_page):
    page = open_page("/poleznye-sayty/", scripts=False)
    everything = page.locator(".filters__found").inner_text()
    page.get_by_label("Предмет").select_option(label="Математика")
    page.get_by_role("button", name="Показать").click()
    expect(page).to_have_url(re.compile("subject=matematika"))
    expect(page.get_by_label("Предмет")).to_have_value("matematika")
    assert page.locator(".filters__found").inner_text() != everything
    cards = page.locator("main .card")
    assert cards.count() > 0
    assert cards.filter(has_text="Математика").count() == cards.count()
    page.get_by_role("link", name="Сбросить").click()
    expect(page.locator(".filters__found")).to_have_text(everything)


def test_list_is_turned_over_keeping_the_filters(open_page):
    page = open_page("/poleznye-sayty/", width=390, scripts=False)
    first = page.locator("main .card__title").all_inner_texts()
    page.get_by_role("link", name="Дальше").click()
    expect(page).to_have_url(re.compile("page=2"))
    second = page.locator("main .card__title").all_inner_texts()
    assert second
    assert not set(first) & set(second)
    page.get_by_role("link", name="Назад").click()
    assert page.locator("main .card__title").all_inner_texts() == first


def test_sign_in_and_sign_out(open_page):
    page = open_page("/blog/", scripts=False)
    page.get_by_role("link", name="Войти").click()
    page.get_by_label("Имя пользователя").fill(TEACHER)
    page.get_by_label("Пароль").fill(PASSWORD)
    page.locator("main").get_by_role("button", name="Войти").click()
    expect(page).to_have_url(re.compile(r"/blog/$"))
    page.click(".account-menu > summary")
    page.get_by_role("button", name="Выйти").click()
    expect(page.get_by_role("link", name="Войти")).to_be_visible()


def test_refused_sign_in_keeps_the_name_and_says_why(open_page):
    page = open_page("/accounts/login/", scripts=False)
    page.get_by_label("Имя пользователя").fill("roditel")
    page.get_by_label("Пароль").fill("не тот пароль")
    page.locator("main").get_by_role("button", name="Войти").click()
    expect(page.locator(".form-errors")).to_contain_text("парол")
    expect(page.get_by_label("Имя пользователя")).to_have_value("roditel")


def test_search_finds(open_page):
    page = open_page("/", width=390, scripts=False)
    page.get_by_label("Поиск по сайту").fill("звонки")
    page.get_by_role("button", name="Найти").click()
    assert "Расписание звонков" in page.locator("main .card__title").all_inner_texts()


def test_video_is_a_plain_link(open_page):
    page = open_page(ALL_BLOCKS, scripts=False)
    expect(page.locator(".video").get_by_role("link")).to_have_attribute("href", VIDEO)
    assert page.locator("iframe").count() == 0
    expect(page.locator(".video").get_by_role("button")).to_have_count(0)


@pytest.mark.parametrize("address", ["/meropriyatiya/calendar/2001/1/", "/raspisanie/raspisanie-urokov/"])
def test_nothing_is_offered_that_needs_a_script(address, open_page):
    """«Напечатать» appears with the script that makes it work."""
    page = open_page(address, scripts=False)
    assert page.locator("main button:visible").count() == 0


def test_a_reader_says_that_a_link_does_not_open(open_page):
    page = open_page("/poleznye-sayty/arzamas/", width=390, scripts=False)
    expect(page.locator(".link-state")).to_contain_text("Проверено")
    page.get_by_role("link", name="Не открывается?").click()
    page.get_by_label("Открывается что-то другое").check()
    page.get_by_role("button", name="Сообщить").click()
    expect(page).to_have_url(re.compile("/poleznye-sayty/arzamas/$"))
    expect(page.locator(".messages")).to_contain_text("Спасибо!")
