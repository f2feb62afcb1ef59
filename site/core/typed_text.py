"""All that people typed into a page, as plain text: what is compared with the class lists."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import PurePath
from typing import Any
from urllib.parse import unquote

from django.contrib.contenttypes.models import ContentType
from django.db import models
from modelcluster.models import get_all_child_relations
from wagtail.fields import StreamField
from wagtail.models import COMMENTS_RELATION_NAME, Page, ReferenceIndex

from core.models.files import SiteDocument, SitePicture

_INLINE = re.compile(r"</?(?:a|abbr|b|code|em|i|mark|s|span|strong|sub|sup|u)\b[^>]*>", re.IGNORECASE)
_TAG = re.compile(r"<[a-zA-Z/!][^>]*>")
_ATTRIBUTE = re.compile(r"""\s(?:href|alt|title|url)=(["'])(.*?)\1""", re.IGNORECASE | re.DOTALL)
_NOT_TYPED = {"path", "url_path", "draft_title", "translation_key", "imported_digest", "twin_key"}


def plain_text(html: str) -> str:
    """The words of a piece of HTML, and those in its addresses; a word cut by bold letters is whole again."""
    if "<" not in html:
        return unescape(html)
    attributes = [unquote(found[1]) for found in _ATTRIBUTE.findall(html)]
    words = _TAG.sub("\n", _INLINE.sub("", html))
    return unescape("\n".join([words, *attributes]))


def typed_text(page: Page, rows: dict[str, list[Any]] | None = None) -> str:
    """Fields, blocks, rows, and the names of files of `page`, a page of its own class; at most three queries.

    `rows` are the rows of some relations, where a form has others than the page.
    """
    rows = rows or {}
    things: list[Any] = [page]
    for relation in get_all_child_relations(type(page)):
        name = relation.get_accessor_name()
        if name != COMMENTS_RELATION_NAME:  # what editors say to one another is no part of the page
            things += rows[name] if name in rows else getattr(page, name).all()
    parts = [part for thing in things for part in _of_fields(thing)]
    return plain_text("\n\n".join([*parts, *_of_files(things)]))


def _of_fields(thing: models.Model) -> Iterator[str]:
    for field in thing._meta.fields:
        if field.name in _NOT_TYPED or not field.editable or field.choices:
            continue
        if isinstance(field, StreamField):
            value = getattr(thing, field.name)
            yield from _strings(list(value.get_prep_value()) if value else [])
        elif isinstance(field, models.CharField | models.TextField):
            yield getattr(thing, field.name) or ""
        elif field.name == "tag":
            yield str(getattr(thing, field.name, ""))


def _strings(raw: Any) -> Iterator[str]:
    """Every text in the stored form of blocks; the names of their kinds do no harm."""
    if isinstance(raw, str):
        yield raw
    elif isinstance(raw, dict):
        for key, value in raw.items():
            if key not in {"type", "id"}:
                yield from _strings(value)
    elif isinstance(raw, list | tuple):
        for value in raw:
            yield from _strings(value)


def _of_files(things: list[Any]) -> Iterator[str]:
    """The names, descriptions and file names of the pictures and documents that stand on the page."""
    wanted: dict[int, set[int]] = {}
    for thing in things:
        for kind, number, *_ in ReferenceIndex._extract_references_from_object(thing):
            wanted.setdefault(kind, set()).add(int(number))
    pictures = wanted.get(ContentType.objects.get_for_model(SitePicture).pk)
    documents = wanted.get(ContentType.objects.get_for_model(SiteDocument).pk)
    if pictures:
        for picture in SitePicture.objects.filter(pk__in=pictures):
            yield from words_of_file(picture)
    if documents:
        for document in SiteDocument.objects.filter(pk__in=documents):
            yield from words_of_file(document)


def words_of_file(file: SitePicture | SiteDocument) -> list[str]:
    """What readers may meet of a picture or a document beside its content; the file's own name too."""
    described = [file.description, file.credit] if isinstance(file, SitePicture) else []
    return [file.title, *described, PurePath(file.file.name or "").stem]
