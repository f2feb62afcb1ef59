"""Instructions by steps: how they are read, when they are said to be stale, what an editor must fill in."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.rich_text import RichText
from wagtail.test.utils.form_data import rich_text, streamfield

from core.models import Subject
from demo.factories import InstructionPageFactory, PictureFactory, SubjectFactory
from resources.models import HelpPage, InstructionPage
from tests.pages import add_page, content, errors, soup, titles
from tests.personas import ANONYMOUS, CLERK

SCRIPT = "<script>alert(1)</script>"


@pytest.fixture
def section() -> HelpPage:
    return HelpPage.objects.get()


@pytest.fixture
def astronomy() -> Subject:
    return SubjectFactory(slug="astronomiya", title="Астрономия")


@pytest.fixture
def visitor() -> Client:
    return Client()


def test_steps_are_numbered_in_their_order_and_may_have_pictures(section, visitor):
    picture = PictureFactory(description="Снимок экрана: кнопка «Войти»")
    steps = [
        ("step", {"title": "Откройте сайт", "text": RichText("<p>Наберите адрес.</p>"), "image": None}),
        ("step", {"title": "Нажмите «Войти»", "text": RichText(""), "image": picture}),
    ]
    page = InstructionPageFactory(parent=section, title="Как войти", steps=steps)
    response = visitor.get(page.url)
    shown = [step.get_text(" ", strip=True) for step in soup(response).select("main ol.steps h3")]
    assert shown == ["Шаг 1 . Откройте сайт", "Шаг 2 . Нажмите «Войти»"]
    image = soup(response).select_one("main ol.steps img")
    assert image["alt"] == "Снимок экрана: кнопка «Войти»"
    assert content(visitor.get(image["src"]))


@pytest.mark.parametrize(
    ("days", "stale"), [(0, False), (365, False), (366, True), (3000, True), (None, True)]
)
def test_an_instruction_that_nobody_checked_for_a_year_says_so(days, stale, section, astronomy, visitor):
    checked = None if days is None else timezone.localdate() - timedelta(days=days)
    page = InstructionPageFactory(parent=section, title="Как войти", checked_on=checked, subjects=[astronomy])
    note = soup(visitor.get(page.url)).select_one("main .note--important")
    badge = soup(visitor.get(section.url, {"subject": "astronomiya"})).select_one("main .card .badge")
    assert (note is not None, badge is not None) == (stale, stale)
    if stale:
        assert badge.get_text() == "давно не проверялась"


def test_instructions_are_listed_by_title_and_narrowed(section, astronomy, visitor):
    for title, grades in (("Яблоки считаем", [5]), ("Астролябия", [5, 6]), ("Карта неба", [6])):
        InstructionPageFactory(parent=section, title=title, subjects=[astronomy], grades=grades)
    InstructionPageFactory(parent=section, title="Черновик", subjects=[astronomy], live=False)
    of_subject = visitor.get(section.url, {"subject": "astronomiya"})
    assert titles(of_subject) == ["Астролябия", "Карта неба", "Яблоки считаем"]
    assert titles(visitor.get(section.url, {"subject": "astronomiya", "grade": 5})) == [
        "Астролябия",
        "Яблоки считаем",
    ]
    assert visitor.get(section.url, {"grade": "0"}).status_code == 400


def step(title: str, text: str = "<p>Наберите адрес.</p>") -> tuple[str, dict]:
    return "step", {"title": title, "text": rich_text(text), "image": ""}


def test_an_editor_writes_steps_and_everybody_reads_them(section, sign_in):
    filled = {
        "title": "Как войти в дневник",
        "service": f"Дневник {SCRIPT}",
        "service_url": "https://dnevnik.example.org",
        "steps": streamfield([step("Откройте сайт"), step(f"Нажмите {SCRIPT}", f"<p>Жмите</p>{SCRIPT}")]),
    }
    assert add_page(sign_in(CLERK), InstructionPage, section, filled).status_code == 302
    page = sign_in(ANONYMOUS).get(InstructionPage.objects.get(title="Как войти в дневник").url)
    assert f"Нажмите {SCRIPT}" in soup(page).find("main").get_text()
    assert "<script>alert" not in page.text
    (link,) = soup(page).select('main a[href="https://dnevnik.example.org"]')
    assert "noopener" in link["rel"]


def test_an_instruction_without_steps_is_refused(section, sign_in):
    response = add_page(sign_in(CLERK), InstructionPage, section, {"title": "Как войти"})
    assert set(errors(response)) == {"steps"}


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,1", "дневник"])
def test_a_wrong_address_of_a_service_is_refused(address, section, sign_in):
    filled = {"title": "Как войти", "service_url": address, "steps": streamfield([step("Откройте")])}
    response = add_page(sign_in(CLERK), InstructionPage, section, filled)
    assert set(errors(response)) == {"service_url"}
