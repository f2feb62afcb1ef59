"""The page of a subject fills itself: streams, grades, one stream alone, pins, and one page a subject."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from wagtail.test.utils.form_data import inline_formset

from blog.models import BlogPage
from core.models import Subject
from demo.factories import (
    AnnouncementPageFactory,
    ExercisePageFactory,
    MaterialPageFactory,
    PostPageFactory,
    SiteCardPageFactory,
    SubjectFactory,
    SubjectPageFactory,
)
from members import roles
from resources.models import AnnouncementsPage, UsefulSitesPage
from subjects.models import SubjectPage, SubjectPin, SubjectsPage
from tests.pages import add_page, edit_page, errors, soup, titles
from tests.personas import ADMIN, ANONYMOUS, COORDINATOR, PUPIL, TEACHER


@pytest.fixture
def astronomy() -> Subject:
    return SubjectFactory(slug="astronomiya", title="Астрономия")


@pytest.fixture
def page(astronomy) -> SubjectPage:
    return SubjectPageFactory(parent=SubjectsPage.objects.get(), title="Астрономия", subject=astronomy)


@pytest.fixture
def visitor() -> Client:
    return Client()


def streams(response) -> dict[str, list[str]]:
    """The titles of cards under each heading of the page."""
    return {
        section.h2.get_text(strip=True): [
            title.get_text(strip=True) for title in section.select(".card__title")
        ]
        for section in soup(response).select("main section:not(.comments)")
        if section.h2
    }


@pytest.fixture
def filled(page, astronomy) -> None:
    """Something for every stream but two: from below the page, and from other sections by the subject."""
    MaterialPageFactory(parent=page, title="Конспект", grades=[5])
    MaterialPageFactory(parent=page, title="Памятка", subjects=[astronomy], grades=[6])
    ExercisePageFactory(parent=page, title="Тренажёр", grades=[5, 6])
    SiteCardPageFactory(parent=UsefulSitesPage.objects.get(), title="Атлас", subjects=[astronomy], grades=[5])
    AnnouncementPageFactory(parent=AnnouncementsPage.objects.get(), title="Сбор", subjects=[astronomy])
    PostPageFactory(parent=BlogPage.objects.get(), title="Запись", subjects=[astronomy], grades=[11])
    PostPageFactory(parent=BlogPage.objects.get(), title="Не о звёздах", grades=[5])


def test_what_bears_the_subject_and_what_lies_below_stand_in_their_streams(filled, page, visitor):
    assert streams(visitor.get(page.url)) == {
        "Материалы": ["Памятка", "Конспект"],
        "Тренажёры, игры, видео": ["Тренажёр"],
        "Полезные сайты": ["Атлас"],
        "Блог учителей": ["Запись"],
        "Объявления": ["Сбор"],
    }


def test_the_band_leads_to_every_stream_and_says_how_much_is_there(filled, page, visitor):
    response = visitor.get(page.url)
    ways = {
        link.get_text(" ", strip=True): link["href"].removeprefix("#")
        for link in soup(response).select(".subject-band__ways a")
    }
    assert list(ways) == [
        "Материалы 2",
        "Тренажёры, игры, видео 1",
        "Полезные сайты 1",
        "Блог учителей 1",
        "Объявления 1",
        "О странице",
    ]
    assert soup(response).find(id=ways.pop("О странице")).h2.get_text() == "О странице"
    for text, anchor in ways.items():
        section = soup(response).find("section", id=anchor)
        assert text.startswith(section.h2.get_text(strip=True))
        assert int(text.rsplit(" ", 1)[1]) == len(section.select(".card"))


def test_a_tile_counts_what_its_visitor_finds_on_the_page(filled, page, astronomy, sign_in):
    teachers = [Group.objects.get(name=roles.TEACHERS)]
    MaterialPageFactory(parent=page, title="Ответы", audience=teachers)
    MaterialPageFactory(parent=page, title="Черновик", subjects=[astronomy], live=False)
    section = SubjectsPage.objects.get()
    for login, number in ((ANONYMOUS, 6), (TEACHER, 7)):
        visitor = sign_in(login)
        tile = soup(visitor.get(section.url)).find("a", href=page.url).find_parent("article")
        assert number == sum(map(len, streams(visitor.get(page.url)).values()))
        assert tile.select_one(".subject-tile__found").get_text() == f"{number} страниц"


def test_a_grade_narrows_every_stream(filled, page, visitor):
    response = visitor.get(page.url, {"grade": 5})
    assert {heading.split(",")[0]: cards for heading, cards in streams(response).items()} == {
        "Материалы": ["Конспект"],
        "Тренажёры": ["Тренажёр"],
        "Полезные сайты": ["Атлас"],
    }
    assert streams(visitor.get(page.url, {"grade": 1})) == {}
    assert "Для этого класса пока ничего нет" in visitor.get(page.url, {"grade": 1}).text


def test_a_page_that_lies_below_and_bears_two_subjects_stands_on_both_and_once_on_each(
    page, astronomy, visitor
):
    physics = Subject.objects.get(slug="fizika")
    MaterialPageFactory(parent=page, title="Законы Кеплера", subjects=[astronomy, physics])
    other = SubjectPage.objects.get(subject=physics)
    for address in (page.url, other.url):
        assert titles(visitor.get(address)).count("Законы Кеплера") == 1


def test_an_empty_subject_says_so(page, visitor):
    response = visitor.get(page.url)
    assert streams(response) == {}
    assert "По этому предмету пока ничего нет" in response.text


def test_a_long_stream_begins_on_the_page_and_goes_on_alone(page, visitor):
    for number in range(30):
        MaterialPageFactory(parent=page, title=f"Материал {number:02}", grades=[5])
    ExercisePageFactory(parent=page, title="Тренажёр", grades=[5])
    latest_first = [f"Материал {number:02}" for number in range(29, -1, -1)]
    response = visitor.get(page.url, {"grade": 5})
    assert streams(response)["Материалы, 5 класс"] == latest_first[:6]
    (more,) = soup(response).select("main a.section__more")
    assert more.get_text(strip=True) == "Ещё 24 материала"
    assert parse_qs(urlsplit(more["href"]).query)["grade"] == ["5"]
    alone = visitor.get(page.url + more["href"])
    assert titles(alone) == latest_first[:24]
    further = soup(alone).select_one("nav.pagination a[rel=next]")["href"]
    second = visitor.get(page.url + further)
    assert titles(second) == latest_first[24:]
    chosen = parse_qs(urlsplit(further).query)
    assert (chosen["grade"], chosen["page"]) == (["5"], ["2"])
    beyond = {**{name: values[0] for name, values in chosen.items()}, "page": "3"}
    assert visitor.get(page.url, beyond).status_code == 404


def test_six_of_a_stream_need_no_page_of_their_own(page, visitor):
    for number in range(6):
        MaterialPageFactory(parent=page, title=f"Материал {number}")
    assert soup(visitor.get(page.url)).select("main a.section__more") == []


@pytest.mark.parametrize("query", [{"grade": "0"}, {"grade": "12"}, {"grade": "x"}, {"stream": "magiya"}])
def test_a_value_that_no_filter_offers_is_400(query, page, visitor):
    assert visitor.get(page.url, query).status_code == 400


def test_drafts_stand_nowhere_and_closed_pages_for_their_groups_alone(page, sign_in):
    teachers = [Group.objects.get(name=roles.TEACHERS)]
    MaterialPageFactory(parent=page, title="Черновик", live=False)
    closed = MaterialPageFactory(parent=page, title="Ответы", audience=teachers)
    MaterialPageFactory(parent=page, title="Для всех")
    page.pins = [SubjectPin(pinned_page=closed)]
    page.save_revision().publish()
    for login in (ANONYMOUS, PUPIL):
        assert titles(sign_in(login).get(page.url)) == ["Для всех"]
    assert titles(sign_in(TEACHER).get(page.url)) == ["Ответы", "Для всех"]


def test_pins_stand_on_top_in_the_moderators_order_as_far_as_one_may_see_them(page, sign_in):
    first = MaterialPageFactory(parent=page, title="Первое")
    draft = MaterialPageFactory(parent=page, title="Черновик", live=False)
    site = SiteCardPageFactory(parent=UsefulSitesPage.objects.get(), title="Атлас")
    pins = [{"pinned_page": str(pinned.pk)} for pinned in (site, draft, first)]
    response = edit_page(
        sign_in(COORDINATOR), page, {"subject": str(page.subject_id), "pins": inline_formset(pins)}
    )
    assert response.status_code == 302
    for login in (ANONYMOUS, ADMIN):
        shown = streams(sign_in(login).get(page.url))
        assert shown["Советуем начать с этого"] == ["Атлас", "Первое"]


def test_what_is_advised_is_not_repeated_below(page, visitor):
    first = MaterialPageFactory(parent=page, title="Первое", grades=[5])
    second = MaterialPageFactory(parent=page, title="Второе", grades=[5])
    site = SiteCardPageFactory(
        parent=UsefulSitesPage.objects.get(), title="Атлас", subjects=[page.subject], grades=[5]
    )
    page.pins = [SubjectPin(pinned_page=pinned) for pinned in (first, site)]
    page.save_revision().publish()
    response = visitor.get(page.url)
    assert streams(response) == {"Советуем начать с этого": ["Первое", "Атлас"], "Материалы": ["Второе"]}
    ways = [link.get_text(" ", strip=True) for link in soup(response).select(".subject-band__ways a")]
    assert ways == ["Материалы 1", "О странице"]
    assert titles(visitor.get(page.url, {"stream": "materialy"})) == ["Второе", "Первое"]
    second.delete()
    assert "пока ничего нет" not in visitor.get(page.url).text
    assert "Больше для этого класса пока ничего нет" in visitor.get(page.url, {"grade": 5}).text


def test_cards_on_the_page_of_a_subject_wear_its_colour_and_do_not_repeat_it(page, astronomy, visitor):
    physics = Subject.objects.get(slug="fizika")
    sites = UsefulSitesPage.objects.get()
    SiteCardPageFactory(parent=sites, title="Атлас", subjects=[physics, astronomy])
    (card,) = soup(visitor.get(page.url)).select("main .card")
    assert card["data-colour"] == astronomy.colour
    assert [tag.get_text(strip=True) for tag in card.select(".subject")] == ["Физика"]
    # In a list of all subjects it is of none of the two more than of the other.
    (card,) = [
        card
        for card in soup(visitor.get(sites.url, {"subject": astronomy.slug})).select("main .card")
        if "Атлас" in card.get_text()
    ]
    assert "data-colour" not in card.attrs
    assert [tag.get_text(strip=True) for tag in card.select(".subject")] == ["Физика", "Астрономия"]


def test_more_than_six_pins_are_refused(page, sign_in):
    pages = [MaterialPageFactory(parent=page, title=f"Материал {number}") for number in range(7)]
    pins = inline_formset([{"pinned_page": str(pinned.pk)} for pinned in pages], max=6)
    assert set(errors(edit_page(sign_in(COORDINATOR), page, {"pins": pins}))) == {"pins"}


def test_a_second_page_of_one_subject_is_refused(page, astronomy, sign_in):
    filled = {"title": "Астрономия ещё раз", "subject": str(astronomy.pk)}
    response = add_page(sign_in(COORDINATOR), SubjectPage, SubjectsPage.objects.get(), filled)
    assert errors(response) == {"subject": "У этого предмета уже есть страница."}
    assert SubjectPage.objects.filter(subject=astronomy).count() == 1


def test_a_page_may_be_edited_with_its_own_subject_and_must_have_one(page, sign_in):
    coordinator = sign_in(COORDINATOR)
    assert edit_page(coordinator, page, {"summary": "О звёздах."}).status_code == 302
    assert SubjectPage.objects.get(pk=page.pk).summary == "О звёздах."
    assert "subject" in errors(edit_page(coordinator, page, {"subject": ""}))


def test_subjects_are_listed_in_the_schools_order(page, visitor):
    shown = titles(visitor.get(SubjectsPage.objects.get().url))
    assert shown[0] == "Математика"
    assert set(shown) == {subject.title for subject in Subject.objects.all()}
