"""The choice of blocks that the body of a page offers."""

from __future__ import annotations

from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock

from core.blocks import previews
from core.blocks.media import FilesBlock, GalleryBlock, PictureBlock, VideoBlock
from core.blocks.text import ButtonBlock, HeadingBlock, NoteBlock, QuoteBlock, SubheadingBlock, TextBlock


class TableBlock(blocks.StructBlock):
    """A table with headings, readable by ear and on a narrow screen."""

    caption = blocks.CharBlock(label="О чём таблица", max_length=160)
    table = TypedTableBlock([("text", blocks.CharBlock(label="Текст", required=False))], label="Таблица")

    class Meta:
        icon = "table"
        label = "Таблица"
        description = "Строки и столбцы с заголовками. Для расписания есть свой тип страницы."
        template = "blocks/table.html"
        preview_value = staticmethod(previews.table)


body_blocks: list[tuple[str, blocks.Block]] = [
    ("heading", HeadingBlock()),
    ("subheading", SubheadingBlock()),
    ("text", TextBlock()),
    ("picture", PictureBlock()),
    ("gallery", GalleryBlock()),
    ("files", FilesBlock()),
    ("video", VideoBlock()),
    ("note", NoteBlock()),
    ("quote", QuoteBlock()),
    ("table", TableBlock()),
    ("button", ButtonBlock()),
]
