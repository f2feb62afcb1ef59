"""A page goes back to its author with a reason, which the author reads, mends the page and sends it again."""

from __future__ import annotations

import pytest
from django.urls import reverse
from wagtail.models import TaskState

from blog.models import PostPage
from members.approval import Outcome, send_page
from members.models import User
from notices.models import Mail
from tests.members.test_approve import author, blog, checked, decide, live, post, said_after, send, told  # noqa: F401
from tests.pages import soup
from tests.personas import COORDINATOR, EDITOR, TEACHER

pytestmark = pytest.mark.usefixtures("nothing_told")
REASON = "Допишите, для какого класса опыт."


@pytest.fixture
def waiting(checked, post, sign_in) -> PostPage:  # noqa: F811
    send(sign_in(TEACHER), post)
    return post


def modal(page: PostPage, action: str = "reject") -> str:
    state = page.current_workflow_task_state
    return reverse("wagtailadmin_pages:workflow_action", args=[page.pk, action, state.pk])


def test_the_reason_reaches_the_author_on_the_site_by_mail_and_in_the_editor(waiting, sign_in):
    assert decide(sign_in(EDITOR), waiting, "reject", REASON).status_code == 302
    assert not live(waiting)
    [notice] = told(TEACHER, "Вернули на доработку")
    letter = Mail.objects.get(to="uchitel@example.org", subject__startswith="Вернули на доработку")
    assert REASON in letter.text
    assert "Громова" in letter.text or "Елена Павловна" in letter.text
    editor = sign_in(TEACHER).get(notice.url)
    assert REASON in editor.text
    button = soup(editor).find("button", {"name": "action-submit"})
    assert button.get_text(strip=True) == "Отправить ещё раз"


def test_the_return_is_said_and_leads_to_what_else_waits(waiting, sign_in):
    editor = sign_in(EDITOR)
    answer = decide(editor, waiting, "reject", REASON)
    assert answer["Location"] == reverse("approval_queue")
    assert said_after(editor, answer) == ["«Опыт с магнитом» возвращена автору."]


def test_returned_mended_and_sent_again_it_is_approved(waiting, sign_in):
    decide(sign_in(EDITOR), waiting, "reject", REASON)
    send(sign_in(TEACHER), waiting, summary="Для восьмого класса.")
    assert not live(waiting)
    assert len(told(EDITOR, "Ждёт проверки")) == 2
    decide(sign_in(EDITOR), waiting, "approve")
    assert PostPage.objects.get(pk=waiting.pk).summary == "Для восьмого класса."
    assert REASON not in sign_in(TEACHER).get(reverse("wagtailadmin_pages:edit", args=[waiting.pk])).text


def test_returned_and_sent_again_by_the_plain_forms_service(waiting, sign_in):
    author = User.objects.get(username=TEACHER)  # noqa: F811
    decide(sign_in(EDITOR), waiting, "reject", REASON)
    assert send_page(waiting, author) is Outcome.WAITING
    assert waiting.workflow_in_progress


def test_a_script_in_the_reason_is_shown_as_text(waiting, sign_in):
    script = "<script>alert(1)</script>"
    decide(sign_in(EDITOR), waiting, "reject", script)
    text = sign_in(TEACHER).get(reverse("wagtailadmin_pages:edit", args=[waiting.pk])).text
    assert script not in text
    assert "&lt;script&gt;alert(1)" in text


@pytest.mark.parametrize("comment", ["", "   ", "о" * 2001])
def test_without_a_reason_nothing_is_returned(comment, waiting, sign_in):
    state = waiting.current_workflow_task_state
    answer = decide(sign_in(EDITOR), waiting, "reject", comment)
    assert answer.status_code == 302
    sign_in(EDITOR).post(modal(waiting), {"comment": comment})
    assert TaskState.objects.get(pk=state.pk).status == TaskState.STATUS_IN_PROGRESS
    assert told(TEACHER, "Вернули") == []


def test_the_window_asks_for_the_reason_and_says_that_it_is_needed(waiting, sign_in):
    editor = sign_in(EDITOR)
    ajax = {"x-requested-with": "XMLHttpRequest"}
    asked = editor.get(modal(waiting), headers=ajax)
    assert "Что поправить" in asked.json()["html"]
    refused = editor.post(modal(waiting), {"comment": " "}, headers=ajax)
    assert refused.json()["step"] == "action"
    assert "Напишите, что поправить" in refused.json()["html"]
    done = editor.post(modal(waiting), {"comment": REASON}, headers=ajax)
    assert done.json()["step"] == "success"
    assert told(TEACHER, "Вернули")


def test_the_coordinator_returns_too(waiting, sign_in):
    decide(sign_in(COORDINATOR), waiting, "reject", REASON)
    assert told(TEACHER, "Вернули")
