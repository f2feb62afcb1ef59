"""A teacher writes a post on the site's own form: three steps, nothing lost, the editor's page."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db.models.signals import post_init
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from blog.models import BlogPage, PostPage
from members.models import User
from tests.pages import soup
from tests.personas import ADMIN, ANONYMOUS, CARER, COLLEAGUE, COORDINATOR, MODERATOR, PUPIL, TEACHER
from tests.writing.steps import TEXT, TITLE, begin, drawn, errors, latest, main_of, send, step
from writing.kinds import may_write_somewhere, places_of

NEW = "/napisat/zapis/"
SCRIPT = "<script>alert('взлом')</script>"


def kinds_of_blocks(page):
    return [block.block_type for block in page.body]


def test_a_post_is_written_in_three_steps_and_is_the_page_the_editor_opens(teacher, sign_in):
    page = begin(teacher)
    user = User.objects.get(username=TEACHER)
    assert isinstance(page, PostPage)
    assert page.get_parent().specific == BlogPage.objects.get()
    assert not page.live
    assert page.owner == user
    assert page.latest_revision.user == user
    assert page.author_list == [user.person]
    assert page.slug == "kak-my-schitali-ptits"
    assert kinds_of_blocks(page) == ["text", "heading", "text"]
    assert "<li>двух <b>дятлов</b></li>" in str(page.body[2].value)

    asked = send(
        teacher, step("details", page), {"subjects": ["5"], "grades": ["5", "6"], "summary": "О птицах."}
    )
    assert asked["Location"] == step("look", page)
    draft = latest(page)
    assert (draft.grade_list, draft.summary) == ([5, 6], "О птицах.")

    seen = teacher.get(step("look", page))
    assert seen.status_code == 200
    assert TITLE in soup(seen).h1.get_text()
    assert main_of(seen).find("a", href="https://example.org/pticy") is not None
    assert seen.templates[0].name == "blog/post_page.html"

    sent = teacher.post(step("send", page), follow=True)
    assert "Опубликовано:" in sent.text  # teachers are trusted in the blog
    assert sign_in(ANONYMOUS).get(PostPage.objects.get(pk=page.pk).url).status_code == 200
    revisions = page.revisions.count()
    assert "Опубликовано:" in teacher.post(step("send", page), follow=True).text
    assert page.revisions.count() == revisions
    editor = sign_in(ADMIN).get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    assert editor.status_code == 200
    assert TITLE in editor.text


@pytest.mark.parametrize("who", [TEACHER, MODERATOR, COORDINATOR, ADMIN])
def test_who_may_write_finds_the_way_in(who, sign_in):
    client = sign_in(who)
    blog = client.get(BlogPage.objects.get().url)
    assert soup(blog).select_one(".account-menu a[href='/napisat/']") is not None
    assert soup(blog).select_one(f"main a[href='{NEW}']") is not None
    assert client.get(NEW).status_code == 200


def test_the_way_in_is_found_without_building_every_place(count_queries):
    user = User.objects.get(username=ADMIN)
    built: list[int] = []

    def build(instance, **kwargs):
        built.append(instance.pk)

    post_init.connect(build, sender=Page)
    try:
        assert count_queries(lambda: may_write_somewhere(user)) == 1
    finally:
        post_init.disconnect(build, sender=Page)
    assert len(built) == 2  # one for each of two calls
    assert len([page for pages in places_of(user).values() for page in pages]) > 1


CLOSED = (NEW, "/napisat/material/", "/napisat/sayt/")


@pytest.mark.parametrize(
    ("who", "address"),
    [
        *((PUPIL, address) for address in ("/napisat/", "/napisat/1/tekst/", *CLOSED)),
        *((who, address) for who in (CARER, COLLEAGUE) for address in CLOSED),
    ],
)
def test_others_are_refused_and_see_no_way_in(who, address, sign_in):
    client = sign_in(who)
    before = Page.objects.count()
    assert client.get(address).status_code == 403
    assert client.post(address, {"title": TITLE, "text": TEXT}).status_code in {403, 405}
    assert Page.objects.count() == before
    assert "/napisat/" not in str(main_of(client.get(BlogPage.objects.get().url)))


def test_a_stranger_is_asked_to_sign_in_and_sees_no_way_in(sign_in):
    client = sign_in(ANONYMOUS)
    assert client.get(NEW)["Location"] == "/accounts/login/?next=%2Fnapisat%2Fzapis%2F"
    assert "/napisat/" not in client.get(BlogPage.objects.get().url).text


def test_what_was_typed_when_the_session_had_ended_is_there_after_signing_in(sign_in, client):
    asked = client.post(NEW, {"title": TITLE, "text": TEXT, "do": "next"})
    assert asked["Location"].startswith("/accounts/login/?next=")
    client.post(asked["Location"], {"login": TEACHER, "password": "vmeste-demo"})
    back = client.get(NEW)
    assert soup(back).find("textarea", {"name": "text"}).get_text().strip() == TEXT
    assert soup(back).find("input", {"name": "title"})["value"] == TITLE
    assert not PostPage.objects.filter(title=TITLE).exists()


def test_a_title_is_asked_by_its_field_and_the_text_is_kept(teacher):
    response = send(teacher, NEW, {"title": " ", "text": TEXT})
    assert set(errors(response)) == {"title"}
    assert TEXT in soup(response).find("textarea", {"name": "text"}).get_text()
    assert soup(response).find("input", {"name": "title"})["aria-invalid"] == "true"


def test_a_text_is_asked_before_going_on_but_not_before_leaving(teacher):
    assert set(errors(send(teacher, NEW, {"title": TITLE, "text": ""}))) == {"text"}
    page = begin(teacher, do="leave", text="")
    assert page.title == TITLE
    assert teacher.get(step("look", page))["Location"] == step("text", page) + "?check=1"
    assert set(errors(teacher.get(step("text", page) + "?check=1"))) == {"text"}


def test_the_same_form_sent_twice_is_one_page(teacher):
    data = {**drawn(teacher.get(NEW)), "title": TITLE, "text": TEXT, "do": "next"}
    first, second = teacher.post(NEW, data), teacher.post(NEW, data)
    assert first["Location"] == second["Location"]
    assert PostPage.objects.filter(title=TITLE).count() == 1


def test_a_form_sent_again_after_the_browser_went_back_changes_the_page_it_made(teacher):
    data = {**drawn(teacher.get(NEW)), "title": TITLE, "text": TEXT, "do": "next"}
    teacher.post(NEW, data)
    teacher.post(NEW, {**data, "text": "Совсем другое."})
    page = PostPage.objects.get(title=TITLE)
    assert "Совсем другое." in str(latest(page).body)


def test_a_key_of_somebody_elses_page_makes_a_page_of_ones_own(teacher, sign_in):
    theirs = begin(sign_in(MODERATOR))
    mine = begin(teacher, key=str(theirs.translation_key))
    assert mine.pk != theirs.pk
    assert mine.owner.username == TEACHER


@pytest.mark.parametrize("name", ["title", "text"])
def test_a_script_in_a_field_is_shown_as_text(name, teacher):
    page = begin(teacher, **{name: f"Слово {SCRIPT}"})
    seen = teacher.get(step("look", page))
    assert "<script>alert" not in seen.text
    assert SCRIPT in main_of(seen).get_text()
    assert "<script>alert" not in teacher.get("/napisat/").text
    assert "<script>alert" not in teacher.get(step("text", page)).text


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "vbscript:x", "//evil.example"]
)
def test_a_link_that_is_no_address_stays_a_text(address, teacher):
    page = begin(teacher, text=f"Смотрите [сюда]({address}), там всё.")
    assert "<a" not in str(page.body)


def test_signs_that_nobody_sees_are_not_stored(teacher):
    page = begin(teacher, title="Пти\u200bцы\u202e\x00", text="Ти\u2066ши\x00на\ufeff.\x07")
    assert page.title == "Птицы"
    assert "<p>Тишина.</p>" in str(page.body)


def test_a_title_of_signs_that_nobody_sees_is_no_title(teacher):
    assert set(errors(send(teacher, NEW, {"title": "\u200b\u202e\u2060", "text": TEXT}))) == {"title"}


def test_a_hundred_thousand_signs_are_taken_and_more_are_refused_with_the_text_kept(teacher):
    page = begin(teacher, text="слово " * 16_000)
    assert teacher.get(step("text", page)).status_code == 200
    assert teacher.get(step("look", page)).status_code == 200
    response = send(teacher, NEW, {"title": TITLE, "text": "о" * 100_001})
    assert "100000" in errors(response)["text"]
    assert "о" * 100_001 in response.text


def test_five_hundred_links_are_links(teacher):
    page = begin(teacher, text="\n\n".join(f"Сайт https://example.org/{number}" for number in range(500)))
    assert main_of(teacher.get(step("look", page))).text.count("https://example.org/") == 500


def test_a_heading_that_is_too_long_is_refused_by_its_field(teacher):
    response = send(teacher, NEW, {"title": TITLE, "text": f"## {'о' * 161}"})
    assert "160" in errors(response)["text"]


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
@pytest.mark.parametrize("address", ["/napisat/", NEW])
def test_other_methods_are_405(method, address, teacher):
    assert getattr(teacher, method)(address).status_code == 405


def test_only_post_sends_takes_back(teacher):
    page = begin(teacher)
    for name in ("send", "take_back"):
        assert teacher.get(step(name, page)).status_code == 405
    assert teacher.post(step("look", page)).status_code == 405


@pytest.mark.parametrize("address", ["/napisat/stihi/", "/napisat/0/tekst/", f"/napisat/{2**70}/tekst/"])
def test_what_is_not_there_is_404(address, teacher):
    assert teacher.get(address).status_code == 404


def test_a_post_that_lay_as_a_draft_bears_the_day_on_which_it_was_sent(teacher):
    page = begin(teacher)
    draft = latest(page)
    draft.published_on = timezone.localdate() - timedelta(days=30)
    draft.save()
    draft.save_revision()
    assert teacher.post(step("send", page)).status_code == 302
    assert latest(page).published_on == timezone.localdate()
