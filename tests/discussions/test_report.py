"""Complaining of a comment: anyone signed in, once, with a reason; the moderators are told."""

from __future__ import annotations

import pytest

from discussions.models import Comment, CommentReport
from discussions.services import publish_comment
from notices.models import Notice
from tests.discussions.reading import read
from tests.pages import soup
from tests.personas import CARER, COLLEAGUE, PUPIL, TEACHER


def complain(client, comment, **fields):
    return client.post(f"/comments/{comment.pk}/report/", {"kind": "rude", "text": "Обидно", **fields})


@pytest.mark.parametrize("login", [PUPIL, CARER, COLLEAGUE, "tlekhas"])
def test_anyone_signed_in_complains_and_the_moderator_is_told(login, say, sign_in, caretaker, person):
    comment = say(TEACHER)
    client = sign_in(login)
    assert client.get(f"/comments/{comment.pk}/report/").status_code == 200
    assert complain(client, comment).status_code == 302
    report = CommentReport.objects.get(comment=comment)
    assert (report.reporter, report.kind, report.text) == (person(login), "rude", "Обидно")
    assert Notice.objects.filter(recipient=caretaker, text__startswith="Жалоба").count() == 1
    comment.refresh_from_db()
    assert comment.state == Comment.State.PUBLISHED


def test_twice_is_once_and_a_second_person_does_not_tell_the_moderator_again(say, sign_in, caretaker):
    comment = say(TEACHER)
    complain(sign_in(PUPIL), comment)
    complain(sign_in(PUPIL), comment)
    assert comment.reports.count() == 1
    complain(sign_in(CARER), comment)
    assert comment.reports.count() == 2
    assert Notice.objects.filter(recipient=caretaker, text__startswith="Жалоба").count() == 1


def test_a_settled_complaint_may_be_followed_by_another(say, sign_in, caretaker):
    comment = say(TEACHER)
    complain(sign_in(PUPIL), comment)
    publish_comment(caretaker, comment, read(comment))
    complain(sign_in(PUPIL), comment)
    assert comment.reports.filter(settled_at=None).count() == 1
    assert Notice.objects.filter(recipient=caretaker, text__startswith="Жалоба").count() == 2


def test_a_reason_must_be_chosen(say, sign_in):
    response = complain(sign_in(PUPIL), say(TEACHER), kind="")
    assert response.status_code == 400
    assert "Обидно" in soup(response).find("textarea").get_text()
    assert complain(sign_in(PUPIL), say(TEACHER), kind="drugoe").status_code == 400
    assert complain(sign_in(PUPIL), say(TEACHER), text="ы" * 501).status_code == 400
    assert complain(sign_in(PUPIL), say(TEACHER), text="a\x00").status_code == 400
    assert sign_in(PUPIL).post(f"/comments/{say(TEACHER).pk}/report/").status_code == 400
    assert not CommentReport.objects.filter(reporter__username=PUPIL).exists()


def test_anonymous_signs_in_first_and_finds_the_form(say, client):
    comment = say(TEACHER)
    assert "/accounts/login/" in complain(client, comment)["Location"]
    assert not comment.reports.exists()
    client.post("/accounts/login/", {"login": PUPIL, "password": "vmeste-demo"})
    form = soup(client.get(f"/comments/{comment.pk}/report/"))
    assert "Обидно" in form.find("textarea").get_text()
    assert form.select_one("input[value=rude]").has_attr("checked")


def test_one_does_not_complain_of_oneself(say, sign_in):
    assert complain(sign_in(TEACHER), say(TEACHER)).status_code == 403


def test_what_one_may_not_see_is_not_complained_of(post, say, sign_in):
    comment = say(CARER)  # waits
    assert complain(sign_in(PUPIL), comment).status_code == 404


def test_more_than_ten_an_hour_are_refused(post, person, sign_in):
    from demo.factories import CommentFactory

    comments = [CommentFactory(target=post, user=person(TEACHER)) for _ in range(11)]
    client = sign_in(PUPIL)
    answers = [complain(client, comment).status_code for comment in comments]
    assert answers == [302] * 10 + [429]
