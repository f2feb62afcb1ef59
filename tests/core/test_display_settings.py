"""«Настройки отображения»: what a reader chooses holds on every page, on this device, without a script."""

from __future__ import annotations

import pytest
from django.test import Client

from core.display import CHOICES, COOKIE, pictures_in_words
from tests.pages import soup
from tests.personas import ANONYMOUS, TEACHER

PAGE = "/nastroyki/"
CHOSEN = {"size": "150", "scheme": "blue", "spacing": "wide", "pictures": "hidden", "motion": "off"}
PAGES = ["/", "/blog/", "/accounts/login/", "/net-takoy-stranitsy/", "/search/?page=0"]


def look(client: Client, path: str = "/") -> dict[str, str]:
    """What <html> of this page tells the stylesheet."""
    attributes = soup(client.get(path)).html.attrs
    return {name[5:]: value for name, value in attributes.items() if name.startswith("data-")}


@pytest.mark.parametrize("path", [*PAGES, PAGE])
def test_every_page_leads_to_the_settings_and_obeys_them(path, client):
    page = soup(client.get(path))
    link = page.select_one("header a[itemprop=copy]")
    assert link.get_text(strip=True) == "Настройки отображения"
    assert link["href"].startswith(PAGE)
    assert not page.html.has_attr("data-scheme")
    assert "display.css" not in str(page.head)
    client.cookies[COOKIE] = "150.blue.wide.hidden.off"
    assert look(client, path) == CHOSEN
    assert "display.css" in client.get(path).text
    assert "Cookie" in client.get(path)["Vary"]


@pytest.mark.parametrize("login", [ANONYMOUS, TEACHER])
def test_choice_is_kept_and_leads_back(login, sign_in):
    client = sign_in(login)
    response = client.post(PAGE, CHOSEN | {"next": "/blog/?subject=fizika"})
    assert (response.status_code, response["Location"]) == (302, "/blog/?subject=fizika")
    cookie = response.cookies[COOKIE]
    assert (cookie.value, cookie["samesite"], cookie["httponly"]) == ("150.blue.wide.hidden.off", "Lax", True)
    assert look(client, "/blog/") == CHOSEN
    drawn = soup(client.get(PAGE))
    assert {one["name"]: one["value"] for one in drawn.select("input[checked]")} == CHOSEN


def test_choice_lasts_over_sign_in_and_out(client):
    client.post(PAGE, CHOSEN)
    client.post("/accounts/login/", {"login": TEACHER, "password": "vmeste-demo"})
    assert client.session.get("_auth_user_id")
    assert look(client) == CHOSEN
    client.post("/accounts/logout/")
    assert look(client) == CHOSEN


def test_everything_goes_back_in_one_tap(client):
    client.post(PAGE, CHOSEN)
    button = soup(client.get(PAGE)).select_one("button[name=reset]")
    assert button.get_text(strip=True) == "Вернуть как было"
    response = client.post(PAGE, {"reset": "1", "next": "/blog/"})
    assert response["Location"] == "/blog/"
    assert look(client) == {}
    assert soup(client.get(PAGE)).select_one("button[name=reset]") is None


def test_choosing_the_usual_leaves_no_cookie(client):
    client.post(PAGE, CHOSEN)
    client.post(PAGE, {name: choices[0][0] for name, choices in CHOICES.items()})
    assert client.cookies[COOKIE].value == ""
    assert look(client) == {}


@pytest.mark.parametrize(
    "value",
    ["", "150", "150.blue.wide.hidden", "150.blue.wide.hidden.off.x", "151.blue.wide.hidden.off", "blue." * 5,
     '150."><script>.wide.hidden.off', "150.blue.wide.hidden.\x00", ("ы" * 900).encode().decode("latin-1")],
)  # fmt: skip
def test_a_bad_cookie_is_ignored(value, client):
    client.cookies[COOKIE] = value
    response = client.get("/")
    assert response.status_code == 200
    assert look(client) == {}


@pytest.mark.parametrize("field", CHOSEN)
@pytest.mark.parametrize("value", [None, "ни то ни сё"])
def test_a_wrong_choice_is_refused_by_its_field(field, value, client):
    sent = {name: choice for name, choice in CHOSEN.items() if name != field}
    response = client.post(PAGE, sent | ({field: value} if value else {}))
    assert response.status_code == 400
    wrong = soup(response).select_one(".field--wrong")
    assert "Выберите один из" in wrong.get_text()
    assert wrong.select_one(f"[name={field}]")
    kept = {one["name"]: one["value"] for one in soup(response).select("input[checked]")}
    assert kept == sent
    assert COOKIE not in response.cookies


@pytest.mark.parametrize(
    "address",
    ["https://example.org/", "//example.org/", "/\\example.org", "javascript:alert(1)", "blog/", PAGE, "\x00",
     "/\n/example.org"],
)  # fmt: skip
def test_a_foreign_way_back_is_not_taken(address, client):
    assert client.post(PAGE, CHOSEN | {"next": address})["Location"] == PAGE
    page = soup(client.get(PAGE, {"next": address.replace("\x00", "")}))
    assert page.select_one("input[name=next]")["value"] == ""


def test_other_methods_are_refused(client):
    assert client.put(PAGE).status_code == 405


def test_pictures_are_told_in_words(client):
    client.cookies[COOKIE] = "100.own.normal.hidden.own"
    shown, told = Client().get("/predmety/matematika/"), client.get("/predmety/matematika/")
    description = soup(shown).select_one("main .picture img")["alt"]
    assert soup(told).select("img") == []
    assert description in soup(told).select_one(".no-picture").get_text()
    assert client.get("/admin/login/", follow=True).status_code == 200


def test_a_picture_that_says_nothing_leaves_nothing():
    html = '<p><img src="a.png" alt=""> <img\nsrc="b.png" alt="Двор &quot;наш&quot;"><img src="c.png"></p>'
    assert pictures_in_words(html) == (
        '<p> <span class="no-picture">Картинка: Двор &quot;наш&quot;</span></p>'
    )
