"""Writing a comment: who may, what is stored, what is refused, with the text kept."""

from __future__ import annotations

import uuid
from datetime import timedelta
from urllib.parse import quote

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.utils import timezone
from wagtail.models import PageViewRestriction

from blog.models import BlogPage
from core.models import PageAudience
from core.refusals import Refused
from demo.factories import UserFactory
from discussions.models import Comment
from discussions.services import create_comment, publish_comment
from members.models import Person
from notices.models import Mail, Notice
from resources.models import AnnouncementsPage
from tests.architecture.test_html import faults
from tests.discussions.reading import read
from tests.pages import soup
from tests.personas import CARER, PUPIL, REVIEWER, TEACHER

TEXT = "Хорошая мысль, возьму на урок."


def send(client, post, text=TEXT, nonce=None):
    return client.post(f"/comments/write/{post.pk}/", {"text": text, "nonce": nonce or uuid.uuid4()})


def kept_text(response) -> str:
    return soup(response).find("textarea").get_text().removeprefix("\n")


def test_a_teacher_writes_on_the_page_and_is_read_by_everybody(post, sign_in, client):
    writer = sign_in(TEACHER)
    form = soup(writer.get(post.url)).select_one("#comments form")
    data = {field["name"]: field.get("value", "") for field in form.select("input[name]")} | {"text": TEXT}
    response = writer.post(form["action"], data)
    stored = Comment.objects.under(post).get()
    assert stored.state == Comment.State.PUBLISHED
    assert (stored.is_public, stored.is_removed) == (True, False)
    assert response["Location"] == f"{post.url}?comments=1&open={stored.pk}#comment-{stored.pk}"
    page = soup(client.get(post.url)).select_one(f"#comment-{stored.pk}")
    assert TEXT in page.get_text()
    assert "В. С. Орлов" in page.get_text()
    assert writer.get(response["Location"]).status_code == 200


@pytest.mark.parametrize("login", [CARER, PUPIL])
def test_words_of_carers_and_pupils_wait_in_the_blog(login, post, sign_in, client):
    writer = sign_in(login)
    response = send(writer, post)
    assert "модератор" in writer.get(response["Location"]).text
    assert Comment.objects.under(post).get().state == Comment.State.WAITING
    assert TEXT not in client.get(post.url).text
    assert TEXT in writer.get(post.url).text


def test_anonymous_is_sent_to_sign_in_and_finds_the_text_again(post, client, person):
    nonce = uuid.uuid4()
    response = send(client, post, nonce=nonce)
    back = f"/comments/write/{post.pk}/"
    assert response["Location"] == f"/accounts/login/?next={quote(back, safe='')}"
    assert not Comment.objects.under(post).exists()
    client.post("/accounts/login/", {"login": TEACHER, "password": "vmeste-demo"})
    page = client.get(back)
    assert kept_text(page) == TEXT
    assert soup(page).select_one("input[name=nonce]")["value"] == str(nonce)
    assert send(client, post, kept_text(page), nonce).status_code == 302
    assert Comment.objects.under(post).get().user == person(TEACHER)


def test_what_one_person_typed_is_not_shown_to_another_who_signs_in_there(post, client, sign_in, person):
    drawn = sign_in(CARER).get(post.url)
    whose = soup(drawn).select_one(".comments input[name=by]")["value"]
    assert whose == str(person(CARER).pk)
    client.post(f"/comments/write/{post.pk}/", {"text": TEXT, "by": whose})
    client.post("/accounts/login/", {"login": TEACHER, "password": "vmeste-demo"})
    assert TEXT not in client.get(f"/comments/write/{post.pk}/").text
    client.post("/accounts/logout/")
    client.post(f"/comments/write/{post.pk}/", {"text": TEXT, "by": whose})
    assert "текст сохранён" in client.get("/accounts/login/").text
    client.post("/accounts/login/", {"login": CARER, "password": "vmeste-demo"})
    assert kept_text(client.get(f"/comments/write/{post.pk}/")) == TEXT


def test_the_text_is_there_again_even_when_the_page_was_closed_meanwhile(post, client):
    send(client, post)
    post.unpublish()
    client.post("/accounts/login/", {"login": TEACHER, "password": "vmeste-demo"})
    page = client.get(f"/comments/write/{post.pk}/")
    assert page.status_code == 404
    assert kept_text(page) == TEXT


def test_the_same_form_twice_is_stored_once(post, sign_in):
    writer, nonce = sign_in(TEACHER), uuid.uuid4()
    first, second = send(writer, post, nonce=nonce), send(writer, post, nonce=nonce)
    assert first["Location"] == second["Location"]
    assert Comment.objects.under(post).count() == 1


def test_the_same_words_again_within_minutes_are_stored_once(post, sign_in):
    writer = sign_in(TEACHER)
    send(writer, post)
    send(writer, post, f"  {TEXT}\r\n")
    assert Comment.objects.under(post).count() == 1
    Comment.objects.under(post).update(submit_date=timezone.now() - timedelta(minutes=11))
    send(writer, post)
    assert Comment.objects.under(post).count() == 2


def test_gone_back_and_written_something_else_is_another_comment(post, sign_in):
    writer, nonce = sign_in(TEACHER), uuid.uuid4()
    send(writer, post, nonce=nonce)
    send(writer, post, "Совсем другое", nonce)
    assert Comment.objects.under(post).count() == 2


def test_two_people_may_send_the_same_number_of_a_form(post, sign_in):
    nonce = uuid.uuid4()
    send(sign_in(TEACHER), post, nonce=nonce)
    send(sign_in(REVIEWER), post, nonce=nonce)
    assert Comment.objects.under(post).count() == 2


def test_more_than_five_a_minute_are_refused_with_the_text_kept(post, sign_in):
    writer = sign_in(TEACHER)
    answers = [send(writer, post, f"Мысль {number}") for number in range(6)]
    assert [answer.status_code for answer in answers] == [302] * 5 + [429]
    assert kept_text(answers[-1]) == "Мысль 5"
    assert "Подождите" in answers[-1].text
    Comment.objects.under(post).update(submit_date=timezone.now() - timedelta(seconds=61))
    assert send(writer, post, "Мысль 5").status_code == 302


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "комментарий пуст"),
        ("  \r\n ", "комментарий пуст"),
        ("\u200b\u202e\ufeff", "комментарий пуст"),
        ("ы" * 3001, "а здесь 3001"),
        ("ы" * 100_000, "а здесь 100000"),
        ("Хорошо\x00", "недопустимый знак"),
        (" ".join(f"https://example.org/{n}" for n in range(4)), "4 ссылки"),
        (" ".join(f"https://e.org/{n}" for n in range(100)), "100 ссылок"),
    ],
)
def test_bad_text_is_refused_by_the_field_and_kept(text, why, post, sign_in):
    response = send(sign_in(TEACHER), post, text)
    assert response.status_code == 400
    field = soup(response).select_one(".field--wrong")
    assert why in field.select_one(".field__errors").get_text()
    assert kept_text(response).strip() == text.replace("\x00", "").replace("\r\n", "\n").strip()
    assert faults(response.text) == []
    assert not Comment.objects.under(post).exists()


def test_exactly_three_thousand_characters_fit_whatever_the_line_breaks(post, sign_in):
    text = "\r\n".join(["ы" * 29] * 100)  # 2999 with \n, 3098 with \r\n
    assert send(sign_in(TEACHER), post, text).status_code == 302


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("При\u200bвет\u202e мир\u2066", "Привет мир"),
        ("раз\r\n\r\n\r\n\r\nдва", "раз\n\nдва"),
        ("З\u0335\u0322\u0321\u0327\u0328а\u0301лго", "З\u0335\u0321а\u0301лго"),
        ("семья 👨\u200d👩\u200d👧 и не\u200dвидимое", "семья 👨\u200d👩\u200d👧 и невидимое"),
        ("колокол \x07\x1b[31m", "колокол [31m"),
        ("и\u0306", "й"),
    ],
)
def test_invisible_and_direction_turning_characters_are_taken_out(typed, stored, post, person):
    comment = create_comment(person(TEACHER), post, typed)
    text = Comment.objects.get(pk=comment.pk).comment
    assert "\u202e" not in text
    if "лго" in typed:
        assert len(text) < len(typed)
    else:
        assert text == stored


def test_script_is_text_and_links_are_for_people_and_not_for_search_engines(post, sign_in, client):
    text = '<script>alert(1)</script> <b>x</b> https://example.org/a"on=1 (https://e.org/b) javascript:f()'
    send(sign_in(TEACHER), post, text)
    page = soup(client.get(post.url))
    shown = page.select_one("#comments .comment__text")
    assert shown.find(["script", "b"]) is None
    assert "<script>alert(1)</script> <b>x</b>" in shown.get_text()
    assert [link["href"] for link in shown.find_all("a")] == ["https://example.org/a", "https://e.org/b"]
    assert {" ".join(link["rel"]) for link in shown.find_all("a")} == {"nofollow ugc noopener"}
    assert faults(client.get(post.url).text) == []


def test_closed_announcements_take_no_comment_but_keep_its_text(sign_in):
    page = AnnouncementsPage.objects.get().get_children().live().first()
    response = send(sign_in(TEACHER), page)
    assert response.status_code == 403
    assert kept_text(response) == TEXT
    assert "закрыты" in response.text


def test_unpublished_meanwhile(post, sign_in):
    post.unpublish()
    response = send(sign_in(TEACHER), post)
    assert (response.status_code, kept_text(response)) == (404, TEXT)


def test_deleted_meanwhile(post, sign_in):
    post.delete()
    response = send(sign_in(TEACHER), post)
    assert (response.status_code, kept_text(response)) == (404, TEXT)


def test_expired_meanwhile(post, sign_in):
    post.expire_at = timezone.now() - timedelta(minutes=1)
    post.save()
    response = send(sign_in(TEACHER), post)
    assert (response.status_code, kept_text(response)) == (403, TEXT)


def test_made_private_meanwhile(post, sign_in):
    PageAudience.objects.create(page=post, group=Group.objects.get(name="Координаторы"))
    response = send(sign_in(TEACHER), post)
    assert (response.status_code, kept_text(response)) == (403, TEXT)
    assert post.title not in response.text


def test_section_closed_meanwhile(post, sign_in):
    restriction = PageViewRestriction.objects.create(
        page=BlogPage.objects.get(), restriction_type=PageViewRestriction.GROUPS
    )
    restriction.groups.add(Group.objects.get(name="Координаторы"))
    response = send(sign_in(TEACHER), post)
    assert (response.status_code, kept_text(response)) == (403, TEXT)


def test_an_account_without_a_person_is_told_whom_to_ask(post):
    client = Client()
    client.force_login(UserFactory(username="nikto"))
    response = send(client, post)
    assert response.status_code == 403
    assert "координатор" in response.text


def test_the_service_asks_again_and_does_not_trust_the_view(post, person):
    post.unpublish()
    with pytest.raises(Refused):
        create_comment(person(TEACHER), post, TEXT)


@pytest.mark.parametrize("number", ["0", "999999", "99999999999999999999999999"])
def test_a_page_that_is_not_there(number, sign_in):
    client = sign_in(TEACHER)
    assert client.get(f"/comments/write/{number}/").status_code == 404
    assert client.post(f"/comments/write/{number}/", {"text": TEXT}).status_code == 404


def test_sections_and_the_home_page_are_not_discussed(home, sign_in):
    for page in (home, BlogPage.objects.get()):
        assert send(sign_in(TEACHER), page).status_code == 404
        assert "Ваш комментарий" not in sign_in(TEACHER).get(page.url).text


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_other_methods_are_refused(method, post, sign_in):
    assert getattr(sign_in(TEACHER), method)(f"/comments/write/{post.pk}/").status_code == 405


def test_the_authors_of_the_page_are_told_once_and_the_writer_is_not(post, say, person):
    say(TEACHER)
    author = person("tlekhas")
    told = Notice.objects.filter(text__contains=post.title)
    assert [notice.recipient for notice in told] == [author]
    assert told[0].url == f"/comments/{Comment.objects.under(post).get().pk}/"
    assert Mail.objects.get(subject__contains=post.title).to == author.email
    say("tlekhas", "А я отвечу сама себе")
    assert told.count() == 1


def test_what_waits_is_told_to_those_who_look_after_the_section(post, say, caretaker):
    comment = say(CARER)
    notice = Notice.objects.get(text__contains=post.title)
    assert notice.recipient == caretaker
    assert notice.url == f"/comments/{comment.pk}/moderate/"


def test_no_letter_names_a_child_or_has_any_of_the_words(post, say, caretaker):
    comment = say(PUPIL, "Меня зовут Даша, мой телефон 123")
    publish_comment(caretaker, comment, read(comment))
    letters = Mail.objects.filter(subject__contains=post.title).exclude(to=comment.user.email)
    assert {letter.subject.split(":")[0] for letter in letters} == {
        "Комментарий ждёт проверки",
        "Новый комментарий",
    }
    for letter in letters:
        assert "Ученик 5 «А» пишет на странице" in letter.text
        assert not {"Дарья", "Даша", "Иванченко", "123"} & set(letter.text.replace(",", "").split())


def test_forms_that_set_a_cookie_are_for_the_signed_in(post, client, sign_in):
    response = client.get(post.url)
    assert "csrftoken" not in response.cookies
    assert soup(response).select_one(".comments__way a").get_text(strip=True) == "Войдите, чтобы написать"
    assert "csrftoken" in sign_in(TEACHER).get(post.url).cookies


@pytest.mark.parametrize("login", [TEACHER, CARER, PUPIL])
def test_who_has_left_reads_and_writes_nothing(login, post, sign_in):
    Person.objects.filter(account__username=login).update(left_on=timezone.localdate())
    writer = sign_in(login)
    assert "Вы больше не участник" in writer.get(post.url).text
    assert send(writer, post).status_code == 403
    assert not Comment.objects.under(post).exists()
