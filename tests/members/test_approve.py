"""What a teacher sends: at once where teachers are trusted, elsewhere after somebody has read it."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupApprovalTask, Page, TaskState, Workflow

from blog.models import BlogPage, PostAuthor, PostPage
from demo.factories import MaterialPageFactory, PostPageFactory
from members.approval import Outcome, is_trusted, send_page, set_rule
from members.models import Assignment, User
from notices.models import Notice
from subjects.models import SubjectPage
from tests.pages import edit_page, soup
from tests.personas import ADMIN, ANONYMOUS, CARER, COORDINATOR, EDITOR, LIBRARIAN, MODERATOR, TEACHER

SEND = {"action-submit": "action-submit"}
pytestmark = pytest.mark.usefixtures("nothing_told")


@pytest.fixture
def blog() -> BlogPage:
    return BlogPage.objects.get()


@pytest.fixture
def author() -> User:
    return User.objects.get(username=TEACHER)


@pytest.fixture
def post(blog: BlogPage, author: User) -> PostPage:
    """A draft of the teacher's."""
    return PostPageFactory(
        parent=blog,
        title="Опыт с магнитом",
        live=False,
        owner=author,
        authors=[PostAuthor(person=author.person)],
    )


@pytest.fixture
def checked(blog: BlogPage) -> BlogPage:
    """The blog, where what teachers write waits."""
    set_rule(blog, waits=True)
    return blog


def send(client: Client, page: Page, **changes: Any) -> HttpResponse:
    """Press «Отправить» in the editor."""
    return edit_page(client, page, {**changes, **dict.fromkeys(SEND, True)}, publish=False)


def decide(client: Client, page: Page, action: str, comment: str = "", **changes: Any) -> HttpResponse:
    """Press «Одобрить» or «Вернуть автору» in the editor."""
    extra = {
        "action-workflow-action": True,
        "workflow-action-name": action,
        "workflow-action-extra-data": json.dumps({"comment": comment} if comment else {}),
    }
    return edit_page(client, page, {**changes, **extra}, publish=False)


def live(page: Page) -> bool:
    return PostPage.objects.get(pk=page.pk).live


def draft_of(page: Page) -> PostPage:
    return PostPage.objects.get(pk=page.pk).get_latest_revision_as_object()


def told(login: str, beginning: str) -> list[Notice]:
    return list(Notice.objects.filter(recipient__username=login, text__startswith=beginning))


# Trusted.


def test_a_trusted_teacher_publishes_at_once_and_the_moderator_is_told(post, sign_in):
    page = sign_in(TEACHER).get(reverse("wagtailadmin_pages:edit", args=[post.pk]))
    button = soup(page).find("button", {"name": "action-submit"})
    assert button.get_text(strip=True) == "Опубликовать"
    answer = send(sign_in(TEACHER), post)
    assert live(post)
    assert "опубликована" in sign_in(TEACHER).get(answer["Location"]).text or answer.status_code == 302
    [notice] = told(EDITOR, "Опубликовано без проверки")
    assert "Опыт с магнитом" in notice.text
    assert told(MODERATOR, "Опубликовано") == []  # looks after other places
    assert sign_in(ANONYMOUS).get(notice.url).status_code == 200


def test_a_trusted_teacher_corrects_at_once_what_is_published(post, sign_in):
    client = sign_in(TEACHER)
    send(client, post)
    send(client, post, summary="Поправлено.")
    assert PostPage.objects.get(pk=post.pk).summary == "Поправлено."
    assert len(told(EDITOR, "Опубликовано без проверки")) == 1  # not with every comma


# The switch.


def test_the_nearest_rule_counts_and_trust_is_the_default(blog, post, home):
    assert is_trusted(post)
    set_rule(home, waits=True)
    assert not is_trusted(post)
    set_rule(blog, waits=False)
    assert is_trusted(post)
    set_rule(blog, waits=None)
    assert not is_trusted(post)


@pytest.mark.parametrize("login", [EDITOR, COORDINATOR, ADMIN])
def test_the_sections_moderator_and_the_coordinator_turn_the_switch(login, blog, sign_in):
    client = sign_in(login)
    address = reverse("approval_rule", args=[blog.pk])
    assert address in client.get(reverse("wagtailadmin_explore", args=[blog.pk])).text
    assert client.get(address).status_code == 200
    assert client.post(address, {"rule": "waits"}).status_code == 302
    assert not is_trusted(blog)
    client.post(address, {"rule": "above"})
    assert is_trusted(blog)


@pytest.mark.parametrize("login", [MODERATOR, TEACHER, CARER])
def test_nobody_else_turns_it(login, blog, sign_in):
    address = reverse("approval_rule", args=[blog.pk])
    assert sign_in(login).get(address).status_code in {302, 403}
    assert sign_in(login).post(address, {"rule": "waits"}).status_code in {302, 403}
    assert is_trusted(blog)


@pytest.mark.parametrize("sent", [{}, {"rule": "никогда"}, {"rule": "waits\x00"}])
def test_a_wrong_choice_of_the_switch_changes_nothing(sent, blog, sign_in):
    response = sign_in(EDITOR).post(reverse("approval_rule", args=[blog.pk]), sent)
    assert response.status_code == 200
    assert is_trusted(blog)


def test_a_switch_of_no_page_is_404(sign_in):
    assert sign_in(COORDINATOR).get(reverse("approval_rule", args=[10**9])).status_code == 404


# Waiting and approval.


def test_what_waits_is_told_to_who_looks_after_it_and_approved_by_them(checked, post, sign_in):
    teacher = sign_in(TEACHER)
    page = teacher.get(reverse("wagtailadmin_pages:edit", args=[post.pk]))
    button = soup(page).find("button", {"name": "action-submit"})
    assert button.get_text(strip=True) == "Отправить на проверку"
    assert send(teacher, post).status_code == 302
    assert not live(post)
    [notice] = told(EDITOR, "Ждёт проверки")
    editor = sign_in(EDITOR)
    text = editor.get(notice.url).text
    assert "Одобрить и опубликовать" in text
    assert "Вернуть автору" in text
    assert decide(editor, post, "approve").status_code == 302
    assert live(post)
    [answer] = told(TEACHER, "Одобрено")
    assert sign_in(ANONYMOUS).get(answer.url).status_code == 200
    assert mail.outbox == []  # letters are rows, sent by the worker


@pytest.mark.parametrize("login", [EDITOR, COORDINATOR])
def test_who_decides_sees_the_decision_and_finds_the_draft_in_the_menu(login, checked, post, sign_in):
    send(sign_in(TEACHER), post)
    form = soup(sign_in(login).get(reverse("wagtailadmin_pages:edit", args=[post.pk])))
    bar = form.select_one("#page-edit-form footer .w-dropdown-button")
    shown = [
        button.get_text(strip=True) for button in bar.find_all("button", class_="button", recursive=False)
    ]
    assert shown == ["Одобрить и опубликовать"]
    menu = [button.get_text(strip=True) for button in bar.select("[data-w-dropdown-target=content] button")]
    assert menu[0] == "Вернуть автору"
    assert "Сохранить черновик" in menu


def test_enter_in_a_field_of_what_waits_saves_and_does_not_approve(checked, post, sign_in):
    """A browser presses the first button of a form that sends it."""
    send(sign_in(TEACHER), post)
    form = soup(sign_in(EDITOR).get(reverse("wagtailadmin_pages:edit", args=[post.pk]))).find(
        id="page-edit-form"
    )
    sends = [button for button in form.find_all("button") if button.get("type", "submit") == "submit"]
    assert sends[0].get("name") is None
    assert "data-workflow-action-name" not in sends[0].attrs


def test_who_does_not_decide_has_the_usual_buttons(checked, post, sign_in):
    for login in (TEACHER, EDITOR):
        form = soup(sign_in(login).get(reverse("wagtailadmin_pages:edit", args=[post.pk])))
        bar = form.select_one("#page-edit-form footer .w-dropdown-button")
        assert bar.find("button", class_="button").get_text(strip=True) == "Сохранить черновик", login


def said_after(client: Client, answer: HttpResponse) -> list[str]:
    """What stands above the page that one is led to."""
    told = soup(client.get(answer["Location"])).select(".messages li")
    return [" ".join(line.get_text(" ", strip=True).split()) for line in told]


def test_approval_is_said_and_leads_to_what_else_waits(checked, post, sign_in):
    send(sign_in(TEACHER), post)
    editor = sign_in(EDITOR)
    answer = decide(editor, post, "approve")
    assert answer["Location"] == reverse("approval_queue")
    assert said_after(editor, answer) == ["«Опыт с магнитом» одобрена и опубликована."]


def test_approval_of_what_is_for_later_says_so(checked, post, author, sign_in):
    post.go_live_at = timezone.now() + timedelta(days=30)
    post.save_revision(user=author)
    send_page(post, author)
    editor = sign_in(EDITOR)
    # The time is drawn beside the form, and a browser sends it with it.
    answer = decide(editor, post, "approve", go_live_at=f"{post.go_live_at:%d.%m.%Y %H:%M}")
    assert said_after(editor, answer) == ["«Опыт с магнитом» одобрена и появится в назначенное время."]
    assert not live(post)


def test_what_was_waiting_is_not_locked_to_all_but_the_administrator(checked, post, sign_in):
    send(sign_in(TEACHER), post)
    for login in (EDITOR, COORDINATOR, ADMIN):
        page = sign_in(login).get(reverse("wagtailadmin_pages:edit", args=[post.pk]))
        assert 'name="action-page-locked"' not in page.text, login
    edited = edit_page(sign_in(EDITOR), post, {"summary": "Поправил модератор."}, publish=False)
    assert edited.status_code == 302
    assert draft_of(post).summary == "Поправил модератор."


def test_its_author_changes_nothing_while_it_waits_and_may_take_it_back(checked, post, sign_in):
    teacher = sign_in(TEACHER)
    send(teacher, post)
    edit_page(teacher, post, {"summary": "Втихомолку."}, publish=False)
    assert draft_of(post).summary != "Втихомолку."
    assert "Забрать с проверки" in teacher.get(reverse("wagtailadmin_pages:edit", args=[post.pk])).text
    edit_page(teacher, post, {"action-cancel-workflow": True}, publish=False)
    edit_page(teacher, post, {"summary": "Дописано."}, publish=False)
    assert draft_of(post).summary == "Дописано."
    assert told(TEACHER, "Снято") == []


def test_its_author_who_would_delete_what_waits_reads_why_not(checked, post, sign_in):
    teacher = sign_in(TEACHER)
    send(teacher, post)
    refused = teacher.get(reverse("writing:discard", args=[post.pk]))
    assert refused.status_code == 403
    assert "<h1>Так сделать нельзя</h1>" in refused.text
    assert "Удалить можно только черновик" in refused.text
    assert "добавить вас в группу" not in refused.text


def test_where_nobody_looks_after_a_place_the_coordinator_does(checked, post, sign_in):
    Assignment.objects.filter(page=checked).delete()
    send(sign_in(TEACHER), post)
    assert told(COORDINATOR, "Ждёт проверки")
    assert decide(sign_in(COORDINATOR), post, "approve").status_code == 302
    assert live(post)


def test_a_moderator_of_another_section_neither_sees_nor_approves_it(checked, post, sign_in):
    send(sign_in(TEACHER), post)
    other = sign_in(MODERATOR)
    first = sign_in(EDITOR).get("/admin/")
    assert "Опыт с магнитом" in first.text
    said = " ".join(soup(first).find(id="desk-to-do").parent.get_text(" ").split())
    assert "1 страница ждёт вашей проверки" in said
    assert "Опыт с магнитом" not in other.get("/admin/").text
    state = post.current_workflow_task_state
    assert other.get(reverse("wagtailadmin_pages:edit", args=[post.pk])).status_code in {302, 403}
    answer = other.post(reverse("wagtailadmin_pages:workflow_action", args=[post.pk, "approve", state.pk]))
    assert answer.status_code in {302, 403}
    assert not live(post)


@pytest.mark.parametrize("login", [TEACHER, "tlekhas", CARER])
def test_who_may_not_approve_does_not(login, checked, post, sign_in):
    send(sign_in(TEACHER), post)
    state = post.current_workflow_task_state
    for action in ("approve", "reject"):
        address = reverse("wagtailadmin_pages:workflow_action", args=[post.pk, action, state.pk])
        assert sign_in(login).post(address, {"comment": "так"}).status_code in {302, 403}
    assert TaskState.objects.get(pk=state.pk).status == TaskState.STATUS_IN_PROGRESS
    assert not live(post)


def test_the_address_of_ones_own_page_does_not_approve_anothers(checked, post, author, sign_in):
    """Wagtail's view asks its rights of the page in the address and takes the state by its number."""
    subject = SubjectPage.objects.get(slug="matematika")
    set_rule(subject, waits=True)
    own = MaterialPageFactory(parent=subject, title="Листок о дробях", live=False, owner=author)
    assert send_page(own, author) == send_page(post, author) == Outcome.WAITING
    state = PostPage.objects.get(pk=post.pk).current_workflow_task_state
    address = reverse("wagtailadmin_pages:workflow_action", args=[own.pk, "approve", state.pk])
    response = sign_in(MODERATOR).post(address)
    assert response.status_code != 200
    assert not live(post)
    state.refresh_from_db()
    assert state.status == TaskState.STATUS_IN_PROGRESS


def test_from_the_first_page_of_the_admin_too(checked, post, sign_in):
    send(sign_in(TEACHER), post)
    state = post.current_workflow_task_state
    editor = sign_in(EDITOR)
    assert "страница ждёт вашей проверки" in editor.get("/admin/").text
    editor.post(reverse("wagtailadmin_pages:workflow_action", args=[post.pk, "approve", state.pk]))
    assert live(post)
    assert "страница ждёт вашей проверки" not in editor.get("/admin/").text


# Who approves is also the author.


def test_who_looks_after_a_place_does_not_wait_for_oneself(checked, blog):
    moderator = User.objects.get(username=EDITOR)
    own = PostPageFactory(
        parent=blog, live=False, owner=moderator, authors=[PostAuthor(person=moderator.person)]
    )
    assert send_page(own, moderator) is Outcome.PUBLISHED
    assert told(EDITOR, "Ждёт") == told(EDITOR, "Опубликовано") == []


# Meanwhile.


def test_an_author_who_became_a_moderator_meanwhile_approves_like_one(checked, post, author, sign_in):
    send(sign_in(TEACHER), post)
    Assignment.objects.create(person=author.person, page=checked)
    assert decide(sign_in(TEACHER), post, "approve").status_code == 302
    assert live(post)


def test_a_page_changed_meanwhile_is_not_approved_unread(checked, post, author, sign_in):
    send_page(post, author)
    state = post.current_workflow_task_state
    post.summary = "Другое."
    post.save_revision(user=author)
    editor = sign_in(EDITOR)
    answer = editor.post(reverse("wagtailadmin_pages:workflow_action", args=[post.pk, "approve", state.pk]))
    assert not live(post)
    assert "прочитайте её ещё раз" in editor.get(answer["Location"]).text


def test_a_form_drawn_before_the_author_sent_anew_decides_nothing(checked, post, author, sign_in):
    send_page(post, author)
    old = post.latest_revision_id
    post.summary = "Новое."
    post.save_revision(user=author)
    assert send_page(post, author) is Outcome.WAITING
    answer = decide(sign_in(EDITOR), post, "approve", loaded_revision_id=str(old))
    assert answer.status_code == 302
    assert not live(post)
    decide(sign_in(EDITOR), post, "approve")
    assert PostPage.objects.get(pk=post.pk).summary == "Новое."


def test_the_second_of_two_approvals_is_told_so(checked, post, sign_in):
    send(sign_in(TEACHER), post)
    state = post.current_workflow_task_state
    address = reverse("wagtailadmin_pages:workflow_action", args=[post.pk, "approve", state.pk])
    sign_in(EDITOR).post(address)
    coordinator = sign_in(COORDINATOR)
    answer = coordinator.post(address)
    assert "уже проверили" in coordinator.get(answer["Location"]).text
    answer = decide(coordinator, post, "approve")
    assert "уже проверили" in coordinator.get(answer["Location"]).text
    assert len(told(TEACHER, "Одобрено")) == 1


@pytest.mark.parametrize("extra", ["{", "[]", '{"user": 1}', '{"comment": 5}', "null"])
def test_odd_arguments_of_a_decision_are_400(extra, checked, post, sign_in):
    send(sign_in(TEACHER), post)
    sent = {"workflow-action-extra-data": extra, "action-workflow-action": True}
    answer = edit_page(sign_in(EDITOR), post, {**sent, "workflow-action-name": "approve"}, publish=False)
    assert answer.status_code == 400
    assert not live(post)


def test_a_moderator_who_publishes_what_waits_ends_the_waiting(checked, post, sign_in):
    send(sign_in(TEACHER), post)
    assert edit_page(sign_in(EDITOR), post, {}).status_code == 302
    assert live(post)
    assert not post.workflow_in_progress
    assert len(told(TEACHER, "Одобрено")) == 1


# The service, for the plain form.


def test_the_service_publishes_for_the_trusted(post, author):
    assert send_page(post, author) is Outcome.PUBLISHED
    assert live(post)


def test_the_service_sends_the_draft_that_is_stored(post, author):
    """Not what the caller's object happens to hold."""
    send_page(post, author)
    changed = PostPage.objects.get(pk=post.pk)
    changed.summary = "Второй черновик."
    changed.save_revision(user=author)
    assert send_page(PostPage.objects.get(pk=post.pk), author) is Outcome.PUBLISHED
    assert PostPage.objects.get(pk=post.pk).summary == "Второй черновик."


def test_sent_twice_it_waits_once(checked, post, author):
    assert send_page(post, author) is Outcome.WAITING
    assert send_page(post, author) is Outcome.WAITING
    assert post.workflow_states.count() == 1
    assert len(told(EDITOR, "Ждёт проверки")) == 1


@pytest.mark.parametrize("login", [MODERATOR, LIBRARIAN, "tlekhas", CARER])
def test_nobody_sends_the_page_of_another(login, post):
    with pytest.raises(PermissionDenied):
        send_page(post, User.objects.get(username=login))
    assert not live(post)


def test_a_page_that_waits_is_published_when_its_author_is_trusted_again(checked, post, author):
    send_page(post, author)
    set_rule(checked, waits=False)
    assert send_page(post, author) is Outcome.PUBLISHED


def test_waiting_costs_the_same_queries_with_more_of_it(
    checked, author, sign_in, count_queries: Callable[[Callable[[], Any]], int]
):
    def one_more(number: int) -> None:
        page = PostPageFactory(
            parent=checked,
            title=f"Запись {number}",
            live=False,
            owner=author,
            authors=[PostAuthor(person=author.person)],
        )
        send_page(page, author)

    one_more(1)
    editor = sign_in(EDITOR)
    few = count_queries(lambda: editor.get("/admin/"))
    few_all = count_queries(lambda: editor.get(reverse("approval_queue")))
    for number in range(2, 14):
        one_more(number)
    assert count_queries(lambda: editor.get("/admin/")) == few
    assert count_queries(lambda: editor.get(reverse("approval_queue"))) == few_all


# Wagtail's own approval is gone.


def test_the_stock_workflow_and_groups_are_gone():
    assert not GroupApprovalTask.objects.exists()
    assert list(Workflow.objects.values_list("name", flat=True)) == ["Проверка"]
