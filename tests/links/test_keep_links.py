"""The links of published pages are known, whatever they stand in, and follow what becomes of the pages."""

from __future__ import annotations

import json

import pytest
from django.utils import timezone
from wagtail.models import Page, get_page_models
from wagtail.rich_text import RichText

from core.models import BasePage
from core.outgoing import replace_link
from demo.factories import EventPageFactory, ExercisePageFactory, InstructionPageFactory, PlainPageFactory
from events.models import EventsPage
from links.models import Link, LinkUse, ReadPage
from links.services import FORGOTTEN_AFTER, on_published, read_missed_pages
from resources.models import HelpPage, SiteCardPage, UsefulSitesPage
from subjects.models import SubjectPage
from tests.pages import add_page, edit_page
from tests.personas import ADMIN

BODY = [
    {
        "type": "text",
        "value": '<p><a href="https://a.example.org/x?p=1&amp;q=2">А</a> <a linktype="page" id="3">наша</a> '
        '<a href="mailto:a@example.org">почта</a> <a href="/blog/">блог</a> <a href="tel:112">112</a> '
        "<a class='x' href='HTTP://B.Example.org:80/#top'>Б</a> https://ne-ssylka.example.org</p>",
    },
    {"type": "note", "value": {"kind": "advice", "text": '<p><a href="https://c.example.org">В</a></p>'}},
    {"type": "button", "value": {"text": "Открыть", "page": None, "url": "https://d.example.org/"}},
    {"type": "video", "value": {"title": "О", "url": "https://rutube.ru/video/1/", "transcript": ""}},
    {"type": "quote", "value": {"text": "https://ne-ssylka.example.org", "source": "https://ne-ssylka.example.org"}},
    {"type": "text", "value": '<p><a href="https://exa mple">x</a><a href="https://[">y</a><a href="http://">z</a></p>'},
]  # fmt: skip


def links_of(page: Page) -> set[str]:
    return set(LinkUse.objects.filter(page_id=page.pk).values_list("link__address", flat=True))


@pytest.fixture
def plain(home):
    page = PlainPageFactory(parent=home, title="Со ссылками", body=json.dumps(BODY))
    page.save_revision().publish()
    return page


def test_links_in_every_kind_of_block_and_text_are_found(plain):
    assert links_of(plain) == {
        "https://a.example.org/x?p=1&q=2",
        "http://b.example.org",
        "https://c.example.org",
        "https://d.example.org",
        "https://rutube.ru/video/1/",
    }


def test_addresses_of_cards_exercises_services_and_events_are_found():
    maths = SubjectPage.objects.get(subject__slug="matematika")
    made = [
        (ExercisePageFactory(parent=maths, address="https://e1.example.org/"), {"https://e1.example.org"}),
        (
            InstructionPageFactory(
                parent=HelpPage.objects.get(),
                service_url="https://e2.example.org/vhod",
                steps=[("step", {"title": "А", "text": RichText('<a href="https://e3.example.org">б</a>')})],
            ),
            {"https://e2.example.org/vhod", "https://e3.example.org"},
        ),
        (
            EventPageFactory(
                parent=EventsPage.objects.get(),
                online_url="https://e4.example.org/",
                source_url="https://e5.example.org/",
            ),
            {"https://e4.example.org", "https://e5.example.org"},
        ),
    ]
    for page, wanted in made:
        page.save_revision().publish()
        assert links_of(page) == wanted


def test_a_card_made_in_the_editor_is_known_at_once_and_follows_changes(sign_in):
    editor = sign_in(ADMIN)
    fields = {"title": "Новый сайт", "address": "https://novy.example.org", "kind": "site"}
    words = {"purpose": "Для дела.", "how_to_use": "На уроке."}
    add_page(editor, SiteCardPage, UsefulSitesPage.objects.get(), fields | words)
    card = SiteCardPage.objects.get(title="Новый сайт")
    assert links_of(card) == {"https://novy.example.org"}
    link = Link.objects.get(address="https://novy.example.org")
    assert (link.host, link.state) == ("novy.example.org", Link.State.NEW)
    assert link.next_check_at <= timezone.now()
    edit_page(editor, card, {"address": "https://drugoy.example.org"}, publish=False)
    assert links_of(card) == {"https://novy.example.org"}, "a draft changes nothing for readers"
    edit_page(editor, card, {"address": "https://drugoy.example.org"})
    assert links_of(card) == {"https://drugoy.example.org"}
    SiteCardPage.objects.get(pk=card.pk).unpublish()
    assert links_of(card) == set()
    assert Link.objects.filter(address="https://drugoy.example.org").exists(), (
        "its history may be wanted again"
    )


def test_a_deleted_page_takes_its_places_with_it(plain):
    plain.delete()
    assert not LinkUse.objects.filter(link__address="https://c.example.org").exists()
    assert not ReadPage.objects.filter(pk=plain.pk).exists()


def test_links_to_this_very_site_are_left_out(home, settings):
    settings.WAGTAILADMIN_BASE_URL = "https://nasha.example.org"
    body = [("text", '<p><a href="https://nasha.example.org/blog/">блог</a></p>')]
    page = PlainPageFactory(parent=home, title="О себе", body=body)
    page.save_revision().publish()
    assert links_of(page) == set()


def test_two_pages_share_one_link(home):
    pages = [
        PlainPageFactory(
            parent=home, title=f"Страница {number}", body=[("text", f'<a href="{address}">а</a>')]
        )
        for number, address in enumerate(["https://obschaya.example.org/", "https://OBSCHAYA.example.org"])
    ]
    for page in pages:
        page.save_revision().publish()
    assert Link.objects.get(address="https://obschaya.example.org").uses.count() == 2


def test_pages_that_were_published_without_a_signal_are_caught_up_with(home):
    page = PlainPageFactory(
        parent=home, title="Тихая", body=[("text", '<a href="https://tihaya.example.org">а</a>')]
    )
    assert links_of(page) == set()
    assert read_missed_pages() >= 1
    assert links_of(page) == {"https://tihaya.example.org"}
    assert read_missed_pages() == 0
    type(page).objects.filter(pk=page.pk).update(last_published_at=timezone.now(), body="[]")
    assert read_missed_pages() == 1
    assert links_of(page) == set()
    type(page).objects.filter(pk=page.pk).update(live=False)
    read_missed_pages()
    assert not ReadPage.objects.filter(pk=page.pk).exists()


def test_pages_published_at_no_known_moment_are_read_once_and_keep_no_others_waiting(home):
    body = [("text", '<a href="https://kogda-to.example.org">а</a>')]
    page = PlainPageFactory(parent=home, title="Без даты", body=body)
    type(page).objects.filter(pk=page.pk).update(last_published_at=None)
    read_missed_pages()
    assert links_of(page) == {"https://kogda-to.example.org"}
    assert read_missed_pages() == 0
    type(page).objects.filter(pk=page.pk).update(last_published_at=timezone.now(), body="[]")
    assert read_missed_pages() == 1
    assert links_of(page) == set()


def test_a_link_that_nobody_has_used_for_long_is_forgotten():
    long_ago = timezone.now() - 2 * FORGOTTEN_AFTER
    forgotten = Link.objects.create(address="https://a.example.org", host="a", next_check_at=long_ago)
    recent = Link.objects.create(address="https://b.example.org", host="b")
    used = LinkUse.objects.first().link
    Link.objects.filter(pk=used.pk).update(next_check_at=long_ago)
    read_missed_pages()
    kept = set(Link.objects.filter(pk__in=[forgotten.pk, recent.pk, used.pk]).values_list("pk", flat=True))
    assert kept == {recent.pk, used.pk}


def test_every_live_page_of_the_demo_school_can_be_read():
    """Each page type, with all its blocks: nothing raises, and reading changes nothing."""
    for kind in get_page_models():
        for page in kind.objects.live() if issubclass(kind, BasePage) else []:
            for address in page.outgoing_links():
                assert address.startswith(("http://", "https://"))
            assert replace_link(page, "https://nigde.example.org", "https://x.example.org") == []


def test_a_replaced_link_leaves_all_else_as_it_was(plain):
    before = plain.body.get_prep_value()
    assert replace_link(plain, "https://a.example.org/x?p=1&q=2", "https://n.example.org/?a=1&b=2") == [
        "текст"
    ]
    after = list(plain.body.get_prep_value())
    assert [block["id"] for block in after] == [block["id"] for block in before]
    assert after[1:] == list(before)[1:]
    assert 'href="https://n.example.org/?a=1&amp;b=2"' in after[0]["value"]
    assert (
        after[0]["value"].replace("https://n.example.org/?a=1&amp;b=2", "https://a.example.org/x?p=1&amp;q=2")
        == (before[0]["value"])
    )


def test_a_hundred_links_more_cost_the_same_number_of_queries(home, count_queries):
    def publish(number: int) -> int:
        links = "".join(f'<a href="https://s{number}-{place}.example.org">а</a>' for place in range(number))
        page = PlainPageFactory(parent=home, title=f"Ссылок {number}", body=[("text", links)])
        revision = page.save_revision()
        return count_queries(revision.publish)

    assert publish(100) <= publish(2)


def test_an_address_that_grows_too_long_in_its_one_form_is_left_out(home):
    """A letter of Cyrillic takes six signs in a path: PostgreSQL would refuse the row."""
    address = f"https://ru.wikipedia.org/wiki/{'Ы' * 300}"
    page = PlainPageFactory(parent=home, title="Длинная", body=[("text", f'<a href="{address}">а</a>')])
    page.save_revision().publish()
    assert links_of(page) == set()


def test_a_page_that_cannot_be_taken_apart_is_published_all_the_same(home, caplog):
    broken = [{"type": "note", "value": ["not", "a", "struct"], "id": "x"}]
    page = PlainPageFactory(parent=home, title="Битая", live=False, body=json.dumps(broken))
    on_published(type(page), page)
    assert "could not be read" in caplog.text
    assert ReadPage.objects.filter(pk=page.pk).exists(), "it is not tried again every ten minutes"
