"""The blocks that pages are composed of, by theme."""

from .media import FilesBlock, GalleryBlock, PictureBlock, VideoBlock
from .story import body_blocks
from .text import ButtonBlock, HeadingBlock, NoteBlock, QuoteBlock, StepBlock, SubheadingBlock, TextBlock
from .values import Entry, FileItem, contents_of, headings_of, picture_alt

__all__ = [
    "ButtonBlock",
    "Entry",
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
    "contents_of",
    "headings_of",
    "picture_alt",
]
