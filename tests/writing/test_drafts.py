"""Drafts of one's own: kept, found again, two windows, returned, taken back, deleted; and their pictures."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.models import GroupApprovalTask, Page, Workflow, WorkflowPage, WorkflowTask

from blog.models import BlogPage, PostAuthor
from core.models import SitePicture
from demo.factories import PostPageFactory
from members.approval import set_rule
from members.models import User
from tests.pages import edit_page, soup
from tests.personas import ADMIN, MODERATOR, TEACHER
from tests.writing.steps import TEXT, TITLE, begin, drawn, errors, latest, main_of, send, snapshot, step
from writing import services
from writing.kinds import POST
from writing.pictures import DescriptionForm
from writing.registry import details_form, text_form


@pytest.fixture
def user():
    return User.objects.get(username=TEACHER)


def submit(page, user):
    """Wagtail's own approval, whatever the site's is: a page that waits."""
    task = GroupApprovalTask.objects.create(name="Проверка")
    workflow = Workflow.objects.create(name="Проверка")
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    WorkflowPage.objects.update_or_create(page=BlogPage.objects.get(), defaults={"workflow": workflow})
    return workflow.start(latest(page), user)


def listed(client):
    return {
        item.h3.get_text(strip=True): item for item in main_of(client.get("/napisat/")).select(".own__item")
    }


def test_a_draft_is_found_again_and_gone_on_with(teacher):
    page = begin(teacher, do="leave")
    item = listed(teacher)[TITLE]
    assert "Черновик" in item.get_text()
    assert item.find("a", href=step("text", page)) is not None
    assert drawn(teacher.get(step("text", page)))["text"] == TEXT.replace(
        "Кого увидели\n", "## Кого увидели\n\n"
    )
    send(teacher, step("text", page), {"title": "Другое название"}, "leave")
    assert latest(page).title == "Другое название"
    assert latest(page).slug == "drugoe-nazvanie"
    assert "Другое название" in listed(teacher)


def test_nobody_else_sees_a_draft_or_gets_at_it(teacher, sign_in):
    page = begin(teacher)
    for who in (MODERATOR, ADMIN):
        client = sign_in(who)
        assert TITLE not in client.get("/napisat/").text
        for name in ("text", "details", "look", "discard"):
            assert client.get(step(name, page)).status_code == 404
        for name in ("text", "details", "send", "take_back", "discard"):
            assert client.post(step(name, page), {"title": "Чужое"}).status_code == 404
    assert latest(page).title == TITLE


def test_two_windows_lose_nothing(teacher):
    page = begin(teacher)
    first, second = drawn(teacher.get(step("text", page))), drawn(teacher.get(step("text", page)))
    teacher.post(step("text", page), {**first, "text": "Из первого окна.", "do": "next"})
    response = teacher.post(step("text", page), {**second, "text": "Из второго окна.", "do": "next"})
    shown = main_of(response)
    assert shown.find("textarea", {"name": "text"}).get_text().strip() == "Из второго окна."
    assert "Из первого окна." in shown.select_one("textarea[readonly]").get_text()
    assert "Из первого окна." in str(latest(page).body)
    again = drawn(response)
    assert teacher.post(step("text", page), {**again, "do": "next"}).status_code == 302
    assert "Из второго окна." in str(latest(page).body)
    assert any("Из первого окна." in str(one.as_object().body) for one in page.revisions.all())


def test_what_another_window_changed_elsewhere_is_kept(teacher):
    page = begin(teacher)
    old = drawn(teacher.get(step("text", page)))
    send(teacher, step("text", page), {"title": "Новое название"})
    assert teacher.post(step("text", page), {**old, "text": "Новый текст.", "do": "next"}).status_code == 302
    assert latest(page).title == "Новое название"
    assert "Новый текст." in str(latest(page).body)
    old = drawn(teacher.get(step("details", page)))
    send(teacher, step("details", page), {"grades": ["5"]})
    assert (
        teacher.post(step("details", page), {**old, "summary": "Коротко.", "do": "next"}).status_code == 302
    )
    assert (latest(page).grade_list, latest(page).summary) == ([5], "Коротко.")


def test_what_was_typed_in_a_draft_when_the_session_had_ended_is_there_again(teacher):
    page = begin(teacher)
    typed = {**drawn(teacher.get(step("text", page))), "text": "Дописано.", "do": "next"}
    teacher.logout()
    asked = teacher.post(step("text", page), typed)
    teacher.post(asked["Location"], {"login": TEACHER, "password": "vmeste-demo"})
    back = teacher.get(step("text", page))
    assert drawn(back)["text"] == "Дописано."
    assert teacher.post(step("text", page), {**drawn(back), "do": "next"}).status_code == 302
    assert "Дописано." in str(latest(page).body)


def test_a_button_pressed_after_the_session_had_ended_leads_back_to_the_last_look(teacher):
    page = begin(teacher)
    teacher.logout()
    asked = teacher.post(step("send", page))
    assert asked["Location"] == "/accounts/login/?next=" + step("look", page).replace("/", "%2F")


def test_a_page_made_of_blocks_that_the_form_cannot_show_is_not_flattened(teacher, user):
    video = {
        "title": "Опыт",
        "url": "https://rutube.ru/video/0123456789abcdef0123456789abcdef/",
        "transcript": "",
    }
    body = [("text", "<p>Слова.</p>"), ("video", video)]
    authors = [PostAuthor(person=user.person)]
    page = PostPageFactory(parent=BlogPage.objects.get(), title=TITLE, owner=user, body=body, authors=authors)
    shown = teacher.get(step("text", page))
    assert soup(shown).find("textarea", {"name": "text"}) is None
    assert main_of(shown).find("a", href=reverse("wagtailadmin_pages:edit", args=[page.pk])) is not None
    assert send(teacher, step("text", page), {"title": "Новое", "text": "Затёрто"}).status_code == 302
    assert latest(page).title == "Новое"
    assert [block.block_type for block in latest(page).body] == ["text", "video"]
    assert send(teacher, step("details", page), {"grades": ["7"]}).status_code == 302
    assert [block.block_type for block in latest(page).body] == ["text", "video"]


def test_what_the_editor_changed_is_in_the_form(teacher, sign_in):
    page = begin(teacher)
    edit_page(sign_in(ADMIN), page, {"title": "Из редактора"}, publish=False)
    assert drawn(teacher.get(step("text", page)))["title"] == "Из редактора"


def test_a_published_page_is_mended_as_a_new_draft(teacher, user):
    authors = [PostAuthor(person=user.person)]
    page = PostPageFactory(parent=BlogPage.objects.get(), title=TITLE, owner=user, authors=authors)
    assert "Опубликовано" in listed(teacher)[TITLE].get_text()
    send(teacher, step("text", page), {"text": "Исправлено."}, "leave")
    assert "Исправлено." in str(latest(page).body)
    assert "Исправлено." not in teacher.get(page.url).text
    assert "правка не отправлена" in listed(teacher)[TITLE].get_text()
    assert teacher.get(step("discard", page)).status_code == 403
    assert teacher.post(step("discard", page)).status_code == 403


def test_what_waits_is_not_changed_until_it_is_taken_back(teacher, user):
    page = begin(teacher)
    typed = drawn(teacher.get(step("text", page)))
    submit(page, user)
    assert "Ждёт модератора" in listed(teacher)[TITLE].get_text()
    assert teacher.get(step("text", page))["Location"] == step("look", page)
    refused = teacher.post(step("text", page), {**typed, "text": "Поздно.", "do": "next"})
    assert "ждёт модератора" in errors(refused)["__all__"]
    assert drawn(refused)["text"] == "Поздно."
    assert "Поздно." not in str(latest(page).body)
    assert teacher.post(step("discard", page)).status_code == 403
    assert teacher.post(step("send", page)).status_code == 302
    teacher.post(step("take_back", page))
    assert "Черновик" in listed(teacher)[TITLE].get_text()
    assert send(teacher, step("text", page), {"text": "Теперь можно."}).status_code == 302
    assert teacher.post(step("take_back", page)).status_code == 302


def test_what_was_sent_between_reading_and_saving_is_not_changed(teacher, user):
    page = begin(teacher)
    upload(teacher, page, snapshot("a.jpg"))
    read = latest(page)
    number = read.body[-1].value["image"].pk
    form = text_form(
        POST, {**text_form(POST, draft=read, user=user).answers, "title": "Поздно"}, draft=read, user=user
    )
    assert form.is_valid()
    submit(page, user)
    with pytest.raises(services.StaleDraftError):
        services.save_step(form)
    with pytest.raises(services.StaleDraftError):
        services.remove_picture(latest(page), user, number)
    assert latest(page).title == TITLE
    assert pictures_of(page) == ["a"]


def test_what_was_returned_shows_the_reason_first_and_can_be_mended(teacher, user):
    page = begin(teacher)
    begin(teacher, title="Потом написанное")
    state = submit(page, user)
    state.current_task_state.specific.reject(
        user=User.objects.get(username=ADMIN), comment="Добавьте <b>день</b>."
    )
    first = main_of(teacher.get("/napisat/")).select(".own__item")
    assert {"Вернули с замечанием" in item.get_text() for item in first[:1]} == {True}
    assert "Добавьте <b>день</b>." in listed(teacher)[TITLE].get_text()
    shown = teacher.get(step("text", page))
    assert "Добавьте <b>день</b>." in main_of(shown).get_text()
    assert send(teacher, step("text", page), {"text": "Во вторник."}).status_code == 302


def test_sending_again_what_waits_changes_nothing(teacher, user):
    page = begin(teacher)
    submit(page, user)
    revision = Page.objects.get(pk=page.pk).latest_revision_id
    teacher.post(step("send", page))
    assert Page.objects.get(pk=page.pk).latest_revision_id == revision


def test_a_look_at_an_older_draft_does_not_send_the_newer_one(teacher):
    page = begin(teacher)
    seen = soup(teacher.get(step("look", page))).select_one("form[action$='otpravit/'] [name=revision]")[
        "value"
    ]
    send(teacher, step("text", page), {"text": "Другое."})
    assert teacher.post(step("send", page), {"revision": seen})["Location"] == step("look", page)


def test_a_draft_is_deleted_after_a_question_with_its_pictures(teacher):
    page = begin(teacher)
    teacher.post(step("details", page), {**drawn(teacher.get(step("details", page))), "pictures": snapshot()})
    picture = latest(page).body[-1].value["image"]
    assert "насовсем" in teacher.get(step("discard", page)).text
    assert Page.objects.filter(pk=page.pk).exists()
    teacher.post(step("discard", page))
    assert not Page.objects.filter(pk=page.pk).exists()
    assert not SitePicture.objects.filter(pk=picture.pk).exists()
    assert teacher.post(step("discard", page)).status_code == 404


def test_a_picture_that_stands_in_a_change_of_a_published_page_outlives_the_draft(teacher):
    page = begin(teacher)
    upload(teacher, page, snapshot("a.jpg"))
    body = latest(page).body
    other = PostPageFactory(parent=BlogPage.objects.get(), title="Другая запись")
    other.body = body
    other.save_revision()
    teacher.post(step("discard", page))
    assert not Page.objects.filter(pk=page.pk).exists()
    assert SitePicture.objects.filter(pk=body[-1].value["image"].pk).exists()


def pictures_of(page):
    """Their titles, as they stand on the page."""
    found = []
    for block in latest(page).body:
        if block.block_type == "picture":
            found.append(block.value["image"].title)
        if block.block_type == "gallery":
            found += [one["image"].title for one in block.value["pictures"]]
    return found


def upload(client, page, *files):
    data = drawn(client.get(step("details", page)))
    return client.post(step("details", page), {**data, "do": "upload", "pictures": list(files)}, follow=True)


def test_pictures_come_several_at_once_are_ordered_and_removed(teacher):
    page = begin(teacher)
    shots = [snapshot("a.jpg"), snapshot("b.png", "PNG", 90), snapshot("c.webp", "WEBP", 180)]
    upload(teacher, page, *shots)
    assert pictures_of(page) == ["a", "b", "c"]
    numbers = {title: SitePicture.objects.filter(title=title).latest("pk").pk for title in "abc"}
    send(teacher, step("details", page), do=f"up-{numbers['c']}")
    send(teacher, step("details", page), do=f"down-{numbers['a']}")
    assert pictures_of(page) == ["c", "a", "b"]
    send(teacher, step("details", page), do=f"up-{numbers['c']}")
    send(teacher, step("details", page), do=f"remove-{numbers['a']}")
    assert pictures_of(page) == ["c", "b"]
    for nonsense in ("up-999999", "remove-0", f"up-{10**30}", "down-x", "танцуй"):
        assert send(teacher, step("details", page), do=nonsense).status_code == 302
    assert pictures_of(page) == ["c", "b"]


def described(client, page, words):
    """Describe the newest picture of `page` at the second step; what came back, and the picture."""
    number = SitePicture.objects.latest("pk").pk
    data = drawn(client.get(step("details", page)))
    answers = {f"p{number}-description": words, f"p{number}-children_recognisable": "no"}
    response = client.post(step("details", page), {**data, **answers, "do": "next"})
    return response, SitePicture.objects.get(pk=number)


def published_with_a_picture(client):
    page = begin(client)
    upload(client, page, snapshot("a.jpg"))
    described(client, page, "Синица")
    client.post(step("send", page))
    assert Page.objects.get(pk=page.pk).live
    return page


def test_words_of_a_picture_that_readers_see_do_not_pass_by_approval(teacher):
    page = published_with_a_picture(teacher)
    set_rule(BlogPage.objects.get(), waits=True)
    shown = teacher.get(step("details", page))
    assert main_of(shown).select_one("[name$='-description']") is None
    assert "уже видят читатели" in main_of(shown).get_text()
    response, picture = described(teacher, page, "Ворона")
    assert response["Location"] == step("look", page)
    assert picture.description == "Синица"
    upload(teacher, page, snapshot("b.jpg", colour=90))
    response, new = described(teacher, page, "Дятел")
    assert response["Location"] == step("look", page)
    assert new.description == "Дятел"


def test_words_of_a_picture_are_mended_where_nobody_checks(teacher):
    page = published_with_a_picture(teacher)
    assert described(teacher, page, "Лазоревка")[1].description == "Лазоревка"


def test_words_of_a_picture_are_not_kept_without_the_draft_they_came_with(teacher, user):
    page = begin(teacher)
    upload(teacher, page, snapshot("a.jpg"))
    old = latest(page)
    send(teacher, step("text", page), {"title": "Из другого окна"})
    picture = old.body[-1].value["image"]
    data = {"description": "Ворона", "children_recognisable": "no"}
    words = DescriptionForm(data, instance=picture, user=user)
    form = details_form(POST, details_form(POST, draft=old, user=user).answers, draft=old, user=user)
    assert form.is_valid()
    assert words.is_valid()
    with pytest.raises(services.StaleDraftError):
        services.save_step(form, [words])
    assert SitePicture.objects.get(pk=picture.pk).description == ""


def test_the_same_pictures_sent_twice_stand_once(teacher):
    page = begin(teacher)
    data = drawn(teacher.get(step("details", page)))
    for _ in range(2):
        teacher.post(step("details", page), {**data, "do": "upload", "pictures": snapshot("a.jpg")})
    assert pictures_of(page) == ["a"]


def test_pictures_for_a_draft_that_another_window_changed_are_not_left_in_the_library(teacher, user):
    page = begin(teacher)
    read, before = latest(page), SitePicture.objects.count()
    send(teacher, step("text", page), {"title": "Из другого окна"})
    with pytest.raises(services.StaleDraftError):
        services.add_pictures(read, user, [snapshot("a.jpg"), snapshot("b.jpg", colour=90)])
    assert SitePicture.objects.count() == before


def test_a_picture_is_placed_by_its_line_and_not_lost_when_the_line_is(teacher):
    page = begin(teacher, text="Раз.\n\nДва.")
    upload(teacher, page, snapshot("a.jpg"))
    number = latest(page).body[-1].value["image"].pk
    send(teacher, step("text", page), {"text": f"Раз.\n\n[картинка {number}: Лес]\n\nДва."})
    assert [block.block_type for block in latest(page).body] == ["text", "picture", "text"]
    assert latest(page).body[1].value["caption"] == "Лес"
    send(teacher, step("text", page), {"text": "Раз.\n\nДва."})
    assert [block.block_type for block in latest(page).body] == ["text", "picture"]


def test_a_picture_that_is_not_of_this_text_cannot_be_named(teacher):
    stranger = SitePicture.objects.first()
    response = send(teacher, "/napisat/zapis/", {"title": TITLE, "text": f"[картинка {stranger.pk}]"})
    assert "такого снимка" in errors(response)["text"]


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (("IMG_1.HEIC", b"\x00\x00\x00\x18ftypheic"), "Наиболее совместимые"),
        (("IMG_1.jpg", b"\x00\x00\x00\x18ftypheic"), "Наиболее совместимые"),
        (("a.jpg", b"no picture"), "a.jpg"),
        (("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"), "a.svg"),
        (("a.jpg", b""), "a.jpg"),
    ],
)
def test_what_is_no_picture_is_refused_and_the_others_are_taken(file, said, teacher):
    page = begin(teacher)
    response = upload(teacher, page, SimpleUploadedFile(*file), snapshot("b.jpg"))
    assert said in main_of(response).select_one(".writing__pictures .form-errors").get_text()
    assert pictures_of(page) == ["b"]


def test_more_pictures_than_the_limit_are_left_out_and_it_is_said(teacher):
    page = begin(teacher)
    response = upload(teacher, page, *[snapshot(f"{number}.jpg", colour=number * 9) for number in range(14)])
    assert "до 12" in main_of(response).select_one(".writing__pictures .form-errors").get_text()
    assert len(pictures_of(page)) == 12


def test_the_list_costs_the_same_with_many_texts_and_turns_over(teacher, user, count_queries):
    few = count_queries(lambda: teacher.get("/napisat/"))
    blog = BlogPage.objects.get()
    for number in range(22):
        PostPageFactory(parent=blog, title=f"Запись {number}", owner=user)
    assert count_queries(lambda: teacher.get("/napisat/")) <= few + 3
    assert teacher.get("/napisat/?page=2").status_code == 200
    assert teacher.get("/napisat/?page=99").status_code == 404


def test_the_teacher_of_the_demo_school_has_something_to_go_on_with(teacher):
    items = listed(teacher)
    assert "Черновик" in items["Как мы мерили скорость звука во дворе"].get_text()
    assert "нужен ли бинокль" in items["Небо на эту ночь"].get_text()
    assert "Ждёт модератора" in items["Опыты по физике дома"].get_text()
