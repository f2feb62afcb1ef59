"""Blocks of pictures, files and video."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

from core.blocks import previews
from core.blocks.text import PLAIN_FEATURES
from core.blocks.values import FilesValue, PictureValue, VideoValue
from core.video import player_of


def check_video(url: str) -> None:
    """Raise ValidationError for an address whose player the site does not know."""
    if player_of(url) is None:
        raise ValidationError("Сайт умеет показывать видео с RuTube, VK Видео и YouTube. Проверьте адрес.")


class PictureBlock(blocks.StructBlock):
    """One picture with a caption."""

    image = ImageChooserBlock(label="Картинка")
    alt = blocks.CharBlock(
        label="Что на картинке",
        required=False,
        max_length=255,
        help_text="Пусто – возьмём описание, данное картинке при загрузке.",
    )
    caption = blocks.CharBlock(label="Подпись", required=False, max_length=255)

    class Meta:
        icon = "image"
        label = "Картинка"
        description = "Картинка во всю ширину текста, с подписью."
        template = "blocks/picture.html"
        preview_value = staticmethod(previews.picture)
        value_class = PictureValue


class GalleryBlock(blocks.StructBlock):
    """Several pictures in a grid."""

    pictures = blocks.ListBlock(PictureBlock(), label="Картинки", min_num=2, max_num=24)

    class Meta:
        icon = "image"
        label = "Галерея"
        description = "Несколько картинок рядом: рассказ о походе или празднике."
        template = "blocks/gallery.html"
        preview_value = staticmethod(previews.gallery)


class FileEntryBlock(blocks.StructBlock):
    """One file of a list."""

    document = DocumentChooserBlock(label="Файл")
    title = blocks.CharBlock(label="Название", required=False, max_length=160)

    class Meta:
        icon = "doc-full"
        label = "Файл"


class FilesBlock(blocks.StructBlock):
    """Files to open or save."""

    files = blocks.ListBlock(FileEntryBlock(), label="Файлы", min_num=1)

    class Meta:
        icon = "doc-full"
        label = "Файлы"
        description = "Файлы для чтения и скачивания, с видом и размером."
        template = "blocks/files.html"
        preview_value = staticmethod(previews.files)
        value_class = FilesValue


class VideoBlock(blocks.StructBlock):
    """A video that loads after a click saying where it goes; nothing is asked of another host before."""

    title = blocks.CharBlock(label="О чём видео", max_length=160)
    url = blocks.URLBlock(label="Адрес", validators=[check_video], help_text="RuTube, VK Видео или YouTube.")
    transcript = blocks.RichTextBlock(
        label="Текст видео",
        required=False,
        features=PLAIN_FEATURES,
        help_text="Для тех, кто не может слушать.",
    )

    class Meta:
        icon = "media"
        label = "Видео"
        description = "Видео с другого сайта: откроется, когда человек нажмёт."
        template = "blocks/video.html"
        value_class = VideoValue
        preview_value = {
            "title": "Опыт с маятником",
            "url": "https://rutube.ru/video/0123456789abcdef0123456789abcdef/",
            "transcript": "",
        }
