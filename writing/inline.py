"""Inside a line: **bold**, _italic_, [words](address), bare addresses, backslashes before signs."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from itertools import pairwise

import nh3

from writing.flow import EDGE, Run, Runs, tidy

_TAGS = {"p", "b", "i", "a", "br", "ul", "ol", "li"}
_SCHEMES = {"http", "https", "mailto", "tel"}
SCHEMES = ("http://", "https://", "mailto:", "tel:")
_SPECIAL = re.compile(r"[\\*_\[\]()|#>]|(?=https?://|www\.)")
_ESCAPED = re.compile(r"\\(h(?=ttps?://)|w(?=ww\.)|[^\w\s]|_)|^\\(?=[^ \n])")
_LINK = re.compile(r"\[([^\[\]\n]{1,500})\]\(((?:https?://|mailto:|tel:)[^\s()<>\"]{1,1000})\)")
_BARE = re.compile(r"(?:https?://|(?<![\w.@-])www\.)[^\s<>«»\"\\\[\]|\U000f0000-\U0010ffff]{2,1000}")
_TRAILING = ".,;:!?…'*_"
# Places kept while looking for marks: a letter of the private use area each. Typed ones are not taken.
_PLACE, _MOST_PLACES = 0xF0000, 0xFFFF
_TYPED_PLACES = re.compile("[\U000f0000-\U0010ffff]")


def read_inline(text: str, *, looks: bool = True) -> Runs:
    """Read a typed line; `looks=False` for plain ones, where only backslashes mean something."""
    kept: list[Run] = []
    text = _TYPED_PLACES.sub("", text)

    def keep(run: Run) -> str:
        kept.append(run)
        return chr(_PLACE + len(kept) - 1) if len(kept) <= _MOST_PLACES else run.text

    text = _ESCAPED.sub(lambda found: keep(Run(found[1])) if found[1] else "", text)
    if looks:
        text = _LINK.sub(lambda found: _kept_link(found, keep, kept), text)
        text = _BARE.sub(lambda found: _kept_bare(found[0], keep), text)
        return tidy(_with_places(_marked(text), kept))
    return tidy(_with_places([Run(text)], kept))


def _kept_link(found: re.Match[str], keep: Callable[[Run], str], kept: list[Run]) -> str:
    label, href = ("".join(_text_at(sign, kept) for sign in part) for part in found.groups())
    return keep(Run(label, href=href_of(href))) if is_address(href_of(href)) else found[0]


def _text_at(sign: str, kept: list[Run]) -> str:
    return kept[ord(sign) - _PLACE].text if _is_place(sign) else sign


def _is_place(sign: str) -> bool:
    return ord(sign) >= _PLACE


def _kept_bare(address: str, keep: Callable[[Run], str]) -> str:
    """A bare address is a link; the full stop after it is not part of it."""
    end = len(address)
    while end and (address[end - 1] in _TRAILING or _hangs(address[:end])):
        end -= 1
    bare = address[:end]
    if not is_address(href_of(bare)):
        return address
    return keep(Run(bare, href=href_of(bare))) + address[end:]


def _hangs(address: str) -> bool:
    return address.endswith(")") and address.count(")") > address.count("(")


def href_of(address: str) -> str:
    """The address that a typed one leads to."""
    full = address if address.startswith(SCHEMES) else f"https://{address}"
    return full.replace("(", "%28").replace(")", "%29")


@lru_cache(maxsize=2048)
def is_address(href: str) -> bool:
    """Whether a link may lead there: the same judge as for what is stored."""
    return 'href="' in clean_html(f'<a href="{html.escape(href)}">.</a>')


def clean_html(text: str) -> str:
    """Leave of rich text what a page may have."""
    return nh3.clean(text, tags=_TAGS, attributes={"a": {"href"}}, url_schemes=_SCHEMES, link_rel=None)


def _marked(text: str) -> list[Run]:
    """Cut `text` where bold or italic begins or ends; marks without a pair are plain signs."""
    bold, italic = _pairs(text, "**"), _pairs(text, "_")
    cuts = sorted({0, len(text), *(at for a, b in bold for at in (a, a + 2, b, b + 2))}
                  | {at for a, b in italic for at in (a, a + 1, b, b + 1)})  # fmt: skip
    marks = {at for pair in bold for at in pair} | {at for pair in italic for at in pair}
    runs, bold_on, italic_on = [], False, False
    switches_bold = {at for pair in bold for at in pair}
    for start, end in pairwise(cuts):
        if start in marks:
            if start in switches_bold:
                bold_on = not bold_on
            else:
                italic_on = not italic_on
        else:
            runs.append(Run(text[start:end], bold_on, italic_on))
    return runs


def _pairs(text: str, mark: str) -> list[tuple[int, int]]:
    """Where pairs of `mark` open and close, in one pass."""
    pairs: list[tuple[int, int]] = []
    opened: int | None = None
    at = text.find(mark)
    while at >= 0:
        before, after = text[at - 1 : at], text[at + len(mark) : at + len(mark) + 1]
        opens, closes = after.strip(EDGE) != "", before.strip(EDGE) != ""
        if mark == "_":
            opens, closes = opens and not before.isalnum(), closes and not after.isalnum()
        if opened is not None and closes and at > opened + len(mark):
            pairs.append((opened, at))
            opened = None
        elif opened is None and opens:
            opened = at
        at = text.find(mark, at + len(mark))
    return pairs


def _with_places(runs: Iterable[Run], kept: list[Run]) -> Iterable[Run]:
    for run in runs:
        word = ""
        for sign in run.text:
            if not _is_place(sign):
                word += sign
                continue
            there = kept[ord(sign) - _PLACE]
            if not there.href:
                word += there.text
                continue
            yield Run(word, run.bold, run.italic)
            word = ""
            yield Run(there.text, run.bold, run.italic, there.href)
        yield Run(word, run.bold, run.italic)


# Writing.


def write_inline(runs: Runs, *, careful: bool) -> str:
    """Type `runs`; `careful` puts a backslash before every sign that could be read as markup."""
    typed: list[str] = []
    bold = italic = False
    for run in runs:
        if bold and not run.bold:
            typed.append("_**" if italic and not run.italic else "**")
            italic = italic and run.italic
            bold = False
        if italic and not run.italic:
            typed.append("_")
            italic = False
        if run.bold and not bold:
            typed.append("**")
        if run.italic and not italic:
            typed.append("_")
        bold, italic = run.bold, run.italic
        typed.append(_typed(run, careful=careful))
    typed.append(("_" if italic else "") + ("**" if bold else ""))
    return "".join(typed)


def _typed(run: Run, *, careful: bool) -> str:
    if not run.href:
        return escape(run.text) if careful else run.text
    if not careful and href_of(run.text) == run.href and run.text.startswith(("http://", "https://", "www.")):
        return run.text
    return f"[{escape(run.text) if careful else run.text}]({run.href})"


def escape(text: str) -> str:
    """`text` with a backslash before every sign of markup."""
    return _SPECIAL.sub(r"\\\g<0>", text)
