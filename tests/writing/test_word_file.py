"""A Word file instead of typing: its text becomes the text of the page; what is no such file is refused."""

from __future__ import annotations

import time
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from blog.models import PostPage
from core.models import SitePicture
from tests.core.test_upload_picture import photo
from tests.pages import soup
from tests.writing.steps import TEXT, TITLE, begin, drawn, errors, latest, main_of, send, step

NEW = "/napisat/zapis/"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
OFFICE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
TYPES = f"""<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/><Default Extension="jpg" ContentType="image/jpeg"/>
<Default Extension="emf" ContentType="image/x-emf"/>
<Override PartName="/word/document.xml" ContentType="{OFFICE}.document.main+xml"/></Types>"""
RELS = f"""<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId1" Type="{R}/officeDocument" Target="word/document.xml"/></Relationships>"""
STYLES = f"""<?xml version="1.0"?><w:styles xmlns:w="{W}">
<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/></w:style>
<w:style w:type="paragraph" w:styleId="2"><w:name w:val="heading 2"/></w:style></w:styles>"""
NUMBERING = f"""<?xml version="1.0"?><w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="0">
<w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl><w:lvl w:ilvl="1"><w:numFmt w:val="bullet"/></w:lvl>
</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>"""


def run(text: str, look: str = "") -> str:
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*runs: str, style: str = "", level: int = -1) -> str:
    looks = f'<w:pStyle w:val="{style}"/>' if style else ""
    if level >= 0:
        looks += f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>'
    return f"<w:p><w:pPr>{looks}</w:pPr>{''.join(runs)}</w:p>"


def image(number: int, description: str = "") -> str:
    drawing = "http://schemas.openxmlformats.org/drawingml/2006"
    return (
        f'<w:r><w:drawing><wp:inline xmlns:wp="{drawing}/wordprocessingDrawing">'
        f'<wp:docPr descr="{description}"/><a:graphic xmlns:a="{drawing}/main"><a:graphicData>'
        f'<pic:pic xmlns:pic="{drawing}/picture"><pic:blipFill>'
        f'<a:blip r:embed="img{number}" xmlns:r="{R}"/></pic:blipFill></pic:pic></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r>"
    )


def docx(
    body: str, *, pictures: tuple[bytes, ...] = (), extra: dict[str, bytes] | None = None, kind: str = "jpg"
) -> bytes:
    """A Word file with `body` as its WordprocessingML."""
    links = (
        f'<Relationship Id="link1" Type="{R}/hyperlink" Target="https://gramota.ru/" TargetMode="External"/>'
    )
    for number in range(len(pictures)):
        links += f'<Relationship Id="img{number}" Type="{R}/image" Target="media/i{number}.{kind}"/>'
    links += f'<Relationship Id="n" Type="{R}/numbering" Target="numbering.xml"/>'
    links += f'<Relationship Id="s" Type="{R}/styles" Target="styles.xml"/>'
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": RELS,
        "word/document.xml": f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>',
        "word/_rels/document.xml.rels": RELS.split("<Relationship Id", maxsplit=1)[0]
        + links
        + "</Relationships>",
        "word/styles.xml": STYLES,
        "word/numbering.xml": NUMBERING,
        **{f"word/media/i{number}.{kind}": content for number, content in enumerate(pictures)},
        **(extra or {}),
    }
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()


def upload(content: bytes, name: str = "Конспект_урока.docx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


LESSON = docx(
    paragraph(run("Птицы нашего парка"), style="1")
    + paragraph(run("Кого мы "), run("увидели", "<w:b/>"), run(" утром."))
    + paragraph(run("Список"), style="2")
    + paragraph(run("синица"), level=0)
    + paragraph(run("большая"), level=1)
    + paragraph(run("дятел"), level=0)
    + f'<w:p><w:hyperlink r:id="link1" xmlns:r="{R}">{run("Словарь")}</w:hyperlink></w:p>'
    + f'<w:p><w:del w:author="x">{run("удалённое").replace("w:t", "w:delText")}</w:del>'
    f'<w:ins w:author="x">{run("вставленное")}</w:ins></w:p>'
    + "<w:tbl><w:tr><w:tc><w:p>"
    + run("День")
    + "</w:p></w:tc><w:tc><w:p>"
    + run("Сколько")
    + "</w:p></w:tc></w:tr><w:tr><w:tc><w:p>"
    + run("среда")
    + "</w:p></w:tc><w:tc><w:p>"
    + run("5 | 6")
    + "</w:p></w:tc></w:tr></w:tbl>"
    + paragraph(image(0, "Дятел на сосне"))
    + paragraph(run("Конец.")),
    pictures=(photo(),),
)


def kinds(page):
    return [block.block_type for block in page.body]


def refused(response) -> str:
    """What is said of the file; the text is kept, nothing is stored."""
    assert set(errors(response)) == {"word"}
    assert not PostPage.objects.filter(title=TITLE).exists()
    assert TEXT in soup(response).find("textarea", {"name": "text"}).get_text()
    return errors(response)["word"]


def test_a_file_alone_becomes_a_page_with_its_title_lists_tables_links_and_pictures(teacher):
    page = begin(teacher, title="", text="", word=upload(LESSON))
    assert page.title == "Птицы нашего парка"
    assert kinds(page) == ["text", "heading", "text", "table", "picture", "text"]
    assert "Кого мы <b>увидели</b> утром." in str(page.body[0].value)
    assert "<ul><li>синица</li><li>большая</li><li>дятел</li></ul>" in str(page.body[2].value)
    assert '<a href="https://gramota.ru/">Словарь</a>' in str(page.body[2].value)
    assert "вставленное" in str(page.body)
    assert "удалённое" not in str(page.body)
    table = page.body[3].value["table"]
    assert [column["heading"] for column in table.columns] == ["День", "Сколько"]
    assert [str(cell) for cell in next(iter(table.rows))] == ["среда", "5 | 6"]
    picture = page.body[4].value["image"]
    assert picture.description == "Дятел на сосне"
    with picture.file.open("rb") as file:
        stored = file.read()
    assert b"PHONE-OF-A-PARENT" not in stored
    assert not Image.open(BytesIO(stored)).getexif()


def test_what_is_on_a_picture_of_the_file_is_asked_before_going_on(teacher):
    page = begin(teacher, title="", text="", word=upload(LESSON))
    asked = teacher.get(step("look", page))
    assert asked["Location"] == step("details", page) + "?check=1"
    shown = teacher.get(asked["Location"])
    assert "Ответьте" in main_of(shown).get_text()
    number = page.body[4].value["image"].pk
    answered = {f"p{number}-description": "Дятел", f"p{number}-children_recognisable": "no"}
    assert send(teacher, step("details", page), answered)["Location"] == step("look", page)
    assert teacher.get(step("look", page)).status_code == 200
    assert SitePicture.objects.get(pk=number).description == "Дятел"


def test_the_text_of_the_file_can_be_gone_on_with_in_the_form(teacher):
    page = begin(teacher, title="", text="", word=upload(LESSON))
    typed = drawn(teacher.get(step("text", page)))["text"]
    assert "## Список\n\n- синица\n- большая\n- дятел" in typed
    assert "| среда | 5 \\| 6 |" in typed
    assert "[картинка " in typed
    send(teacher, step("text", page), {"text": typed.replace("Конец.", "Всё.")})
    assert kinds(latest(page)) == kinds(page)


def test_what_is_typed_stands_before_the_text_of_the_file(teacher):
    page = begin(teacher, title="Моё", text="Сначала это.", word=upload(LESSON))
    assert page.title == "Моё"
    assert "Сначала это." in str(page.body[0].value)
    assert page.body[1].value["text"] == "Птицы нашего парка"


def test_a_file_without_a_title_gives_its_name(teacher):
    page = begin(teacher, title="", text="", word=upload(docx(paragraph(run("Слова.")))))
    assert page.title == "Конспект урока"


def test_a_form_with_a_file_sent_twice_is_one_page_with_the_text_once(teacher):
    data = {**drawn(teacher.get(NEW)), "title": TITLE, "text": "", "do": "next"}
    for _ in range(2):
        teacher.post(NEW, {**data, "word": upload(LESSON)})
    page = PostPage.objects.get(title=TITLE)
    assert str(latest(page).body).count("Кого мы") == 1
    for _ in range(2):
        teacher.post(step("text", page), {**drawn(teacher.get(step("text", page))), "word": upload(LESSON)})
    assert str(latest(page).body).count("Кого мы") == 1


def test_a_script_in_a_file_is_text(teacher):
    body = paragraph(run("&lt;script&gt;alert(1)&lt;/script&gt;"))
    page = begin(teacher, title="", text="", word=upload(docx(body)))
    assert "<script" not in str(page.body)
    assert "<script>alert" not in teacher.get(step("look", page)).text


def test_a_picture_that_browsers_do_not_know_is_left_out(teacher):
    body = paragraph(run("Слова.")) + paragraph(image(0))
    page = begin(
        teacher, title="", text="", word=upload(docx(body, pictures=(b"\x01\x00\x00\x00",), kind="emf"))
    )
    assert kinds(page) == ["text"]


def test_a_damaged_picture_is_left_out(teacher):
    body = paragraph(run("Слова.")) + paragraph(image(0))
    page = begin(teacher, title="", text="", word=upload(docx(body, pictures=(photo()[:300],))))
    assert kinds(page) == ["text"]


def bomb() -> bytes:
    return docx(paragraph(run("а")), extra={"word/media/big.bin": bytes(70 * 1024 * 1024)})


def entities() -> bytes:
    lol = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 9))
    text = f'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY l0 "ха">{lol}]><w:document xmlns:w="{W}">'
    return docx("", extra={"word/document.xml": f"{text}<w:body>&l8;</w:body></w:document>".encode()})


def aside(name: str, body: str, prologue: str = "", code: str = "utf-8") -> bytes:
    """A file whose text is the part `name`, as its own table of contents says."""
    text = f'{prologue}<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
    return docx(
        "", extra={name: text.encode(code), "_rels/.rels": RELS.replace("word/document.xml", name).encode()}
    )


ENTITY = f'<!DOCTYPE w [<!ENTITY a "{"ха" * 50}">]>'
TAGS = paragraph(run("а")) * 16_000


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (OLE, "staryy.doc", "старый вид"),
        (OLE, "pereimenovan.docx", "старый вид"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "zakryt.docx", "паролем"),
        (LESSON, "makrosy.docm", "макросы"),
        (docx("", extra={"word/vbaProject.bin": b"x"}), "makrosy.docx", "макросы"),
        (b"", "pustoy.docx", "пуст"),
        (docx(""), "bez-teksta.docx", "нет текста"),
        (b"%PDF-1.7", "uchebnik.pdf", "Нужен файл Word"),
        (b"%PDF-1.7", "uchebnik.docx", "не похоже"),
        (photo(), "snimok.docx", "не похоже"),
        (LESSON[:-40], "oborvan.docx", "не похоже"),
        (LESSON[: len(LESSON) // 2], "polovina.docx", "не похоже"),
        (LESSON.replace(b"word/document.xml", b"word/dokument.xml"), "ne-tot.docx", "не читается"),
        (docx("<w:p>"), "ne-xml.docx", "не читается"),
        (docx("<w:p>" * 5000 + "</w:p>" * 5000), "glubokiy.docx", "не читается"),
        (bomb(), "bomba.docx", "слишком много"),
        (entities(), "sushchnosti.docx", "не читается"),
        (aside("word/settings.bin", paragraph(run("&a;")), ENTITY), "v-storone.docx", "не читается"),
        (aside("word/media/1.jpg", paragraph(run("&a;")), f"\n{ENTITY}"), "v-kartinkah.docx", "не читается"),
        (aside("word/x", paragraph(run("&a;")), f"{' ' * 99}{ENTITY}"), "otstup.docx", "не читается"),
        (aside("word/y", paragraph(run("&a;")), ENTITY, "utf-16"), "dvubaytovyy.docx", "не читается"),
        (aside("word/settings.bin", TAGS), "mnogo-v-storone.docx", "слишком много"),
        (aside("word/media/1.jpg", TAGS), "mnogo-v-kartinkah.docx", "слишком много"),
        (docx(paragraph(run("а" * 6_500_000))), "dlinnyy.docx", "слишком много"),
        (docx(paragraph(run("слово " * 200)) * 100), "sto-stranic.docx", "больше 100000"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_what_is_no_such_file_is_refused_by_its_field_and_the_text_is_kept(content, name, said, teacher):
    response = send(teacher, NEW, {"title": TITLE, "text": TEXT, "word": upload(content, name)})
    assert said in refused(response)


def test_a_file_of_fifty_megabytes_is_refused_without_reading_it(teacher):
    before = SitePicture.objects.count()
    huge = upload(b"PK\x03\x04" + bytes(50 * 1024 * 1024))
    data = {**drawn(teacher.get(NEW)), "title": TITLE, "text": TEXT, "word": huge}
    assert "слишком велик" in refused(teacher.post(NEW, data))
    assert SitePicture.objects.count() == before


def test_an_outside_file_is_not_opened(teacher):
    secret = Path(settings.VAR) / "secret.jpg"
    secret.write_bytes(photo())
    links = RELS.split("<Relationship Id", maxsplit=1)[0]
    links += f'<Relationship Id="img0" Type="{R}/image" Target="file://{secret}" TargetMode="External"/>'
    body = paragraph(run("Слова.")) + paragraph(image(0).replace("r:embed", "r:link"))
    content = docx(body, extra={"word/_rels/document.xml.rels": f"{links}</Relationships>".encode()})
    before = SitePicture.objects.count()
    send(teacher, NEW, {"title": TITLE, "text": "", "word": upload(content)})
    assert SitePicture.objects.count() == before


def test_a_file_with_too_much_in_it_is_refused_before_it_is_read(teacher):
    heavy = docx("".join(paragraph(run("слово", "<w:b/>")) for _ in range(20_000)))
    begun = time.process_time()
    response = send(teacher, NEW, {"title": TITLE, "text": TEXT, "word": upload(heavy)})
    assert "слишком много" in refused(response)
    assert time.process_time() - begun < 5
