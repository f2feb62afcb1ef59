"""Who looks after a page that is closed to him decides in the queue; the page stays closed."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group

from core.models import PageAudience
from discussions.models import Comment
from members import roles
from notices.models import Notice
from tests.architecture.test_html import faults
from tests.pages import soup
from tests.personas import CARER, COLLEAGUE, MODERATOR, PUPIL

QUEUE = "/admin/comments/"


def close(page, group: str) -> None:
    PageAudience.objects.create(page=page, group=Group.objects.get(name=group))


@pytest.fixture
def waits(post, say, caretaker) -> Comment:
    """A carer's comment under a page for carers, which the moderator looks after."""
    close(post, roles.CARERS)
    return say(CARER, "Можно вопрос?")


def test_the_address_of_the_comment_leads_to_the_queue_where_it_is(post, waits, sign_in):
    moderator = sign_in(MODERATOR)
    response = moderator.get(f"/comments/{waits.pk}/")
    assert response["Location"] == f"{QUEUE}?state=waiting"
    queue = moderator.get(response["Location"])
    assert "Сама страница для вас закрыта" in queue.text
    entry = soup(queue).select_one(f"input[value='{waits.pk}']").find_parent("li")
    assert "Можно вопрос?" in entry.get_text()
    assert post.title in entry.get_text()
    links = {link["href"] for link in entry.select("a")}
    assert links == {f"/comments/{waits.pk}/moderate/?queue=1"}
    assert moderator.get(post.url).status_code == 403


def test_the_decision_leads_to_the_queue_and_no_link_to_a_refusal(post, waits, sign_in):
    moderator, address = sign_in(MODERATOR), f"/comments/{waits.pk}/moderate/"
    form = moderator.get(address)
    assert faults(form.text) == []
    assert not soup(form).select(f"main a[href^='{post.url}'], .breadcrumbs a[href^='{post.url}']")
    read = soup(form).select_one("input[name=read]")["value"]
    response = moderator.post(address, {"action": "publish", "read": read})
    assert response["Location"] == QUEUE
    assert moderator.get(f"/comments/{waits.pk}/")["Location"] == f"{QUEUE}?state=published"


def test_who_neither_sees_nor_looks_after_the_page_is_refused(waits, sign_in, client):
    assert sign_in(PUPIL).get(f"/comments/{waits.pk}/").status_code == 403
    assert client.get(f"/comments/{waits.pk}/")["Location"].startswith("/accounts/login/")


def test_the_caretaker_of_a_closed_page_is_told_of_new_comments(post, say, caretaker):
    post.authors.all().delete()
    post.owner = None
    post.save()
    close(post, roles.COLLEAGUES)
    comment = say(COLLEAGUE)
    assert Notice.objects.filter(recipient=caretaker, url=f"/comments/{comment.pk}/").count() == 1
