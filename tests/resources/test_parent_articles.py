"""Articles for parents: recordings with their words, the time of reading, and video only from known hosts."""

from __future__ import annotations

import pytest
from django.test import Client
from wagtail.test.utils.form_data import rich_text

from demo.factories import (
    DocumentFactory,
    ParentArticlePageFactory,
    PersonFactory,
    PupilFactory,
    quiet_recording,
)
from resources.models import ForParentsPage, ParentArticlePage
from tests.pages import add_page, content, errors, soup, titles
from tests.personas import ANONYMOUS, PSYCHOLOGIST

RUTUBE = "https://rutube.ru/video/0123456789abcdef0123456789abcdef/"
FILLED = {"title": "Как слушать подростка", "kind": "lecture", "topic": "upbringing"}


@pytest.fixture
def section() -> ForParentsPage:
    return ForParentsPage.objects.get()


@pytest.fixture
def visitor() -> Client:
    return Client()


def transcript(text: str) -> str:
    return rich_text(text, features=["bold", "ul", "ol"])


def test_an_article_without_recordings_needs_no_transcript(section, sign_in):
    assert add_page(sign_in(PSYCHOLOGIST), ParentArticlePage, section, FILLED).status_code == 302
    page = ParentArticlePage.objects.get(title="Как слушать подростка")
    assert sign_in(ANONYMOUS).get(page.url).status_code == 200


@pytest.mark.parametrize("words", ["", "<p></p>", "<p>   </p>"])
@pytest.mark.parametrize("recording", ["audio", "video"])
def test_a_recording_without_its_words_is_refused(recording, words, section, sign_in):
    media = {"video_url": RUTUBE}
    if recording == "audio":
        media = {"audio": str(DocumentFactory(title="Запись", file=quiet_recording()).pk)}
    filled = {**FILLED, **media, "transcript": transcript(words)}
    response = add_page(sign_in(PSYCHOLOGIST), ParentArticlePage, section, filled)
    assert errors(response) == {"transcript": "Добавьте текст записи: не все могут её слушать."}


def test_a_recording_with_its_words_is_published_and_plays_from_the_site(section, sign_in):
    recording = DocumentFactory(title="Запись", file=quiet_recording())
    filled = {**FILLED, "audio": str(recording.pk), "transcript": transcript("<p>Здравствуйте!</p>")}
    assert add_page(sign_in(PSYCHOLOGIST), ParentArticlePage, section, filled).status_code == 302
    visitor = sign_in(ANONYMOUS)
    page = soup(visitor.get(ParentArticlePage.objects.get(title=FILLED["title"]).url))
    assert "Здравствуйте!" in page.select_one("main details").get_text()
    sound = visitor.get(page.select_one("main audio")["src"])
    assert sound["Content-Type"] == "audio/mpeg"
    assert len(content(sound)) == recording.file.size


@pytest.mark.parametrize(
    ("address", "host", "player"),
    [
        (RUTUBE, "RuTube", "https://rutube.ru/play/embed/0123456789abcdef0123456789abcdef"),
        (
            "https://vk.com/video-12345_67890",
            "VK Видео",
            "https://vkvideo.ru/video_ext.php?oid=-12345&id=67890&hd=2",
        ),
        (
            "https://www.youtube.com/watch?v=abcdefghijk",
            "YouTube",
            "https://www.youtube-nocookie.com/embed/abcdefghijk",
        ),
        ("https://youtu.be/abcdefghijk", "YouTube", "https://www.youtube-nocookie.com/embed/abcdefghijk"),
    ],
)
def test_video_of_a_known_host_waits_for_a_click_that_says_where_it_goes(
    address, host, player, section, sign_in
):
    filled = {**FILLED, "video_url": address, "transcript": transcript("<p>Здравствуйте!</p>")}
    assert add_page(sign_in(PSYCHOLOGIST), ParentArticlePage, section, filled).status_code == 302
    page = soup(sign_in(ANONYMOUS).get(ParentArticlePage.objects.get(title=FILLED["title"]).url))
    frame = page.select_one("main .video__frame")
    assert frame["data-embed"] == player
    assert host in frame.get_text()
    assert page.select("iframe, object, embed, video") == []


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/video/0123456789abcdef0123456789abcdef/",
        "https://rutube.ru.example.org/video/0123456789abcdef0123456789abcdef/",
        "https://example.org/https://rutube.ru/video/0123456789abcdef0123456789abcdef/",
        "https://rutube.ru@example.org/video/0123456789abcdef0123456789abcdef/",
        "https://rutube.ru/channel/1/",
        "https://youtu.be.example.org/abcdefghijk",
        "javascript:alert(1)",
        "видео",
    ],
)
def test_video_of_an_unknown_host_is_refused(address, section, sign_in):
    filled = {**FILLED, "video_url": address, "transcript": transcript("<p>Здравствуйте!</p>")}
    response = add_page(sign_in(PSYCHOLOGIST), ParentArticlePage, section, filled)
    assert set(errors(response)) == {"video_url"}


@pytest.mark.parametrize(
    ("words", "told"),
    [(1, "1 минута"), (150, "1 минута"), (151, "2 минуты"), (750, "5 минут"), (3150, "21 минута")],
)
def test_the_time_of_reading_is_told_at_a_calm_pace(words, told, section, visitor):
    body = [("text", "<p>" + " ".join(["слово"] * words) + "</p>")]
    page = ParentArticlePageFactory(parent=section, title="Длинная", body=body)
    byline = soup(visitor.get(page.url)).select_one("main article header").get_text(" ", strip=True)
    assert f"{told} чтения" in byline


@pytest.mark.parametrize(("grades", "told"), [([1, 2, 3], "1–3 классов"), ([5], "5 класса")])
def test_an_article_says_whose_parents_it_is_for(grades, told, section, visitor):
    page = ParentArticlePageFactory(parent=section, title="Сон", grades=grades)
    facts = soup(visitor.get(page.url)).select_one(".article__facts").get_text(" ", strip=True)
    assert f"Для родителей учеников {told}" in facts


def test_topic_kind_and_grade_narrow(section, visitor):
    for title, fields in {
        "Памятка о сне": {"kind": "memo", "topic": "health", "grades": [11]},
        "Лекция о сне": {"kind": "lecture", "topic": "health", "grades": [11]},
        "Памятка о сети": {"kind": "memo", "topic": "internet", "grades": [11]},
    }.items():
        ParentArticlePageFactory(parent=section, title=title, **fields)
    ours = {"Памятка о сне", "Лекция о сне", "Памятка о сети"}

    def shown(**query: object) -> set[str]:
        return ours & set(titles(visitor.get(section.url, query)))

    assert shown(topic="health") == {"Памятка о сне", "Лекция о сне"}
    assert shown(kind="memo", grade=11) == {"Памятка о сне", "Памятка о сети"}
    assert shown(topic="internet", kind="lecture") == set()
    for query in ({"topic": "sport"}, {"kind": "совет"}, {"grade": "0"}):
        assert visitor.get(section.url, query).status_code == 400


def test_the_author_is_an_adult_named_as_she_set_it(section, sign_in):
    adult = PersonFactory(last_name="Орлова", shown_as="initials")
    filled = {**FILLED, "author": str(adult.pk)}
    assert add_page(sign_in(PSYCHOLOGIST), ParentArticlePage, section, filled).status_code == 302
    page = sign_in(ANONYMOUS).get(ParentArticlePage.objects.get(title=FILLED["title"]).url)
    assert "М. В. Орлова" in page.text


def test_a_pupil_is_not_offered_as_an_author_and_not_taken(section, sign_in):
    pupil = PupilFactory()
    filled = {**FILLED, "author": str(pupil.pk)}
    response = add_page(sign_in(PSYCHOLOGIST), ParentArticlePage, section, filled)
    assert set(errors(response)) == {"author"}
