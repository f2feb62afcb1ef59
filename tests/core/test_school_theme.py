"""A school's own logo and colours: taken when they are read well, refused with the measured reason."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from wagtail.models import Collection, CollectionViewRestriction

from core import theme
from core.covers import COLOURS
from core.models import SchoolSettings, SitePicture
from tests.pages import content, soup
from tests.personas import COORDINATOR

CSS = (Path(settings.STATICFILES_DIRS[0]) / "css" / "theme.css").read_text()


@pytest.fixture
def school() -> SchoolSettings:
    return SchoolSettings.objects.get()


def save(client: Client, school: SchoolSettings, **changes: object) -> str:
    """Send the form «О школе» with `changes`; the words of its errors."""
    data = {
        "name": school.name,
        "short_name": school.short_name,
        "logo": "",
        "main_colour": "",
        "second_colour": "",
        "footer": '{"blocks": [], "entityMap": {}}',
    }
    address = reverse("wagtailsettings:edit", args=["core", "schoolsettings", school.site_id])
    response = client.post(address, data | changes)
    if response.status_code == 302:
        return ""
    return " ".join(soup(response).select_one("main").get_text().split())


def link_of(client: Client) -> str:
    found = soup(client.get("/")).select_one("link[href^='/theme.css']")
    return found["href"] if found else ""


def test_without_colours_there_is_no_stylesheet(client):
    assert link_of(client) == ""
    assert client.get("/theme.css").status_code == 404
    assert "#17493d" in str(soup(client.get("/")).select("meta[name=theme-color]"))


def test_coordinator_gives_the_site_the_colours_of_the_school(sign_in, client, school):
    assert save(sign_in(COORDINATOR), school, main_colour="#1B3C8A", second_colour="#c62828") == ""
    address = link_of(client)
    response = client.get(address)
    assert response["Content-Type"].startswith("text/css")
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert "--board: #1b3c8a;" in response.text
    assert "--sun: #c62828;" in response.text
    assert client.get("/theme.css?v=old")["Cache-Control"] == "no-cache"
    assert "Set-Cookie" not in response.headers
    page = client.get("/")
    assert "#1b3c8a" in str(soup(page).select("meta[name=theme-color]"))
    assert "style=" not in page.text
    save(sign_in(COORDINATOR), school, main_colour="#1b3c8a")
    assert link_of(client) != address


@pytest.mark.parametrize(
    ("field", "colour", "words"),
    [
        ("main_colour", "#f4b740", "контраст 1,5 к 1, а нужно не меньше 4,5 к 1. Возьмите цвет темнее"),
        ("main_colour", "#ff0000", "контраст 3,3 к 1"),
        (
            "second_colour",
            "#808080",
            "И тёмные, и белые буквы на этом цвете читаются плохо: контраст 3,9 к 1",
        ),
        ("main_colour", "зелёный", "решёткой и шестью знаками"),
        ("main_colour", "#12345", "решёткой и шестью знаками"),
        ("second_colour", "red;}*{}", ""),
    ],
)
def test_a_colour_that_is_read_badly_is_refused_with_the_ratio(field, colour, words, sign_in, school):
    told = save(sign_in(COORDINATOR), school, **{field: colour})
    assert told
    assert words in told
    assert link_of(Client()) == ""


@pytest.mark.parametrize("red", range(0, 256, 51))
@pytest.mark.parametrize("green", range(0, 256, 51))
def test_whatever_is_taken_is_read_well_in_light_and_in_dark(red, green):
    for blue in range(0, 256, 51):
        colour = f"#{red:02x}{green:02x}{blue:02x}"
        if theme.fault(theme.pairs_of_main(colour)):
            continue
        css = theme.stylesheet(colour, "")
        tokens = dict(re.findall(r"--([\w-]+): light-dark\(([^)]+)\)", css))
        for number, ground in enumerate((theme.SURFACE, theme.DARK_SURFACE)):
            of = {name: both.split(", ")[number] for name, both in tokens.items()}
            assert theme.contrast(of["accent"], ground) >= 4.5
            assert theme.contrast(of["accent-strong"], of["accent-soft"]) >= 4.5
            assert theme.contrast(of["on-accent"], of["accent"]) >= 4.5
            assert theme.contrast(of["on-board-soft"], of["board"]) >= 4.5


def test_contrast_is_counted_as_wcag_does():
    assert theme.contrast("#ffffff", "#000000") == pytest.approx(21)
    assert theme.contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_colours_known_to_code_are_those_of_the_stylesheet():
    for name, value in {
        "paper": f"light-dark({theme.PAPER}, {theme.DARK_PAPER})",
        "surface": f"light-dark(#fff, {theme.DARK_SURFACE})",
        "sunken": f"light-dark({theme.SUNKEN},",
        "ink": f"light-dark({theme.INK}, {theme.DARK_INK})",
        "board": "light-dark({}, {})".format(*theme.board("")),
    }.items():
        assert f"--{name}: {value}" in CSS
    for name, value in COLOURS.items():
        assert f'[data-colour="{name}"] {{ --subject: {value}; }}' in CSS


def test_logo_stands_in_the_header_for_everybody(sign_in, client, school):
    picture = SitePicture.objects.filter(children_recognisable="no").first()
    assert save(sign_in(COORDINATOR), school, logo=picture.pk) == ""
    logo = soup(client.get("/")).select_one(".brand img")
    assert logo["alt"] == ""
    assert content(client.get(logo["src"]))
    assert soup(client.get("/")).select_one(".brand__mark") is None


def test_logo_that_not_everybody_may_see_is_refused(school):
    closed = Collection.get_first_root_node().add_child(name="Только свои")
    CollectionViewRestriction.objects.create(collection=closed, restriction_type="login")
    school.logo = SitePicture.objects.first()
    school.logo.collection = closed
    with pytest.raises(ValidationError, match="закрытой коллекции"):
        school.clean()
    school.logo.collection = Collection.get_first_root_node()
    school.logo.children_recognisable = "yes"
    with pytest.raises(ValidationError, match="снимков детей"):
        school.clean()


def test_logo_costs_no_query_a_page(sign_in, client, school, count_queries):
    before = count_queries(lambda: client.get("/blog/"))
    save(sign_in(COORDINATOR), school, logo=SitePicture.objects.filter(children_recognisable="no").first().pk)
    assert count_queries(lambda: client.get("/blog/")) <= before + 1


def test_the_admin_takes_the_schools_colour_and_name(sign_in, client, school):
    coordinator = sign_in(COORDINATOR)
    plain = coordinator.get("/admin/").text
    assert "Вместе – МБОУ" in plain
    assert ">Wagtail<" not in plain
    assert "/admin/theme.css" not in plain
    assert coordinator.get("/admin/theme.css").status_code == 404
    assert save(coordinator, school, main_colour="#8a1c3b") == ""
    address = soup(coordinator.get("/admin/")).select_one("link[href^='/admin/theme.css']")["href"]
    css = coordinator.get(address)
    assert css["Content-Type"].startswith("text/css")
    assert "no-store" in css["Cache-Control"]
    assert "--w-color-primary-hue: 343.1" in css.text
    assert client.get(address).status_code == 302


@pytest.mark.parametrize("colour", ["#8a1c3b", "#1b3c8a", "#17493d", "#000000", "#6a3d00"])
def test_what_the_admin_makes_of_a_colour_is_read_well_in_the_dark(colour):
    """Links on the dark ground of Wagtail's pages and menus, letters on its buttons."""
    tokens = dict(re.findall(r"--w-color-([a-z-]+): (#[0-9a-f]{6})", theme.admin_stylesheet(colour)))
    for ground in ("#262a28", "#1d1f1e", "#303532"):
        assert theme.contrast(tokens["text-link-default"], ground) >= theme.LEAST
        assert theme.contrast(tokens["text-link-hover"], ground) >= theme.LEAST
    assert theme.contrast(tokens["text-button"], tokens["surface-button-default"]) >= theme.LEAST
    assert theme.contrast(tokens["text-button"], tokens["surface-button-hover"]) >= theme.LEAST
