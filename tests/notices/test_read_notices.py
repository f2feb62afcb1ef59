"""«Уведомления»: everybody reads their own, opens, marks all; the count stands in the menu of every page."""

from __future__ import annotations

import pytest
from django.test import Client

from members.models import User
from notices.models import LettersOff, Mail, Notice
from notices.services import tell
from tests.architecture.test_html import faults
from tests.pages import soup
from tests.personas import ADMIN, CARER, COLLEAGUE, COORDINATOR, MODERATOR, PUPIL, REVIEWER, TEACHER

NOTICES = "/notices/"


def told(user: User, number: int = 1, url: str = "/blog/") -> list[Notice]:
    for one in range(number):
        tell(user, subject=f"Новость {one}", text="Новость", url=url)
    return list(Notice.objects.filter(recipient=user).order_by("-pk"))


@pytest.fixture
def me(carer: User) -> User:
    return carer


@pytest.fixture
def reader(sign_in, me) -> Client:
    return sign_in(CARER)


@pytest.mark.parametrize("login", [ADMIN, COORDINATOR, MODERATOR, TEACHER, REVIEWER, CARER, PUPIL, COLLEAGUE])
def test_everybody_signed_in_has_the_page(login, sign_in):
    client = sign_in(login)
    empty = client.get(NOTICES)
    assert "Пока ничего нового" in empty.text
    assert faults(empty.text) == []
    told(User.objects.get(username=login), 2)
    page = client.get(NOTICES)
    assert [link.get_text() for link in soup(page).select(".notice a")] == ["Новость 1", "Новость 0"]
    assert faults(page.text) == []
    assert "no-store" in page["Cache-Control"] or "no-cache" in page["Cache-Control"]


@pytest.mark.parametrize("address", [NOTICES, "/notices/1/", "/notices/read/", "/notices/letters/"])
def test_a_stranger_is_sent_to_sign_in(address, client):
    method = client.post if address in {"/notices/read/", "/notices/letters/"} else client.get
    response = method(address)
    assert response.status_code == 302
    assert response["Location"].startswith("/accounts/login/?next=/notices/")


def test_opening_one_marks_it_and_leads_on(me, reader):
    first, second = told(me, 2)
    response = reader.get(f"/notices/{first.pk}/")
    assert response["Location"] == "/blog/"
    first.refresh_from_db()
    second.refresh_from_db()
    assert first.read_at is not None
    assert second.read_at is None
    marks = soup(reader.get(NOTICES)).select(".notice__mark")
    assert len(marks) == 1


def test_all_are_marked_at_once_and_others_stay_new(me, reader):
    told(me, 3)
    other = User.objects.get(username=PUPIL)
    told(other)
    assert "Отметить все прочитанными" in reader.get(NOTICES).text
    page = reader.post("/notices/read/", follow=True)
    assert "отмечены прочитанными" in page.text
    assert "Отметить все прочитанными</button>" not in page.text
    assert not Notice.objects.filter(recipient=me, read_at=None).exists()
    assert Notice.objects.filter(recipient=other, read_at=None).count() == 1


def test_another_s_notice_is_not_there(me, reader):
    hers = told(User.objects.get(username=PUPIL))[0]
    assert reader.get(f"/notices/{hers.pk}/").status_code == 404
    hers.refresh_from_db()
    assert hers.read_at is None


@pytest.mark.parametrize("number", ["0", "999999999", "9" * 30, "-1", "abc"])
def test_no_such_notice_is_404(number, reader):
    assert reader.get(f"/notices/{number}/").status_code == 404


@pytest.mark.parametrize("query", ["page=0", "page=99", "page=abc", "page=-1", "page=%00"])
def test_a_wrong_page_is_an_answer_in_russian(query, reader):
    response = reader.get(f"{NOTICES}?{query}")
    assert response.status_code in {400, 404}
    assert '<html lang="ru">' in response.text


def test_a_wrong_method_is_405(reader):
    assert reader.get("/notices/read/").status_code == 405
    assert reader.get("/notices/letters/").status_code == 405
    assert reader.post(NOTICES).status_code == 405


@pytest.mark.parametrize(
    "url", ["https://evil.example.org/", "//evil.example.org", "javascript:alert(1)", ""]
)
def test_a_notice_leads_nowhere_but_this_site(url, me, reader):
    notice = told(me, url=url)[0]
    assert reader.get(f"/notices/{notice.pk}/")["Location"] == NOTICES


def test_what_is_told_is_text_and_not_html(me, reader):
    tell(me, subject="<script>alert(1)</script> & «кавычки»", text="т")
    text = reader.get(NOTICES).text
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert(1)" in text


# The count.


def test_the_menu_says_how_much_is_new(me, reader):
    assert ".account-menu__new" not in reader.get("/").text
    told(me, 3)
    menu = soup(reader.get("/blog/")).select_one(".account-menu")
    assert "Новых уведомлений: 3" in menu.get_text()
    assert menu.select_one("a[href='/notices/']")
    Notice.objects.bulk_create(Notice(recipient=me, text="Ещё") for _ in range(200))
    assert "99+" in soup(reader.get("/blog/")).select_one(".account-menu").get_text()


def test_the_count_is_shown_to_nobody_else(me, sign_in, client):
    told(me, 3)
    assert not soup(sign_in(PUPIL).get("/")).select(".account-menu__new")
    assert not soup(client.get("/")).select(".account-menu__new")


@pytest.mark.parametrize("address", ["/", NOTICES, "/net-takoy-stranitsy/"])
def test_queries_do_not_grow_with_what_was_told(address, me, reader, count_queries):
    told(me, 2)
    few = count_queries(lambda: reader.get(address))
    Notice.objects.bulk_create(Notice(recipient=me, text="Ещё", url="/") for _ in range(300))
    assert count_queries(lambda: reader.get(address)) <= few + (1 if address == NOTICES else 0)


def test_a_long_list_is_read_by_pages(me, reader):
    Notice.objects.bulk_create(Notice(recipient=me, text=f"Новость {one}") for one in range(60))
    pages = [soup(reader.get(f"{NOTICES}?page={number}")).select(".notice") for number in (1, 2, 3)]
    assert [len(page) for page in pages] == [24, 24, 12]
    assert faults(reader.get(f"{NOTICES}?page=2").text) == []


# Letters beside them.


def test_letters_are_switched_off_and_on(me, reader):
    assert f"приходят письма на {me.email}" in soup(reader.get(NOTICES)).get_text()
    page = reader.post("/notices/letters/", {"letters": "no"}, follow=True)
    assert "Письма больше не придут" in page.text
    told(me)
    assert not Mail.objects.exists()
    page = reader.post("/notices/letters/", {"letters": "yes"}, follow=True)
    assert "Теперь о новом придут и письма" in page.text
    told(me)
    assert Mail.objects.count() == 1


@pytest.mark.parametrize("sent", [{}, {"letters": ""}, {"letters": "x" * 100_000}, {"letters": "\x00"}])
def test_an_odd_choice_is_no_error(sent, me, reader):
    assert reader.post("/notices/letters/", sent).status_code in {302, 400}


def test_the_same_choice_twice_is_no_error(me, reader):
    for _ in range(2):
        assert reader.post("/notices/letters/", {"letters": "no"}).status_code == 302
    assert LettersOff.objects.filter(user=me).count() == 1


def test_who_has_no_mailbox_is_told_who_can_add_one(me, reader):
    User.objects.filter(pk=me.pk).update(email="")
    page = reader.get(NOTICES)
    assert "нет адреса почты" in page.text
    assert "Не присылать письма" not in page.text
    assert faults(page.text) == []
