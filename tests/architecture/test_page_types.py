"""Every page type, found by walking the registry: a new one is wrong at once, not in review."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import reverse
from wagtail.models import Page, get_page_models

from core.covers import SIGNS
from core.models import BasePage
from demo.factories import FACTORIES
from home.models import HomePage
from tests.personas import ADMIN

TYPES = [model for model in get_page_models() if issubclass(model, BasePage)]
names = pytest.mark.parametrize("kind", TYPES, ids=lambda kind: kind._meta.label)


def live_example(kind: type[BasePage]) -> BasePage:
    return kind.objects.live().order_by("path").first()


def test_all_page_types_are_ours():
    strangers = [m for m in get_page_models() if m is not Page and not issubclass(m, BasePage)]
    assert strangers == []


@names
def test_has_a_factory_and_a_demo_page(kind):
    assert kind in FACTORIES
    assert live_example(kind) is not None


SPRITE = Path(finders.find("icons/sprite.svg"))


@names
def test_has_a_sign_of_its_own_in_lists_and_on_its_cover(kind):
    """The sign of the site is the first page's alone."""
    assert (kind.icon == "mark") == (kind is HomePage)
    assert f'<symbol id="{kind.icon}"' in SPRITE.read_text()
    assert (SIGNS / f"{kind.icon}.png").exists(), "bin/draw_icons.py draws it"


@names
def test_is_served(kind, sign_in):
    assert sign_in(ADMIN).get(live_example(kind).get_absolute_url()).status_code == 200


@names
@pytest.mark.parametrize("method", ["put", "post", "delete", "patch"])
def test_refuses_methods_that_change(kind, method, sign_in):
    response = getattr(sign_in(ADMIN), method)(live_example(kind).get_absolute_url())
    assert response.status_code == 405
    assert "GET" in response["Allow"]
    assert "Так эту страницу" in response.text or "<h1" in response.text


@names
def test_editor_opens(kind, sign_in):
    response = sign_in(ADMIN).get(reverse("wagtailadmin_pages:edit", args=[live_example(kind).pk]))
    assert response.status_code == 200


@names
def test_creation_form_opens_where_one_more_may_be(kind, sign_in, home):
    parent = live_example(kind).get_parent()
    address = reverse("wagtailadmin_pages:add", args=[kind._meta.app_label, kind._meta.model_name, parent.pk])
    expected = 200 if kind.can_create_at(parent) else 403
    assert sign_in(ADMIN).get(address).status_code in {expected, 302}


@names
def test_can_be_copied(kind, home):
    original = live_example(kind)
    copy = original.copy(update_attrs={"slug": f"{original.slug}-kopiya"}, keep_live=False, recursive=False)
    assert copy.pk != original.pk
    assert not copy.live
    assert copy.subject_list == original.subject_list
    assert copy.grade_list == original.grade_list


@names
def test_search_fields_can_be_indexed(kind):
    """`Model.check` finds search fields that name nothing."""
    assert [error for error in kind.check() if "search" in (error.id or "")] == []


def test_anonymous_is_sent_to_sign_in_from_the_editor():
    response = Client().get(reverse("wagtailadmin_home"))
    assert response.status_code == 302
    assert response["Location"].startswith("/accounts/login/")
