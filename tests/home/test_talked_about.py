"""«Обсуждают» on the first page: pages by their newest words, under every rule that holds for those words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone
from wagtail.models import PageViewRestriction

from blog.models import BlogPage, PostPage
from core.templatetags.core_tags import day
from demo.factories import CommentFactory, PostPageFactory
from discussions.models import Comment, CommentPolicy
from members import roles
from members.models import User
from tests.pages import soup
from tests.personas import ANONYMOUS, CARER, PUPIL, TEACHER

Post = Callable[..., PostPage]


@pytest.fixture(autouse=True)
def _quiet_school() -> None:
    """Nothing is talked about but what a test says."""
    Comment.objects.all().delete()


@pytest.fixture
def post() -> Post:
    """`post("Опыты", 5, 2)` makes a post with comments of so many days ago."""

    def make(title: str, *days: int, **fields: object) -> PostPage:
        page = PostPageFactory(parent=BlogPage.objects.get(), title=title, **fields)
        for ago in days:
            author = User.objects.get(username=TEACHER)
            made = CommentFactory(target=page, user=author)
            Comment.objects.filter(pk=made.pk).update(submit_date=timezone.now() - timedelta(days=ago))
        return page

    return make


def talked(client) -> dict[str, str]:
    """Titles and what is said of them, in their order; nothing where the part is not there."""
    for part in soup(client.get("/")).select("main section"):
        if part.h2.get_text(strip=True) == "Обсуждают":
            return {
                entry.h3.get_text(strip=True): " ".join(entry.p.get_text().split())
                for entry in part.select("li")
            }
    return {}


def test_pages_stand_by_their_last_comment_and_say_how_many_there_are(post, sign_in):
    post("Давно", 9, 1)
    post("Недавно", 0)
    post("Без слов")
    assert talked(sign_in(ANONYMOUS)) == {
        "Недавно": "1 комментарий · сегодня",
        "Давно": "2 комментария · последний вчера",
    }


def test_it_leads_to_the_discussion(post, sign_in):
    page = post("Опыты на кухне", 0)
    client = sign_in(ANONYMOUS)
    found = soup(client.get("/")).find("a", href=f"{page.url}#comments")
    assert found.get_text() == "Опыты на кухне"
    assert soup(client.get(page.url)).select_one("#comments")


def test_what_is_over_for_two_months_is_no_news_but_is_counted(post, sign_in):
    post("Забыто", 61)
    post("Живо", 300, 59)
    assert list(talked(sign_in(ANONYMOUS)).items()) == [
        ("Живо", f"2 комментария · последний {day(timezone.now() - timedelta(days=59))}"),
    ]


@pytest.mark.parametrize("state", [Comment.State.WAITING, Comment.State.HIDDEN, Comment.State.DELETED])
def test_words_that_are_not_read_make_no_news(state, post, sign_in):
    post("Не прочесть", 0)
    assert talked(sign_in(ANONYMOUS))
    Comment.objects.update(state=state, reason="Не по теме")
    assert talked(sign_in(ANONYMOUS)) == {}
    assert talked(sign_in(TEACHER)) == {}


def test_a_page_for_a_group_is_named_to_that_group_alone(post, sign_in):
    post("Педсовет", 0, audience=[Group.objects.get(name=roles.TEACHERS)])
    assert "Педсовет" in talked(sign_in(TEACHER))
    assert [talked(sign_in(login)) for login in (ANONYMOUS, PUPIL, CARER)] == [{}, {}, {}]


def test_a_closed_container_closes_the_news_of_it(post, sign_in):
    page = post("Для своих", 0)
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    assert talked(sign_in(ANONYMOUS)) == {}
    assert "Для своих" in talked(sign_in(PUPIL))


def test_a_page_taken_back_is_not_talked_about(post, sign_in):
    post("Снято", 0).unpublish()
    assert talked(sign_in(TEACHER)) == {}


def test_a_discussion_that_is_closed_to_everybody_is_not_offered(post, sign_in):
    page = post("Закрыто", 0)
    policy = CommentPolicy.objects.create(page=page, staff="no", colleagues="no", carers="no", pupils="no")
    assert talked(sign_in(TEACHER)) == {}
    policy.staff = "free"
    policy.save()
    assert "Закрыто" in talked(sign_in(TEACHER))


def test_a_section_closed_to_words_hides_none_of_the_others(post, sign_in):
    """However many fresher talks have been closed since."""
    post("Открыто", 5)
    closed = [post(f"Закрыто {number}", 0) for number in range(20)]
    for page in closed:
        CommentPolicy.objects.create(page=page, staff="no", colleagues="no", carers="no", pupils="no")
    assert list(talked(sign_in(TEACHER))) == ["Открыто"]


def test_the_nearest_rule_is_the_one_that_counts(post, sign_in):
    page = post("В закрытом разделе", 0)
    CommentPolicy.objects.filter(page=page.get_parent()).update(
        staff="no", colleagues="no", carers="no", pupils="no"
    )
    assert talked(sign_in(TEACHER)) == {}
    CommentPolicy.objects.create(page=page, staff="no", colleagues="no", carers="wait", pupils="no")
    assert "В закрытом разделе" in talked(sign_in(TEACHER))


def test_without_any_policy_there_is_nothing_to_join(post, sign_in):
    post("Без правил", 0)
    CommentPolicy.objects.all().delete()
    assert talked(sign_in(TEACHER)) == {}


def test_it_is_short_and_costs_the_same_with_many_discussions(post, sign_in, count_queries):
    client = sign_in(TEACHER)
    for number in range(2):
        post(f"Разговор {number}", number)
    before = count_queries(lambda: client.get("/"))
    for number in range(2, 14):
        post(f"Разговор {number}", number, number + 1)
    assert count_queries(lambda: client.get("/")) == before
    assert list(talked(client)) == [f"Разговор {number}" for number in range(4)]
