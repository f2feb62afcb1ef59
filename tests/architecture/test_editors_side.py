"""What an editor is told: help beside fields, blocks that show themselves, previews of every type."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import models
from django.urls import reverse
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel, Panel
from wagtail.blocks import Block, ListBlock, StreamBlock, StructBlock
from wagtail.fields import StreamField
from wagtail.models import Page, get_page_models

from blog.models import BlogPage
from core.forms import ReasonPanel
from core.models import BasePage, SitePicture
from demo.factories import SchoolClassFactory, SubjectFactory
from home.models import HomePage
from members.models import User
from reading.models import Book
from subjects.models import SubjectPage
from tests.pages import as_drawn, soup
from tests.personas import ADMIN, COORDINATOR, EDITOR, MODERATOR, TEACHER

TYPES = [model for model in get_page_models() if issubclass(model, BasePage)]
names = pytest.mark.parametrize("kind", TYPES, ids=lambda kind: kind._meta.label)


def panels_of(kind: type[Page]) -> Iterator[tuple[Panel, Panel]]:
    """Every panel of the first two tabs, with that in which it stands."""

    def walk(panel: Panel) -> Iterator[tuple[Panel, Panel]]:
        for child in getattr(panel, "children", []):
            yield child, panel
            yield from walk(child)

    for tab in kind.get_edit_handler().children[:2]:
        yield from walk(tab)


def help_of(panel: Panel) -> str:
    own = panel.db_field.help_text if isinstance(panel, FieldPanel) else ""
    return str(panel.help_text or own)


def explains_itself(panel: FieldPanel) -> bool:
    """A choice, a tick and a day are read off the form."""
    field = panel.db_field
    return bool(field.choices) or isinstance(field, models.BooleanField | models.DateField)


@names
def test_every_group_of_fields_has_a_heading_and_help(kind):
    groups = [panel for panel, _ in panels_of(kind) if isinstance(panel, InlinePanel | MultiFieldPanel)]
    assert [repr(group) for group in groups if not (group.heading and help_of(group))] == []


@names
def test_every_field_to_write_in_has_help_or_stands_in_a_group_that_has(kind):
    silent = [
        panel.field_name
        for panel, group in panels_of(kind)
        if isinstance(panel, FieldPanel)
        and not isinstance(panel, ReasonPanel)  # drawn with a question of its own, when it is asked
        and not explains_itself(panel)
        and not help_of(panel)
        and not group.help_text
    ]
    assert silent == []


def blocks_of(block: Block) -> Iterator[Block]:
    """What an editor chooses among in a stream, at any depth."""
    if isinstance(block, StreamBlock):
        yield from block.child_blocks.values()
    if isinstance(block, StreamBlock | StructBlock):
        for child in block.child_blocks.values():
            yield from blocks_of(child)
    if isinstance(block, ListBlock):
        yield from blocks_of(block.child_block)


def every_block() -> dict[str, Block]:
    """One of each sort, by page type and name."""
    found: dict[type[Block], tuple[str, Block]] = {}
    for kind in TYPES:
        for field in kind._meta.get_fields():
            if isinstance(field, StreamField):
                for block in blocks_of(field.stream_block):
                    found.setdefault(type(block), (f"{kind.__name__}.{field.name}.{block.name}", block))
    return dict(found.values())


BLOCKS = every_block()


def test_the_blocks_are_found():
    assert {name.split(".")[-1] for name in BLOCKS} >= {"heading", "picture", "table", "step", "bells"}


@pytest.mark.parametrize("name", BLOCKS)
def test_every_block_has_its_sign_name_and_reason(name):
    block = BLOCKS[name]
    assert block.meta.icon != "placeholder"
    assert block.label
    assert block.get_description()


@pytest.mark.parametrize("name", BLOCKS)
def test_every_block_shows_itself_as_on_the_site(name, sign_in):
    block = BLOCKS[name]
    assert block.is_previewable
    response = sign_in(TEACHER).get(reverse("wagtailadmin_block_preview"), {"id": block.definition_prefix})
    assert response.status_code == 200
    assert response["X-Frame-Options"] == "SAMEORIGIN"
    editor = sign_in(TEACHER).get(reverse("wagtailadmin_home"))
    frames = next(rule for rule in editor["Content-Security-Policy"].split("; ") if "frame-src" in rule)
    assert "'self'" in frames.split()
    page = soup(response)
    assert page.find("link", href=lambda at: "content" in at)
    assert page.select_one(".block-preview").get_text(strip=True) or page.select_one(".block-preview img")


def test_a_block_of_pictures_shows_none_that_not_everybody_may_see(sign_in):
    SitePicture.objects.update(children_recognisable=SitePicture.Children.YES)
    block = next(block for name, block in BLOCKS.items() if name.endswith(".picture"))
    response = sign_in(TEACHER).get(reverse("wagtailadmin_block_preview"), {"id": block.definition_prefix})
    assert response.status_code == 200
    assert not soup(response).find("img")


@names
def test_a_page_of_the_type_is_previewed(kind, sign_in):
    """The form as it was drawn is sent to the preview, which then shows the page."""
    client = sign_in(ADMIN)
    example = kind.objects.live().order_by("path").first()
    form = soup(client.get(reverse("wagtailadmin_pages:edit", args=[example.pk]))).find(id="page-edit-form")
    address = reverse("wagtailadmin_pages:preview_on_edit", args=[example.pk])
    data: dict[str, Any] = as_drawn(form)
    assert client.get(address).status_code == 200
    streams = [field.name for field in kind._meta.get_fields() if isinstance(field, StreamField)]
    sent = client.post(address, data | {f"{name}-count": "0" for name in streams})
    assert sent.json()["is_available"], kind
    shown = client.get(address, {"in_preview_panel": "true"})
    assert shown.status_code == 200
    assert soup(shown).find("main").find("h1")
    assert soup(shown).find("template", id="wagtail-userbar-template"), "the checks need it"


def needed(kind: type[Page]) -> dict[str, Any]:
    """What a page of `kind` cannot be without, even as a draft."""
    subject = SubjectFactory(slug="novyy-predmet")
    school_class = SchoolClassFactory(letter="Ю")
    return {
        "blog.PostPage": {"authors-0-person": User.objects.get(username=TEACHER).person_id},
        "classes.ClassCornerPage": {"school_class": school_class.pk},
        "events.EventPage": {"starts_at": "01.12.2026 10:00", "place": "Актовый зал"},
        "resources.RegulationPage": {"dated": "01.12.2026"},
        "subjects.SubjectPage": {"subject": subject.pk},
        "reading.ReadingListPage": {"entries-0-book": Book.objects.first().pk},
    }.get(kind._meta.label, {})


@names
def test_a_new_page_of_the_type_is_previewed_before_it_is_saved(kind, sign_in):
    client = sign_in(ADMIN)
    parent = next(
        (
            page
            for page in Page.objects.filter(depth__gte=2).order_by("path").specific()
            if kind in type(page).allowed_subpage_models() and kind.can_create_at(page)
        ),
        None,
    )
    if parent is None:
        assert kind.max_count == 1 or kind.max_count_per_parent == 1
        return
    place = [kind._meta.app_label, kind._meta.model_name, parent.pk]
    form = soup(client.get(reverse("wagtailadmin_pages:add", args=place))).find(id="page-edit-form")
    data = as_drawn(form) | {"title": "Новая страница", "slug": "novaya-stranica"} | needed(kind)
    streams = [field.name for field in kind._meta.get_fields() if isinstance(field, StreamField)]
    data |= {f"{name}-count": "0" for name in streams}
    address = reverse("wagtailadmin_pages:preview_on_add", args=place)
    answer = client.post(address, data)
    assert answer.status_code == 200
    assert answer.json()["is_available"], kind
    shown = client.get(address)
    assert shown.status_code == 200
    assert soup(shown).find("main")


def test_the_sites_own_pages_bear_no_panel_of_the_editors(sign_in):
    for login in (COORDINATOR, TEACHER):
        assert "wagtail-userbar" not in sign_in(login).get("/").text


def test_checks_speak_russian_and_know_bad_words_for_a_picture(sign_in):
    blog = BlogPage.objects.get().get_children().first()
    page = soup(sign_in(COORDINATOR).get(reverse("wagtailadmin_pages:edit", args=[blog.pk])))
    rules = page.find("script", id="checker-axe-configuration").get_text()
    for words in ("alt-text-quality", "heading-order", "Описание картинки ничего не описывает"):
        assert words in rules or words.encode("unicode-escape").decode() in rules


def choice(client: Any, parent: Page) -> list[tuple[str, str]]:
    """The types that are offered below `parent`: what each is called, and when to take it."""
    shown = soup(client.get(reverse("wagtailadmin_pages:add_subpage", args=[parent.pk])))
    return [
        (way.select_one(".choice__label").get_text(), way.select_one(".choice__when").get_text())
        for way in shown.select(".choice__way")
    ]


def test_the_choice_of_a_type_says_when_to_take_which():
    assert all(kind.page_description for kind in TYPES)


def test_the_choice_is_in_the_order_of_the_section_and_only_of_what_may_be_there(sign_in):
    maths = SubjectPage.objects.get(subject__slug="matematika")
    offered = choice(sign_in(TEACHER), maths)
    assert [label for label, _ in offered] == ["Материал", "Упражнение"]
    assert offered[0][1] == maths.allowed_subpage_models()[0].page_description
    assert choice(sign_in(MODERATOR), maths) == offered


def test_with_one_type_there_is_nothing_to_choose(sign_in):
    address = reverse("wagtailadmin_pages:add_subpage", args=[BlogPage.objects.get().pk])
    assert "/add/blog/postpage/" in sign_in(TEACHER).get(address)["Location"]


@pytest.mark.parametrize("login", [TEACHER, EDITOR])
def test_who_may_not_add_here_is_offered_nothing(login, sign_in):
    address = reverse("wagtailadmin_pages:add_subpage", args=[HomePage.objects.get().pk])
    assert sign_in(login).get(address).status_code in {302, 403}
