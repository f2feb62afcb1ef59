"""What an editor may type in good faith or bad: no page of an article breaks at 320 px, in order or in time.

The pages live in the test's transaction: what the site answers is shown in the browser under its own address.
"""

from __future__ import annotations

import time

import pytest
from django.test import Client

from blog.models import BlogPage, PostAuthor
from core.models import SiteDocument, SitePicture
from demo import factories as make
from events.models import EventsPage
from home.models import HomePage
from members.models import Person
from reading.models import Book, ReadingCornerPage, ReadingListEntry
from resources.models import AnnouncementsPage, ForParentsPage, HelpPage, OfficialPage, UsefulSitesPage
from subjects.models import SubjectPage
from tests.e2e.places import VIDEO
from tests.e2e.test_layout import CUT_OFF, STICKS_OUT
from tests.e2e.waiting import wait_until

LONG = "Достопримечательностиипредупредительность" * 8
ADDRESS = "https://example.org/" + "ochen-dlinny-adres/" * 40 + "?q=" + "%D0%B0" * 200
RIGHT_TO_LEFT = "مرحبا بكم في المدرسة، 12 صفحة – שלום כיתה א׳"
EMOJI = "👩‍👩‍👧‍👦🏳️‍🌈👨🏽‍🏫" * 40
TIED = "№ 1234567/890-12"  # as long as what no line ends in may be
SIZES = [(320, ""), (390, "200.own.wide.shown.own"), (1280, ""), (1280, "200.own.normal.shown.own")]


def body() -> list[tuple[str, object]]:
    nested = "".join(f"<ul><li>Уровень {level}" for level in range(1, 13)) + "</li></ul>" * 12
    picture, document = SitePicture.objects.first(), SiteDocument.objects.first()
    shot = {"image": picture.pk, "alt": LONG[:255], "caption": LONG[:255]}
    columns = [f"{LONG[:40]}{number}" for number in range(30)]
    return [
        ("heading", LONG[:160]),
        ("text", f"<p>{LONG * 3}</p><p>{RIGHT_TO_LEFT}</p><p>{EMOJI}</p><p>\u202e{LONG}</p>"),
        ("text", f'<p><a href="{ADDRESS}">{ADDRESS}</a></p>{nested}'),
        *[("heading", "Задание") for _ in range(5)],
        ("subheading", EMOJI[:160]),
        ("heading", f"Приказ {TIED}"),
        ("text", f"<p>Приказ {TIED}</p><ul><li>{TIED}<ul><li>{TIED}</li></ul></li></ul>"),
        ("quote", (TIED, TIED)),
        ("table", ([TIED] * 9, [[TIED] * 9], TIED)),
        ("table", (columns, [[LONG[:200]] * 30] * 3, LONG[:160])),
        ("quote", (LONG * 3, LONG[:160])),
        ("note", ("important", f"<p>{LONG}</p>{nested}")),
        ("picture", shot),
        ("gallery", {"pictures": [shot] * 5}),
        ("files", {"files": [{"document": document.pk, "title": LONG[:160]}]}),
        ("video", {"title": LONG[:160], "url": VIDEO, "transcript": f"<p>{LONG}</p>"}),
        ("button", {"text": LONG[:60], "page": None, "url": ADDRESS[:200]}),
    ]


def article(kind: str):
    """A page of the kind with the worst of everything in every field."""
    maths = SubjectPage.objects.get(subject__slug="matematika")
    person = Person.objects.exclude(kind="pupil").first()
    only = {
        "post": lambda **rest: make.PostPageFactory(
            parent=BlogPage.objects.get(), authors=[PostAuthor(person=person)], **rest
        ),
        "parents": lambda **rest: make.ParentArticlePageFactory(
            parent=ForParentsPage.objects.get(), author=person, **rest
        ),
        "announcement": lambda **rest: make.AnnouncementPageFactory(
            parent=AnnouncementsPage.objects.get(), how_to_use=LONG[:300], **rest
        ),
        "instruction": lambda **rest: make.InstructionPageFactory(
            parent=HelpPage.objects.get(), service=LONG[:120], for_whom=LONG[:120], **rest
        ),
        "material": lambda **rest: make.MaterialPageFactory(
            parent=maths, topic=LONG[:160], how_to_use=LONG, author=person, **rest
        ),
        "exercise": lambda **rest: make.ExercisePageFactory(
            parent=maths, address=f"https://{'podomen.' * 20}example.org/", how_to_use=LONG, **rest
        ),
        "regulation": lambda **rest: make.RegulationPageFactory(
            parent=OfficialPage.objects.get(), number=LONG[:60], **rest
        ),
        "event": lambda **rest: make.EventPageFactory(
            parent=EventsPage.objects.get(),
            place=LONG[:200],
            organiser=LONG[:160],
            online_url=ADDRESS[:190],
            **rest,
        ),
        "site": lambda **rest: make.SiteCardPageFactory(
            parent=UsefulSitesPage.objects.get(),
            address=f"https://{'podomen.' * 20}example.org/",
            purpose=LONG,
            how_to_use=LONG,
            access_note=LONG[:200],
            **rest,
        ),
        "books": lambda **rest: make.ReadingListPageFactory(
            parent=ReadingCornerPage.objects.get(),
            entries=[ReadingListEntry(book=Book.objects.first(), why=LONG)],
            **rest,
        ),
        "plain": lambda **rest: make.PlainPageFactory(parent=HomePage.objects.get(), **rest),
    }[kind]
    common = {"title": LONG[:255], "slug": f"vrednaya-{kind}", "summary": LONG[:300], "body": body()}
    return only(**common, subjects=[maths.subject], grades=[1, 3, 5, 7, 9, 11])


KINDS = [
    "post",
    "parents",
    "announcement",
    "instruction",
    "material",
    "exercise",
    "regulation",
    "event",
    "site",
    "books",
    "plain",
]


@pytest.fixture
def show(new_context, site_url):
    """`show(page, width, display)` opens in the browser what the site answers for `page` now."""
    contexts = []

    def visit(page, width: int, display: str = ""):
        client = Client()
        if display:
            client.cookies["display"] = display
        answer = client.get(page.url)
        assert answer.status_code == 200
        context = new_context(width=width)
        contexts.append(context)
        tab = context.new_page()
        tab.route(
            f"{site_url}{page.url}",
            lambda route: route.fulfill(body=answer.text, content_type="text/html; charset=utf-8"),
        )
        tab.goto(page.url)
        return tab

    yield visit
    for context in contexts:
        context.close()


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_sticks_out_or_is_cut_off(kind, show):
    page, found = article(kind), {}
    for width, display in SIZES:
        tab = show(page, width, display)
        found[width, display] = tab.evaluate(STICKS_OUT) + (tab.evaluate(CUT_OFF) if width == 320 else [])
    assert {size: lines for size, lines in found.items() if lines} == {}


def test_words_keep_room_on_the_twelfth_level_of_a_list(show):
    tab = show(article("post"), 320)
    widths = tab.eval_on_selector_all(
        ".article__text .prose > ul li:not(:has(ul))",
        "all => all.map(one => one.clientWidth)",
    )
    assert min(widths) > 60


def test_a_wide_table_scrolls_by_keyboard(show):
    tab = show(article("plain"), 390)
    region = tab.get_by_role("region", name=LONG[:160])
    region.focus()
    for _ in range(5):
        tab.keyboard.press("ArrowRight")
    wait_until(tab, "one => one.scrollLeft > 50", region.element_handle())


def test_headings_that_repeat_have_addresses_of_their_own(show):
    tab = show(article("plain"), 1280)
    addresses = tab.eval_on_selector_all(
        "nav[aria-label='На этой странице'] a", "all => all.map(one => one.hash.slice(1))"
    )
    assert len(addresses) == len(set(addresses)) == 8
    for address in addresses:
        assert tab.locator(f"[id='{address}']").count() == 1


def test_right_to_left_words_stand_at_the_right(show):
    tab = show(article("plain"), 1280)
    words = tab.locator(".prose p", has_text="مرحبا")
    line, room = words.evaluate(
        """one => {
            const range = document.createRange();
            range.selectNodeContents(one);
            return [range.getBoundingClientRect().right, one.getBoundingClientRect().right];
        }"""
    )
    assert room - line < 2


def test_a_text_of_two_hundred_kilobytes_comes_in_time_and_fits(show, count_queries):
    short = make.PostPageFactory(
        parent=BlogPage.objects.get(), title="Коротко", body=[("heading", "Часть"), ("text", "<p>Слова.</p>")]
    )
    parts = [
        block
        for number in range(100)
        for block in (("heading", f"Часть {number}"), ("text", f"<p>{'Слово за словом. ' * 120}</p>"))
    ]
    long = make.PostPageFactory(parent=BlogPage.objects.get(), title="Длинно", body=parts)
    client = Client()
    client.get(long.url)
    began = time.process_time()
    text = client.get(long.url).text
    assert time.process_time() - began < 3
    assert len(text.encode()) > 200_000
    assert count_queries(lambda: client.get(long.url)) <= count_queries(lambda: client.get(short.url)) + 1
    tab = show(long, 320)
    assert tab.evaluate(STICKS_OUT) == []
    assert tab.locator("nav[aria-label='На этой странице'] a").count() <= 24
