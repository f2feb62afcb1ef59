"""Re-encoding of uploaded pictures: what a camera wrote beside the pixels does not reach the site."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from django.core.files.base import ContentFile, File
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from PIL import ExifTags, Image

LONGEST_SIDE = 2560
_SAVE_OPTIONS: dict[str, dict[str, object]] = {
    "JPEG": {"quality": 85, "optimize": True, "progressive": True},
    "PNG": {"optimize": True},
    "WEBP": {"quality": 85},
    "GIF": {},
}


class CleanUpload(SimpleUploadedFile):
    """An upload encoded again by the form already: what it is stored from is not encoded a second time."""

    image: Any = None  # as Wagtail's own field leaves it


def clean_upload(upload: UploadedFile) -> CleanUpload:
    """`upload`, encoded again, under its own name and kind."""
    content = reencode(upload).read()
    return CleanUpload(upload.name or "", content, upload.content_type or "application/octet-stream")


def reencode(source: File) -> ContentFile:
    """Return `source` decoded and encoded again in its own format, upright, at most 2560 px a side.

    EXIF with GPS, comments and whatever was appended to the file are gone, sound or damaged. Of several
    pictures in a file, as phones put the depth of a portrait beside it, the first is kept. Raises OSError
    for what Pillow cannot decode (the form has refused it before).
    """
    source.seek(0)
    with Image.open(source) as opened:
        kind = "JPEG" if opened.format == "MPO" else opened.format or ""
        if kind not in _SAVE_OPTIONS:
            raise OSError(f"Картинки вида {kind or 'неизвестного'} сайт не принимает.")
        # Made small before all else: a JPEG is not even decoded in its full size.
        opened.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
        opened.load()
        picture = _upright(opened)
        if kind == "JPEG" and picture.mode != "RGB":
            picture = picture.convert("RGB")
        elif picture.mode.startswith("I"):
            picture = _eight_bits(picture)
        clean = Image.new(picture.mode, picture.size)
        if picture.mode == "P" and picture.getpalette():
            clean.putpalette(picture.getpalette() or [])
        clean.paste(picture)
        options = dict(_SAVE_OPTIONS[kind])
        if "transparency" in picture.info:
            options["transparency"] = picture.info["transparency"]
        target = BytesIO()
        clean.save(target, format=kind, **options)
    return ContentFile(target.getvalue(), name=source.name)


_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def _upright(picture: Image.Image) -> Image.Image:
    """Turned as its EXIF says, where it can be read; Pillow's own way also writes it, and fails there."""
    try:
        turn = _TURNS.get(picture.getexif().get(ExifTags.Base.Orientation, 1))
    except Exception:  # whatever is wrong with what stands beside the pixels, they are what people look at
        return picture
    return picture if turn is None else picture.transpose(turn)


def _eight_bits(picture: Image.Image) -> Image.Image:
    """A scan of 16 bits, which no other kind of picture can be made of."""
    return picture.convert("I").point(lambda value: value / 256).convert("L")
