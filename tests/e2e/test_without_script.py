"""A cheap phone, an old browser, a blocked script: everything public works all the same."""

from __future__ import annotations

import re
from functools import cache

import pytest
from playwright.sync_api import expect

from demo.factories import PASSWORD
from tests.e2e.places import ALL_BLOCKS, PLACES, VIDEO
from tests.personas import MODERATOR, TEACHER


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
    with page.expect_navigation():
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
    with page.expect_navigation():
        page.get_by_role("link", name="Дальше").click()
    expect(page).to_have_url(re.compile("page=2"))
    second = page.locator("main .card__title").all_inner_texts()
    assert second
    assert not set(first) & set(second)
    with page.expect_navigation():
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
    with page.expect_navigation():
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


# Members' pages and whatever else has a form of its own.
WITH_FORMS = [
    name
    for name, place in PLACES.items()
    if place.status == 200
    and (place.login or re.match("sign-in|password|join|link|display|search", name))
    and name != "keys"  # a key is made by the browser alone: no site adds one without a script
]
CANNOT_BE_SENT = """
    () => {
        document.querySelectorAll("details").forEach(one => { one.open = true });
        const isSeen = one => one.checkVisibility({visibilityProperty: true})
            && one.getBoundingClientRect().width > 1;
        // The form of passkeys shows nothing until a script finds that they are possible.
        const forms = [...document.querySelectorAll("main form")]
            .filter(form => [...form.elements].some(isSeen));
        const outer = [...document.querySelectorAll("main button")].filter(one => one.form);
        return forms.flatMap(form => {
            const send = [...outer].filter(one => one.form === form && one.type === "submit");
            const asked = [...form.elements].filter(one => one.required && one.type !== "hidden");
            return [
                ...(send.some(one => isSeen(one) && !one.disabled) ? [] : ["no button to send it"]),
                ...asked.filter(one => one.disabled || ![one, ...one.labels].some(isSeen))
                    .map(one => `${one.name} is asked for and not shown`),
            ].map(fault => `${form.getAttribute("action")}: ${fault}`);
        }).concat([...document.querySelectorAll("main button[type=button]")].filter(isSeen)
            .map(one => `does nothing: ${one.outerHTML.slice(0, 100)}`));
    }
"""


@pytest.fixture(scope="module")
def still_tab_of(new_context):
    """`still_tab_of("uchitel")` gives a tab of that person, in which no script runs."""
    return cache(lambda login: new_context(login=login, scripts=False).new_page())


@pytest.mark.parametrize("name", WITH_FORMS)
def test_every_form_shows_what_it_asks_and_a_button(name, still_tab_of, addresses):
    tab = still_tab_of(PLACES[name].login)
    assert tab.goto(addresses[name]).status == 200
    assert tab.evaluate(CANNOT_BE_SENT) == []


def test_a_form_that_needs_a_script_is_noticed(open_page):
    tab = open_page("/accounts/login/", scripts=False)
    tab.evaluate("document.querySelector('main form button[type=submit]').remove()")
    assert any("no button" in fault for fault in tab.evaluate(CANNOT_BE_SENT))


def test_a_comment_is_written_mended_and_taken_back(open_page, addresses):
    tab = open_page(addresses["comments"], login=TEACHER, scripts=False)
    tab.locator("main textarea[name=text]").fill("Прочли всем классом. Спасибо за спесок!")
    tab.get_by_role("button", name="Отправить").click()
    mine = tab.locator(".comment", has_text="Прочли всем классом.").last
    expect(mine).to_contain_text("спесок")
    mine.get_by_role("link", name="Исправить").click()
    tab.locator("main textarea[name=text]").fill("Прочли всем классом. Спасибо за список!")
    tab.get_by_role("button", name="Сохранить").click()
    expect(mine).to_contain_text("список")
    mine.get_by_role("link", name="Удалить").click()
    tab.get_by_role("button", name="Удалить").click()
    expect(tab.locator(".comment", has_text="Прочли всем классом.")).to_have_count(0)


def test_a_profile_is_filled_in(open_page):
    tab = open_page("/profil/", login=MODERATOR, scripts=False)
    about = tab.locator("main textarea").first
    about.fill("Веду кружок робототехники.")
    tab.get_by_role("button", name="Сохранить").first.click()
    expect(tab.locator(".messages")).to_be_visible()
    expect(about).to_have_value("Веду кружок робототехники.")


def test_a_wrong_code_is_refused_and_the_rest_is_kept(open_page):
    tab = open_page("/vstupit/", scripts=False)
    tab.locator("[name=code]").fill("0000-0000-0000")
    tab.locator("[name=last_name]").fill("Щербак")
    tab.locator("[name=first_name]").fill("Глеб")
    tab.get_by_role("button", name="Дальше").click()
    expect(tab.locator(".form-errors")).to_be_visible()
    expect(tab.locator("[name=last_name]")).to_have_value("Щербак")
