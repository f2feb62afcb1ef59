"""Who may write where: the starting policies, inheritance, and how they are set."""

from __future__ import annotations

import pytest
from django.urls import reverse
from wagtail.models import Page

from blog.models import BlogPage
from classes.models import ClassCornerPage
from demo.factories import PostPageFactory
from discussions.models import Comment, CommentPolicy
from discussions.policy import policy_for
from home.models import HomePage, PlainPage
from home.services import create_school
from tests.pages import soup
from tests.personas import ADMIN, CARER, COLLEAGUE, COORDINATOR, MODERATOR, PUPIL, TEACHER

WRITERS = (TEACHER, COLLEAGUE, CARER, PUPIL)
FREE, WAIT, NO = "published", "waiting", None
SECTIONS = {
    "blog": (FREE, FREE, WAIT, WAIT),
    "predmety": (FREE, FREE, WAIT, WAIT),
    "chitatelskiy-ugolok": (FREE, FREE, FREE, WAIT),
    "dostizheniya": (FREE, FREE, FREE, WAIT),
    "meropriyatiya": (FREE, FREE, FREE, WAIT),
    "poleznye-sayty": (FREE, FREE, FREE, NO),
    "roditelyam": (FREE, FREE, FREE, NO),
    "obyavleniya": (NO, NO, NO, NO),
    "raspisanie": (NO, NO, NO, NO),
    "v-pomosch": (NO, NO, NO, NO),
    "oficialno": (NO, NO, NO, NO),
}


def what_becomes_of_a_comment(client, page) -> str | None:
    response = client.post(f"/comments/write/{page.pk}/", {"text": "Проверка правила"})
    if response.status_code == 403:
        return None
    assert response.status_code == 302
    return Comment.objects.under(page.specific).latest("pk").state


@pytest.mark.parametrize("slug", SECTIONS)
def test_the_starting_policy_of_every_section(slug, sign_in):
    section = Page.objects.get(slug=slug, depth=3)
    page = next(
        one for one in section.get_descendants().live().specific()
        if one.discussable and not one.page_audience.exists()
    )  # fmt: skip
    found = tuple(what_becomes_of_a_comment(sign_in(login), page) for login in WRITERS)
    assert found == SECTIONS[slug]


def test_every_section_has_a_policy_and_a_second_run_changes_none():
    rows = dict(CommentPolicy.objects.values_list("page__slug", "pupils"))
    corners = set(ClassCornerPage.objects.values_list("slug", flat=True))
    assert set(rows) - corners - {"klassy"} == set(SECTIONS)
    CommentPolicy.objects.filter(page__slug="blog").update(pupils="free")
    create_school()
    assert CommentPolicy.objects.get(page__slug="blog").pupils == "free"


def test_where_there_is_no_policy_nobody_writes_and_nothing_is_shown(sign_in):
    page = PlainPage.objects.live().first()
    assert what_becomes_of_a_comment(sign_in(TEACHER), page) is None
    assert soup(sign_in(TEACHER).get(page.url)).select("#comments") == []


def test_a_page_has_the_policy_of_its_nearest_ancestor_in_one_query(post, django_assert_num_queries):
    CommentPolicy.objects.create(page=HomePage.objects.get(), pupils="free")
    with django_assert_num_queries(1):
        assert policy_for(post).page.slug == "blog"
    own = CommentPolicy.objects.create(page=post, staff="wait")
    assert policy_for(post) == own


def test_a_policy_of_one_page_is_of_that_page_alone(post, sign_in):
    CommentPolicy.objects.create(page=post, pupils="free")
    other = PostPageFactory(parent=BlogPage.objects.get(), title="Рядом")
    assert what_becomes_of_a_comment(sign_in(PUPIL), post) == FREE
    assert what_becomes_of_a_comment(sign_in(PUPIL), other) == WAIT
    assert what_becomes_of_a_comment(sign_in(TEACHER), post) is None


def test_closing_leaves_what_was_written_to_be_read(post, say, sign_in, client):
    say(TEACHER, "Останется")
    CommentPolicy.objects.create(page=post)
    assert "Останется" in client.get(post.url).text
    page = soup(sign_in(TEACHER).get(post.url))
    assert page.select("#comments form") == []
    assert "закрыты" in page.select_one("#comments").get_text()
    assert page.select("a[href$='reply/']") == []


def test_who_may_not_write_is_told_who_does(sign_in):
    section = Page.objects.get(slug="roditelyam")
    page = section.get_children().live().first()
    words = soup(sign_in(PUPIL).get(page.url)).select_one(".comments__way").get_text()
    assert words == "Здесь пишут только сотрудники школы, коллеги из других школ и родители."


def test_a_stranger_is_told_who_talks_here_by_the_policy(client):
    article = Page.objects.get(slug="roditelyam").get_children().live().first()
    words = soup(client.get(article.url)).select_one(".comments__box").get_text()
    assert "Здесь разговаривают сотрудники школы, коллеги из других школ и родители." in words
    post = BlogPage.objects.get().get_children().live().first()
    words = soup(client.get(post.url)).select_one(".comments__box").get_text()
    assert "Здесь разговаривают сотрудники школы, коллеги из других школ, родители и ученики." in words


def test_who_looks_after_the_section_writes_at_once(post, person, sign_in, caretaker):
    CommentPolicy.objects.create(page=post, staff="wait", pupils="wait")
    assert what_becomes_of_a_comment(sign_in(MODERATOR), post) == FREE
    assert what_becomes_of_a_comment(sign_in(TEACHER), post) == WAIT


def test_a_moderator_gives_a_page_its_own_policy_and_takes_it_back(post, sign_in, caretaker):
    client = sign_in(MODERATOR)
    address = reverse("discussions:edit_policy", args=[post.pk])
    assert "Блог учителей" in client.get(address).text
    data = {"staff": "free", "colleagues": "free", "carers": "free", "pupils": "no"}
    assert client.post(address, data).status_code == 302
    assert policy_for(post).page_id == post.pk
    assert policy_for(post).pupils == "no"
    assert client.post(address, {"inherit": "1"}).status_code == 302
    assert policy_for(post).page.slug == "blog"


def test_a_section_can_be_changed_but_not_left_without_a_policy(sign_in):
    blog = BlogPage.objects.get()
    client = sign_in(COORDINATOR)
    address = reverse("discussions:edit_policy", args=[blog.pk])
    client.post(address, {"inherit": "1"})
    assert policy_for(blog).page_id == blog.pk


@pytest.mark.parametrize("data", [{}, {"staff": "all"}, {"staff": "free", "pupils": "\x00"}])
def test_a_policy_that_makes_no_sense_is_refused(data, post, sign_in):
    response = sign_in(COORDINATOR).post(reverse("discussions:edit_policy", args=[post.pk]), data)
    assert response.status_code == 400
    assert not CommentPolicy.objects.filter(page=post).exists()


def test_a_policy_outside_the_care_is_refused(sign_in, caretaker):
    parents = Page.objects.get(slug="roditelyam")
    address = reverse("discussions:edit_policy", args=[parents.pk])
    data = {"staff": "free", "colleagues": "free", "carers": "free", "pupils": "free"}
    assert sign_in(MODERATOR).get(address).status_code == 403
    assert sign_in(MODERATOR).post(address, data).status_code == 403
    assert policy_for(parents).pupils == "no"
    assert "Для родителей" not in sign_in(MODERATOR).get(reverse("discussions:policies")).text


def test_the_editor_has_the_way_to_the_policy_for_who_looks_after_the_page(post, sign_in, person):
    address = reverse("discussions:edit_policy", args=[post.pk])
    assert address in sign_in(ADMIN).get(reverse("wagtailadmin_pages:edit", args=[post.pk])).text
    listing = reverse("wagtailadmin_explore", args=[post.get_parent().pk])
    assert address not in sign_in(TEACHER).get(listing).text


def test_a_copied_page_inherits_and_brings_no_comments(post, say):
    say(TEACHER)
    copy = post.copy(update_attrs={"slug": "kopiya", "title": "Копия"})
    assert not Comment.objects.under(copy).exists()
    assert policy_for(copy).page.slug == "blog"


def test_a_moved_page_takes_the_policy_of_its_new_place_and_keeps_its_comments(post, say):
    say(TEACHER)
    post.move(Page.objects.get(slug="oficialno"), pos="last-child")
    moved = Page.objects.get(pk=post.pk)
    assert policy_for(moved).page.slug == "oficialno"
    assert Comment.objects.under(moved.specific).count() == 1
