"""The admin in a browser: axe on our own pages, previews and checks that work under the policy."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from django.urls import reverse

from blog.models import PostPage
from home.models import HomePage
from subjects.models import MaterialPage, SubjectPage
from tests.e2e.waiting import wait_until
from tests.personas import COORDINATOR, MODERATOR, TEACHER

OURS = {
    "desk": "/admin/",
    "help": "/admin/help/",
    "approval": "/admin/approval/",
    "comments": "/admin/comments/",
    "policies": "/admin/comments/policies/",
    "links": "/admin/links/",
    "review": "/admin/reports/review/",
    "letters": "/admin/joining/letters/",
    "staff": "/admin/joining/staff/",
    "year": "/admin/school-year/",
}

BAD = ["фото1", "IMG_2034", "Рисунок 074", "скан.jpg", "липы", "На фото: липы у школы"]
"""What describes no picture."""


def complaints(tab: Any) -> list[str]:
    tab.evaluate(AXE_SCRIPT)
    found = tab.evaluate("axe.run({resultTypes: ['violations']}).then(result => result.violations)")
    return [f"{one['id']}: {node['target']}" for one in found for node in one["nodes"]]


@pytest.mark.parametrize("name", OURS)
def test_axe_finds_nothing_by_day_at_a_desk_nor_by_night_on_a_phone(name, tab_of):
    tab = tab_of(COORDINATOR)
    tab.set_viewport_size({"width": 1280, "height": 900})
    tab.emulate_media(color_scheme="light")
    tab.goto(OURS[name])
    day = complaints(tab)
    tab.set_viewport_size({"width": 390, "height": 900})
    tab.emulate_media(color_scheme="dark")
    tab.goto(OURS[name])
    assert day + complaints(tab) == []
    assert tab.evaluate("document.documentElement.scrollWidth") <= 390


def test_the_admin_bears_the_schools_name_and_no_bird(tab_of):
    tab = tab_of(TEACHER)
    tab.set_viewport_size({"width": 1280, "height": 900})
    tab.goto("/admin/")
    assert "Вместе" in tab.title()
    assert "Wagtail" not in tab.title()
    brand = tab.locator(".sidebar-custom-branding")
    brand.wait_for()
    assert "Вместе" in brand.inner_text()
    assert tab.locator(".sidebar-wagtail-branding").count() == 0
    assert tab.locator(".admin-brand__mark").evaluate("(one) => one.naturalWidth") > 0


def test_the_choice_of_blocks_shows_a_block_as_on_the_site(tab_of):
    tab = tab_of(TEACHER)
    tab.set_viewport_size({"width": 1280, "height": 900})
    parent = HomePage.objects.get().get_children().get(slug="blog")
    refused: list[str] = []
    tab.on("console", lambda said: refused.append(said.text) if "Content Security" in said.text else None)
    tab.goto(reverse("wagtailadmin_pages:add", args=["blog", "postpage", parent.pk]))
    tab.locator("[data-streamfield-stream-container] .c-sf-add-button").first.click()
    row = tab.locator(".w-combobox__option-row", has_text="Врезка")
    row.locator(".w-combobox__option-preview").click()
    shown = tab.frame_locator(".w-combobox-preview__iframe").locator(".block-preview")
    shown.wait_for()
    assert "Попробуйте сначала сами" in shown.inner_text()
    assert refused == []


def test_checks_beside_the_editor_find_a_bad_description_of_a_picture(tab_of):
    """A picture described as «фото1» is said to be badly described, in Russian."""
    tab = tab_of(MODERATOR)
    tab.set_viewport_size({"width": 1280, "height": 900})
    tab.goto("/admin/")
    pattern = tab.evaluate(
        """async (address) => {
            const page = new DOMParser().parseFromString(await (await fetch(address)).text(), 'text/html');
            const rules = JSON.parse(page.getElementById('checker-axe-configuration').textContent);
            return rules.spec.checks.find((one) => one.id === 'check-image-alt-text').options.pattern;
        }""",
        reverse("wagtailadmin_pages:edit", args=[_own_page().pk]),
    )
    bad = tab.evaluate(
        "([pattern, words]) => words.filter((one) => new RegExp(pattern, 'i').test(one))",
        [pattern, [*BAD, "Пятиклассники сажают липы у школы", "Фотография класса у музея", ""]],
    )
    assert bad == BAD


def test_the_checks_run_over_the_preview(tab_of):
    tab = tab_of(COORDINATOR)
    tab.set_viewport_size({"width": 1280, "height": 900})
    page = PostPage.objects.live().order_by("pk").first()
    tab.goto(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    tab.locator("[data-side-panel-toggle=checks]").first.click()
    words = tab.locator("[data-content-word-count]")
    wait_until(tab, "Number(document.querySelector('[data-content-word-count]').textContent) > 20")
    assert int(words.inner_text()) > 20


def _own_page() -> Any:
    maths = SubjectPage.objects.get(subject__slug="matematika")
    return MaterialPage.objects.descendant_of(maths).first()
