"""Words that name a child wait for a moderator whatever the policy, and go when the consent goes."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from demo.factories import PupilFactory
from discussions.models import Comment
from discussions.ticks import reread_comments
from members.models import Assignment, AuditEntry, Consent, NameUse, Person, Place, Purpose
from tests.discussions.conftest import Say
from tests.pages import soup
from tests.personas import ANONYMOUS, CARER, COLLEAGUE, COORDINATOR, MODERATOR, PUPIL, TEACHER

WORDS = "Особенно хорошо выступала Даша Иванченко!"
REASON = "Об этом писали в районной газете."
QUEUE = "/admin/comments/"
State = Comment.State


@pytest.fixture
def child() -> Person:
    return Person.objects.get(account__username=PUPIL)


@pytest.fixture
def caretaker(post, person):
    Assignment.objects.create(person=person(MODERATOR).person, page_id=post.get_parent().pk)
    return person(MODERATOR)


def agree(child: Person, place: Place = Place.PUBLIC) -> Consent:
    return Consent.objects.create(person=child, purpose=Purpose.NAME, place=place)


def stamp(comment: Comment) -> str:
    return comment.stamp(comment.open_reports())


@pytest.mark.parametrize("login", [TEACHER, CARER, PUPIL])
def test_a_name_waits_even_of_who_writes_at_once_and_of_oneself(login, post, child, person, sign_in):
    client = sign_in(login)
    answer = client.post(f"/comments/write/{post.pk}/", {"text": WORDS}, follow=True)
    comment = Comment.objects.get(comment=WORDS)
    assert comment.state == State.WAITING
    assert "назван ребёнок" in answer.text
    assert WORDS in client.get(post.url).text  # the author sees that it waits
    assert WORDS not in sign_in(ANONYMOUS).get(post.url).text
    assert list(NameUse.objects.filter(comment_id=comment.pk).values_list("person", "reason")) == [
        (child.pk, "")
    ]


def test_with_a_consent_for_the_place_it_stands_at_once(say: Say, post, child, sign_in):
    agree(child)
    assert say(TEACHER, WORDS).state == State.PUBLISHED
    assert WORDS in sign_in(ANONYMOUS).get(post.url).text


def test_a_consent_for_members_alone_is_not_enough_under_a_public_page(say: Say, child):
    agree(child, Place.MEMBERS)
    assert say(TEACHER, WORDS).state == State.WAITING


def test_a_name_put_in_later_waits_again(say: Say, post, sign_in):
    comment = say(TEACHER, "Хороший вечер.")
    assert comment.state == State.PUBLISHED
    sign_in(TEACHER).post(f"/comments/{comment.pk}/edit/", {"text": WORDS})
    comment.refresh_from_db()
    assert comment.state == State.WAITING
    assert WORDS not in sign_in(ANONYMOUS).get(post.url).text


def test_the_queue_names_the_child_and_takes_a_reason(say: Say, caretaker, child, sign_in, post):
    comment = say(TEACHER, WORDS)
    moderator = sign_in(MODERATOR)
    drawn = moderator.get(QUEUE)
    assert "В тексте назван ребёнок:" in drawn.text
    assert "Дарья И., 5 «А»" in drawn.text
    data = {"approve": comment.pk, f"read-{comment.pk}": stamp(comment)}
    refused = moderator.post(QUEUE, data)
    assert refused.status_code == 400
    assert "почему имя можно назвать" in refused.text
    comment.refresh_from_db()
    assert comment.state == State.WAITING
    assert moderator.post(QUEUE, {**data, f"name-reason-{comment.pk}": REASON}).status_code == 302
    comment.refresh_from_db()
    assert comment.state == State.PUBLISHED
    assert NameUse.objects.get(comment_id=comment.pk).reason == REASON
    assert AuditEntry.objects.filter(action="name.reason", person=child).count() == 1
    assert WORDS in sign_in(ANONYMOUS).get(post.url).text


def test_so_does_the_page_of_one_decision(say: Say, caretaker, sign_in):
    comment = say(TEACHER, WORDS)
    moderator, address = sign_in(MODERATOR), reverse("moderate_comment", args=[comment.pk])
    assert soup(moderator.get(address)).select_one("textarea[name=name_reason]") is not None
    data = {"action": "publish", "read": stamp(comment)}
    refused = moderator.post(address, data)
    assert refused.status_code == 400
    assert "Дарья И., 5 «А»" in refused.text
    assert moderator.post(address, {**data, "name_reason": REASON}).status_code == 302
    comment.refresh_from_db()
    assert comment.state == State.PUBLISHED


def test_a_consent_recorded_meanwhile_needs_no_reason(say: Say, caretaker, child, sign_in):
    comment = say(TEACHER, WORDS)
    agree(child)
    sign_in(MODERATOR).post(QUEUE, {"approve": comment.pk, f"read-{comment.pk}": stamp(comment)})
    comment.refresh_from_db()
    assert comment.state == State.PUBLISHED


def test_other_words_need_another_reason(say: Say, caretaker, sign_in):
    comment = say(TEACHER, WORDS)
    data = {"approve": comment.pk, f"read-{comment.pk}": stamp(comment), f"name-reason-{comment.pk}": REASON}
    sign_in(MODERATOR).post(QUEUE, data)
    sign_in(TEACHER).post(f"/comments/{comment.pk}/edit/", {"text": WORDS + " Она забыла слова."})
    comment.refresh_from_db()
    assert comment.state == State.WAITING


def test_when_the_consent_ends_the_comment_is_hidden_everywhere_at_once(say: Say, post, child, sign_in):
    consent = agree(child)
    comment = say(TEACHER, WORDS)
    answer = say(TEACHER, "Да, очень.", to=comment)
    Consent.objects.filter(pk=consent.pk).update(revoked_at=timezone.now())
    for login in (ANONYMOUS, COLLEAGUE):
        client = sign_in(login)
        page = client.get(post.url)
        assert "Даша" not in page.text
        assert "Комментарий ждёт модератора." in page.text
        assert "Да, очень." in page.text
        assert client.get(f"/comments/{comment.pk}/").status_code == 404
        assert client.get(f"/comments/{answer.pk}/").status_code == 302
    reply = sign_in(COLLEAGUE).get(f"/comments/{comment.pk}/reply/")
    assert "Даша" not in reply.text
    assert sign_in(COLLEAGUE).get(f"/comments/{comment.pk}/report/").status_code == 404
    for login in (COORDINATOR, TEACHER, CARER):  # the staff, and the child's own family
        assert "Даша Иванченко" in sign_in(login).get(post.url).text


def test_a_discussion_costs_the_same_with_names_in_it(say: Say, post, child, sign_in, count_queries):
    say(TEACHER, "Просто слова.")
    client = sign_in(ANONYMOUS)
    before = count_queries(lambda: client.get(post.url))
    agree(child)
    for number in range(4):
        say(TEACHER, f"{WORDS} {number}")
    assert count_queries(lambda: client.get(post.url)) == before


def test_a_pupil_who_comes_later_is_found_in_old_comments(say: Say, post, sign_in):
    comment = say(TEACHER, "Захар Ярмолюк приехал к нам в гости.")
    assert comment.state == State.PUBLISHED
    PupilFactory(last_name="Ярмолюк", first_name="Захар")
    cache.clear()
    for _ in range(3):
        reread_comments()
    assert "Ярмолюк" not in sign_in(ANONYMOUS).get(post.url).text
