"""A decision is about the words that the moderator has read, and about no others."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection

from discussions.models import Comment, CommentReport
from members.models import Assignment
from tests.pages import soup
from tests.personas import CARER, MODERATOR, PUPIL, TEACHER

State = Comment.State
QUEUE = "/admin/comments/"
pytestmark = pytest.mark.usefixtures("caretaker")


def drawn(response, form) -> dict[str, str]:
    """The hidden fields of the first form that `form` selects."""
    return {one["name"]: one["value"] for one in soup(response).select_one(form).select("input[type=hidden]")}


def state_of(comment) -> str:
    return Comment.objects.get(pk=comment.pk).state


def ticked(response) -> list[int]:
    return [int(box["value"]) for box in soup(response).select("input[name=chosen][checked]")]


def change(sign_in, login, comment, text="Совсем другие слова") -> None:
    assert sign_in(login).post(f"/comments/{comment.pk}/edit/", {"text": text}).status_code == 302


@pytest.mark.parametrize(("action", "decided"), [("publish", State.PUBLISHED), ("hide", State.HIDDEN)])
def test_of_many_the_changed_one_is_left_ticked_and_the_others_are_decided(action, decided, say, sign_in):
    stays, changes = say(CARER, "Первый"), say(PUPIL, "Хорошие слова")
    moderator = sign_in(MODERATOR)
    data = drawn(moderator.get(QUEUE), "form.queue")
    change(sign_in, PUPIL, changes)
    data |= {"action": action, "chosen": [stays.pk, changes.pk], "reason": "Не по теме."}
    response = moderator.post(QUEUE, data)
    assert response.status_code == 409
    assert (state_of(stays), state_of(changes)) == (decided, State.WAITING)
    assert ticked(response) == [changes.pk]
    page = soup(response)
    assert "Пока вы читали, изменился 1 комментарий" in page.select_one(".queue-problem").get_text()
    assert "Совсем другие слова" in page.select_one(".queue-list").get_text()
    if action == "hide":
        assert page.select_one("input[name=reason]")["value"] == "Не по теме."
    again = data | drawn(response, "form.queue") | {"chosen": [changes.pk]}
    assert moderator.post(QUEUE, again).status_code == 302
    assert state_of(changes) == decided


def test_the_button_of_one_asks_too(say, sign_in):
    comment = say(PUPIL, "Хорошие слова")
    moderator = sign_in(MODERATOR)
    data = drawn(moderator.get(QUEUE), "form.queue")
    change(sign_in, PUPIL, comment)
    assert moderator.post(QUEUE, {**data, "approve": comment.pk}).status_code == 409
    assert state_of(comment) == State.WAITING


@pytest.mark.parametrize("action", ["publish", "hide"])
def test_the_form_of_the_page_asks_too_and_keeps_the_reason(action, say, sign_in):
    comment = say(PUPIL, "Хорошие слова")
    moderator, address = sign_in(MODERATOR), f"/comments/{comment.pk}/moderate/"
    data = {**drawn(moderator.get(address), "main form"), "action": action, "reason": "Не по теме."}
    change(sign_in, PUPIL, comment)
    response = moderator.post(address, data)
    assert response.status_code == 409
    assert state_of(comment) == State.WAITING
    text = soup(response).select_one("main").get_text()
    assert "Пока вы читали, комментарий изменился" in text
    assert "Совсем другие слова" in text
    if action == "hide":
        assert soup(response).select_one("input[name=reason]")["value"] == "Не по теме."
    assert moderator.post(address, data | drawn(response, "main form")).status_code == 302
    assert state_of(comment) == (State.PUBLISHED if action == "publish" else State.HIDDEN)


def test_a_report_made_since_is_not_settled_unread(say, sign_in, person):
    comment = say(TEACHER)
    CommentReport.objects.create(comment=comment, reporter=person(CARER), kind="off_topic")
    moderator = sign_in(MODERATOR)
    data = drawn(moderator.get(QUEUE), "form.queue")
    sign_in(PUPIL).post(f"/comments/{comment.pk}/report/", {"kind": "personal", "text": "Там мой адрес"})
    response = moderator.post(QUEUE, {**data, "action": "publish", "chosen": comment.pk})
    assert response.status_code == 409
    assert "Там мой адрес" in response.text
    assert comment.open_reports().count() == 2


def test_what_another_moderator_has_hidden_since_does_not_come_back_unseen(say, sign_in):
    comment = say(PUPIL)
    moderator, address = sign_in(MODERATOR), f"/comments/{comment.pk}/moderate/"
    read_before = drawn(moderator.get(address), "main form")
    hidden = {**read_before, "action": "hide", "reason": "Здесь телефон."}
    assert sign_in("koordinator").post(address, hidden).status_code == 302
    assert moderator.post(address, {**read_before, "action": "publish"}).status_code == 409
    assert state_of(comment) == State.HIDDEN


def test_a_form_sent_twice_is_no_mistake(say, sign_in):
    comment = say(PUPIL)
    moderator = sign_in(MODERATOR)
    data = {**drawn(moderator.get(QUEUE), "form.queue"), "action": "publish", "chosen": comment.pk}
    assert [moderator.post(QUEUE, data).status_code for _ in range(2)] == [302, 302]


@pytest.mark.parametrize("stamp", [None, "", "a\x00b", "ы" * 5000])
def test_a_form_without_a_stamp_or_with_a_made_up_one_decides_nothing(stamp, say, sign_in):
    comment = say(PUPIL)
    moderator = sign_in(MODERATOR)
    for address, data, name in (
        (QUEUE, {"action": "publish", "chosen": comment.pk}, f"read-{comment.pk}"),
        (f"/comments/{comment.pk}/moderate/", {"action": "publish"}, "read"),
    ):
        sent = data if stamp is None else {**data, name: stamp}
        assert moderator.post(address, sent).status_code == 409
    assert state_of(comment) == State.WAITING


@contextmanager
def care_ends_at_savepoint(number: int) -> Iterator[None]:
    """Let the assignments end in the middle of a request, when it opens its transaction of that number."""
    seen = 0

    def watch(execute, sql, params, many, context):
        nonlocal seen
        result = execute(sql, params, many, context)
        if sql.startswith("SAVEPOINT"):
            seen += 1
            if seen == number:
                Assignment.objects.all().delete()
        return result

    with connection.execute_wrapper(watch):
        yield
    assert seen >= number


def test_care_that_ends_while_the_form_of_the_page_is_sent_is_a_refusal(say, sign_in):
    comment = say(PUPIL)
    moderator, address = sign_in(MODERATOR), f"/comments/{comment.pk}/moderate/"
    data = {**drawn(moderator.get(address), "main form"), "action": "hide", "reason": "Не по теме."}
    with care_ends_at_savepoint(1):
        response = moderator.post(address, data)
    assert response.status_code == 403
    assert "не в вашем разделе" in response.text
    assert "Не по теме." in soup(response).find("textarea").get_text()
    assert state_of(comment) == State.WAITING


def test_care_that_ends_while_the_queue_is_sent_is_a_refusal(say, sign_in):
    comment = say(PUPIL)
    moderator = sign_in(MODERATOR)
    data = {**drawn(moderator.get(QUEUE), "form.queue"), "action": "publish", "chosen": comment.pk}
    with care_ends_at_savepoint(2):  # the first is the queue's own, before it looks for the comments
        response = moderator.post(QUEUE, data)
    assert response.status_code == 403
    assert "не в вашем разделе" in soup(response).select_one(".queue-problem").get_text()
    assert state_of(comment) == State.WAITING
