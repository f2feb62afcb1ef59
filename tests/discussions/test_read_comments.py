"""Reading: who sees what, in which order, how it folds and pages, and what it costs."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone

from blog.models import BlogPage
from core.models import PageAudience
from demo.factories import CommentFactory, UserFactory
from discussions.models import Comment
from discussions.services import delete_comment, hide_comment
from members.models import Assignment, Person
from resources.models import ForParentsPage
from tests.architecture.test_html import faults
from tests.discussions.reading import read
from tests.pages import soup
from tests.personas import ADMIN, ANONYMOUS, CARER, COORDINATOR, EVERYBODY, MODERATOR, PUPIL, TEACHER

State = Comment.State


def shown(response) -> list[int]:
    """The numbers of the comments on a page, in reading order; what was taken away is not counted."""
    found = soup(response).select("li.comment:not(.comment--removed)")
    return [int(one["id"].removeprefix("comment-")) for one in found]


def add_threads(post, user, number: int, *, length: int = 40) -> None:
    """About `number` more comments, half of them roots, three deep."""
    kinds = {"target": post, "user": user, "submit_date": timezone.now()}
    words = ("Слова для чтения " * (length // 17 + 1))[:length]
    for place in range(number // 4):
        root = CommentFactory(**kinds, comment=f"{place} {words}")
        CommentFactory(**kinds, comment=f"{place} {words}")
        reply = CommentFactory(**kinds, parent=root, comment=f"{place} {words}")
        CommentFactory(**kinds, parent=reply, comment=f"{place} {words}")


def test_a_thread_is_three_deep_and_in_order(post, say, client):
    first, second = say(TEACHER, "Раз"), say("tlekhas", "Два")
    reply = say("tlekhas", "Ответ", to=first)
    deep = say(TEACHER, "Ещё глубже", to=reply)
    assert shown(client.get(post.url)) == [first.pk, reply.pk, deep.pk, second.pk]
    page = soup(client.get(post.url))
    assert [len(page.select_one(f"#comment-{one.pk}").find_parents("li", class_="comment"))
            for one in (first, reply, deep)] == [0, 1, 2]  # fmt: skip
    assert page.select_one("#comments-title").get_text() == "4 комментария"


def test_what_waits_is_seen_by_its_author_and_who_looks_after_the_page(post, say, caretaker, sign_in):
    comment = say(CARER)
    seen = {login for login in EVERYBODY if comment.pk in shown(sign_in(login).get(post.url))}
    assert seen == {CARER, MODERATOR, COORDINATOR, ADMIN}
    assert "ждёт модератора" in sign_in(CARER).get(post.url).text


def test_a_moderator_of_another_section_does_not_see_what_waits_here(post, say, person, sign_in):
    comment = say(CARER)
    Assignment.objects.create(person=person(MODERATOR).person, page=ForParentsPage.objects.get())
    assert comment.pk not in shown(sign_in(MODERATOR).get(post.url))


def test_what_is_hidden_is_seen_by_its_author_with_the_reason(post, say, caretaker, sign_in):
    comment = say(TEACHER)
    hide_comment(caretaker, comment, "Не по теме страницы.", read(comment))
    seen = {login for login in EVERYBODY if comment.pk in shown(sign_in(login).get(post.url))}
    assert seen == {TEACHER, MODERATOR, COORDINATOR, ADMIN}
    page = soup(sign_in(TEACHER).get(post.url))
    assert "Не по теме страницы." in page.select_one(f"#comment-{comment.pk}").get_text()
    assert "Не по теме" not in sign_in(CARER).get(post.url).text


def test_what_has_replies_leaves_its_place(post, say, person, client):
    root = say(TEACHER, "Будет удалено")
    reply = say("tlekhas", "Останется", to=root)
    alone = say(TEACHER, "Исчезнет совсем")
    delete_comment(person(TEACHER), root)
    delete_comment(person(TEACHER), alone)
    page = soup(client.get(post.url))
    assert "Комментарий удалён" in page.select_one(f"#comment-{root.pk}").get_text()
    assert page.select_one(f"#comment-{alone.pk}") is None
    assert shown(client.get(post.url)) == [reply.pk]
    assert "Будет удалено" not in page.get_text()
    assert page.select_one("#comments-title").get_text() == "1 комментарий"


def test_a_visible_reply_below_a_hidden_one_leaves_a_place_without_words(post, say, caretaker, client):
    root = say(TEACHER, "Скроют")
    reply = say("tlekhas", "Останется", to=root)
    hide_comment(caretaker, root, "Грубо.", read(root))
    assert shown(client.get(post.url)) == [reply.pk]
    assert "скрыт модератором" in soup(client.get(post.url)).select_one(f"#comment-{root.pk}").get_text()


@pytest.mark.parametrize(
    ("viewer", "name"),
    [
        (ANONYMOUS, "ученик 5 «А»"),
        ("gerasimov", "ученик 5 «А»"),
        (CARER, "Дарья И., 5 «А»"),
        (TEACHER, "Дарья И., 5 «А»"),
    ],
)
def test_a_pupil_is_named_by_the_display_rule(viewer, name, post, person, sign_in):
    comment = CommentFactory(target=post, user=person(PUPIL))
    page = soup(sign_in(viewer).get(post.url)).select_one(f"#comment-{comment.pk}")
    assert page.select_one(".comment__author").get_text() == name


def test_who_has_left_is_named_so(post, client):
    user = UserFactory(username="uydu", person=Person.objects.filter(account=None).first())
    comment = CommentFactory(target=post, user=user)
    user.delete()
    page = soup(client.get(post.url)).select_one(f"#comment-{comment.pk}")
    assert page.select_one(".comment__author").get_text() == "участник, покинувший сообщество"


def test_dates_are_in_russian(post, say, client):
    comment = say(TEACHER)
    Comment.objects.filter(pk=comment.pk).update(
        submit_date=timezone.make_aware(timezone.datetime(2026, 11, 5, 9, 7))
    )
    date = soup(client.get(post.url)).select_one(f"#comment-{comment.pk} .comment__date")
    assert date.get_text(strip=True) == "5 ноября 2026, 9:07"


def test_a_page_costs_the_same_with_five_and_with_five_thousand(post, person, sign_in, count_queries):
    """The figures of the report: queries and HTML, for a visitor, an author and a moderator."""
    readers = {login: sign_in(login) for login in (ANONYMOUS, PUPIL, TEACHER, COORDINATOR)}
    add_threads(post, person(TEACHER), 8)
    few = {login: count_queries(lambda who=who: who.get(post.url)) for login, who in readers.items()}
    add_threads(post, person(TEACHER), 600)
    many = {login: count_queries(lambda who=who: who.get(post.url)) for login, who in readers.items()}
    assert many == few
    last = f"{post.url}?comments=10"
    assert {login: count_queries(lambda who=who: who.get(last)) for login, who in readers.items()} == few


def test_a_page_of_the_longest_comments_is_under_250_kb(post, person, sign_in):
    add_threads(post, person(TEACHER), 80, length=3000)
    assert len(sign_in(COORDINATOR).get(post.url).content) < 250 * 1024


def test_every_comment_is_on_exactly_one_page_and_the_pages_are_sound(post, person, client):
    add_threads(post, person(TEACHER), 160)
    numbers: list[int] = []
    for number in range(1, 40):
        response = client.get(post.url, {"comments": number})
        if response.status_code == 404:
            break
        assert faults(response.text) == []
        repeated = {int(one["id"][8:]) for one in soup(response).select(".comment--repeated")}
        numbers += [pk for pk in shown(response) if pk not in repeated]
    assert sorted(numbers) == sorted(Comment.objects.under(post).values_list("pk", flat=True))
    assert number > 5


def test_a_thread_longer_than_a_page_goes_on_with_what_it_answers(post, person, client):
    user = person(TEACHER)
    root = CommentFactory(target=post, user=user, comment="Корень разговора")
    replies = [CommentFactory(target=post, user=user, parent=root) for _ in range(70)]
    second = soup(client.get(post.url, {"comments": 2}))
    assert "Корень разговора" in second.select_one(".comment--repeated").get_text()
    assert second.select_one(f"#comment-{replies[35].pk}") is not None
    assert faults(client.get(post.url, {"comments": 3}).text) == []


def test_a_long_thread_folds_and_its_permanent_address_unfolds_it(post, person, client):
    user = person(TEACHER)
    root = CommentFactory(target=post, user=user)
    replies = [CommentFactory(target=post, user=user, parent=root) for _ in range(16)]
    fold = soup(client.get(post.url)).select_one("details.comment__folded")
    assert fold.summary.get_text() == "Ещё 12 ответов"
    assert not fold.has_attr("open")
    address = client.get(f"/comments/{replies[-1].pk}/")["Location"]
    assert soup(client.get(address)).select_one("details.comment__folded").has_attr("open")
    near = client.get(f"/comments/{replies[0].pk}/")["Location"]
    assert not soup(client.get(near)).select_one("details.comment__folded").has_attr("open")


@pytest.mark.parametrize("number", ["0", "2", "-1", "abc", "1e3", "99999999999", "", "%00"])
def test_a_page_of_comments_that_does_not_exist(number, post, say, client):
    say(TEACHER)
    assert client.get(f"{post.url}?comments={number}").status_code in {404, 400}


def test_the_permanent_address_leads_to_the_right_page(post, person, client):
    add_threads(post, person(TEACHER), 160)
    comment = Comment.objects.under(post).order_by("pk")[130]
    address = client.get(f"/comments/{comment.pk}/")["Location"]
    assert address.endswith(f"#comment-{comment.pk}")
    assert comment.pk in shown(client.get(address))


def test_the_permanent_address_obeys_visibility(post, say, sign_in):
    waits = say(CARER)
    answers = {
        login: sign_in(login).get(f"/comments/{waits.pk}/").status_code for login in (CARER, TEACHER, "")
    }
    assert answers == {CARER: 302, TEACHER: 404, ANONYMOUS: 404}
    public = say(TEACHER)
    PageAudience.objects.create(page=post, group=Group.objects.get(name="Учителя"))
    assert sign_in(TEACHER).get(f"/comments/{public.pk}/").status_code == 302
    assert sign_in(CARER).get(f"/comments/{public.pk}/").status_code == 403
    assert "/accounts/login/" in sign_in(ANONYMOUS).get(f"/comments/{public.pk}/")["Location"]
    post.unpublish()
    assert sign_in(TEACHER).get(f"/comments/{public.pk}/").status_code == 404


@pytest.mark.parametrize("number", ["0", "999999", "99999999999999999999999"])
@pytest.mark.parametrize("action", ["", "reply/", "edit/", "delete/", "report/", "moderate/"])
def test_a_comment_that_is_not_there(number, action, sign_in):
    client = sign_in(TEACHER)
    assert client.get(f"/comments/{number}/{action}").status_code == 404
    assert client.post(f"/comments/{number}/{action}", {"text": "Слова"}).status_code in {404, 405}


def test_a_discussion_is_sound_for_everybody(post, say, caretaker, sign_in):
    root = say(TEACHER)
    say("tlekhas", "Ответ", to=root)
    say(CARER)
    superfluous = say("tlekhas", "Лишнее")
    hide_comment(caretaker, superfluous, "Грубо.", read(superfluous))
    for login in EVERYBODY:
        assert faults(sign_in(login).get(post.url).text) == []


def test_nothing_is_shown_in_a_preview_or_on_a_section(post, say, sign_in):
    say(TEACHER)
    assert soup(sign_in(TEACHER).get(BlogPage.objects.get().url)).select("#comments") == []


def test_a_page_deleted_takes_its_comments_along(post, say):
    say(CARER, to=say(TEACHER))
    post.delete()
    assert Comment.objects.filter(page_id=post.pk).count() == 0
    assert Comment.objects.filter(object_pk=str(post.pk)).count() == 0
