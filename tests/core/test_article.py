"""An article as its reader gets it: pictures in sizes, contents, headings with links, paper."""

from __future__ import annotations

import io
import re
from datetime import date

import pytest
import segno
from django.core.files.base import ContentFile
from PIL import Image

from blog.models import BlogPage, PostPage
from core.models import PictureRendition, SitePicture
from core.print_address import print_address
from demo.factories import InstructionPageFactory, PictureFactory, PlainPageFactory, PostPageFactory
from resources.models import HelpPage, TimetablePage
from tests.pages import content, soup

TEXT = ("text", "<p>Слова.</p>")


def shot(picture, **words):
    return {"image": picture.pk, "alt": "", "caption": "", **words}


@pytest.fixture
def pictures():
    return list(SitePicture.objects.filter(children_recognisable="no").order_by("pk")[:10])


def post(**fields) -> PostPage:
    return PostPageFactory(parent=BlogPage.objects.get(), **fields)


def shown(client, page):
    response = client.get(page.url)
    assert response.status_code == 200
    return soup(response).main


# Pictures.


def test_a_picture_comes_in_webp_of_several_widths_with_a_jpeg_behind_it(client, pictures):
    figure = shown(client, post(picture=pictures[0])).select_one("figure.picture")
    source, image = figure.select_one("source"), figure.select_one("img")
    widths = [int(part.split()[1].removesuffix("w")) for part in source["srcset"].split(",")]
    assert widths == [400, 800, 1200]
    for part in source["srcset"].split(","):
        answer = client.get(part.split()[0])
        assert answer["Content-Type"] == source["type"] == "image/webp"
        assert content(answer)
    answer = client.get(image["src"])
    assert answer["Content-Type"] == "image/jpeg"
    assert content(answer)
    assert int(image["width"]) / int(image["height"]) == pytest.approx(
        pictures[0].width / pictures[0].height, 0.01
    )


def test_a_small_picture_is_not_enlarged_and_no_width_is_named_twice(client):
    drawn = io.BytesIO()
    Image.new("RGB", (500, 300), "teal").save(drawn, "PNG")
    small = PictureFactory(file=ContentFile(drawn.getvalue(), name="malenkaya.png"))
    source = shown(client, post(picture=small)).select_one("figure.picture source")
    assert re.findall(r"(\d+)w", source["srcset"]) == ["400", "500"]


def test_only_the_first_picture_of_a_page_is_fetched_at_once(client, pictures):
    body = [
        ("picture", shot(pictures[1])),
        TEXT,
        ("gallery", {"pictures": [shot(one) for one in pictures[2:5]]}),
    ]
    images = shown(client, post(picture=pictures[0], body=body)).select("figure.picture img")
    assert [image.get("fetchpriority") for image in images] == ["high", *[None] * 4]
    assert [image.get("loading") for image in images] == [None, *["lazy"] * 4]


def test_a_page_that_begins_with_a_picture_of_its_text_waits_for_that_one(client, pictures):
    body = [("picture", shot(pictures[0])), TEXT, ("picture", shot(pictures[1]))]
    images = shown(client, post(body=body)).select("figure.picture img")
    assert [image.get("fetchpriority") for image in images] == ["high", None]


def test_a_picture_of_a_gallery_opens_whole_by_a_click(client, pictures):
    main = shown(client, post(body=[("gallery", {"pictures": [shot(one) for one in pictures[:3]]})]))
    links = main.select(".gallery a")
    assert [link.img["alt"] for link in links] == [one.description for one in pictures[:3]]
    answer = client.get(links[0]["href"])
    assert answer["Content-Type"] == "image/jpeg"
    assert content(answer)


def test_ten_pictures_cost_as_many_queries_as_one(client, pictures, count_queries):
    def body(number):
        few = [shot(one) for one in pictures[:number]]
        return [*[("picture", one) for one in few], ("gallery", {"pictures": few * 2})]

    one, ten = post(picture=pictures[0], body=body(1)), post(picture=pictures[0], body=body(10))
    for page in (one, ten):  # the sizes are made at the first visit
        client.get(page.url)
    assert len(shown(client, ten).select("figure.picture")) == 31
    assert count_queries(lambda: client.get(ten.url)) == count_queries(lambda: client.get(one.url))


def test_sizes_of_a_closed_page_are_closed(client, pictures, sign_in):
    only = PictureFactory()
    page = post(picture=only, live=False)
    for_editor = soup(sign_in("koordinator").get(f"/admin/pages/{page.pk}/view_draft/"))
    assert for_editor.select_one("figure.picture")
    sizes = PictureRendition.objects.filter(image=only)
    assert {size.filter_spec.rsplit("-")[-1] for size in sizes} >= {"webp", "jpeg"}
    assert {client.get(f"/media/{size.file.name}").status_code for size in sizes} == {404}


def test_pictures_that_are_not_wanted_are_words(client, pictures):
    client.cookies["display"] = "100.own.normal.hidden.own"
    main = shown(client, post(picture=pictures[0], body=[("gallery", {"pictures": [shot(pictures[1])] * 2})]))
    assert not main.select("picture, img, source")
    assert [one.get_text() for one in main.select(".no-picture")] == [
        f"Картинка: {pictures[number].description}" for number in (0, 1, 1)
    ]


def test_a_page_without_a_picture_has_a_leaf_in_the_colour_of_its_subject(client, pictures):
    page = PostPage.objects.live().filter(picture=None, page_subjects__isnull=False).first()
    main = shown(client, page)
    assert main.select_one(".article__cover")
    assert main.select_one("article")["data-colour"] == page.subject_list[0].colour
    assert not shown(client, post(picture=pictures[0])).select_one(".article__cover")


# Headings and contents.


def contents(main):
    return main.select("nav[aria-label='На этой странице'] a")


@pytest.mark.parametrize(("number", "listed"), [(0, 0), (2, 0), (3, 3), (24, 24)])
def test_contents_are_of_pages_with_three_headings_and_more(number, listed, client):
    body = [part for place in range(number) for part in (("heading", f"Часть {place}"), TEXT)]
    main = shown(client, post(body=body))
    links = contents(main)
    assert len(links) == listed
    for link in links:
        heading = main.find(id=link["href"][1:])
        assert heading.name == "h2"
        assert heading.get_text(strip=True) == link.get_text(strip=True)


def test_contents_of_a_very_long_page_name_its_main_parts_alone(client):
    part = [("heading", "Часть"), *[("subheading", f"Задание {number}") for number in range(9)]]
    assert {link.get_text(strip=True) for link in contents(shown(client, post(body=part * 4)))} == {"Часть"}


def test_a_heading_has_a_link_to_itself_and_its_own_address(client):
    main = shown(client, post(body=[("heading", "Что взять"), TEXT, ("heading", "Что взять")]))
    links = main.find_all("a", attrs={"aria-label": "Ссылка на раздел «Что взять»"})
    assert len(links) == 2
    assert len({link["href"] for link in links}) == 2
    for link in links:
        assert link["href"].startswith("#chto-vzyat")
        assert main.find(id=link["href"][1:]).get_text(strip=True) == "Что взять"


def test_steps_of_an_instruction_are_in_its_contents(client):
    steps = [("step", {"title": title, "text": "", "image": None}) for title in ("Откройте", "Нажмите")]
    page = InstructionPageFactory(parent=HelpPage.objects.get(), steps=steps, body=[])
    main = shown(client, page)
    assert [link.get_text(strip=True) for link in contents(main)] == ["По шагам", "Откройте", "Нажмите"]
    assert "Нажмите" in main.find(id="shag-2").get_text()


# The posts before and after.


def test_a_post_leads_to_those_before_and_after_it_that_one_may_see(client):
    posts = [post(title=f"Запись {day}", published_on=date(2031, 1, day)) for day in (1, 2, 3, 4)]
    posts[2].unpublish()
    ways = {
        link["rel"][0]: link.get_text(" ", strip=True)
        for link in shown(client, posts[1]).select("nav a[rel]")
    }
    assert ways == {"prev": "Раньше Запись 1", "next": "Позже Запись 4"}
    assert [link["rel"][0] for link in shown(client, posts[3]).select("nav a[rel]")] == ["prev"]


# On paper.


def code_in(main) -> str:
    return main.select_one(".paper-address svg path")["d"]


def code_of(address: str) -> str:
    return squares(print_address(address).code)


def squares(svg: str) -> str:
    return re.search(r' d="([^"]+)"', svg)[1]


def test_a_printed_page_says_where_it_is_in_words_and_as_a_code(client, home):
    page = PlainPageFactory(parent=home, title="Памятка")
    main = shown(client, page)
    assert main.select_one(".paper-address__words").get_text() == "testserver/pamyatka"
    assert code_in(main) == code_of(f"http://testserver{page.url}")


def test_the_code_says_the_address_and_nothing_else():
    drawn = squares(print_address("http://testserver/pamyatka/").code)
    same = segno.make("http://testserver/pamyatka/", error="l", micro=False)
    assert drawn == squares(same.svg_inline(border=2, omitsize=True))
    assert drawn != squares(print_address("http://testserver/drugoe/").code)


def test_the_timetable_of_a_class_leads_back_to_that_class(client):
    page = TimetablePage.objects.get(kind="lessons")
    chosen = f"{page.url}?class=5+%C2%AB%D0%90%C2%BB"
    main = soup(client.get(chosen)).main
    assert main.select_one(".paper-address__words").get_text().endswith("?class=5+«А»")
    assert code_in(main) == code_of(f"http://testserver{chosen}")


@pytest.mark.parametrize("address", ["/accounts/login/", "/search/?q=школа", "/net-takoy/"])
def test_what_is_no_page_of_the_tree_has_no_code(address, client):
    assert "paper-address" not in client.get(address).text


def test_a_school_at_rf_is_named_in_russian():
    assert print_address("https://xn--80atdl2c.xn--p1ai/blog/").words == "школа.рф/blog"


def test_an_address_too_long_for_a_printer_stands_in_words_alone():
    paper = print_address(f"http://testserver/{'a' * 400}/")
    assert paper.code == ""
    assert paper.words.startswith("testserver/aaa")
