"""An editor uploads a picture: what the camera wrote beside it is gone, what is no picture is refused."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import override_settings
from PIL import ExifTags, Image

from core.models import SitePicture
from core.picture_sizes import SHAPES, sizes_of
from tests.personas import ANONYMOUS, CARER, MODERATOR, PUPIL, TEACHER

ADD = "/admin/images/add/"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
RED, BLUE = (200, 30, 30), (30, 30, 200)


def photo(kind: str = "JPEG", size: tuple[int, int] = (600, 400), orientation: int = 1) -> bytes:
    """The left half red, the right half blue; with the place, the camera and a comment in EXIF."""
    picture = Image.new("RGB", size, RED)
    picture.paste(BLUE, (size[0] // 2, 0, *size))
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    exif[ExifTags.Base.Make] = "PHONE-OF-A-PARENT"
    exif[ExifTags.Base.ImageDescription] = "SECRET-COMMENT"
    exif.get_ifd(ExifTags.IFD.GPSInfo).update({1: "N", 2: (44.0, 36.0, 36.0), 3: "E", 4: (40.0, 6.0, 2.0)})
    target = BytesIO()
    picture.save(target, kind, exif=exif)
    return target.getvalue()


def form(content: bytes, name: str = "snimok.jpg", **changes: str) -> dict[str, object]:
    return {
        "title": "Сажаем липы",
        "file": SimpleUploadedFile(name, content),
        "description": "Пятиклассники сажают липы у школы",
        "children_recognisable": "no",
        "credit": "",
        "tags": "",
        **changes,
    }


def uploaded() -> SitePicture:
    return SitePicture.objects.get(title="Сажаем липы")


def stored(picture) -> tuple[bytes, Image.Image]:
    with picture.file.open("rb") as file:
        content = file.read()
    return content, Image.open(BytesIO(content))


@pytest.fixture
def client(sign_in):
    return sign_in(TEACHER)


def refused(response) -> str:
    """What the form says of the file; nothing was kept."""
    assert response.status_code == 200
    assert not SitePicture.objects.filter(title="Сажаем липы").exists()
    said = " ".join(response.context["form"].errors["file"])
    assert re.search("[а-яё]{3}", said), said
    assert said in response.text.replace("&quot;", '"')
    return said


@pytest.mark.parametrize(
    ("kind", "name"), [("JPEG", "a.jpg"), ("JPEG", "A.JPEG"), ("PNG", "a.png"), ("WEBP", "a.webp")]
)
def test_the_place_and_the_camera_do_not_reach_the_site(kind, name, client):
    original = photo(kind)
    assert b"PHONE-OF-A-PARENT" in original
    assert client.post(ADD, form(original, name)).status_code == 302
    picture = uploaded()
    for file in (picture, picture.get_rendition("width-300"), picture.get_rendition("original")):
        content, opened = stored(file)
        assert dict(opened.getexif()) == {}
        assert not opened.getexif().get_ifd(ExifTags.IFD.GPSInfo)
        assert b"PHONE-OF-A-PARENT" not in content
        assert b"SECRET-COMMENT" not in content


def test_what_is_appended_to_a_picture_is_cut_off(client):
    client.post(ADD, form(photo() + b"<?php echo 1; ?>"))
    assert b"<?php" not in stored(uploaded())[0]


@pytest.mark.parametrize(
    ("orientation", "size", "left"), [(1, (600, 400), RED), (3, (600, 400), BLUE), (6, (400, 600), None)]
)
def test_a_picture_taken_sideways_stands_upright(orientation, size, left, client):
    client.post(ADD, form(photo(orientation=orientation)))
    picture = uploaded()
    opened = stored(picture)[1]
    assert opened.size == (picture.width, picture.height) == size
    top, bottom = opened.getpixel((size[0] // 2, 5)), opened.getpixel((size[0] // 2, size[1] - 5))
    if left is None:
        assert top[0] > 150 > bottom[0]
    else:
        assert max(abs(one - other) for one, other in zip(opened.getpixel((5, 200)), left, strict=True)) < 20


def with_another_description(sound: bytes) -> bytes:
    """The description called another property: Pillow reads such EXIF and cannot write it again."""
    description, another = (
        tag.to_bytes(2, "big") + b"\x00\x02"  # 2: words
        for tag in (ExifTags.Base.ImageDescription, ExifTags.Base.MaxSampleValue)
    )
    return sound.replace(description, another)


def with_damaged_beginning(sound: bytes) -> bytes:
    """Nobody can say where anything in it is."""
    return sound.replace(b"Exif\x00\x00MM\x00*", b"Exif\x00\x00XX\x07?")


def with_rows_beyond_the_end(sound: bytes) -> bytes:
    return sound.replace(b"Exif\x00\x00MM\x00*\x00\x00\x00\x08", b"Exif\x00\x00MM\x00*\x7f\xff\xff\xff")


def with_a_turn_that_is_none(sound: bytes) -> bytes:
    turn = ExifTags.Base.Orientation.to_bytes(2, "big") + b"\x00\x03\x00\x00\x00\x01\x00"
    return sound.replace(turn + b"\x06", turn + b"\x63")


@pytest.mark.filterwarnings("ignore:Corrupt EXIF data")
@pytest.mark.parametrize(
    ("damage", "size"),
    [
        (with_another_description, (400, 600)),  # how it was held can still be read
        (with_damaged_beginning, (600, 400)),
        (with_rows_beyond_the_end, (600, 400)),
        (with_a_turn_that_is_none, (600, 400)),
    ],
)
def test_a_photograph_with_nonsense_beside_it_is_kept_without_the_nonsense(damage, size, client):
    sound = photo(orientation=6)
    broken = damage(sound)
    assert broken != sound
    assert client.post(ADD, form(broken)).status_code == 302
    picture = uploaded()
    content, opened = stored(picture)
    assert opened.size == (picture.width, picture.height) == size
    assert dict(opened.getexif()) == {}
    assert b"PHONE-OF-A-PARENT" not in content


def test_a_huge_photograph_is_stored_in_a_size_that_the_site_needs(client):
    client.post(ADD, form(photo(size=(4000, 3000))))
    picture = uploaded()
    assert stored(picture)[1].size == (picture.width, picture.height) == (2560, 1920)
    assert picture.file_size == picture.file.size


def test_transparency_survives(client):
    target = BytesIO()
    Image.new("RGBA", (40, 40), (0, 0, 0, 0)).save(target, "PNG")
    client.post(ADD, form(target.getvalue(), "znak.png"))
    assert stored(uploaded())[1].convert("RGBA").getpixel((1, 1))[3] == 0


def test_replacing_the_file_cleans_the_new_one_too(sign_in):
    client = sign_in(MODERATOR)
    client.post(ADD, form(photo()))
    picture = uploaded()
    assert client.post(f"/admin/images/{picture.pk}/", form(photo(size=(500, 300)))).status_code == 302
    content, opened = stored(uploaded())
    assert opened.size == (500, 300)
    assert b"PHONE-OF-A-PARENT" not in content


# Refusals.


def test_a_text_called_jpg_is_refused(client):
    refused(client.post(ADD, form("Это не картинка.".encode(), "a.jpg")))


def test_a_broken_jpeg_is_refused(client):
    refused(client.post(ADD, form(photo()[:40], "a.jpg")))


def test_a_picture_cut_in_the_middle_is_refused(client):
    """A phone that lost the net has half a file."""
    refused(client.post(ADD, form(photo(size=(2000, 2000))[:-2000], "a.jpg")))


@pytest.mark.parametrize("name", ["znak.svg", "znak.png"])
def test_svg_is_refused_under_its_own_name_and_under_another(name, client):
    refused(client.post(ADD, form(SVG, name)))


def test_a_png_called_jpg_is_refused(client):
    refused(client.post(ADD, form(photo("PNG"), "a.jpg")))


@pytest.mark.parametrize("kind", ["TIFF", "BMP"])
def test_kinds_that_browsers_do_not_show_are_refused(kind, client):
    target = BytesIO()
    Image.new("RGB", (20, 20)).save(target, kind)
    refused(client.post(ADD, form(target.getvalue(), f"a.{kind.lower()}")))


def test_a_picture_of_too_many_pixels_is_refused_before_it_is_decoded(client):
    """A bomb: a few kilobytes that would take gigabytes of memory."""
    target = BytesIO()
    Image.new("1", (7000, 7000)).save(target, "PNG", optimize=True)
    assert len(target.getvalue()) < 50_000
    assert "пиксел" in refused(client.post(ADD, form(target.getvalue(), "a.png")))


def test_a_photograph_of_sixty_megapixels_is_refused_with_what_to_do(client):
    target = BytesIO()
    Image.new("L", (10_000, 6000)).save(target, "JPEG", quality=30)
    said = refused(client.post(ADD, form(target.getvalue())))
    assert "Уменьшите" in said
    assert "60000000" in said


def test_the_largest_picture_that_is_taken_costs_bounded_time_and_memory(client):
    """In a process of its own, so that nothing else is counted."""
    lines = [
        "import io, resource, time; from PIL import Image",
        "from django.core.files.base import ContentFile",
        "from core.pictures import reencode",
        "target = io.BytesIO()",
        "Image.new('RGB', (8000, 4900)).save(target, 'JPEG')",
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss",
        "began = time.process_time()",
        "reencode(ContentFile(target.getvalue(), name='a.jpg'))",
        "spent = time.process_time() - began",
        "print(spent, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024)",
    ]
    answer = subprocess.run(  # noqa: S603
        [sys.executable, "-c", "\n".join(lines)],
        env={**os.environ, "PYTHONPATH": "site:.", "DJANGO_SETTINGS_MODULE": "config.settings.testing"},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    seconds, megabytes = map(float, answer.stdout.split())
    assert seconds < 10
    assert megabytes < 100


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG"])
def test_what_moves_is_refused_with_what_to_do(kind, client):
    frames = [Image.new("RGB", (60, 40), colour) for colour in (RED, BLUE)]
    target = BytesIO()
    frames[0].save(target, kind, save_all=True, append_images=frames[1:], duration=100)
    assert "один её кадр" in refused(client.post(ADD, form(target.getvalue(), f"a.{kind.lower()}")))


@pytest.mark.parametrize(
    ("size", "word"), [((1, 1), "слишком мала"), ((20_000, 10), "слишком мала"), ((9000, 20), "вытянута")]
)
def test_what_nobody_could_make_out_is_refused(size, word, client):
    target = BytesIO()
    Image.new("RGB", size).save(target, "PNG")
    assert word in refused(client.post(ADD, form(target.getvalue(), "a.png")))


def test_a_gif_that_stands_still_is_taken(client):
    target = BytesIO()
    Image.new("P", (60, 40)).save(target, "GIF")
    assert client.post(ADD, form(target.getvalue(), "a.gif")).status_code == 302


def test_a_portrait_of_a_phone_with_two_pictures_in_it_is_taken(client):
    """MPO: the depth, or the brighter copy, lies behind the picture in one file called .jpg."""
    target = BytesIO()
    Image.new("RGB", (600, 400), RED).save(
        target, "MPO", save_all=True, append_images=[Image.new("RGB", (300, 200), BLUE)]
    )
    assert client.post(ADD, form(target.getvalue())).status_code == 302
    opened = stored(uploaded())[1]
    assert opened.format == "JPEG"
    assert opened.getpixel((5, 5))[0] > 150


@pytest.mark.parametrize(
    ("kind", "mode"),
    [
        ("JPEG", "CMYK"),
        ("JPEG", "L"),
        ("PNG", "1"),
        ("PNG", "LA"),
        ("PNG", "I;16"),
        ("GIF", "P"),
        ("WEBP", "RGBA"),
    ],
)
def test_a_picture_of_any_colours_is_shown(kind, mode, client):
    """Not only stored: the sizes that pages show can be made of it."""
    target = BytesIO()
    Image.new(mode, (900, 600)).save(target, kind)
    assert client.post(ADD, form(target.getvalue(), f"a.{kind.lower()}")).status_code == 302
    for shape in SHAPES:
        sizes = sizes_of(uploaded(), shape)
        assert sizes.srcset.count("/media/") >= 2
        assert "not-found" not in sizes.srcset + sizes.fallback


@override_settings(WAGTAILIMAGES_MAX_UPLOAD_SIZE=1000)
def test_a_file_that_is_too_big_is_refused(client):
    refused(client.post(ADD, form(photo())))


@pytest.mark.parametrize("field", ["title", "file", "description", "children_recognisable"])
def test_what_a_picture_cannot_do_without_is_asked_for(field, client):
    response = client.post(ADD, form(photo(), **{field: ""}))
    assert re.search("[а-яё]{3}", " ".join(response.context["form"].errors[field]))
    assert not SitePicture.objects.filter(uploaded_by_user__isnull=False).exists()


def test_the_form_asks_what_the_picture_shows_in_plain_russian(client):
    text = client.get(ADD).text
    assert "Что на картинке" in text
    assert "Словами, для тех, кто её не видит" in text
    assert "согласия родителей" in text


# Several at once, as the editor's page for pictures sends them.


def several(client, content: bytes, name: str):
    files = {"title": name, "files[]": SimpleUploadedFile(name, content)}
    return client.post(
        "/admin/images/multiple/add/", files, headers={"X-Requested-With": "XMLHttpRequest"}
    ).json()


@pytest.mark.parametrize(
    ("content", "name"),
    [(SVG, "a.svg"), (SVG, "a.jpg"), (b"text", "a.png"), (photo()[:40], "a.jpg")],
    ids=["svg", "svg as jpg", "text as png", "half a jpg"],
)
def test_several_at_once_refuse_what_is_no_picture(content, name, client):
    answer = several(client, content, name)
    assert answer["success"] is False
    assert re.search("[а-яё]{3}", answer["error_message"])


def test_several_at_once_wait_for_the_answers_and_are_cleaned(client):
    answer = several(client, photo(), "a.jpg")
    assert answer["success"]
    assert "Что на картинке" in answer["form"]
    number = re.search(r"create_from_uploaded_image/(\d+)/", answer["form"])[1]
    prefix = f"uploaded-image-{number}"
    fields = {"title": "Сажаем липы", "description": "Липы", "children_recognisable": "no", "tags": ""}
    client.post(
        f"/admin/images/multiple/create_from_uploaded_image/{number}/",
        {f"{prefix}-{name}": value for name, value in fields.items()},
        headers={"X-Requested-With": "XMLHttpRequest"},
    )
    assert b"PHONE-OF-A-PARENT" not in stored(uploaded())[0]


@pytest.mark.parametrize(("login", "expected"), [(ANONYMOUS, "/accounts/login/"), (CARER, ""), (PUPIL, "")])
def test_others_than_editors_upload_nothing(login, expected, sign_in):
    response = sign_in(login).post(ADD, form(photo()))
    assert response.status_code in {302, 403}
    assert response.get("Location", "").startswith(expected)
    assert not SitePicture.objects.filter(title="Сажаем липы").exists()
