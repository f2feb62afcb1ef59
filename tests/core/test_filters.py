"""The filters of all sections: what is chosen is shown, let go one by one, or all at once."""

from __future__ import annotations

from itertools import islice, product
from urllib.parse import parse_qsl, urlsplit

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from wagtail.models import get_page_models

from core.models import ListingPage
from tests.pages import soup

LISTINGS = [kind for kind in get_page_models() if issubclass(kind, ListingPage)]
FILTERED = [kind for kind in LISTINGS if kind.filter_form.base_fields]
names = pytest.mark.parametrize("kind", FILTERED, ids=[kind.__name__ for kind in FILTERED])


@pytest.fixture
def visitor() -> Client:
    return Client()


def section(kind: type[ListingPage]) -> ListingPage:
    return kind.objects.get()


def offers(page: BeautifulSoup) -> dict[str, dict[str, str]]:
    """What every select offers, the empty choice left out: {name: {value: words}}."""
    return {
        select["name"]: {
            option["value"]: option.get_text(strip=True)
            for option in select.select("option[value]:not([value=''])")
        }
        for select in page.select("form.filters select")
    }


def chips(page: BeautifulSoup) -> dict[str, str]:
    """What is shown as chosen, with the address that lets it go."""
    return {
        chip.get_text().split(" – ", 1)[1].lower(): chip["href"]
        for chip in page.select("form.filters a.chip")
    }


def found(page: BeautifulSoup) -> str:
    return page.select_one("form.filters [role=status]").get_text()


def query(address: str) -> dict[str, str]:
    return dict(parse_qsl(urlsplit(address).query))


@names
def test_nothing_is_chosen_at_first(kind, visitor):
    page = soup(visitor.get(section(kind).url))
    assert offers(page)
    assert chips(page) == {}
    assert page.select("form.filters details[open], form.filters .chips__reset") == []
    assert found(page)[0].isdigit()  # nobody sought: nothing was found


@names
def test_every_choice_of_a_section_is_a_chip_that_lets_go_of_itself_alone(kind, visitor):
    page = section(kind)
    offered = offers(soup(visitor.get(page.url)))
    # The first values of every select, together: as many choices at once as the section has.
    for values in islice(product(*(list(choices)[:2] for choices in offered.values())), 3):
        chosen = dict(zip(offered, values, strict=True))
        shown = soup(visitor.get(page.url, {**chosen, "page": "1"}))
        assert found(shown).startswith("Найдено: ")
        assert not shown.select("form.filters details[open]")
        words = {offered[name][value].lower(): name for name, value in chosen.items()}
        assert set(chips(shown)) == set(words)
        for text, address in chips(shown).items():
            rest = {name: value for name, value in chosen.items() if name != words[text]}
            assert query(address) == rest
            after = soup(visitor.get(page.url + address if address.startswith("?") else address))
            assert set(chips(after)) == set(words) - {text}


@names
def test_all_is_emptied_in_one_tap(kind, visitor):
    page = section(kind)
    everything = soup(visitor.get(page.url))
    name, choices = next(iter(offers(everything).items()))
    for value in choices:
        narrowed = soup(visitor.get(page.url, {name: value}))
        if found(narrowed).removeprefix("Найдено: ") != found(everything):
            break
    else:
        pytest.fail(f"No choice of {name} narrows anything.")
    (reset,) = narrowed.select("form.filters a.chips__reset")
    assert reset.get_text() == "Сбросить всё"
    assert query(reset["href"]) == {}
    assert found(soup(visitor.get(reset["href"]))) == found(everything)


def test_most_sections_have_filters():
    """What is walked here is all there is to walk."""
    assert len(FILTERED) >= 9
