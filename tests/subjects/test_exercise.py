"""Exercises live on other sites: the page asks nothing of those sites until the visitor clicks."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from django.test import Client

from demo.factories import ExercisePageFactory
from subjects.models import ExercisePage, SubjectPage
from tests.pages import add_page, errors, soup
from tests.personas import ANONYMOUS, MODERATOR

RUTUBE = "https://rutube.ru/video/0123456789abcdef0123456789abcdef/"
FILLED = {
    "title": "Созвездия: найди пару",
    "kind": "game",
    "address": "https://igry.example.org/sozvezdiya",
    "how_to_use": "Десять минут после урока.",
}


@pytest.fixture
def physics() -> SubjectPage:
    return SubjectPage.objects.get(subject__slug="fizika")


@pytest.fixture
def visitor() -> Client:
    return Client()


def loaded_by_itself(response) -> list[str]:
    """All addresses that a browser asks for without a click."""
    page = soup(response)
    found = [
        element[name]
        for name in ("src", "poster", "data", "background")
        for element in page.select(f"[{name}]")
    ]
    for element in page.select("[srcset]"):
        found += [part.split()[0] for part in element["srcset"].split(",")]
    found += [link["href"] for link in page.select("link[href]") if "alternate" not in link.get("rel", [])]
    found += [use["href"] for use in page.select("use[href]")]
    return found


def is_of_another_host(address: str) -> bool:
    return bool(urlsplit(address).netloc) and urlsplit(address).netloc != "testserver"


@pytest.mark.parametrize("kind", ["game", "trainer", "video"])
@pytest.mark.parametrize("address", ["https://igry.example.org/sozvezdiya", RUTUBE])
def test_the_page_loads_nothing_from_another_host(kind, address, physics, visitor):
    page = ExercisePageFactory(parent=physics, title="Созвездия", kind=kind, address=address)
    response = visitor.get(page.url)
    loaded = loaded_by_itself(response)
    assert [one for one in loaded if one.startswith("/static/")]
    assert [one for one in loaded if is_of_another_host(one)] == []
    assert soup(response).select("iframe, object, embed, video, base, meta[http-equiv=refresh]") == []
    assert address in [link["href"] for link in soup(response).select("main a[href]")]


def test_no_exercise_of_the_school_loads_anything_from_another_host(visitor):
    pages = list(ExercisePage.objects.live())
    assert pages
    for page in pages:
        response = visitor.get(page.url)
        assert response.status_code == 200
        assert [one for one in loaded_by_itself(response) if is_of_another_host(one)] == [], page.title
        assert soup(response).select("iframe, object, embed") == [], page.title


def test_the_policy_lets_in_only_players_of_known_hosts(physics, visitor):
    page = ExercisePageFactory(parent=physics, title="Созвездия", kind="video", address=RUTUBE)
    policy = visitor.get(page.url)["Content-Security-Policy"]
    rules = {rule.split()[0]: set(rule.split()[1:]) for rule in policy.split(";")}
    assert rules["default-src"] == {"'none'"}
    assert rules["script-src"] == {"'self'"}
    assert rules["img-src"] == {"'self'"}
    assert rules["frame-src"] == {
        "https://rutube.ru",
        "https://vkvideo.ru",
        "https://www.youtube-nocookie.com",
    }


def test_the_link_says_what_opens_and_where(physics, visitor):
    page = ExercisePageFactory(
        parent=physics, title="Созвездия", kind="trainer", address="https://www.igry.example.org/a"
    )
    response = visitor.get(page.url)
    (link,) = soup(response).select('main a[href="https://www.igry.example.org/a"]')
    assert "Открыть тренажёр на igry.example.org" in link.get_text()
    assert "noopener" in link["rel"]
    assert "Вы уйдёте с нашего сайта" in response.text


def test_a_known_video_waits_for_a_click_with_the_name_of_its_host(physics, visitor):
    page = ExercisePageFactory(parent=physics, title="Созвездия", kind="video", address=RUTUBE)
    frame = soup(visitor.get(page.url)).select_one("main .video__frame")
    assert frame["data-embed"] == "https://rutube.ru/play/embed/0123456789abcdef0123456789abcdef"
    assert "RuTube" in frame.get_text()


def test_a_filled_form_is_published(physics, sign_in):
    assert add_page(sign_in(MODERATOR), ExercisePage, physics, FILLED).status_code == 302
    page = sign_in(ANONYMOUS).get(ExercisePage.objects.get(title=FILLED["title"]).url)
    assert "Десять минут после урока." in page.text


@pytest.mark.parametrize("field", ["title", "kind", "address", "how_to_use"])
def test_an_exercise_that_does_not_say_how_to_use_it_is_refused(field, physics, sign_in):
    response = add_page(sign_in(MODERATOR), ExercisePage, physics, {**FILLED, field: ""})
    assert set(errors(response)) == {field}


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,1", "просто слова", "https://example.org/" + "a" * 500]
)
def test_a_wrong_address_is_refused(address, physics, sign_in):
    response = add_page(sign_in(MODERATOR), ExercisePage, physics, {**FILLED, "address": address})
    assert set(errors(response)) == {"address"}
