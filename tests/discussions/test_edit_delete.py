"""Changing one's words within fifteen minutes, and taking them away."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from core.refusals import Refused
from discussions.models import Comment, CommentReport
from discussions.services import delete_comment, edit_comment, hide_comment, publish_comment
from discussions.ticks import forget_deleted
from notices.models import Notice
from tests.discussions.reading import read
from tests.pages import soup
from tests.personas import CARER, COORDINATOR, PUPIL, TEACHER

State = Comment.State


def make_older(comment: Comment, minutes: int) -> None:
    Comment.objects.filter(pk=comment.pk).update(submit_date=timezone.now() - timedelta(minutes=minutes))


def test_the_author_mends_the_words(post, say, sign_in):
    comment = say(TEACHER, "Опечатака")
    client = sign_in(TEACHER)
    assert (
        soup(client.get(f"/comments/{comment.pk}/edit/")).find("textarea").get_text().strip() == "Опечатака"
    )
    assert client.post(f"/comments/{comment.pk}/edit/", {"text": "Опечатка"}).status_code == 302
    page = soup(client.get(post.url)).select_one(f"#comment-{comment.pk}")
    assert "Опечатка" in page.get_text()
    assert "исправлен" in page.get_text()


def test_after_fifteen_minutes_it_is_too_late_and_the_text_is_kept(say, sign_in):
    comment = say(TEACHER)
    make_older(comment, 16)
    response = sign_in(TEACHER).post(f"/comments/{comment.pk}/edit/", {"text": "Поздно"})
    assert response.status_code == 403
    assert "Поздно" in soup(response).find("textarea").get_text()
    comment.refresh_from_db()
    assert comment.comment != "Поздно"


def test_after_fourteen_minutes_it_is_not(say, sign_in):
    comment = say(TEACHER)
    make_older(comment, 14)
    assert sign_in(TEACHER).post(f"/comments/{comment.pk}/edit/", {"text": "Успел"}).status_code == 302


def test_changed_words_of_who_is_checked_wait_again(post, say, caretaker, sign_in, client):
    comment = say(CARER, "Хорошее")
    publish_comment(caretaker, comment, read(comment))
    sign_in(CARER).post(f"/comments/{comment.pk}/edit/", {"text": "Другое"})
    comment.refresh_from_db()
    assert comment.state == State.WAITING
    assert "Другое" not in client.get(post.url).text
    waits = Notice.objects.filter(recipient=caretaker, url=f"/comments/{comment.pk}/moderate/")
    assert waits.count() == 2


@pytest.mark.parametrize("login", ["tlekhas", COORDINATOR])
def test_others_words_are_not_changed_by_anybody(login, say, sign_in):
    comment = say(TEACHER)
    for action in ("edit", "delete"):
        response = sign_in(login).post(f"/comments/{comment.pk}/{action}/", {"text": "Чужое"})
        assert response.status_code == 403
    comment.refresh_from_db()
    assert (comment.state, comment.comment) == (State.PUBLISHED, "Спасибо, попробуем.")


def test_hidden_words_are_not_changed(say, caretaker, person):
    comment = say(TEACHER)
    hide_comment(caretaker, comment, "Грубо.", read(comment))
    with pytest.raises(Refused, match="скрыт"):
        edit_comment(person(TEACHER), comment, "Исправился")


def test_words_are_not_changed_where_comments_were_closed(post, say, person, sign_in):
    comment = say(TEACHER)
    from discussions.models import CommentPolicy

    CommentPolicy.objects.create(page=post)
    response = sign_in(TEACHER).post(f"/comments/{comment.pk}/edit/", {"text": "Ещё"})
    assert response.status_code == 403
    assert "Ещё" in response.text


@pytest.mark.parametrize("text", ["", "ы" * 3001, "a\x00b"])
def test_bad_words_are_refused_when_changing_too(text, say, sign_in):
    comment = say(TEACHER)
    response = sign_in(TEACHER).post(f"/comments/{comment.pk}/edit/", {"text": text})
    assert response.status_code == 400
    assert soup(response).select_one(".field__errors") is not None


def test_the_author_takes_the_words_away(post, say, sign_in, client):
    comment = say(TEACHER, "Лишнее")
    author = sign_in(TEACHER)
    assert "Лишнее" in author.get(f"/comments/{comment.pk}/delete/").text
    assert author.post(f"/comments/{comment.pk}/delete/").status_code == 302
    assert "Лишнее" not in client.get(post.url).text
    assert "Лишнее" not in author.get(post.url).text
    comment.refresh_from_db()
    assert (comment.state, comment.is_public, comment.is_removed) == (State.DELETED, True, True)
    assert author.post(f"/comments/{comment.pk}/delete/").status_code == 404


def test_a_get_takes_nothing_away(say, sign_in):
    comment = say(TEACHER)
    sign_in(TEACHER).get(f"/comments/{comment.pk}/delete/")
    comment.refresh_from_db()
    assert comment.state == State.PUBLISHED


def test_deleted_words_are_forgotten_after_a_month_unless_a_report_is_open(say, person):
    old, new, reported = (say(TEACHER, f"Слова {number}") for number in range(3))
    CommentReport.objects.create(comment=reported, reporter=person(PUPIL), kind="rude")
    for comment in (old, new, reported):
        delete_comment(person(TEACHER), comment)
    long_ago = timezone.now() - timedelta(days=31)
    Comment.objects.filter(pk__in=(old.pk, reported.pk)).update(deleted_at=long_ago)
    forget_deleted()
    texts = {pk: Comment.objects.get(pk=pk).comment for pk in (old.pk, new.pk, reported.pk)}
    assert texts == {old.pk: "", new.pk: "Слова 1", reported.pk: "Слова 2"}
    reported.reports.update(settled_at=timezone.now())
    forget_deleted()
    assert Comment.objects.get(pk=reported.pk).comment == ""


def test_reported_words_are_not_changed_until_the_report_is_settled_and_the_text_is_kept(
    say, sign_in, caretaker
):
    comment, author = say(TEACHER, "Обидные слова"), sign_in(TEACHER)
    address = f"/comments/{comment.pk}/edit/"
    sign_in(PUPIL).post(f"/comments/{comment.pk}/report/", {"kind": "rude"})
    assert "На комментарий пожаловались" in author.get(address).text
    response = author.post(address, {"text": "Ничего такого"})
    assert response.status_code == 403
    assert "На комментарий пожаловались" in response.text
    assert soup(response).find("textarea").get_text().strip() == "Ничего такого"
    comment.refresh_from_db()
    assert (comment.comment, comment.edited_at) == ("Обидные слова", None)
    publish_comment(caretaker, comment, read(comment))
    assert author.post(address, {"text": "Извините"}).status_code == 302


def test_reported_words_can_still_be_taken_away(say, sign_in):
    comment = say(TEACHER, "Обидные слова")
    sign_in(PUPIL).post(f"/comments/{comment.pk}/report/", {"kind": "rude"})
    assert sign_in(TEACHER).post(f"/comments/{comment.pk}/delete/").status_code == 302
    assert Comment.objects.reported().filter(pk=comment.pk).exists()


def test_a_text_typed_when_the_session_had_ended_is_kept_on_the_refusal_too(say, client):
    comment = say(TEACHER)
    client.post(f"/comments/{comment.pk}/edit/", {"text": "Долго писал"})
    make_older(comment, 16)
    client.post("/accounts/login/", {"login": TEACHER, "password": "vmeste-demo"})
    response = client.get(f"/comments/{comment.pk}/edit/")
    assert response.status_code == 403
    assert "Долго писал" in soup(response).find("textarea").get_text()
