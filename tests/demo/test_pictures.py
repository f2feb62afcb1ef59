"""The pictures of the demo school: drawn alike every time, light, each of its own, each told in words."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from blog.models import PostPage
from core.models import SitePicture
from demo.drawing import SCENES, WITH_CHILDREN, children, draw, landscape
from events.models import EventPage
from home.models import HomePage
from resources.models import AnnouncementPage
from subjects.models import MaterialPage, SubjectPage


@pytest.mark.parametrize("name", SCENES)
def test_a_scene_is_drawn_alike_every_time_and_is_light(name):
    first, second = draw(name).read(), draw(name).read()
    assert first == second
    assert len(first) < 90 * 1024
    with Image.open(io.BytesIO(first)) as picture:
        assert (picture.format, picture.size) == ("JPEG", (1280, 720))


def test_scenes_are_not_one_picture_in_other_colours():
    """Brought down to shapes of light and dark, no two are near."""
    shapes = {}
    for name in SCENES:
        with Image.open(draw(name)) as picture:
            small = picture.convert("L").resize((16, 9))
        middle = sorted(small.tobytes())[72]
        shapes[name] = [point > middle for point in small.tobytes()]
    near = [
        (one, other)
        for one in shapes
        for other in shapes
        if one < other and sum(a != b for a, b in zip(shapes[one], shapes[other], strict=True)) < 14
    ]
    assert near == []


def test_a_scene_is_told_in_words():
    titles = [scene.title for scene in SCENES.values()]
    words = [scene.description for scene in SCENES.values()]
    assert len(set(titles)) == len(titles)
    assert len(set(words)) == len(words)
    assert all(text.startswith("Рисунок: ") and 40 < len(text) <= 125 for text in words)


def test_landscapes_and_children_are_the_same_for_the_same_number():
    assert landscape(5).read() == landscape(5).read()
    assert len({landscape(number).read() for number in range(6)}) == 6
    assert children(1).read() == children(1).read()
    assert len({children(number).read() for number in range(4)}) == 4


def test_every_scene_hangs_in_the_demo_school_and_says_what_is_drawn():
    """Those with children hang under titles of their own and wait for consents."""
    free = {scene.title: scene.description for name, scene in SCENES.items() if name not in WITH_CHILDREN}
    pictures = SitePicture.objects.filter(children_recognisable=SitePicture.Children.NO)
    assert dict(pictures.values_list("title", "description")) == free
    assert [picture.title for picture in pictures if not picture.get_usage()] == []


def test_home_and_subjects_have_their_own_and_lists_have_both_kinds():
    own = [HomePage.objects.get().picture_id, *SubjectPage.objects.values_list("picture_id", flat=True)]
    assert None not in own
    assert len(set(own)) == len(own)
    for kind in (PostPage, EventPage, AnnouncementPage, MaterialPage):
        assert kind.objects.live().filter(picture=None).exists(), kind
        assert kind.objects.live().exclude(picture=None).count() > 5, kind
