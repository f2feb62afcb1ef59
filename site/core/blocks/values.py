"""Derived values of blocks: templates ask for them and choose nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.template.defaultfilters import filesizeformat
from django.utils.text import slugify
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


class HeadingValue(blocks.StructValue):
    @property
    def anchor(self) -> str:
        return slugify(to_slug(self["text"]))


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
