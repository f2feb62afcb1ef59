"""A Word file as a text: what is in it, without what only Word needs. Nothing in the file is trusted.

The zip is measured before anything of it is unpacked, its XML may not define entities, no other file is
opened from it; mammoth makes HTML of the rest, nh3 leaves of it what a text may have.
"""

from __future__ import annotations

import zipfile
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import mammoth
import nh3
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat

from core.upload_forms import check_content
from writing.blocks import read_html
from writing.flow import Element, Flow, Heading, Items, Paragraph, Pictures, Run, plain, tidy
from writing.markup import write

LARGEST = 10 * 1024 * 1024
MOST_XML = 6 * 1024 * 1024
MOST_TAGS = 150_000  # some five seconds of work and 200 MB of memory; a text of 100 pages has half of it
MOST_UNPACKED = 60 * 1024 * 1024
MOST_PARTS = 2000
MOST_PICTURES = 24
LARGEST_PICTURE = 10 * 1024 * 1024
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_BEFORE_XML = b"\0 \t\r\n\xef\xbb\xbf\xfe\xff"
_PICTURE_KINDS = {"image/jpeg": "jpg", "image/png": "png", "image/gif": "gif", "image/webp": "webp"}
_TAGS = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "strong", "b", "em", "i", "a", "br", "ul", "ol", "li",
         "table", "thead", "tbody", "tr", "th", "td", "img"}  # fmt: skip
_STYLES = """
p[style-name='Title'] => h1:fresh
p[style-name='Subtitle'] => p:fresh
p[style-name='Название'] => h1:fresh
p[style-name='Заголовок'] => h1:fresh
"""
OLD_WORD = (
    "Это старый вид файла Word. Откройте его в Word, выберите «Сохранить как», вид «Документ Word (.docx)», "
    "и выберите новый файл."
)
NOT_WORD = "Нужен файл Word с именем на «.docx». Из другой программы сохраните текст в этом виде."
WITH_MACROS = "В файле есть макросы. Сохраните его как «Документ Word (.docx)», без них, и выберите ещё раз."
WITH_PASSWORD = "Файл защищён паролем. Снимите защиту в Word: «Файл» – «Сведения» – «Защита документа»."  # noqa: S105
DAMAGED = "Файл не читается. Откройте его в Word, сохраните заново как .docx и выберите ещё раз."
TOO_MUCH = "В файле слишком много всего. Разделите его на части или перенесите текст копированием."
EMPTY = "В файле нет текста."


@dataclass(slots=True)
class WordText:
    """What came out of a file. Pictures in `flow` are places in `pictures`; `left_out` were not taken."""

    flow: Flow
    title: str = ""
    pictures: list[WordPicture] = field(default_factory=list)
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class WordPicture:
    name: str
    content: bytes
    description: str


def read_word(upload: UploadedFile) -> WordText:
    """Read `upload`. Raises ValidationError, with a sentence that says how to mend it."""
    _check_name_and_size(upload)
    check_content(upload)
    _check_inside(upload)
    found = WordText([])
    html = _to_html(upload, found)
    flow = read_html(nh3.clean(html, tags=_TAGS, attributes={"a": {"href"}, "img": {"src"}}), strict=False)
    found.title, flow = _title_of(flow)
    found.flow = [one for element in _levelled(flow) for one in _typeable(element)]
    if not found.flow and not found.title:
        raise ValidationError(EMPTY)
    return found


def _check_name_and_size(upload: UploadedFile) -> None:
    name = (upload.name or "").lower()
    upload.seek(0)
    head = upload.read(LARGEST if name.endswith(".docx") and (upload.size or 0) <= LARGEST else 8)
    upload.seek(0)
    if name.endswith((".docm", ".dotm")):
        raise ValidationError(WITH_MACROS)
    if head.startswith(_OLE):
        raise ValidationError(WITH_PASSWORD if _ENCRYPTED in head else OLD_WORD)
    if name.endswith((".doc", ".dot")):
        raise ValidationError(OLD_WORD)
    if not name.endswith(".docx"):
        raise ValidationError(NOT_WORD)
    if not upload.size:
        raise ValidationError("Файл пуст.")
    if upload.size > LARGEST:
        sizes = filesizeformat(upload.size), filesizeformat(LARGEST)
        raise ValidationError(
            f"Файл слишком велик: {sizes[0]}, а можно до {sizes[1]}. Уменьшите в нём картинки "
            "(«Формат рисунка» – «Сжать рисунки») или разделите файл на части."
        )


def _check_inside(upload: UploadedFile) -> None:
    """Measure what the zip says it holds (no more than that is ever unpacked), and refuse entities in XML."""
    try:
        with zipfile.ZipFile(upload) as archive:
            parts = archive.infolist()
            if len(parts) > MOST_PARTS or sum(one.file_size for one in parts) > MOST_UNPACKED:
                raise ValidationError(TOO_MUCH)
            if any(one.flag_bits & 1 for one in parts):
                raise ValidationError(WITH_PASSWORD)
            texts = [one for one in parts if _may_be_xml(archive, one)]
            if sum(one.file_size for one in texts) > MOST_XML:
                raise ValidationError(TOO_MUCH)
            tags = 0
            for one in texts:
                xml = archive.read(one)
                tags += xml.count(b"<")
                if _defines_entities(xml):
                    raise ValidationError(DAMAGED)
            if tags > MOST_TAGS:
                raise ValidationError(TOO_MUCH)
    except ValidationError:
        raise
    except Exception as error:  # a zip can be broken in more ways than zipfile has exceptions for
        raise ValidationError(DAMAGED) from error
    finally:
        upload.seek(0)


def _may_be_xml(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    """Whether a parser could read `part`, as its beginning says: the file itself says which part is the text.

    So neither a name nor a folder frees a part from being measured.
    """
    with archive.open(part) as opened:
        head = opened.read(64).lstrip(_BEFORE_XML)
    return not head or head.startswith(b"<")


def _defines_entities(xml: bytes) -> bool:
    return any("<!DOCTYPE".encode(code) in xml for code in ("ascii", "utf-16-le", "utf-16-be"))


def _to_html(upload: UploadedFile, found: WordText) -> str:
    def keep(image: Any) -> dict[str, str]:
        kind = _PICTURE_KINDS.get(image.content_type)
        with image.open() as opened:
            content = opened.read(LARGEST_PICTURE + 1)
        if kind is None or len(content) > LARGEST_PICTURE or len(found.pictures) >= MOST_PICTURES:
            found.left_out += 1
            return {"src": ""}
        number = len(found.pictures)
        description = " ".join((image.alt_text or "").split())[:255]
        found.pictures.append(WordPicture(f"iz-fayla-{number + 1}.{kind}", content, description))
        return {"src": str(number)}

    try:
        result = mammoth.convert_to_html(
            BytesIO(upload.read()),
            convert_image=mammoth.images.img_element(keep),
            style_map=_STYLES,
            include_embedded_style_map=False,
            external_file_access=False,
        )
    except Exception as error:  # whatever mammoth stumbles over in a damaged or made-up file
        raise ValidationError(DAMAGED) from error
    finally:
        upload.seek(0)
    return str(result.value)


def _title_of(flow: Flow) -> tuple[str, Flow]:
    """A text that begins with its only heading of the first level has that as its title."""
    tops = [one for one in flow if isinstance(one, Heading) and one.level == 1]
    if flow and len(tops) == 1 and flow[0] is tops[0]:
        return tops[0].text, flow[1:]
    return "", flow


def _levelled(flow: Flow) -> Flow:
    """The topmost headings of the file begin the parts of a page, all others are below them."""
    top = min((one.level for one in flow if isinstance(one, Heading)), default=0)
    levelled: Flow = []
    has_part = False
    for one in flow:
        if isinstance(one, Heading):
            is_part = one.level == top or not has_part
            has_part = True
            levelled.append(Heading(one.text, 2 if is_part else 3))
        else:
            levelled.append(one)
    return [one for one in levelled if not isinstance(one, Heading) or one.text]


def _typeable(element: Element) -> Flow:
    """`element`, without the looks that cannot be typed: italics within a word, for one."""
    if isinstance(element, Pictures) or write([element]) is not None:
        return [element]
    if isinstance(element, Paragraph):
        return _first_typeable(Paragraph(_plainer(element.runs)), Paragraph(tidy([Run(plain(element.runs))])))
    if isinstance(element, Items):
        items = tuple(_plainer(runs) for runs in element.items)
        bare = tuple(tidy([Run(plain(runs))]) for runs in element.items)
        return _first_typeable(Items(items, element.ordered), Items(bare, element.ordered))
    return []


def _plainer(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    return tidy(Run(run.text, run.bold, italic=False, href=run.href) for run in runs)


def _first_typeable(*ways: Element) -> Flow:
    return next(([way] for way in ways if write([way]) is not None), [])
