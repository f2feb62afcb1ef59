"""Re-encoding of uploaded pictures: what a camera wrote beside the pixels does not reach the site."""

from __future__ import annotations

from io import BytesIO

from django.core.files.base import ContentFile, File
from PIL import Image, ImageOps

LONGEST_SIDE = 2560
_SAVE_OPTIONS: dict[str, dict[str, object]] = {
    "JPEG": {"quality": 85, "optimize": True, "progressive": True},
    "PNG": {"optimize": True},
    "WEBP": {"quality": 85},
    "GIF": {},
}


def reencode(source: File) -> ContentFile:
    """Return `source` decoded and encoded again in its own format, upright, at most 2560 px a side.

    EXIF with GPS, comments and whatever was appended to the file are gone. An animation keeps its
    first frame. Raises OSError for what Pillow cannot decode (the form has refused it before).
    """
    source.seek(0)
    with Image.open(source) as opened:
        kind = opened.format or ""
        if kind not in _SAVE_OPTIONS:
            raise OSError(f"Картинки вида {kind or 'неизвестного'} сайт не принимает.")
        picture = ImageOps.exif_transpose(opened)
        picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
        if kind == "JPEG" and picture.mode != "RGB":
            picture = picture.convert("RGB")
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
