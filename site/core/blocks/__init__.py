"""The blocks that pages are composed of, by theme."""

from .media import FilesBlock, GalleryBlock, PictureBlock, VideoBlock
from .story import body_blocks
from .text import ButtonBlock, HeadingBlock, NoteBlock, QuoteBlock, StepBlock, SubheadingBlock, TextBlock
from .values import FileItem, picture_alt

__all__ = [
    "ButtonBlock",
    "FileItem",
    "FilesBlock",
    "GalleryBlock",
    "HeadingBlock",
    "NoteBlock",
    "PictureBlock",
    "QuoteBlock",
    "StepBlock",
    "SubheadingBlock",
    "TextBlock",
    "VideoBlock",
    "body_blocks",
    "picture_alt",
]
