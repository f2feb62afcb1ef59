"""Answering: on an address of its own, without script; where the tree ends; what may not be answered."""

from __future__ import annotations

import pytest

from blog.models import BlogPage
from core.refusals import Refused
from demo.factories import CommentFactory, PostPageFactory
from discussions.models import Comment
from discussions.services import create_comment, delete_comment, hide_comment
from notices.models import Notice
from tests.discussions.reading import read
from tests.pages import soup
from tests.personas import CARER, PUPIL, TEACHER

TEXT = "Согласен."


def answer(client, comment, text=TEXT):
    return client.post(f"/comments/{comment.pk}/reply/", {"text": text})


def test_a_reply_goes_below_what_it_answers(post, say, sign_in, person):
    root = say(TEACHER)
    client = sign_in("tlekhas")
    page = soup(client.get(post.url))
    link = page.select_one(f"#comment-{root.pk} .comment__actions a")
    form = soup(client.get(link["href"]))
    assert root.comment in form.select_one("blockquote").get_text()
    assert answer(client, root).status_code == 302
    reply = Comment.objects.under(post).latest("pk")
    assert (reply.parent_id, reply.thread_id, reply.level) == (root.pk, root.pk, 1)


def test_below_the_third_level_it_stands_beside_what_it_answers_and_says_so(post, say, sign_in):
    root = say(TEACHER)
    middle = say("tlekhas", "Второй", to=root)
    deepest = say(TEACHER, "Третий", to=middle)
    assert answer(sign_in("tlekhas"), deepest).status_code == 302
    reply = Comment.objects.under(post).latest("pk")
    assert (reply.parent_id, reply.level, reply.answers_id) == (middle.pk, 2, deepest.pk)
    shown = soup(sign_in(TEACHER).get(post.url)).select_one(f"#comment-{reply.pk}")
    assert shown.select_one(f'a[href="/comments/{deepest.pk}/"]') is not None


def test_a_reply_to_a_comment_of_another_page_is_refused(post, say, person):
    other = PostPageFactory(parent=BlogPage.objects.get(), title="Другая запись")
    foreign = CommentFactory(target=other, user=person(TEACHER))
    with pytest.raises(Refused, match="с другой страницы"):
        create_comment(person(TEACHER), post, TEXT, parent_id=foreign.pk)
    assert not Comment.objects.under(post).exists()


def test_a_reply_to_what_never_was(post, person):
    with pytest.raises(Refused) as refused:
        create_comment(person(TEACHER), post, TEXT, parent_id=10**9)
    assert refused.value.status == 404


@pytest.mark.parametrize("what", ["deleted", "hidden", "waiting", "page"])
def test_what_is_gone_hidden_or_waits_is_not_answered_and_the_text_is_kept(
    what, post, say, sign_in, caretaker
):
    comment = say(CARER if what == "waiting" else TEACHER)
    client = sign_in("tlekhas")
    assert client.get(f"/comments/{comment.pk}/reply/").status_code == (403 if what == "waiting" else 200)
    if what == "deleted":
        delete_comment(comment.user, comment)
    elif what == "hidden":
        hide_comment(caretaker, comment, "Грубо.", read(comment))
    elif what == "page":
        post.delete()
    response = answer(client, comment)
    assert response.status_code == {"deleted": 404, "hidden": 403, "waiting": 403, "page": 404}[what]
    assert soup(response).find("textarea").get_text().removeprefix("\n") == TEXT
    assert Comment.objects.under(post).count() == (0 if what == "page" else 1)


def test_a_waiting_comment_is_not_shown_to_who_tries_to_answer_it(post, say, sign_in):
    comment = say(PUPIL, "Секретные слова")
    assert "Секретные слова" not in sign_in(CARER).get(f"/comments/{comment.pk}/reply/").text


def test_the_one_who_is_answered_is_told_once(post, say, person):
    root = say("tlekhas", "Спрошу коллег")  # the author of the page too
    reply = say(TEACHER, to=root)
    told = Notice.objects.filter(recipient=person("tlekhas"), url=f"/comments/{reply.pk}/")
    assert [notice.text for notice in told] == [f"Вам ответили: «{post.title}»"]
    assert not Notice.objects.filter(recipient=person(TEACHER), text__contains=post.title).exists()


def test_nobody_is_told_of_a_page_that_closed_to_him(post, say, person):
    from django.contrib.auth.models import Group

    from core.models import PageAudience

    root = say("kollega", "Как у вас?")
    PageAudience.objects.create(page=post, group=Group.objects.get(name="Учителя"))
    say(TEACHER, to=root)
    assert not Notice.objects.filter(recipient=person("kollega")).exists()


def test_an_answer_typed_when_the_session_had_ended_is_kept(post, say, client):
    root = say("tlekhas")
    assert answer(client, root).status_code == 302
    client.post("/accounts/login/", {"login": TEACHER, "password": "vmeste-demo"})
    assert TEXT in soup(client.get(f"/comments/{root.pk}/reply/")).find("textarea").get_text()


def test_anonymous_asks_to_answer(post, say, client):
    root = say(TEACHER)
    response = client.get(f"/comments/{root.pk}/reply/")
    assert response["Location"].startswith("/accounts/login/?next=/comments/")
