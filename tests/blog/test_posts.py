"""The teachers' blog: posts and their authors, the archive by year, author and tag, and the feed."""

from __future__ import annotations

from datetime import date, timedelta
from urllib.parse import quote
from xml.etree import ElementTree as ET

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from wagtail.test.utils.form_data import inline_formset

from blog.models import BlogPage, PostAuthor, PostPage
from demo.factories import PersonFactory, PostPageFactory, PupilFactory
from members import roles
from members.display import display_name
from members.models import Person, User
from tests.pages import add_page, as_drawn, errors, soup, titles
from tests.personas import ADMIN, ANONYMOUS, EDITOR, PUPIL, TEACHER

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def blog() -> BlogPage:
    return BlogPage.objects.get()


@pytest.fixture
def visitor() -> Client:
    return Client()


@pytest.fixture
def author() -> Person:
    return PersonFactory(last_name="Орлова", shown_as="initials")


@pytest.fixture
def write(blog, author):
    """`write("Опыт", published_on=…, tags=[…])` is a post of `author`."""

    def make(title: str, tags: tuple[str, ...] = (), **fields: object) -> PostPage:
        post = PostPageFactory(parent=blog, title=title, authors=[PostAuthor(person=author)], **fields)
        if tags:
            post.tags.add(*tags)
            post.save_revision().publish()
        return post

    return make


@pytest.fixture
def teachers() -> list[Group]:
    return [Group.objects.get(name=roles.TEACHERS)]


def test_a_year_shows_its_posts_latest_first(write, blog, visitor):
    write("Май", published_on=date(2001, 5, 1))
    write("Последний день", published_on=date(2001, 12, 31))
    write("Первый день", published_on=date(2001, 1, 1))
    write("Уже другой год", published_on=date(2002, 1, 1))
    response = visitor.get(blog.url + "2001/")
    assert titles(response) == ["Последний день", "Май", "Первый день"]
    assert soup(response).h1.get_text() == "Записи за 2001 год"
    years = {a.get_text(): a["href"] for a in soup(visitor.get(blog.url)).select("aside a")}
    assert titles(visitor.get(years["2002 год"])) == ["Уже другой год"]


@pytest.mark.parametrize(
    "part",
    [
        "1901/",
        "0/",
        "9999/",
        "10000/",
        f"{10**30}/",
        "-5/",
        "2001.5/",
        "author/0/",
        f"author/{2**63 - 1}/",
        f"author/{2**63}/",
        f"author/{10**40}/",
        "author/anna/",
        "tag/takoy-net/",
        f"tag/{quote('такой метки нет')}/",
        "tag/%27%20OR%201=1/",
        f"tag/{'a' * 3000}/",
        "tag/",
        "author/",
        "archive/",
    ],
)
def test_an_archive_that_is_not_there_is_404(part, blog, visitor):
    response = visitor.get(blog.url + part)
    assert response.status_code == 404
    assert "Такой страницы нет" in response.text


@pytest.mark.parametrize("part", ["tag/a%00b/", "%00/", "tag/opyt/?page=1%00"])
def test_nul_in_an_address_is_400(part, blog, visitor):
    assert visitor.get(blog.url + part).status_code == 400


def test_an_author_has_a_page_of_all_she_wrote(write, blog, author, visitor):
    write("Первая")
    write("Вторая")
    PostPageFactory(parent=blog, title="Чужая")
    response = visitor.get(f"{blog.url}author/{author.pk}/")
    assert set(titles(response)) == {"Первая", "Вторая"}
    assert soup(response).h1.get_text() == "Автор – М. В. Орлова"
    assert "Марина Викторовна Орлова" not in response.text


def test_somebody_who_wrote_nothing_has_no_page(author, blog, visitor):
    assert visitor.get(f"{blog.url}author/{author.pk}/").status_code == 404


def test_a_tag_gathers_its_posts(write, blog, visitor):
    first = write("Первая", tags=("Опыты на кухне", "радость"))
    write("Вторая", tags=("Опыты на кухне",))
    write("Третья", tags=("радость",))
    links = {a.get_text(): a["href"] for a in soup(visitor.get(first.url)).select("main .tag-list a")}
    assert set(links) == {"Опыты на кухне", "радость"}
    response = visitor.get(links["Опыты на кухне"])
    assert set(titles(response)) == {"Первая", "Вторая"}
    assert soup(response).h1.get_text() == "Метка «Опыты на кухне»"


def test_drafts_are_in_no_part_of_the_blog(write, blog, author, sign_in):
    write("Черновик", published_on=date(2001, 5, 1), tags=("меточка",)).unpublish()
    write("Не вышло", published_on=date(2001, 5, 1), live=False)
    write("Выйдет потом", published_on=date(2001, 5, 1), go_live_at=timezone.now() + timedelta(days=1))
    for login in (ANONYMOUS, TEACHER, ADMIN):
        client = sign_in(login)
        for part in ("2001/", f"author/{author.pk}/", "tag/metochka/", "tag/меточка/"):
            assert client.get(blog.url + part).status_code == 404, part
        front = client.get(blog.url)
        assert "2001 год" not in front.text
        assert "М. В. Орлова" not in front.text


def test_a_year_and_an_author_of_closed_posts_alone_are_there_for_their_readers_only(
    write, blog, author, teachers, sign_in
):
    post = write("Для своих", published_on=date(2001, 5, 1), audience=teachers, tags=("svoi",))
    for login, status, own in ((ANONYMOUS, 404, 302), (PUPIL, 404, 403), (TEACHER, 200, 200)):
        client = sign_in(login)
        assert client.get(post.url).status_code == own
        for part in ("2001/", f"author/{author.pk}/", "tag/svoi/"):
            assert client.get(blog.url + part).status_code == status, part
        assert ("2001 год" in client.get(blog.url).text) == (status == 200)


def test_the_archive_has_pages_and_filters(write, blog, visitor):
    for number in range(26):
        write(f"Запись {number:02}", published_on=date(2001, 1, 1 + number), grades=[7])
    second = visitor.get(blog.url + "2001/", {"grade": 7, "page": 2})
    assert titles(second) == ["Запись 01", "Запись 00"]
    back = soup(second).select_one("nav.pagination a[rel=prev]")["href"]
    assert len(titles(visitor.get(blog.url + "2001/" + back))) == 24
    assert titles(visitor.get(blog.url + "2001/", {"grade": 8})) == []
    assert visitor.get(blog.url + "2001/", {"grade": "восьмой"}).status_code == 400
    assert visitor.get(blog.url + "2001/", {"page": 3}).status_code == 404


def feed_of(client: Client, blog: BlogPage) -> ET.Element:
    response = client.get(blog.url + "feed/")
    assert response.status_code == 200
    assert response["Content-Type"].startswith("application/atom+xml")
    return ET.fromstring(response.content)  # noqa: S314 (what the site itself has written)


def entries_of(feed: ET.Element) -> list[str | None]:
    return [entry.findtext(f"{ATOM}title") for entry in feed.iter(f"{ATOM}entry")]


def test_the_feed_is_valid_atom(write, blog, visitor):
    write("Опыт & <радость>", published_on=timezone.localdate(), summary="Рассказ о «воде»")
    feed = feed_of(visitor, blog)
    assert feed.tag == f"{ATOM}feed"
    for part in (feed, *feed.iter(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert len(part.findall(f"{ATOM}{name}")) == 1, name
            assert part.findtext(f"{ATOM}{name}"), name
        assert parse_datetime(part.findtext(f"{ATOM}updated")).tzinfo is not None
        for link in part.findall(f"{ATOM}link"):
            assert link.get("href").startswith("http")
    entries = list(feed.iter(f"{ATOM}entry"))
    assert entries
    assert len({entry.findtext(f"{ATOM}id") for entry in entries}) == len(entries)
    assert all(entry.find(f"{ATOM}author/{ATOM}name").text for entry in entries)
    newest = entries[0]
    assert newest.findtext(f"{ATOM}title") == "Опыт & <радость>"
    assert newest.findtext(f"{ATOM}summary") == "Рассказ о «воде»"
    assert newest.find(f"{ATOM}author/{ATOM}name").text == "М. В. Орлова"


def test_the_address_of_the_feed_stands_on_the_blog_and_leads_to_posts(write, blog, visitor):
    post = write("Опыт", published_on=timezone.localdate())
    link = soup(visitor.get(blog.url)).find("link", rel="alternate", type="application/atom+xml")
    assert link["href"] == blog.url + "feed/"
    entry = next(feed_of(visitor, blog).iter(f"{ATOM}entry"))
    assert entry.find(f"{ATOM}link").get("href").endswith(post.url)


def test_the_feed_holds_public_posts_alone_whoever_asks(write, blog, teachers, sign_in):
    today = timezone.localdate()
    write("Для всех", published_on=today)
    write("Для своих", published_on=today, audience=teachers)
    write("Черновик", published_on=today, live=False)
    write("Потом", published_on=today, go_live_at=timezone.now() + timedelta(days=1))
    write("Истекло", published_on=today, expire_at=timezone.now() - timedelta(seconds=1))
    for login in (ANONYMOUS, TEACHER, ADMIN):
        told = entries_of(feed_of(sign_in(login), blog))
        assert told[0] == "Для всех"
        assert not {"Для своих", "Черновик", "Потом", "Истекло"} & set(told)


def test_the_feed_holds_the_latest_twenty(write, blog, visitor):
    tomorrow = timezone.localdate() + timedelta(days=1)
    for number in range(25):
        write(f"Запись {number:02}", published_on=tomorrow + timedelta(days=number))
    assert entries_of(feed_of(visitor, blog)) == [f"Запись {number:02}" for number in range(24, 4, -1)]


def by(*people: Person) -> dict:
    return {
        "title": "Как мы растили кристаллы",
        "authors": inline_formset([{"person": str(person.pk)} for person in people], min=1),
    }


def test_a_post_of_two_authors_is_published_with_both(blog, author, sign_in):
    other = PersonFactory(last_name="Чайкина", first_name="Нина", patronymic="", shown_as="full")
    filled = {**by(author, other), "tags": "опыты, химия", "published_on": "2001-05-01"}
    assert add_page(sign_in(EDITOR), PostPage, blog, filled).status_code == 302
    post = PostPage.objects.get(title="Как мы растили кристаллы")
    page = soup(sign_in(ANONYMOUS).get(post.url))
    assert [a.get_text() for a in page.select("main header a[rel=author]")] == [
        "М. В. Орлова",
        "Нина Чайкина",
    ]
    assert {a.get_text() for a in page.select("main .tag-list a")} == {"опыты", "химия"}
    assert "1 мая 2001" in page.select_one("main header").get_text()


def test_a_new_post_names_who_writes_it_and_she_may_name_another(blog, author, sign_in):
    teacher = User.objects.get(username=TEACHER).person
    client = sign_in(TEACHER)
    assert add_page(client, PostPage, blog, {"title": "Своё"}).status_code == 302
    assert PostPage.objects.get(title="Своё").author_list == [teacher]
    assert (
        add_page(client, PostPage, blog, {"title": "Чужое", "authors-0-person": str(author.pk)}).status_code
        == 302
    )
    assert PostPage.objects.get(title="Чужое").author_list == [author]


def test_the_preview_of_a_new_post_shows_at_once(blog, sign_in):
    client = sign_in(TEACHER)
    place = ["blog", "postpage", blog.pk]
    form = soup(client.get(reverse("wagtailadmin_pages:add", args=place))).find(id="page-edit-form")
    address = reverse("wagtailadmin_pages:preview_on_add", args=place)
    sent = client.post(address, as_drawn(form) | {"title": "Начато", "slug": "nachato", "body-count": "0"})
    assert sent.json()["is_available"]
    shown = soup(client.get(address, {"in_preview_panel": "true"}))
    teacher = User.objects.get(username=TEACHER)
    named = [a.get_text() for a in shown.select("main header a[rel=author]")]
    assert named == [display_name(teacher.person, teacher)]


def test_an_account_without_a_person_begins_a_post_of_nobody(blog, sign_in):
    User.objects.filter(username=ADMIN).update(person=None)
    response = add_page(sign_in(ADMIN), PostPage, blog, {"title": "Ничьё"})
    assert "authors-0-person" in errors(response)


def test_a_post_without_an_author_is_refused(blog, sign_in):
    response = add_page(sign_in(EDITOR), PostPage, blog, by())
    assert "authors" in errors(response)
    assert not PostPage.objects.filter(title="Как мы растили кристаллы").exists()


def test_a_pupil_is_no_author(blog, sign_in):
    response = add_page(sign_in(EDITOR), PostPage, blog, by(PupilFactory()))
    assert set(errors(response)) == {"authors-0-person"}


def test_a_script_in_a_title_or_a_tag_is_shown_as_text(blog, author, sign_in):
    script = "<script>alert(1)</script>"
    filled = {**by(author), "title": f"Запись {script}", "slug": "vzlom", "tags": f'"{script}"'}
    assert add_page(sign_in(EDITOR), PostPage, blog, filled).status_code == 302
    post = PostPage.objects.get(slug="vzlom")
    tag = soup(sign_in(ANONYMOUS).get(post.url)).select_one("main .tag-list a")
    assert tag.get_text() == script
    for address in (post.url, blog.url, tag["href"], "/"):
        response = sign_in(ANONYMOUS).get(address)
        assert response.status_code == 200, address
        assert "<script>alert" not in response.text
