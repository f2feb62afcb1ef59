"""Upload forms: a picture says what it shows, a document is what its name says."""

from __future__ import annotations

import re
import zipfile
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from PIL import Image
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from core.pictures import clean_upload

LEAST_SIDE = 16
MOST_TIMES_LONGER = 20


class PictureField(WagtailImageField):
    """Takes a picture that the site can show, and encodes it again; says of another what to do with it."""

    default_error_messages = {
        "animated": "Это движущаяся картинка, а сайт показывает неподвижные: движение мешает читать. "
        "Сохраните один её кадр в JPEG или PNG и выберите его.",
        "too_small": "Картинка слишком мала – %(width)s × %(height)s пикселей: на странице её не разглядеть. "
        "Выберите такую, у которой самая короткая сторона хотя бы %(least)s.",
        "too_long": "Картинка слишком вытянута – %(width)s × %(height)s пикселей: на странице от неё "
        "останется черта. Обрежьте её и выберите ещё раз.",
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.help_text = f"JPEG, PNG, GIF или WebP, до {self.max_upload_size_text}."
        self.error_messages |= {
            "invalid_image": "Это не картинка, или файл повреждён. Выберите снимок или рисунок в JPEG, PNG, "
            "GIF или WebP.",
            "invalid_image_extension": "Такие файлы сайт не показывает. Сохраните снимок или рисунок в JPEG, "
            "PNG, GIF или WebP и выберите ещё раз.",
            "invalid_image_known_format": "По имени это .%(extension)s, а внутри файла другое: "
            "%(image_format)s. Сохраните картинку заново в JPEG или PNG и выберите ещё раз.",
            "file_too_large": "Файл слишком велик – %(file_size)s. Сохраните картинку поменьше: "
            "можно до %(max_filesize)s.",
            "file_too_many_pixels": "В картинке слишком много пикселей: %(num_pixels)s, а можно до "
            "%(max_pixels_count)s. Уменьшите её – сайту хватает 2560 пикселей по длинной стороне.",
        }

    def to_python(self, data: Any) -> Any:
        if isinstance(data, UploadedFile) and _moves(data):
            raise forms.ValidationError(self.error_messages["animated"], code="animated")
        try:
            upload = super().to_python(data)
            if not isinstance(upload, UploadedFile):
                return upload
            clean = clean_upload(upload)
        except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
            message = "Картинка повреждена. Сохраните её заново в JPEG или PNG и выберите ещё раз."
            raise forms.ValidationError(message) from error
        clean.image = getattr(upload, "image", None)
        return clean

    def check_image_pixel_size(self, f: Any) -> None:
        width, height = f.image.get_size()
        super().check_image_pixel_size(f)
        told = {"width": width, "height": height, "least": LEAST_SIDE}
        if min(width, height) < LEAST_SIDE:
            raise forms.ValidationError(self.error_messages["too_small"] % told, code="too_small")
        if max(width, height) > MOST_TIMES_LONGER * min(width, height):
            raise forms.ValidationError(self.error_messages["too_long"] % told, code="too_long")


def _moves(upload: UploadedFile) -> bool:
    """Whether it is a film of frames; a JPEG with two pictures in it, as phones make them, is none."""
    upload.seek(0)
    try:
        with Image.open(upload) as opened:
            return opened.format in {"GIF", "PNG", "WEBP"} and bool(getattr(opened, "is_animated", False))
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        return False  # whatever it is, the field says so
    finally:
        upload.seek(0)


class PictureForm(BaseImageForm):
    """A picture with its description: people who do not see it, and search, read that instead."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        description = self.fields.get("description")
        if description is not None:
            description.required = True
            description.label = "Что на картинке"
            description.help_text = "Словами, для тех, кто её не видит: «Пятиклассники сажают липы у школы»."
        file = self.fields.get("file")
        if file is not None:
            self.fields["file"] = PictureField(
                required=file.required, widget=file.widget, label=file.label, help_text=file.help_text
            )


_ZIPPED = {"docx": "word/", "xlsx": "xl/", "pptx": "ppt/"}
_MAGIC = {
    "pdf": b"%PDF-",
    "zip": b"PK",
    "docx": b"PK",
    "xlsx": b"PK",
    "pptx": b"PK",
    "odt": b"PK",
    "ods": b"PK",
    "odp": b"PK",
    "ggb": b"PK",
    "doc": b"\xd0\xcf\x11\xe0",
    "xls": b"\xd0\xcf\x11\xe0",
    "ppt": b"\xd0\xcf\x11\xe0",
    "rtf": b"{\\rtf",
    "ogg": b"OggS",
    "webm": b"\x1a\x45\xdf\xa3",
}
_TEXT = {"txt", "csv", "py"}
_MP3 = re.compile(rb"ID3|\xff[\xe2-\xff]")
"""A tag, or the beginning of a frame: eleven bits set."""
NOT_WHAT_IT_SAYS = (
    "Содержимое файла не похоже на «.{0}». Сохраните его заново в этом виде и выберите ещё раз."
)


def check_content(upload: UploadedFile) -> None:
    """Raise ValidationError unless the first bytes of `upload` are what its extension says.

    An Office file with macros is refused: it can carry a program.
    """
    extension = (upload.name or "").rsplit(".", 1)[-1].lower()
    upload.seek(0)
    head = upload.read(4096)
    upload.seek(0)
    magic = _MAGIC.get(extension)
    if magic is not None and not head.startswith(magic):
        raise forms.ValidationError(NOT_WHAT_IT_SAYS.format(extension))
    if extension in _TEXT and b"\x00" in head:
        raise forms.ValidationError(NOT_WHAT_IT_SAYS.format(extension))
    if extension == "mp3" and not _MP3.match(head):
        raise forms.ValidationError(NOT_WHAT_IT_SAYS.format(extension))
    if extension == "mp4" and head[4:8] != b"ftyp":
        raise forms.ValidationError(NOT_WHAT_IT_SAYS.format(extension))
    if extension in _ZIPPED:
        try:
            with zipfile.ZipFile(upload) as archive:
                names = archive.namelist()
        except zipfile.BadZipFile as error:
            raise forms.ValidationError(NOT_WHAT_IT_SAYS.format(extension)) from error
        finally:
            upload.seek(0)
        if not any(name.startswith(_ZIPPED[extension]) for name in names):
            raise forms.ValidationError(NOT_WHAT_IT_SAYS.format(extension))
        if any(name.lower().endswith("vbaproject.bin") for name in names):
            raise forms.ValidationError("В файле есть макросы. Сохраните его без них и выберите ещё раз.")


class DocumentForm(BaseDocumentForm):
    """A document whose content is what its name says."""

    def clean_file(self) -> UploadedFile:
        upload = self.cleaned_data["file"]
        if isinstance(upload, UploadedFile):
            check_content(upload)
        return upload
