"""A text ⇄ the blocks of a page; and the HTML of rich text and of Word files as a text."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import escape
from typing import Any
from uuid import uuid4

from bs4 import BeautifulSoup, NavigableString, Tag
from wagtail.blocks import StreamValue

from writing.flow import (
    Flow,
    Heading,
    Items,
    Paragraph,
    Picture,
    Pictures,
    Quote,
    Run,
    Runs,
    Table,
    join_lists,
    tidy,
    tidy_line,
)
from writing.inline import SCHEMES, clean_html, href_of, is_address

_BOLD, _ITALIC = {"b", "strong"}, {"i", "em"}
_HEADINGS = re.compile(r"h([1-6])")
_BREAK = "\ue000"  # where a <br> was: other line ends in HTML are spaces
LONGEST_HEADING = 160
MOST_IN_GALLERY = 24


class NotExpressibleError(ValueError):
    """A block, or something in it, that the plain form cannot show."""


def flow_of(body: StreamValue) -> Flow:
    """What a page's body says, as a text. Raises NotExpressibleError for what only the editor can show."""
    flow: Flow = []
    for block in body.get_prep_value():
        flow += _elements(block["type"], block["value"])
    return join_lists(flow)


def body_of(flow: Flow, before: StreamValue | None = None) -> str:
    """The stored form of `flow`; blocks that were there `before` keep their ids, so links to them live on."""
    ids: dict[str, list[str]] = {}
    for block in before.get_prep_value() if before else []:
        ids.setdefault(_key(block["type"], block["value"]), []).append(block.get("id") or str(uuid4()))
    blocks = []
    for kind, value in _blocks(join_lists(flow)):
        known = ids.get(_key(kind, value))
        blocks.append({"type": kind, "value": value, "id": known.pop(0) if known else str(uuid4())})
    return json.dumps(blocks, ensure_ascii=False)


def _key(kind: str, value: Any) -> str:
    if kind == "gallery":
        value = [item["value"] for item in value["pictures"]]
    return f"{kind} {json.dumps(value, sort_keys=True, ensure_ascii=False)}"


# From blocks.


def _elements(kind: str, value: Any) -> Flow:
    if kind in {"heading", "subheading"}:
        return [Heading(tidy_line(value["text"]), 2 if kind == "heading" else 3)]
    if kind == "text":
        return read_html(value, strict=True)
    if kind == "quote":
        words = "\n".join(tidy_line(line) for line in value["text"].splitlines()).strip("\n")
        return [Quote(words, tidy_line(value["source"] or ""))]
    if kind == "picture":
        return [Pictures((_picture(value),))]
    if kind == "gallery":
        return [Pictures(tuple(_picture(item["value"]) for item in value["pictures"]))]
    if kind == "table":
        return [_table(value)]
    raise NotExpressibleError(kind)


def _picture(value: dict[str, Any]) -> Picture:
    if value["alt"] or not value["image"]:
        raise NotExpressibleError("alt")
    return Picture(value["image"], tidy_line(value["caption"] or ""))


def _table(value: dict[str, Any]) -> Table:
    table = value["table"]
    headings = tuple(tidy_line(column["heading"] or "") for column in table["columns"])
    rows = tuple(tuple(tidy_line(cell or "") for cell in row["values"]) for row in table["rows"])
    if table.get("caption") or not headings:
        raise NotExpressibleError("table")
    return Table(tidy_line(value["caption"]), headings, rows)


# To blocks.


def _blocks(flow: Flow) -> Iterator[tuple[str, Any]]:
    text = ""
    for element in flow:
        match element:
            case Paragraph(runs):
                text += f"<p>{_html(runs)}</p>"
                continue
            case Items(items, ordered):
                tag = "ol" if ordered else "ul"
                text += f"<{tag}>{''.join(f'<li>{_html(runs)}</li>' for runs in items)}</{tag}>"
                continue
        if text:
            yield "text", clean_html(text)
            text = ""
        match element:
            case Heading(words, level):
                yield "heading" if level == 2 else "subheading", {"text": words}
            case Quote(words, source):
                yield "quote", {"text": words, "source": source}
            case Pictures(pictures):
                yield from _picture_blocks(list(pictures))
            case Table(caption, headings, rows):
                columns = [{"type": "text", "heading": heading} for heading in headings]
                cells = [{"values": list(row)} for row in rows]
                table = {"columns": columns, "rows": cells, "caption": ""}
                yield "table", {"caption": caption, "table": table}
    if text:
        yield "text", clean_html(text)


def _picture_blocks(pictures: list[Picture]) -> Iterator[tuple[str, Any]]:
    """One stands alone, more make a gallery; a gallery has an end."""
    while pictures:
        some, pictures = pictures[:MOST_IN_GALLERY], pictures[MOST_IN_GALLERY:]
        values = [{"image": one.number, "alt": "", "caption": one.caption} for one in some]
        if len(values) == 1:
            yield "picture", values[0]
        else:
            items = [{"type": "item", "value": value, "id": str(uuid4())} for value in values]
            yield "gallery", {"pictures": items}


def _html(runs: Runs) -> str:
    return "".join(_run_html(run) for run in runs)


def _run_html(run: Run) -> str:
    html = escape(run.text, quote=False).replace("\n", "<br/>")
    if run.italic:
        html = f"<i>{html}</i>"
    if run.bold:
        html = f"<b>{html}</b>"
    return f'<a href="{escape(run.href)}">{html}</a>' if run.href else html


# From HTML.


def read_html(html: str, *, strict: bool) -> Flow:
    """What HTML says. `strict` raises NotExpressibleError for what would be lost; otherwise it is left."""
    reader = _Reader(strict=strict)
    reader.read(BeautifulSoup(html, "html.parser"))
    reader.end_paragraph()
    return [one for one in reader.flow if one != Paragraph(())]


class _Reader:
    """Walks the tree; what stands outside a paragraph is one."""

    def __init__(self, *, strict: bool) -> None:
        self.strict = strict
        self.flow: Flow = []
        self.loose: list[Run] = []

    def lost(self, what: str) -> None:
        if self.strict:
            raise NotExpressibleError(what)

    def end_paragraph(self) -> None:
        runs, self.loose = tidy(_breaks(self.loose)), []
        if runs:
            self.flow.append(Paragraph(runs))

    def read(self, parent: Tag) -> None:
        for node in parent.children:
            if not isinstance(node, Tag):
                if type(node) is NavigableString:
                    self.loose.append(Run(_text(node)))
                continue
            if node.name in {"p", "div", "ul", "ol", "table", "blockquote", "img"} or _HEADINGS.fullmatch(
                node.name
            ):
                self.end_paragraph()
                self.read_block(node)
            elif node.name in {"section", "article", "dl", "dt", "dd"}:
                self.lost(node.name)
                self.end_paragraph()
                self.read(node)
            else:
                self.loose += self.runs([node], Run(""))

    def read_block(self, node: Tag) -> None:
        found = _HEADINGS.fullmatch(node.name)
        if found:
            self.lost(node.name)
            self.flow.append(Heading(tidy_line(node.get_text(" "))[:LONGEST_HEADING], int(found[1])))
            self.pictures_in(node)
        elif node.name in {"ul", "ol"}:
            items = tuple(runs for runs in self.items(node) if runs)
            if items:
                self.flow.append(Items(items, node.name == "ol"))
            self.pictures_in(node)
        elif node.name == "table":
            self.lost("table")
            self.table(node)
        elif node.name == "img":
            self.lost("img")
            self.picture(node)
        elif node.find(["p", "div", "ul", "ol", "table", "blockquote", "h1", "h2", "h3"]):
            self.lost(node.name)
            self.read(node)
        else:
            if node.name != "p":
                self.lost(node.name)
            self.loose += self.runs(node.children, Run(""))
            self.end_paragraph()
            self.pictures_in(node)

    def items(self, node: Tag) -> Iterator[Runs]:
        """The items of a list, those of lists inside it after their own."""
        for item in node.find_all("li", recursive=False):
            inner = item.find_all(["ul", "ol"])
            if inner or item.find(["p", "table"]):
                self.lost("li")
            own = [
                child
                for child in item.children
                if not (isinstance(child, Tag) and child.name in {"ul", "ol"})
            ]
            yield tidy(_breaks(self.runs(own, Run(""))))
            for nested in item.find_all(["ul", "ol"], recursive=False):
                yield from self.items(nested)

    def runs(self, nodes: Any, look: Run) -> list[Run]:
        found: list[Run] = []
        for node in nodes:
            if not isinstance(node, Tag):
                if type(node) is NavigableString:
                    found.append(Run(_text(node), look.bold, look.italic, look.href))
            elif node.name == "br":
                found.append(Run(_BREAK, look.bold, look.italic, look.href))
            elif node.name == "a":
                found += self.runs(node.children, self.link(node, look))
            elif node.name in _BOLD | _ITALIC:
                bold = look.bold or node.name in _BOLD
                italic = look.italic or node.name in _ITALIC
                found += self.runs(node.children, Run("", bold, italic, look.href))
            elif node.name != "img":
                self.lost(node.name)
                found += self.runs(node.children, look)
                if node.name == "p":
                    found.append(Run(_BREAK))
        return found

    def link(self, node: Tag, look: Run) -> Run:
        href = str(node.get("href") or "")
        if set(node.attrs) - {"href"} or not href.startswith(SCHEMES):
            self.lost("a")
        is_known = (
            href.startswith(SCHEMES) and not re.search(r'[\s<>"\\]', href) and is_address(href_of(href))
        )
        return Run("", look.bold, look.italic, href_of(href) if is_known else look.href)

    def pictures_in(self, node: Tag) -> None:
        for image in node.find_all("img"):
            self.lost("img")
            self.picture(image)

    def picture(self, image: Tag) -> None:
        source = str(image.get("src") or "")
        if source.isascii() and source.isdigit():
            self.flow.append(Pictures((Picture(int(source)),)))

    def table(self, node: Tag) -> None:
        rows = [
            tuple(tidy_line(cell.get_text(" ")) for cell in row.find_all(["td", "th"], recursive=False))
            for row in node.find_all("tr")
            if row.find_parent("table") is node
        ]
        rows = [row for row in rows if any(row)]
        width = max((len(row) for row in rows), default=0)
        if width == 1:  # a frame around a text
            self.flow += [Paragraph(tidy([Run(row[0])])) for row in rows]
        elif rows:
            even = [row + ("",) * (width - len(row)) for row in rows]
            self.flow.append(Table("Таблица", even[0], tuple(even[1:])))
        self.pictures_in(node)


def _text(node: NavigableString) -> str:
    return str(node).replace("\n", " ").replace("\r", " ").replace(_BREAK, " ")


def _breaks(runs: list[Run]) -> Iterator[Run]:
    for run in runs:
        yield Run(run.text.replace(_BREAK, "\n"), run.bold, run.italic, run.href)


def words_of(flow: Flow) -> int:
    """How many paragraphs and items a text has, for saying what came out of a file."""
    return sum(
        len(one.items) if isinstance(one, Items) else 1 for one in flow if not isinstance(one, Pictures)
    )
