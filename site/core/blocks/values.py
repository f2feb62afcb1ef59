"""Derived values of blocks: templates ask for them and choose nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.template.defaultfilters import filesizeformat
from wagtail import blocks

from core.text import to_slug
from core.video import player_of

if TYPE_CHECKING:
    from core.models.files import SiteDocument, SitePicture


@dataclass(frozen=True, slots=True)
class FileItem:
    """A file as a list shows it: title, address, kind in capitals, size in words."""

    title: str
    url: str
    extension: str
    size_text: str

    @classmethod
    def of(cls, document: SiteDocument, title: str = "") -> FileItem:
        size = filesizeformat(document.file_size or 0)
        return cls(title or document.title, document.url, document.file_extension.upper(), size)


def picture_alt(picture: SitePicture | None, own: str = "") -> str:
    """The text for who does not see the picture: the block's own, else the picture's description."""
    return own or (picture.description if picture else "")


@dataclass(frozen=True, slots=True)
class Entry:
    """A heading of a page, and where it is."""

    text: str
    anchor: str
    level: int = 2


FEWEST, MOST = 3, 24
_LEVELS = {"heading": 2, "subheading": 3}


def anchor_of(block: blocks.StreamValue.StreamChild) -> str:
    """The address of a heading on its page: its words, and its number, as editors do repeat themselves."""
    return "-".join([to_slug(block.value["text"])[:48].strip("-"), *([block.id[:8]] if block.id else [])])


def headings_of(body: blocks.StreamValue) -> list[Entry]:
    return [
        Entry(block.value["text"], anchor_of(block), _LEVELS[block.block_type])
        for block in body
        if block.block_type in _LEVELS
    ]


def contents_of(headings: list[Entry]) -> list[Entry]:
    """What a list of contents names of `headings`: nothing when they are few, no small ones when many."""
    if len(headings) > MOST:
        headings = [entry for entry in headings if entry.level == 2]
    return headings[:MOST] if len(headings) >= FEWEST else []


class PictureValue(blocks.StructValue):
    @property
    def alternative(self) -> str:
        return picture_alt(self.get("image"), self.get("alt", ""))


class VideoValue(blocks.StructValue):
    @property
    def provider_name(self) -> str:
        found = player_of(self["url"])
        return found[0] if found else ""

    @property
    def embed_url(self) -> str:
        found = player_of(self["url"])
        return found[1] if found else ""


class ButtonValue(blocks.StructValue):
    @property
    def href(self) -> str:
        page: Any = self.get("page")
        return page.url if page else self.get("url", "")


class FilesValue(blocks.StructValue):
    @property
    def listed(self) -> list[FileItem]:
        return [
            FileItem.of(entry["document"], entry["title"]) for entry in self["files"] if entry["document"]
        ]
