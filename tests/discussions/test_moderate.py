"""The queue and the decisions: who may, what is logged, who is told, what it costs."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone
from wagtail.models import ModelLogEntry

from blog.models import BlogPage
from core.models import PageAudience
from demo.factories import CommentFactory, PostPageFactory, PupilFactory
from discussions.models import Comment, CommentReport
from members.models import NameUse
from notices.models import Mail, Notice
from resources.models import ForParentsPage
from tests.discussions.reading import read
from tests.pages import soup
from tests.personas import (
    ANONYMOUS,
    CARER,
    COLLEAGUE,
    COORDINATOR,
    MODERATOR,
    PUPIL,
    REVIEWER,
    TEACHER,
)

State = Comment.State
QUEUE = "/admin/comments/"


def listed(response) -> set[int]:
    return {int(box["value"]) for box in soup(response).select("input[name=chosen]")}


def decide(client, action, *comments, reason="", address=QUEUE):
    chosen = {"chosen": [one.pk for one in comments], **{f"read-{one.pk}": read(one) for one in comments}}
    return client.post(address, {"action": action, "reason": reason, **chosen})


def moderate(client, comment, action="publish", **data):
    return client.post(f"/comments/{comment.pk}/moderate/", {"action": action, "read": read(comment), **data})


def test_who_hides_from_the_queue_comes_back_to_it(say, sign_in, caretaker):
    waits = say(CARER)
    client = sign_in(MODERATOR)
    address = f"/comments/{waits.pk}/moderate/"
    from_queue = soup(client.get(address + "?queue=1"))
    ways = {a.get_text(): a["href"] for a in from_queue.select("main .button--quiet, .breadcrumbs a")}
    assert ways == {"Комментарии": QUEUE, "Вернуться к очереди": QUEUE}
    assert from_queue.select_one(".lead").get_text() == (
        f"Комментарий к странице {waits.page.title} ждёт модератора"
    )
    from_page = soup(client.get(address))
    assert not from_page.select(f"main a[href='{QUEUE}'], .breadcrumbs a[href='{QUEUE}']")


@pytest.fixture
def elsewhere(person):
    """A comment that waits in a section that the moderator does not look after."""
    article = ForParentsPage.objects.get().get_children().live().first().specific
    return CommentFactory(target=article, user=person(PUPIL), state=State.WAITING)


def test_the_queue_shows_what_waits_and_what_was_reported_in_care_alone(
    say, sign_in, caretaker, elsewhere, person
):
    waits, stands, reported = say(CARER), say(TEACHER, "Обычный"), say(TEACHER, "Спорный")
    CommentReport.objects.create(comment=reported, reporter=person(PUPIL), kind="rude", text="Обидно")
    page = sign_in(MODERATOR).get(QUEUE)
    numbers = listed(page)
    assert {waits.pk, reported.pk} <= numbers
    assert numbers.isdisjoint({stands.pk, elsewhere.pk})
    in_blog = Comment.objects.filter(page__path__startswith=BlogPage.objects.get().path)
    assert numbers <= set(in_blog.values_list("pk", flat=True))
    assert "Обидно" in page.text
    assert {waits.pk, reported.pk, elsewhere.pk} <= listed(sign_in(COORDINATOR).get(QUEUE))


def test_the_thread_around_is_there(say, sign_in, caretaker):
    root = say(TEACHER, "Кто ходил в поход?")
    middle = say("tlekhas", "Мы с седьмым", to=root)
    say(CARER, "А мне можно?", to=middle)
    entry = next(one for one in soup(sign_in(MODERATOR).get(QUEUE)).select(".queue-entry")
                 if "А мне можно?" in one.get_text())  # fmt: skip
    above = [quote.get_text() for quote in entry.select(".queue-entry__above")]
    assert above == ["В. С. Орлов: Кто ходил в поход?", "Зарема Муратовна Тлехас: Мы с седьмым"]
    assert entry.select_one(".queue-entry__where a")["href"].endswith("/opyty-na-kuhne/")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("state=waiting", {"waiting"}),
        ("state=reported", {"reported"}),
        ("state=published", {"published", "reported"}),
        ("state=hidden", {"hidden"}),
        ("state=deleted", {"deleted"}),
        ("kind=pupil", {"waiting"}),
        ("kind=staff", {"reported"}),
        ("state=all&kind=colleague", {"hidden"}),
    ],
)
@pytest.mark.usefixtures("caretaker")
def test_filters(query, found, post, person, sign_in):
    Comment.objects.all().delete()
    made = {
        "waiting": CommentFactory(target=post, user=person(PUPIL), state=State.WAITING),
        "published": CommentFactory(target=post, user=person(CARER)),
        "reported": CommentFactory(target=post, user=person(TEACHER)),
        "hidden": CommentFactory(target=post, user=person(REVIEWER), state=State.HIDDEN, reason="Грубо"),
        "deleted": CommentFactory(target=post, user=person(CARER), state=State.DELETED),
    }
    CommentReport.objects.create(comment=made["reported"], reporter=person(PUPIL), kind="rude")
    assert listed(sign_in(MODERATOR).get(f"{QUEUE}?{query}")) == {made[name].pk for name in found}


def test_filter_by_section(say, sign_in, elsewhere):
    waits = say(CARER)
    blog, parents = BlogPage.objects.get().path, ForParentsPage.objects.get().path
    coordinator = sign_in(COORDINATOR)
    assert waits.pk in listed(coordinator.get(f"{QUEUE}?section={blog}"))
    assert elsewhere.pk not in listed(coordinator.get(f"{QUEUE}?section={blog}"))
    assert elsewhere.pk in listed(coordinator.get(f"{QUEUE}?section={parents}"))


@pytest.mark.parametrize("query", ["state=kakoe", "section=0001", "kind=x", "section=%27"])
def test_a_filter_that_is_not_offered(query, sign_in):
    assert sign_in(COORDINATOR).get(f"{QUEUE}?{query}").status_code == 400


def test_deciding_all_of_the_last_page_leads_to_the_first(post, person, sign_in):
    Comment.objects.all().delete()
    made = [CommentFactory(target=post, user=person(CARER), state=State.WAITING) for _ in range(41)]
    client = sign_in(COORDINATOR)
    [last] = listed(client.get(f"{QUEUE}?state=waiting&page=2"))
    answer = decide(
        client,
        "publish",
        *[one for one in made if one.pk == last],
        address=f"{QUEUE}?state=waiting&page=2",
    )
    after = client.get(answer["Location"])
    assert after.status_code == 200
    assert len(listed(after)) == 40


def test_a_page_of_the_queue_that_does_not_exist(sign_in):
    assert sign_in(COORDINATOR).get(f"{QUEUE}?page=99").status_code == 404


def test_approving_publishes_logs_and_tells_the_author_then_the_one_answered(
    post, say, sign_in, caretaker, person
):
    root = say(TEACHER)
    waits = say(CARER, to=root)
    assert decide(sign_in(MODERATOR), "publish", waits).status_code == 302
    waits.refresh_from_db()
    assert (waits.state, waits.is_public, waits.decided_by) == (State.PUBLISHED, True, caretaker)
    entry = ModelLogEntry.objects.get(action="discussions.publish", object_id=str(waits.pk))
    assert entry.user == caretaker
    told = Notice.objects.filter(url=f"/comments/{waits.pk}/").order_by("pk")
    assert [(one.recipient.username, one.text.split(":")[0]) for one in told] == [
        (CARER, "Ваш комментарий опубликован"),
        (TEACHER, "Вам ответили"),
        ("tlekhas", "Новый комментарий"),
    ]
    decide(sign_in(MODERATOR), "publish", waits)
    assert told.count() == 3


def test_hiding_needs_a_reason_that_its_author_is_told(say, sign_in, caretaker, person):
    comment = say(TEACHER)
    client = sign_in(MODERATOR)
    refused = decide(client, "hide", comment, reason="  ", address=f"{QUEUE}?state=published")
    assert refused.status_code == 400
    assert "причину" in soup(refused).select_one(".queue-problem").get_text()
    assert soup(refused).select_one(f"input[value='{comment.pk}']").has_attr("checked")
    comment.refresh_from_db()
    assert comment.state == State.PUBLISHED
    assert decide(client, "hide", comment, reason="Не по теме.").status_code == 302
    comment.refresh_from_db()
    assert (comment.state, comment.reason, comment.is_removed) == (State.HIDDEN, "Не по теме.", True)
    entry = ModelLogEntry.objects.get(action="discussions.hide", object_id=str(comment.pk))
    assert (entry.user, entry.data["reason"]) == (caretaker, "Не по теме.")
    notice = Notice.objects.get(recipient=person(TEACHER), url=f"/comments/{comment.pk}/")
    assert notice.text.startswith("Ваш комментарий скрыт")


def test_a_reason_is_refused_when_it_is_too_long_or_has_a_null(say, sign_in, caretaker):
    comment = say(TEACHER)
    for reason in ("ы" * 301, "a\x00b"):
        assert decide(sign_in(MODERATOR), "hide", comment, reason=reason).status_code == 400


def test_a_null_in_the_reason_for_a_name_is_left_out(say, sign_in, caretaker):
    child = PupilFactory(first_name="Лука", last_name="Берёзкин")
    for send in ("queue", "page"):
        comment = say(CARER, f"Это написал {child.first_name} {child.last_name} ({send}).")
        client, why = sign_in(MODERATOR), "Так\x00 решили"
        if send == "queue":
            sent = {
                "action": "publish",
                f"name-reason-{comment.pk}": why,
                f"read-{comment.pk}": read(comment),
            }
            client.post(QUEUE, {**sent, "chosen": [comment.pk]})
        else:
            moderate(client, comment, name_reason=why)
        comment.refresh_from_db()
        assert comment.state == State.PUBLISHED
        assert NameUse.objects.get(person=child, comment_id=comment.pk).reason == "Так решили"


def test_forty_are_decided_at_once(post, person, sign_in, caretaker):
    comments = [CommentFactory(target=post, user=person(PUPIL), state=State.WAITING) for _ in range(40)]
    assert decide(sign_in(MODERATOR), "publish", *comments[:20]).status_code == 302
    assert decide(sign_in(MODERATOR), "hide", *comments[20:], reason="Повтор.").status_code == 302
    states = list(Comment.objects.under(post).order_by("pk").values_list("state", flat=True))
    assert states == [State.PUBLISHED] * 20 + [State.HIDDEN] * 20


def test_one_button_approves_one(say, sign_in, caretaker):
    one, other = say(CARER, "Раз"), say(CARER, "Два")
    sign_in(MODERATOR).post(QUEUE, {"approve": one.pk, f"read-{one.pk}": read(one), "chosen": [other.pk]})
    states = dict(Comment.objects.filter(pk__in=(one.pk, other.pk)).values_list("pk", "state"))
    assert states == {one.pk: State.PUBLISHED, other.pk: State.WAITING}


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"action": "delete", "chosen": "1"},
        {"action": "publish"},
        {"action": "publish", "chosen": ["абв", "-1", "9" * 30]},
        {"approve": "x"},
    ],
)
def test_a_form_of_the_queue_that_makes_no_sense(data, sign_in, caretaker):
    assert sign_in(MODERATOR).post(QUEUE, data).status_code == 400


def test_what_is_not_in_care_cannot_be_decided_by_a_made_up_form(sign_in, caretaker, elsewhere):
    client = sign_in(MODERATOR)
    decide(client, "publish", elsewhere)
    assert moderate(client, elsewhere).status_code == 403
    elsewhere.refresh_from_db()
    assert elsewhere.state == State.WAITING


@pytest.mark.parametrize("login", [TEACHER, REVIEWER, CARER, PUPIL, COLLEAGUE, ANONYMOUS])
@pytest.mark.parametrize("address", [QUEUE, f"{QUEUE}policies/", f"{QUEUE}policies/3/"])
def test_others_are_kept_out_of_the_queue_and_its_forms(login, address, say, sign_in, person):
    waits = say(CARER)
    client = sign_in(login)
    answers = {client.get(address).status_code,
               client.post(address, {"action": "publish", "chosen": waits.pk}).status_code}  # fmt: skip
    if login == ANONYMOUS:
        assert answers == {302}
    else:
        assert answers <= {403, 405}
        assert 403 in answers
        assert moderate(client, waits).status_code == 403
    waits.refresh_from_db()
    assert waits.state == State.WAITING


def test_an_assignment_that_has_ended_opens_nothing(say, sign_in, caretaker):
    waits = say(CARER)
    caretaker.person.assignments.update(ends_on=timezone.localdate() - timedelta(days=1))
    assert sign_in(MODERATOR).get(QUEUE).status_code == 403
    assert decide(sign_in(MODERATOR), "publish", waits).status_code == 403


def test_the_menu_counts_what_asks_for_a_decision(say, sign_in, caretaker):
    Comment.objects.all().delete()
    assert "Комментарии (" not in sign_in(MODERATOR).get("/admin/").text
    say(CARER)
    say(PUPIL)
    assert "(2)" in sign_in(MODERATOR).get("/admin/").text
    assert "/admin/comments/" not in sign_in(TEACHER).get("/admin/").text


def test_a_moderator_decides_on_the_page_itself(post, say, sign_in, caretaker):
    waits, stands = say(CARER), say(TEACHER)
    client = sign_in(MODERATOR)
    page = soup(client.get(post.url))
    address = page.select_one(f"#comment-{waits.pk} a[href$='moderate/']")["href"]
    assert client.get(address).status_code == 200
    assert moderate(client, waits)["Location"].endswith(f"#comment-{waits.pk}")
    assert moderate(client, stands, "hide", reason="").status_code == 400
    assert moderate(client, stands, "hide", reason="Грубо.").status_code == 302
    assert moderate(client, stands, "kak-nibud").status_code == 400
    states = dict(Comment.objects.under(post).values_list("pk", "state"))
    assert states == {waits.pk: State.PUBLISHED, stands.pk: State.HIDDEN}


def test_a_decision_settles_the_reports_and_what_is_hidden_can_come_back(say, sign_in, caretaker, person):
    comment = say(TEACHER)
    report = CommentReport.objects.create(comment=comment, reporter=person(PUPIL), kind="rude")
    decide(sign_in(MODERATOR), "hide", comment, reason="Грубо.")
    report.refresh_from_db()
    assert report.settled_by == caretaker
    decide(sign_in(MODERATOR), "publish", comment)
    comment.refresh_from_db()
    assert (comment.state, comment.reason) == (State.PUBLISHED, "")


def test_what_its_author_deleted_stays_deleted(say, sign_in, caretaker, person):
    comment = say(TEACHER)
    report = CommentReport.objects.create(comment=comment, reporter=person(PUPIL), kind="rude")
    sign_in(TEACHER).post(f"/comments/{comment.pk}/delete/")
    assert comment.pk in listed(sign_in(MODERATOR).get(f"{QUEUE}?state=reported"))
    decide(sign_in(MODERATOR), "publish", comment)
    comment.refresh_from_db()
    report.refresh_from_db()
    assert comment.state == State.DELETED
    assert report.settled_at is not None


def test_a_comment_on_a_page_that_was_unpublished_can_still_be_decided(post, say, sign_in, caretaker):
    waits = say(CARER)
    post.unpublish()
    client = sign_in(MODERATOR)
    assert client.get(f"/comments/{waits.pk}/moderate/").status_code == 200
    assert moderate(client, waits)["Location"] == QUEUE


@pytest.mark.parametrize("action", ["publish", "hide"])
@pytest.mark.usefixtures("caretaker")
def test_an_author_is_told_nothing_of_a_page_that_closed_since(action, post, say, sign_in, person):
    comment = say(CARER)
    PageAudience.objects.create(page=post, group=Group.objects.get(name="Учителя"))
    post.title = "Только для учителей"
    post.save_revision().publish()
    assert decide(sign_in(MODERATOR), action, comment, reason="Не по теме.").status_code == 302
    comment.refresh_from_db()
    assert comment.state != State.WAITING
    assert not Notice.objects.filter(recipient=person(CARER), url=f"/comments/{comment.pk}/").exists()
    assert not Mail.objects.filter(to=person(CARER).email, subject__contains=post.title).exists()


def test_who_decided_is_named_as_that_person_chose(say, sign_in, caretaker):
    comment, moderator = say(TEACHER), caretaker.person
    moderator.shown_as = moderator.ShownAs.POLITE
    moderator.save()
    decide(sign_in(MODERATOR), "hide", comment, reason="Грубо.")
    queue = soup(sign_in(COORDINATOR).get(f"{QUEUE}?state=hidden"))
    entry = queue.select_one(f"input[value='{comment.pk}']").find_parent("li")
    decided = entry.select_one(".queue-entry__decided").get_text()
    assert f", {moderator.first_name} {moderator.patronymic}. Причина" in decided


def test_the_queue_costs_the_same_with_forty(post, person, sign_in, caretaker, count_queries):
    client = sign_in(MODERATOR)

    def add(number: int) -> None:
        for place in range(number):
            target = PostPageFactory(parent=BlogPage.objects.get(), title=f"Запись {place}")
            root = CommentFactory(target=target, user=person(TEACHER))
            one = CommentFactory(target=target, user=person(PUPIL), parent=root, state=State.WAITING)
            CommentReport.objects.create(comment=one, reporter=person(CARER), kind="rude")

    add(2)
    few = count_queries(lambda: client.get(QUEUE))
    add(38)
    assert count_queries(lambda: client.get(QUEUE)) == few
    assert len(listed(client.get(QUEUE))) == 40


# What waits, told on every page.


def in_menu(client) -> str | None:
    """The number beside «Комментарии» in the account menu; None where it has no such line."""
    line = soup(client.get("/blog/")).select_one(f".account-menu a[href='{QUEUE}']")
    if line is None:
        return None
    return mark.find(string=True, recursive=False) if (mark := line.select_one(".account-menu__new")) else ""


def test_the_account_menu_says_how_many_wait_for_whom(post, person, sign_in, caretaker):
    before = {login: in_menu(sign_in(login)) for login in (COORDINATOR, MODERATOR)}
    CommentFactory(target=post, user=person(PUPIL), state=State.WAITING)
    for login, number in before.items():
        assert in_menu(sign_in(login)) == str(int(number or 0) + 1)
        assert int(in_menu(sign_in(login))) == len(listed(sign_in(login).get(QUEUE)))
    for login in (ANONYMOUS, PUPIL, CARER, COLLEAGUE, TEACHER):
        assert in_menu(sign_in(login)) is None
    CommentFactory.create_batch(100, target=post, user=person(PUPIL), state=State.WAITING)
    assert in_menu(sign_in(COORDINATOR)) == "99+"
