"""The page of components: for who works on the site, never for who reads it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings as configured

from tests.pages import soup
from tests.personas import COORDINATOR

TEMPLATES = Path(configured.TEMPLATES[0]["DIRS"][0])
CSS = Path(configured.STATICFILES_DIRS[0]) / "css" / "theme.css"


@pytest.mark.parametrize("address", ["/komponenty/", "/komponenty/tokens.css"])
def test_a_site_that_works_has_no_such_page(address, sign_in):
    assert sign_in(COORDINATOR).get(address).status_code == 404


def test_in_development_it_shows_every_colour_and_size(settings, client):
    settings.DEBUG = True
    page = soup(client.get("/komponenty/"))
    shown = {token["data-token"] for token in page.select("[data-token]")}
    css = CSS.read_text(encoding="utf-8")
    wanted = set(re.findall(r"--((?:size|gap|round)[\w-]*): ", css))
    wanted |= set(re.findall(r"--([\w-]+): light-dark\(#", css)) - {"subject"}
    assert wanted - shown == set()
    rules = client.get("/komponenty/tokens.css")
    assert rules["Content-Type"].startswith("text/css")
    assert [name for name in shown if f'[data-token="{name}"]' not in rules.text] == []


def test_letters_shown_there_are_read_well(settings, client):
    settings.DEBUG = True
    rows = soup(client.get("/komponenty/")).select("#colours tbody tr")
    figures = [float(cell.get_text().replace(",", ".")) for row in rows for cell in row.find_all("td")[2:]]
    assert len(figures) > 20
    assert min(figures) >= 4.5


# Shown elsewhere: they belong to a form that is sent, to print, or to every page.
ELSEWHERE = {"own_form", "slip", "display_link", "section_header", "print_address"}


def test_every_component_is_shown():
    page = (TEMPLATES / "core" / "component_page.html").read_text(encoding="utf-8")
    inside = {"card": "card_list", "files": "file_panel"}
    missing = [
        name
        for name in sorted(file.stem for file in (TEMPLATES / "components").glob("*.html"))
        if name not in ELSEWHERE and f"components/{inside.get(name, name)}.html" not in page
    ]
    assert missing == []
