"""«Опубликовать в понедельник в восемь»: the worker does it; a page that cannot come out bars no other."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import PageLogEntry

from blog.models import BlogPage, PostPage
from demo.factories import PostPageFactory
from notices.ticks import TICKS


def draft(title: str, **moments: timedelta) -> PostPage:
    """A post that is not out, whose publishing an editor has set for a moment from now (or ago)."""
    page = PostPageFactory(parent=BlogPage.objects.get(), title=title)
    page.unpublish()
    page.refresh_from_db()
    for name, moment in moments.items():
        setattr(page, name, timezone.now() + moment)
    page.save_revision().publish()
    page.refresh_from_db()
    return page


def let_pass(page: PostPage, hours: int) -> None:
    """As if so many hours had gone by since the editor set the time."""
    revision = page.latest_revision
    moment = revision.approved_go_live_at - timedelta(hours=hours)
    revision.content = {**revision.content, "go_live_at": moment.isoformat()}
    revision.approved_go_live_at = moment
    revision.save()


def publish() -> None:
    TICKS["publish_scheduled"].run()


def test_a_page_comes_out_at_its_time_and_not_before(client):
    page = draft("Каникулы с понедельника", go_live_at=timedelta(hours=2))
    publish()
    page.refresh_from_db()
    assert not page.live
    let_pass(page, 3)
    publish()
    page.refresh_from_db()
    assert page.live
    assert client.get(page.url).status_code == 200
    publish()
    assert PageLogEntry.objects.filter(page=page, action="wagtail.publish.scheduled").count() == 1


def test_a_page_that_has_ended_is_taken_off(client):
    page = PostPageFactory(parent=BlogPage.objects.get(), title="Только до пятницы")
    PostPage.objects.filter(pk=page.pk).update(expire_at=timezone.now() - timedelta(minutes=1))
    assert client.get(page.url).status_code == 404, "readers do not wait for the worker"
    publish()
    page.refresh_from_db()
    assert (page.live, page.expired) == (False, True)


def test_a_page_that_cannot_come_out_does_not_bar_the_next():
    broken = draft("Первая", go_live_at=timedelta(hours=1))
    sound = draft("Вторая", go_live_at=timedelta(hours=2))
    let_pass(broken, 5)
    let_pass(sound, 5)
    revision = broken.latest_revision
    revision.content = {**revision.content, "summary": None, "published_on": "не день"}
    revision.save()
    with pytest.raises(RuntimeError, match="Первая"):
        publish()
    sound.refresh_from_db()
    broken.refresh_from_db()
    assert (broken.live, sound.live) == (False, True)
