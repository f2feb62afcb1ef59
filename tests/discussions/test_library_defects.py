"""The defects of django-comments-xtd (docs/decisions/0014), by number: closed, or the door is not there."""

from __future__ import annotations

import base64
import importlib
import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.contrib.sites.models import Site as DjangoSite
from django.db.models.signals import post_delete, post_save, pre_delete, pre_save
from django.test import Client
from django.urls import NoReverseMatch, get_resolver, reverse
from django_comments.signals import comment_was_posted, comment_will_be_posted
from wagtail.models import Page

import discussions
from core.models import PageAudience
from core.refusals import Refused
from discussions.apps import leave_replies_alone
from discussions.models import Comment
from discussions.services import create_comment, hide_comment, publish_comment
from members import roles
from notices.models import Mail
from tests.discussions.reading import read
from tests.pages import soup
from tests.personas import CARER, COORDINATOR, MODERATOR, PUPIL, TEACHER

State = Comment.State
LIBRARY_ADDRESSES = [
    "/comments/post/",
    "/comments/posted/",
    "/comments/cr/1/1/",
    "/comments/sent/",
    "/comments/confirm/abc/",
    "/comments/mute/abc/",
    "/comments/reply/1/",
    "/comments/flag/1/",
    "/comments/like/1/",
    "/comments/dislike/1/",
    "/comments/liked/",
    "/comments/deleted/",
    "/comments/delete/1/",
    "/comments/approve/1/",
    "/comments/api/blog-postpage/1/",
    "/comments/api/blog-postpage/1/count/",
    "/comments/api/nope-nope/1/count/",
    "/comments/api/comment/",
    "/comments/api/feedback/",
    "/comments/api/flag/",
]


@pytest.mark.parametrize("address", LIBRARY_ADDRESSES)
def test_no_address_of_the_library_answers(address, sign_in):
    for client in (Client(), sign_in(COORDINATOR)):
        assert client.get(address).status_code == 404
        assert client.post(address, {"comment": "x"}).status_code == 404


def test_no_pattern_of_the_library_is_among_the_addresses():
    names = {str(one) for one in get_resolver().reverse_dict}
    assert not [name for name in names if "comments-xtd" in name or "django_comments" in name]
    with pytest.raises(NoReverseMatch):
        reverse("comments-xtd-api-list", args=["blog-postpage", 1])


def test_no_template_or_script_of_the_library_is_on_a_page(post, say, client, sign_in):
    say(CARER, to=say(TEACHER))
    for answer in (client.get(post.url), sign_in(COORDINATOR).get(post.url)):
        used = {template.name for template in answer.templates if template.name}
        assert not [name for name in used if name.startswith(("comments/", "django_comments"))]
        assert "django_comments_xtd" not in answer.text


def test_01_a_page_has_an_address_and_a_comment_leads_to_it(post, say, client):
    comment = say(TEACHER)
    assert comment.content_object.get_absolute_url() == post.url
    assert urlsplit(client.get(f"/comments/{comment.pk}/")["Location"]).path == post.url


def test_02_no_letter_carries_more_than_an_address(post, say, caretaker):
    say(TEACHER, to=say("tlekhas"))
    say(CARER)
    letters = Mail.objects.filter(subject__contains=post.title)
    assert letters.count() == 2
    for letter in letters:
        links = re.findall(r"https?://\S+", letter.text)
        of_the_frame = {"/", reverse("notices")}
        paths = {urlsplit(link).path for link in links} - of_the_frame
        assert len(paths) == 1
        assert all(re.fullmatch(r"/comments/\d+/(moderate/)?", path) for path in paths)
        assert not any(urlsplit(link).query for link in links)
        assert max(map(len, links)) < 100
        assert "pbkdf2" not in letter.text


def test_03_nothing_of_ours_unpickles():
    folder = Path(discussions.__path__[0])
    sources = "".join(path.read_text() for path in folder.rglob("*.py"))
    assert "pickle" not in sources
    assert "django.core.signing" not in sources


def test_04_a_long_comment_is_not_carried_in_an_address(post, sign_in):
    text = "".join(chr(0x430 + number * 7919 % 32) for number in range(3000))
    response = sign_in(TEACHER).post(f"/comments/write/{post.pk}/", {"text": text})
    assert len(response["Location"]) < 200
    assert Comment.objects.under(post).get().comment == text


def test_05_comments_of_a_closed_page_are_not_given_away(post, say, client, sign_in):
    comment = say(TEACHER, "Только для своих")
    PageAudience.objects.create(page=post, group=Group.objects.get(name=roles.TEACHERS))
    for address in (post.url, f"/comments/{comment.pk}/", f"/comments/{comment.pk}/reply/"):
        assert "Только для своих" not in client.get(address, follow=True).text
        assert "Только для своих" not in sign_in(CARER).get(address, follow=True).text


def test_06_no_avatar_and_no_address_of_mail(post, say, sign_in):
    comment = say(TEACHER)
    html = sign_in(COORDINATOR).get(post.url).text
    assert "gravatar" not in html
    assert comment.user.email not in html
    assert Comment.objects.exclude(user_email="").count() == 0


def test_07_a_reply_to_a_comment_of_another_page_is_refused(post, say, person):
    other = Page.objects.get(slug="chto-chitat-v-5-6-klassah").specific
    comment = say(TEACHER)
    thread = list(Comment.objects.under(post).values_list("pk", "order", "thread_id"))
    with pytest.raises(Refused):
        create_comment(person(TEACHER), other, "Чужая ветка", parent_id=comment.pk)
    assert list(Comment.objects.under(post).values_list("pk", "order", "thread_id")) == thread


@pytest.mark.parametrize("number", ["0", "123456789", "9" * 25])
def test_08_a_reply_that_fails_leaves_no_orphan(number, sign_in):
    before = Comment.objects.count()
    response = sign_in(TEACHER).post(f"/comments/{number}/reply/", {"text": "Сирота"})
    assert response.status_code == 404
    assert Comment.objects.count() == before


def test_09_saving_a_comment_does_not_publish_the_replies_that_wait(say):
    root = say(TEACHER)
    waits = say(PUPIL, to=root)
    root.save()
    waits.refresh_from_db()
    assert (waits.state, waits.is_public) == (State.WAITING, False)


def test_09_no_handler_of_the_library_does_anything_on_saving():
    listening = [
        receiver
        for signal in (
            pre_save,
            post_save,
            pre_delete,
            post_delete,
            comment_will_be_posted,
            comment_was_posted,
        )
        for receiver in signal._live_receivers(Comment)[0]
        if receiver.__module__.startswith(("django_comments", "django_comments_xtd"))
    ]
    assert listening == []
    library = importlib.import_module("django_comments_xtd.models")
    assert library.publish_or_unpublish_on_pre_save is leave_replies_alone


def test_10_saving_again_changes_no_counter(say):
    root = say(TEACHER)
    say("tlekhas", to=root)
    for _ in range(3):
        root.save()
    assert set(Comment.objects.values_list("nested_count", flat=True)) == {0}


def test_11_hiding_a_comment_leaves_its_replies_as_they_are(say, caretaker):
    root = say(TEACHER)
    stands, waits = say("tlekhas", to=root), say(PUPIL, to=root)
    hide_comment(caretaker, root, "Грубо.", read(root))
    publish_comment(caretaker, root, read(root))
    states = dict(Comment.objects.filter(thread_id=root.pk).values_list("pk", "state"))
    assert states == {root.pk: State.PUBLISHED, stands.pk: State.PUBLISHED, waits.pk: State.WAITING}


def test_12_who_is_answered_is_told_when_the_answer_is_approved_later(say, caretaker, person):
    root = say(TEACHER)
    waits = say(CARER, to=root)
    mailbox = person(TEACHER).email
    assert not Mail.objects.filter(to=mailbox, subject__startswith="Вам ответили").exists()
    publish_comment(caretaker, waits, read(waits))
    assert Mail.objects.filter(to=mailbox, subject__startswith="Вам ответили").count() == 1


def test_13_the_order_does_not_hang_on_a_counter_that_is_written_late(post, say, client):
    """Twenty at once: bin/load_comments.py. Here: the column may hold anything."""
    root = say(TEACHER, "Первый")
    for number in range(3):
        say("tlekhas", f"Ответ {number}", to=root)
    Comment.objects.under(post).update(order=7)
    words = [one.get_text() for one in soup(client.get(post.url)).select(".comment__text")]
    assert words == ["Первый", "Ответ 0", "Ответ 1", "Ответ 2"]


def test_14_15_who_moderates_is_said_by_assignments_and_not_by_two_permissions_of_one_name(
    post, say, sign_in, person
):
    waits = say(CARER)
    moderator = person(MODERATOR)
    moderator.user_permissions.add(*Permission.objects.filter(codename="can_moderate"))
    assert Permission.objects.filter(codename="can_moderate").count() >= 2
    assert sign_in(MODERATOR).get(f"/comments/{waits.pk}/moderate/").status_code == 403
    moderator.user_permissions.clear()
    moderator.person.assignments.create(page=post)
    assert sign_in(MODERATOR).get(f"/comments/{waits.pk}/moderate/").status_code == 200


def test_16_what_people_read_is_russian(post, say, sign_in):
    comment = say("tlekhas")
    client = sign_in(TEACHER)
    for address in (post.url, *(f"/comments/{comment.pk}/{action}/" for action in ("reply", "report"))):
        words = soup(client.get(address)).select_one("main").get_text()
        assert not re.search(r"\b(comment|reply|flag|remove|post|send)\b", words, re.IGNORECASE)


def test_17_letters_have_the_address_of_this_site(post, say):
    DjangoSite.objects.update(domain="chuzhoy.example")
    say(TEACHER)
    letter = Mail.objects.get(subject__contains=post.title)
    assert settings.WAGTAILADMIN_BASE_URL in letter.text
    assert "chuzhoy.example" not in letter.text


def test_18_a_mail_server_that_is_down_delays_nobody(post, sign_in, settings, mailoutbox):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    response = sign_in(TEACHER).post(f"/comments/write/{post.pk}/", {"text": "Почта лежит"})
    assert response.status_code == 302
    assert Mail.objects.filter(subject__contains=post.title, state=Mail.State.WAITING).count() == 1
    assert mailoutbox == []


def test_19_a_deleted_page_takes_its_comments_and_their_addresses_along(post, say, sign_in):
    comment = say(TEACHER)
    Page.objects.get(pk=post.pk).delete()
    assert not Comment.objects.filter(pk=comment.pk).exists()
    for action in ("", "reply/", "report/"):
        assert sign_in(TEACHER).get(f"/comments/{comment.pk}/{action}").status_code == 404


def test_19_a_deleted_section_takes_them_too(say):
    comment = say(TEACHER)
    Page.objects.get(slug="blog", depth=3).delete()
    assert not Comment.objects.filter(pk=comment.pk).exists()


def test_20_no_number_is_too_large(sign_in):
    client = sign_in(TEACHER)
    for number in (10**30, 2**31, 2**63, 2**64):
        for action in ("", "reply/", "edit/", "delete/", "report/", "moderate/"):
            assert client.get(f"/comments/{number}/{action}").status_code == 404
        assert client.get(f"/comments/write/{number}/").status_code == 404


def test_21_no_basic_authentication_answers(post, say):
    header = {"HTTP_AUTHORIZATION": "Basic " + base64.b64encode(b"uchitel:vmeste-demo").decode()}
    client = Client(**header)
    assert soup(client.get(post.url)).select("#comments form") == []
    assert client.post(f"/comments/write/{post.pk}/", {"text": "x"}).status_code == 302
    assert not Comment.objects.under(post).exists()


def test_22_only_pages_on_the_list_are_talked_about(home, person, sign_in):
    teacher = person(TEACHER)
    for target in (home, Page.objects.get(slug="blog", depth=3).specific):
        with pytest.raises(Refused):
            create_comment(teacher, target, "Не сюда")
    with pytest.raises(Refused):
        create_comment(teacher, teacher, "О пользователе")
    root = Page.get_first_root_node()
    assert sign_in(TEACHER).post(f"/comments/write/{root.pk}/", {"text": "x"}).status_code == 404


def test_23_the_base_class_of_a_page_leads_to_the_same_comments(post, say, client):
    comment = say(TEACHER)
    assert comment.content_type.model == "postpage"
    assert soup(client.get(Page.objects.get(pk=post.pk).url)).select_one(f"#comment-{comment.pk}")
    assert list(Comment.objects.under(Page.objects.get(pk=post.pk).specific)) == [comment]


def test_24_names_come_from_the_display_rule_and_nobody_calls_himself_anything(post, client, sign_in):
    data = {"text": "Подпишусь", "name": "Директор", "user_name": "Директор", "email": "d@example.org"}
    assert client.post(f"/comments/write/{post.pk}/", data).status_code == 302
    assert not Comment.objects.under(post).exists()
    sign_in(TEACHER).post(f"/comments/write/{post.pk}/", data)
    comment = Comment.objects.under(post).get()
    assert (comment.user_name, comment.user_email, comment.user_url) == ("", "", "")
    html = client.get(post.url).text
    assert "Директор" not in html
    assert TEACHER not in soup(client.get(post.url)).select_one("#comments").get_text()


def test_25_no_template_of_ours_asks_for_a_tag_of_the_library():
    ours = Path(settings.TEMPLATES[0]["DIRS"][0])
    loads = [
        path.name for path in ours.rglob("*.html") if re.search(r"load [^%]*comments_xtd", path.read_text())
    ]
    assert loads == []


def test_the_admin_of_django_with_the_library_in_it_is_not_there(sign_in):
    assert sign_in("admin").get("/django-admin/").status_code == 404
