"""A key: added, used instead of the password, used after it; with a virtual authenticator of Chromium."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from demo.factories import PASSWORD

pytestmark = pytest.mark.browser
LOGIN = "gromova"


@pytest.fixture
def here(site_url: str) -> str:
    """A browser knows keys for a name, not for an IP address."""
    return site_url.replace("127.0.0.1", "localhost")


@pytest.fixture
def tab(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 390, "height": 900})
    page = context.new_page()
    _plug_in(context, page)
    yield page
    context.close()


def _plug_in(context: BrowserContext, page: Page) -> None:
    devtools = context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True}
    options |= {"hasUserVerification": True, "isUserVerified": True, "automaticPresenceSimulation": True}
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def _enter(tab: Page, here: str) -> None:
    tab.goto(f"{here}/accounts/login/")
    tab.fill("[name=login]", LOGIN)
    tab.fill("[name=password]", PASSWORD)
    tab.click("button:text-is('Войти')")


def _leave(tab: Page, here: str) -> None:
    tab.goto(f"{here}/accounts/logout/")
    tab.click("main button:text-is('Выйти')")


def test_a_key_is_added_and_lets_in(tab: Page, here: str) -> None:
    complaints: list[str] = []
    tab.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    _enter(tab, here)
    tab.goto(f"{here}/accounts/2fa/webauthn/add/")
    tab.fill("[name=password]", PASSWORD)
    tab.click("button:text-is('Подтвердить')")
    tab.fill("[name=name]", "Мой телефон")
    tab.check("[name=passwordless]")
    tab.click("button:text-is('Добавить')")
    expect(tab.locator("h1")).to_have_text("Резервные коды")
    tab.goto(f"{here}/accounts/2fa/webauthn/")
    expect(tab.locator(".panel")).to_contain_text("Мой телефон")

    _leave(tab, here)
    tab.goto(f"{here}/accounts/login/?next=/notices/")
    tab.click("#passkey_login")
    expect(tab.locator(".account-menu__name")).to_have_text("Елена Павловна")

    _leave(tab, here)
    _enter(tab, here)
    expect(tab.locator("h1")).to_have_text("Второй шаг входа")
    tab.click("button:text-is('Подтвердить ключом')")
    expect(tab.locator(".account-menu__name")).to_have_text("Елена Павловна")
    assert complaints == []  # the policy let all of it run

    tab.goto(f"{here}/accounts/2fa/webauthn/")
    with tab.expect_navigation():
        tab.click("text=Удалить")
    tab.fill("[name=password]", PASSWORD)
    tab.click("button:text-is('Подтвердить')")
    tab.click("button:text-is('Удалить')")
    expect(tab.locator("main")).to_contain_text("Ключей пока нет")


def test_a_key_that_is_not_known_is_said_in_words(tab: Page, here: str) -> None:
    tab.goto(f"{here}/accounts/login/")
    tab.click("#passkey_login")
    expect(tab.locator("[data-passkey-trouble]")).to_contain_text("Не получилось")


def test_without_scripts_there_is_no_button_that_does_nothing(browser: Browser, here: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(f"{here}/accounts/login/")
    expect(tab.locator("#passkey_login")).to_be_hidden()
    context.close()
