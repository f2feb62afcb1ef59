"""The first page of the admin says what waits for whoever has come, and nothing of what waits for others."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import Page

from blog.models import BlogPage, PostAuthor, PostPage
from core.models import SitePicture
from demo import factories as make
from discussions.models import Comment
from home.models import HomePage
from joining.models import JoinRequest
from links.models import Link, LinkUse
from members.approval import send_page, set_rule
from members.models import User
from resources.models import UsefulSitesPage
from subjects.models import MaterialPage, SubjectPage
from tests.pages import soup
from tests.personas import ADMIN, COORDINATOR, EDITOR, LIBRARIAN, MODERATOR, TEACHER

YEAR = timezone.localdate().year + 1
WORKERS = (ADMIN, COORDINATOR, MODERATOR, EDITOR, LIBRARIAN, TEACHER)


def part(client: Client, name: str) -> str:
    """The words under one heading of the first page; nothing where it is not there."""
    heading = soup(client.get("/admin/")).find(id=f"desk-{name}")
    return " ".join(heading.parent.get_text(" ").split()) if heading else ""


def lines(client: Client) -> dict[str, str]:
    """The lines that wait: what each says, and where it leads."""
    return {
        " ".join(line.get_text(" ").split()): line["href"]
        for line in soup(client.get("/admin/")).select(".desk-line__head")
    }


@pytest.fixture
def clean() -> None:
    """A site on which nothing waits for anybody."""
    Comment.objects.all().delete()
    JoinRequest.objects.all().delete()
    Link.objects.all().delete()
    Page.objects.filter(live=False).delete()
    SitePicture.objects.filter(people_rows=None).update(children_recognisable=SitePicture.Children.NO)
    for kind in (HomePage, *HomePage.allowed_subpage_models(), MaterialPage, PostPage):
        kind.objects.update(review_on=None)
    Page.objects.update(has_unpublished_changes=False)


@pytest.fixture
def maths() -> SubjectPage:
    return SubjectPage.objects.get(subject__slug="matematika")


@pytest.fixture
def blog() -> BlogPage:
    return BlogPage.objects.get()


def post_of(login: str, **changes: Any) -> PostPage:
    author = User.objects.get(username=login)
    fields = {"parent": BlogPage.objects.get(), "owner": author, "live": False, **changes}
    return make.PostPageFactory(authors=[PostAuthor(person=author.person)], **fields)


def at(month: int, day: int) -> datetime:
    return timezone.make_aware(datetime(YEAR, month, day, 12))  # noqa: DTZ001


def publish_all(month: int, day: int) -> None:
    Page.objects.update(first_published_at=at(month, day))


@pytest.mark.usefixtures("clean")
@pytest.mark.parametrize("login", WORKERS)
def test_when_nothing_waits_it_is_calm(login, sign_in):
    client = sign_in(login)
    assert lines(client) == {}
    said = soup(client.get("/admin/")).find(class_="desk-calm")
    assert part(client, "lacking") or "Сегодня всё спокойно" in said.get_text()


@pytest.mark.usefixtures("clean")
def test_a_comment_waits_for_who_looks_after_the_page_alone(maths, sign_in):
    material = MaterialPage.objects.descendant_of(maths).first()
    make.CommentFactory(target=material, state=Comment.State.WAITING)
    said = "1 комментарий ждёт вашего решения"
    assert lines(sign_in(MODERATOR))[said] == "/admin/comments/"
    assert said in lines(sign_in(COORDINATOR))
    assert said not in lines(sign_in(LIBRARIAN))
    assert said not in lines(sign_in(TEACHER))


@pytest.mark.usefixtures("clean")
def test_what_was_sent_waits_for_the_moderator_and_is_said_to_its_author(blog, sign_in):
    set_rule(blog, waits=True)
    post = post_of(TEACHER, title="Опыт с магнитом")
    send_page(post, post.owner)
    assert lines(sign_in(EDITOR))["1 страница ждёт вашей проверки"] == "/admin/approval/"
    assert "Опыт с магнитом" in part(sign_in(EDITOR), "to-do")
    assert lines(sign_in(MODERATOR)) == {}
    assert "1 ваш текст ждёт модератора" in part(sign_in(TEACHER), "own")
    assert "черновик" not in part(sign_in(TEACHER), "own")


@pytest.mark.usefixtures("clean")
def test_what_came_back_stands_first_with_its_reason(blog, sign_in):
    set_rule(blog, waits=True)
    post = post_of(TEACHER)
    send_page(post, post.owner)
    editor = User.objects.get(username=EDITOR)
    post.current_workflow_task_state.reject(user=editor, comment="Допишите, для какого класса.")
    said, where = next(iter(lines(sign_in(TEACHER)).items()))
    assert said == "1 ваш текст вернули с замечанием"
    assert where == f"/admin/pages/{post.pk}/edit/"
    assert "Допишите, для какого класса." in part(sign_in(TEACHER), "to-do")
    assert "Допишите" not in sign_in(EDITOR).get("/admin/").text


@pytest.mark.usefixtures("clean")
def test_drafts_are_ones_own(sign_in):
    post = post_of(TEACHER, title="Недописанное")
    assert lines(sign_in(TEACHER)) == {"1 ваш черновик не дописан": f"/admin/pages/{post.pk}/edit/"}
    for other in (COORDINATOR, EDITOR, MODERATOR):
        assert "Недописанное" not in sign_in(other).get("/admin/").text


@pytest.mark.usefixtures("clean")
def test_a_dead_link_is_said_to_who_looks_after_its_page(sign_in):
    link = Link.objects.create(address="https://net.example.org/", host="net.example.org", state="dead")
    card = UsefulSitesPage.objects.get().get_children().first()
    LinkUse.objects.create(link=link, page=card)
    assert lines(sign_in(LIBRARIAN)) == {"1 ссылка не открывается": "/admin/links/?state=dead"}
    listed = sign_in(LIBRARIAN).get("/admin/links/?state=dead")
    assert "net.example.org" in listed.text
    assert "1 ссылка не открывается" not in lines(sign_in(MODERATOR))


@pytest.mark.usefixtures("clean")
def test_a_page_past_its_review_day(maths, sign_in):
    material = MaterialPage.objects.descendant_of(maths).live().first()
    MaterialPage.objects.filter(pk=material.pk).update(review_on=timezone.localdate() - timedelta(days=3))
    assert lines(sign_in(MODERATOR)) == {"1 страницу пора перечитать": "/admin/reports/review/"}
    assert lines(sign_in(LIBRARIAN)) == {}


@pytest.mark.usefixtures("clean")
def test_ones_own_page_to_review_is_not_lost_behind_the_older_ones_of_others(maths, sign_in, monkeypatch):
    monkeypatch.setattr("members.reminders.MOST_PAGES", 3)
    PostPage.objects.update(review_on=timezone.localdate() - timedelta(days=9))
    assert PostPage.objects.live().count() > 3
    material = MaterialPage.objects.descendant_of(maths).live().first()
    MaterialPage.objects.filter(pk=material.pk).update(review_on=timezone.localdate())
    client = sign_in(MODERATOR)
    assert "1 страницу пора перечитать" in lines(client)
    assert material.title in client.get("/admin/reports/review/").text


@pytest.mark.usefixtures("clean")
def test_a_picture_on_which_nobody_is_named_waits_for_who_uploaded_it(sign_in):
    picture = make.PictureFactory(children_recognisable=SitePicture.Children.YES, title="Поход")
    SitePicture.objects.filter(pk=picture.pk).update(uploaded_by_user=User.objects.get(username=TEACHER))
    said = "1 снимок: отметьте, кто на нём"
    assert said in lines(sign_in(TEACHER))
    assert said in lines(sign_in(COORDINATOR))
    assert said not in lines(sign_in(EDITOR))


@pytest.mark.usefixtures("clean")
def test_a_silent_section_is_said_to_who_looks_after_it(blog, sign_in, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *args: date(YEAR, 2, 1))
    publish_all(month=1, day=25)
    Page.objects.filter(pk__in=PostPage.objects.values("pk")).update(first_published_at=at(1, 1))
    silent = "1 раздел давно молчит"
    assert lines(sign_in(EDITOR)) == {silent: f"/admin/pages/{blog.pk}/"}
    assert f"последнее – 1 января {YEAR}" in part(sign_in(EDITOR), "to-do")
    assert silent in lines(sign_in(COORDINATOR))
    assert lines(sign_in(LIBRARIAN)) == lines(sign_in(TEACHER)) == {}
    post = make.PostPageFactory(parent=blog)
    Page.objects.filter(pk=post.pk).update(first_published_at=at(1, 30))
    assert lines(sign_in(EDITOR)) == {}


@pytest.mark.usefixtures("clean")
@pytest.mark.parametrize("today", [date(YEAR, 7, 15), date(YEAR, 9, 10)])
def test_silence_in_summer_and_just_after_it_is_no_silence(today, sign_in, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *args: today)
    publish_all(month=5, day=20)
    assert not [said for said in lines(sign_in(COORDINATOR)) if "молчит" in said or "молчат" in said]


def test_each_role_sees_its_sections(sign_in):
    assert "Математика" in part(sign_in(MODERATOR), "sections")
    assert "Блог" not in part(sign_in(MODERATOR), "sections")


@pytest.mark.parametrize("login", WORKERS)
def test_every_way_leads_to_where_it_is_done(login, sign_in):
    client = sign_in(login)
    ways = {link["href"] for link in soup(client.get("/admin/")).select(".desk-page a")}
    assert {way: client.get(way, follow=True).status_code for way in ways} == dict.fromkeys(ways, 200)


@pytest.mark.parametrize("login", [COORDINATOR, EDITOR, TEACHER])
def test_it_costs_the_same_with_ten_times_more(login, blog, maths, sign_in, count_queries):
    client = sign_in(login)

    def fill(number: int) -> None:
        set_rule(blog, waits=True)
        for count in range(number):
            post_of(login, title=f"Черновик {count}")
            sent = post_of(TEACHER)
            send_page(sent, sent.owner)
            make.CommentFactory(target=PostPage.objects.live().first(), state=Comment.State.WAITING)
            make.PictureFactory(children_recognisable=SitePicture.Children.YES)
            link = Link.objects.create(address=f"https://{count}.{number}.example.org/", state="dead")
            LinkUse.objects.create(link=link, page=PostPage.objects.live().first())
        MaterialPage.objects.update(review_on=timezone.localdate())

    fill(5)
    before = count_queries(lambda: client.get("/admin/"))
    fill(20)
    assert count_queries(lambda: client.get("/admin/")) <= before
