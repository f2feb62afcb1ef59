"""Whoever looks after a section is told, once a week at most, which of its pages are to be read again."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import get_page_models

from blog.models import BlogPage, PostPage
from core.models import BasePage
from demo.factories import PostPageFactory
from members.models import Assignment, User
from notices.models import Mail, Notice
from notices.ticks import TICKS
from tests.personas import ANONYMOUS, CARER, COORDINATOR, MODERATOR, PUPIL, TEACHER


@pytest.fixture(autouse=True)
def blog() -> BlogPage:
    """No page is to be read again, nobody looks after anything, but the moderator after the blog."""
    for kind in get_page_models():
        if issubclass(kind, BasePage):
            kind.objects.update(review_on=None)
    Assignment.objects.all().delete()
    section = BlogPage.objects.get()
    Assignment.objects.create(person=user(MODERATOR).person, page=section)
    return section


def user(login: str) -> User:
    return User.objects.get(username=login)


def post(section: BlogPage, title: str, days: int) -> PostPage:
    return PostPageFactory(parent=section, title=title, review_on=timezone.localdate() + timedelta(days=days))


def remind() -> None:
    TICKS["review_reminders"].run()


def let_pass(days: int) -> None:
    for notice in Notice.objects.all():
        notice.created_at -= timedelta(days=days)
        notice.key = f"{notice.key}-{days}"
        notice.save()


def test_the_moderator_gets_one_letter_with_all_that_is_due(blog):
    due = [post(blog, "Как сдать ГТО", -1), post(blog, "Кружки & секции", 0)]
    post(blog, "Ещё свежая", 1)
    remind()
    letter = Mail.objects.get()
    assert letter.to == user(MODERATOR).email
    assert letter.subject == "Пора перечитать: 2 страницы"
    for page in due:
        assert page.title in letter.text
        assert f"/admin/pages/{page.pk}/edit/" in letter.text
    assert "Ещё свежая" not in letter.text
    assert Notice.objects.get().recipient == user(MODERATOR)


def test_it_is_one_letter_a_week(blog):
    post(blog, "Как сдать ГТО", -1)
    for _ in range(3):
        remind()
    assert Mail.objects.count() == 1
    let_pass(6)
    remind()
    assert Mail.objects.count() == 1
    let_pass(2)
    remind()
    assert Mail.objects.count() == 2


def test_nobody_is_troubled_when_nothing_is_due(blog):
    post(blog, "Ещё свежая", 1)
    draft = post(blog, "Черновик", -5)
    draft.unpublish()
    remind()
    assert not Mail.objects.exists()
    assert not Notice.objects.exists()


def test_what_nobody_looks_after_is_told_to_the_coordinator(blog):
    post(blog, "Как сдать ГТО", -1)
    Assignment.objects.update(
        ends_on=timezone.localdate() - timedelta(days=1), starts_on=timezone.localdate() - timedelta(days=9)
    )
    remind()
    assert set(Mail.objects.values_list("to", flat=True)) == {user(COORDINATOR).email}


def test_a_long_list_is_cut_and_counted(blog):
    for number in range(23):
        post(blog, f"Запись {number}", -1)
    remind()
    letter = Mail.objects.get()
    assert letter.subject == "Пора перечитать: 23 страницы"
    assert letter.text.count("/admin/pages/") == 20
    assert "И ещё 3." in letter.text


# The same list in the editor.


def test_the_notice_leads_to_the_list_and_it_names_what_is_due(blog, sign_in):
    due = post(blog, "Кружки & секции", -1)
    post(blog, "Ещё свежая", 1)
    remind()
    client = sign_in(MODERATOR)
    page = client.get(f"/notices/{Notice.objects.get().pk}/", follow=True)
    assert page.request["PATH_INFO"] == "/admin/reports/review/"
    assert "Кружки &amp; секции" in page.text
    assert f"/admin/pages/{due.pk}/edit/" in page.text
    assert "Ещё свежая" not in page.text
    assert "/admin/reports/review/" in client.get("/admin/").text
    assert "/admin/reports/review/" not in sign_in(TEACHER).get("/admin/").text


def test_each_sees_what_is_in_their_care(blog, sign_in):
    post(blog, "Как сдать ГТО", -1)
    assert "Как сдать ГТО" in sign_in(COORDINATOR).get("/admin/reports/review/").text
    assert "Перечитывать пока нечего" in sign_in(TEACHER).get("/admin/reports/review/").text
    for login in (ANONYMOUS, CARER, PUPIL):
        response = sign_in(login).get("/admin/reports/review/")
        assert response.status_code in {302, 403}
        assert "Как сдать ГТО" not in response.text


def test_a_wrong_page_of_the_list_is_404(blog, sign_in):
    assert sign_in(COORDINATOR).get("/admin/reports/review/?page=7").status_code == 404
    assert sign_in(COORDINATOR).post("/admin/reports/review/").status_code == 405
