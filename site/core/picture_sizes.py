"""The sizes in which a picture is shown: which are made, and how a page asks for all of them at once.

WebP in a few widths for the browser to choose from, and one JPEG for browsers that know no WebP
(docs/decisions/0023). A picture is never enlarged, so a small one has fewer sizes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import prefetch_related_objects
from wagtail.blocks import StreamValue, StructValue
from wagtail.blocks.list_block import ListValue
from wagtail.fields import StreamField
from wagtail.images.shortcuts import get_renditions_or_not_found
from wagtail.models import Page

from core.models.files import SitePicture

_WITH_PICTURES = {"picture", "gallery", "step"}


@dataclass(frozen=True, slots=True)
class Shape:
    """The widths of the WebPs, and the JPEG for who has none."""

    widths: tuple[int, ...]
    fallback: str


SHAPES = {
    "wide": Shape((400, 800, 1200), "width-800|format-jpeg"),
    # In a gallery: small ones, and the whole picture behind a click, which serves old browsers too.
    "tile": Shape((320, 640), "max-1600x1600|format-jpeg"),
}


@dataclass(frozen=True, slots=True)
class Sizes:
    """What components/picture.html prints: `width` and `height` keep the place until the picture comes."""

    srcset: str
    fallback: str
    width: int
    height: int


def sizes_of(picture: SitePicture, shape: str) -> Sizes:
    """The sizes of `picture`, made where they are not there yet; no query where they were loaded."""
    wanted = SHAPES[shape]
    widths = [width for width in wanted.widths if width < picture.width]
    if len(widths) < len(wanted.widths):
        widths.append(wanted.widths[len(widths)])  # the picture as it is: Wagtail does not enlarge
    specs = [f"width-{width}|format-webp" for width in widths]
    made = get_renditions_or_not_found(picture, [*specs, wanted.fallback])
    largest = made[specs[-1]]
    return Sizes(
        srcset=", ".join(f"{made[spec].url} {made[spec].width}w" for spec in specs),
        fallback=made[wanted.fallback].url,
        width=largest.width,
        height=largest.height,
    )


def load_sizes(page: Page) -> None:
    """Load the known sizes of every picture in the fields and blocks of `page`: one query for them all."""
    pictures = list(_pictures_of(page))
    if pictures:
        prefetch_related_objects(pictures, "renditions")


def _pictures_of(page: Page) -> Iterator[SitePicture]:
    for field in page._meta.fields:
        if isinstance(field, StreamField):
            yield from _in_value(getattr(page, field.name))
        elif field.related_model is SitePicture and (picture := getattr(page, field.name)):
            yield picture


def _in_value(value: Any) -> Iterator[SitePicture]:
    if isinstance(value, SitePicture):
        yield value
    elif isinstance(value, StreamValue):
        # A block without pictures is not looked into: what it chooses is asked of the database by looking.
        for block in value:
            if block.block_type in _WITH_PICTURES:
                yield from _in_value(block.value)
    elif isinstance(value, StructValue):
        for inner in value.values():
            yield from _in_value(inner)
    elif isinstance(value, ListValue):
        for inner in value:
            yield from _in_value(inner)
