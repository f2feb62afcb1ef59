"""The register of achievements and the honour board: what somebody checked, a child only under consent."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.test.utils.form_data import inline_formset

from achievements.models import Achievement, AchievementsPage, BoardEntry, HonourBoardPage
from core.models import Subject
from demo.factories import (
    AchievementFactory,
    DocumentFactory,
    HonourBoardPageFactory,
    PersonFactory,
    PupilFactory,
    SchoolClassFactory,
    entry_year_of,
)
from members.models import Consent, Person, Place, Purpose
from tests.pages import content, edit_page, errors, soup, titles
from tests.personas import ANONYMOUS, CARER, COLLEAGUE, COORDINATOR, ORGANISER, PUPIL, TEACHER

DAY = timedelta(days=1)
OF_ONE = "Укажите, кто отличился: человек, класс или команда – одно из трёх."


@pytest.fixture
def register() -> AchievementsPage:
    return AchievementsPage.objects.get()


@pytest.fixture
def visitor() -> Client:
    return Client()


def events_on(response: HttpResponse) -> list[str]:
    return [title.get_text() for title in soup(response).select("main .record__title")]


def test_only_what_somebody_checked_is_shown(register, sign_in):
    AchievementFactory(event="Проверенная олимпиада")
    AchievementFactory(event="Непроверенная олимпиада", verified_by=None)
    for login in (ANONYMOUS, PUPIL, ORGANISER):
        shown = events_on(sign_in(login).get(register.url))
        assert "Проверенная олимпиада" in shown
        assert "Непроверенная олимпиада" not in shown


def test_the_latest_stand_first(register, visitor):
    for days, event in ((1, "Вчера"), (0, "Сегодня"), (2, "Позавчера")):
        AchievementFactory(event=event, happened_on=timezone.localdate() - days * DAY)
    assert events_on(visitor.get(register.url))[:3] == ["Сегодня", "Вчера", "Позавчера"]


@pytest.fixture
def old_ones() -> None:
    physics = Subject.objects.get(slug="fizika")
    for event, fields in {
        "А": {"level": "school", "happened_on": date(2001, 3, 1), "subject": physics},
        "Б": {"level": "regional", "happened_on": date(2001, 2, 1), "subject": physics},
        "В": {"level": "regional", "happened_on": date(2001, 1, 1)},
        "Г": {"level": "regional", "happened_on": date(2002, 1, 1), "subject": physics},
        "Непроверенное": {"happened_on": date(2001, 1, 1), "verified_by": None},
        "Непроверенный год": {"happened_on": date(1999, 1, 1), "verified_by": None},
    }.items():
        AchievementFactory(event=event, **fields)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"year": "2001"}, ["А", "Б", "В"]),
        ({"year": "2001", "level": "regional"}, ["Б", "В"]),
        ({"year": "2001", "subject": "fizika"}, ["А", "Б"]),
        ({"year": "2002", "level": "regional", "subject": "fizika"}, ["Г"]),
        ({"year": "2002", "level": "school"}, []),
    ],
)
def test_level_year_and_subject_narrow_together(query, expected, old_ones, register, visitor):
    response = visitor.get(register.url, query)
    assert events_on(response) == expected
    if not expected:
        assert "Таких достижений пока нет" in response.text


@pytest.mark.parametrize(
    "query",
    [{"year": "1999"}, {"year": "x"}, {"year": "9" * 30}, {"level": "galaxy"}, {"subject": "magiya"}],
)
def test_a_value_that_no_filter_offers_is_400(query, old_ones, register, visitor):
    assert visitor.get(register.url, query).status_code == 400


def test_who_distinguished_themselves_is_told_by_the_rules(register, visitor):
    adult = PersonFactory(last_name="Орлова", shown_as="initials")
    school_class = SchoolClassFactory(entry_year=entry_year_of(7), letter="Ы")
    AchievementFactory(event="Педагог года", person=adult, team="", happened_on=timezone.localdate())
    AchievementFactory(
        event="Смотр строя", school_class=school_class, team="", happened_on=timezone.localdate()
    )
    AchievementFactory(event="Робофест", team="команда «Звезда»", happened_on=timezone.localdate())
    records = {
        record.select_one(".record__title").get_text(): record.select_one(".record__result").get_text(
            strip=True
        )
        for record in soup(visitor.get(register.url)).select("main .record")
    }
    assert records["Педагог года"] == "Победитель – М. В. Орлова"
    assert records["Смотр строя"] == "Победитель – 7 «Ы» класс"
    assert records["Робофест"] == "Победитель – команда «Звезда»"


def test_a_script_in_a_record_is_shown_as_text(register, visitor):
    script = "<script>alert(1)</script>"
    AchievementFactory(event=script, result=script, team=script, text=script, proof=script)
    response = visitor.get(register.url)
    assert soup(response).find("main").get_text().count(script) == 5
    assert "<script>alert" not in response.text


def test_the_scan_of_a_checked_record_opens_and_of_another_does_not(sign_in):
    checked, unchecked = DocumentFactory(title="Диплом"), DocumentFactory(title="Справка")
    AchievementFactory(document=checked)
    AchievementFactory(document=unchecked, verified_by=None)
    visitor = sign_in(ANONYMOUS)
    assert content(visitor.get(checked.url)).startswith(b"%PDF-")
    assert visitor.get(unchecked.url).status_code == 302
    assert sign_in(PUPIL).get(unchecked.url).status_code == 403


@pytest.fixture
def send(sign_in):
    """`send(team=…)` sends the form of a new record as a moderator."""

    def post(login: str = ORGANISER, **changes: object) -> HttpResponse:
        filled = {
            "event": "Турнир городов",
            "level": "regional",
            "result": "призёр",
            "happened_on": timezone.localdate().isoformat(),
            **changes,
        }
        add = reverse(Achievement.snippet_viewset.get_url_name("add"))
        return sign_in(login).post(add, filled)

    return post


def saved() -> list[Achievement]:
    return list(Achievement.objects.filter(event="Турнир городов"))


def test_a_moderator_enters_a_record_which_waits_until_somebody_checks_it(send, register, visitor):
    assert send(team="команда «Звезда»").status_code == 302
    (record,) = saved()
    assert record.verified_by is None
    assert "Турнир городов" not in events_on(visitor.get(register.url))
    record.verified_by = PersonFactory()
    record.save()
    assert "Турнир городов" in events_on(visitor.get(register.url))


@pytest.mark.parametrize("named", ["person", "school_class", "team"])
def test_each_of_the_three_alone_is_taken(named, send):
    values = {
        "person": PersonFactory().pk,
        "school_class": SchoolClassFactory().pk,
        "team": "команда «Звезда»",
    }
    assert send(**{named: values[named]}).status_code == 302
    assert len(saved()) == 1


@pytest.mark.parametrize(
    "named",
    [
        (),
        ("person", "team"),
        ("person", "school_class"),
        ("school_class", "team"),
        ("person", "school_class", "team"),
    ],
)
def test_none_or_more_than_one_of_the_three_is_refused(named, send):
    values = {
        "person": PersonFactory().pk,
        "school_class": SchoolClassFactory().pk,
        "team": "команда «Звезда»",
    }
    response = send(**{name: values[name] for name in named})
    assert OF_ONE in errors(response).values()
    assert saved() == []


def test_a_child_is_taken_under_a_live_consent_for_results_alone(send, sign_in):
    pupil = PupilFactory(last_name="Звёздная")
    drawn = sign_in(ORGANISER).get(reverse(Achievement.snippet_viewset.get_url_name("add")))
    assert "Звёздная" not in drawn.text
    assert "согласи" in errors(send(person=pupil.pk))["person"].lower()
    Consent.objects.create(person=pupil, purpose=Purpose.NAME, place=Place.PUBLIC)
    assert "person" in errors(send(person=pupil.pk))
    ended = Consent.objects.create(person=pupil, purpose=Purpose.RESULT, place=Place.PUBLIC)
    Consent.objects.filter(pk=ended.pk).update(revoked_at=timezone.now())
    assert "person" in errors(send(person=pupil.pk))
    assert saved() == []
    Consent.objects.create(person=pupil, purpose=Purpose.RESULT, place=Place.CLASS)
    send(person=pupil.pk)
    assert len(saved()) == 1


@pytest.mark.parametrize("field", ["event", "result", "text", "proof"])
def test_the_words_of_a_record_name_no_child(field, send):
    PupilFactory(last_name="Звёздная", first_name="Вера")
    response = send(team="команда «Звезда»", **{field: "Победила Вера Звёздная"})
    assert "Вера Звёздная" in errors(response)[field]
    assert saved() == []


SEEN_BY = {
    None: {TEACHER, COORDINATOR},
    Place.CLASS: {TEACHER, COORDINATOR, PUPIL, CARER},
    Place.MEMBERS: {TEACHER, COORDINATOR, PUPIL, CARER, "uchenik7b", COLLEAGUE},
    Place.PUBLIC: {TEACHER, COORDINATOR, PUPIL, CARER, "uchenik7b", COLLEAGUE, ANONYMOUS},
}


@pytest.mark.parametrize("place", SEEN_BY, ids=str)
def test_a_childs_result_is_seen_by_whom_the_consent_reaches(place, register, sign_in):
    pupil = PupilFactory(
        first_name="Вера", school_class=Person.objects.get(account__username=PUPIL).school_class
    )
    if place:
        Consent.objects.create(person=pupil, purpose=Purpose.RESULT, place=place)
    scan = DocumentFactory(title="Грамота")
    record = AchievementFactory(
        event="Конкурс чтецов", person=pupil, team="", happened_on=timezone.localdate(), document=scan
    )
    board = HonourBoardPage.objects.order_by("pk").first()
    BoardEntry.objects.create(page=board, achievement=record)
    for login in SEEN_BY[Place.PUBLIC]:
        client = sign_in(login)
        seen = login in SEEN_BY[place]
        assert ("Конкурс чтецов" in events_on(client.get(register.url))) == seen, login
        assert ("Конкурс чтецов" in client.get(board.url).text) == seen, login
        if login not in {TEACHER, COORDINATOR}:  # editors open any file
            opened = client.get(scan.url)
            assert (opened.status_code == 200) == seen, login
            if seen:
                content(opened)


def test_without_a_consent_for_the_name_the_result_is_a_pupils(register, visitor):
    pupil = PupilFactory(first_name="Вера", last_name="Звёздная", school_class__entry_year=entry_year_of(5))
    result = Consent.objects.create(person=pupil, purpose=Purpose.RESULT, place=Place.PUBLIC)
    AchievementFactory(event="Конкурс чтецов", person=pupil, team="", happened_on=timezone.localdate())
    assert "Победитель – ученик 5 «" in visitor.get(register.url).text
    Consent.objects.create(person=pupil, purpose=Purpose.NAME, place=Place.PUBLIC)
    assert "Победитель – Вера З., 5 «" in visitor.get(register.url).text
    Consent.objects.filter(pk=result.pk).update(revoked_at=timezone.now())
    assert "Конкурс чтецов" not in visitor.get(register.url).text


def test_a_day_that_has_not_come_is_refused(send):
    tomorrow = (timezone.localdate() + DAY).isoformat()
    response = send(team="команда «Звезда»", happened_on=tomorrow)
    assert errors(response) == {"happened_on": "Этот день ещё не наступил."}


@pytest.mark.parametrize("field", ["event", "level", "result", "happened_on"])
def test_an_empty_field_is_refused(field, send):
    assert set(errors(send(team="команда «Звезда»", **{field: ""}))) == {field}


@pytest.mark.parametrize("login", [ANONYMOUS, PUPIL, TEACHER])
def test_who_is_no_moderator_enters_nothing(login, send):
    assert send(login, team="команда «Звезда»").status_code in {302, 403}
    assert saved() == []


def on_board(response: HttpResponse) -> list[str]:
    return [card.select_one(".card__summary").get_text() for card in soup(response).select("main .card")]


def board_of(register: AchievementsPage, *terms: tuple[str, int, int | None]) -> HonourBoardPage:
    """A board of records by (event, first day, last day), the days counted from today."""
    today = timezone.localdate()
    entries = [
        BoardEntry(
            achievement=AchievementFactory(event=event),
            from_day=today + start * DAY,
            until_day=None if end is None else today + end * DAY,
            sort_order=number,
        )
        for number, (event, start, end) in enumerate(terms)
    ]
    return HonourBoardPageFactory(parent=register, title="Гордимся", entries=entries)


def test_each_record_stands_on_the_board_for_its_term_in_the_editors_order(register, visitor):
    page = board_of(
        register,
        ("Первый и последний день", 0, 0),
        ("Ещё не начался", 1, 9),
        ("Бессрочно", -9, None),
        ("Вчера кончился", -9, -1),
        ("Идёт", -9, 9),
    )
    assert on_board(visitor.get(page.url)) == [
        "Победитель – Первый и последний день",
        "Победитель – Бессрочно",
        "Победитель – Идёт",
    ]


def test_a_board_whose_terms_are_over_is_empty_and_leads_to_the_register(register, visitor):
    page = board_of(register, ("Вчера кончился", -9, -1))
    response = visitor.get(page.url)
    assert on_board(response) == []
    assert "Сейчас на доске никого нет" in response.text
    assert soup(response).find("a", href=register.url, string="Посмотреть все достижения")


def test_a_record_whose_check_is_withdrawn_leaves_the_board(register, visitor):
    page = board_of(register, ("Сомнительное", -1, None), ("Верное", -1, None))
    Achievement.objects.filter(event="Сомнительное").update(verified_by=None)
    assert on_board(visitor.get(page.url)) == ["Победитель – Верное"]


def test_boards_are_linked_from_the_register_when_published(register, visitor):
    board_of(register, ("Верное", -1, None))
    HonourBoardPageFactory(parent=register, title="Черновик доски", live=False)
    links = [link.get_text(strip=True) for link in soup(visitor.get(register.url)).select("main nav a")]
    assert "Гордимся" in links
    assert "Черновик доски" not in links


def choose(client: Client, page: HonourBoardPage, **entry: object) -> HttpResponse:
    row = {"from_day": timezone.localdate().isoformat(), "until_day": "", **entry}
    return edit_page(client, page, {"entries": inline_formset([row])})


@pytest.fixture
def empty_board(register) -> HonourBoardPage:
    return HonourBoardPageFactory(parent=register, title="Гордимся", entries=[])


def test_a_moderator_puts_a_checked_record_on_the_board(empty_board, sign_in):
    record = AchievementFactory(event="Верное")
    assert choose(sign_in(ORGANISER), empty_board, achievement=str(record.pk)).status_code == 302
    assert on_board(sign_in(ANONYMOUS).get(empty_board.url)) == ["Победитель – Верное"]


def test_a_record_that_nobody_checked_is_refused_for_the_board(empty_board, sign_in):
    record = AchievementFactory(event="Сомнительное", verified_by=None)
    response = choose(sign_in(ORGANISER), empty_board, achievement=str(record.pk))
    assert errors(response) == {"entries-0-achievement": "Это достижение ещё никто не проверил."}


def test_a_term_that_ends_before_it_begins_is_refused(empty_board, sign_in):
    yesterday = (timezone.localdate() - DAY).isoformat()
    record = str(AchievementFactory().pk)
    response = choose(sign_in(ORGANISER), empty_board, achievement=record, until_day=yesterday)
    assert errors(response) == {"entries-0-until_day": "Последний день раньше первого."}


def test_no_pupil_of_the_school_is_named_in_the_register_or_on_the_board(register, visitor):
    board = HonourBoardPage.objects.order_by("pk").first()
    surnames = set(Person.objects.filter(kind=Person.Kind.PUPIL).values_list("last_name", flat=True))
    assert surnames
    adults = set(Person.objects.exclude(kind=Person.Kind.PUPIL).values_list("last_name", flat=True))
    for address in (register.url, board.url):
        page = visitor.get(address)
        assert titles(page) or events_on(page)
        assert [name for name in surnames - adults if name in page.text] == []
