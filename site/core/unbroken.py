"""Where no line may end: inside «5-х», «18:00–19:15», «5 «А»», «№ 7» and «В. С. Орлов».

Not by joiners or hard spaces: the words are to be found on the page and copied as they were typed.
"""

from __future__ import annotations

import re

LONGEST = 16
"""What is longer may be broken: in a heading it would stick out of a phone."""
_WHOLE = re.compile(
    r"(?<![\d:])\d[\d:]*(?:[-–]\d[\d:]*)+"  # 5–11, 18:00–19:15; a run of digits is tried once
    r"|\b\d{1,2}-(?:х|й|я|е|м|го|му)\b"  # 5-х
    r"|\b\d{1,2} «[А-ЯЁ]»"  # 5 «А»
    r"|\b[А-ЯЁ]\. ?[А-ЯЁ]\. [А-ЯЁ][а-яё-]+"  # В. С. Орлов
    r"|№ \d[\w/-]*"
)
_TAG = re.compile(r"""(<(?:[^<>"']|"[^"]*"|'[^']*')*>)""")
_NAME = re.compile(r"</?([a-z][a-z0-9-]*)", re.IGNORECASE)
_UNTOUCHED = {"pre", "code", "script", "style", "textarea", "option", "title", "svg"}
_TIE = '<span class="nowrap">'


def tied(markup: str) -> str:
    """`markup` with ties in its words; tags, attributes, code and what is tied already stay as they were."""
    if not _WHOLE.search(markup):
        return markup
    within = ""  # the element whose end is waited for
    done = []
    for number, piece in enumerate(_TAG.split(markup)):
        if number % 2 == 0:
            done.append(piece if within else _WHOLE.sub(_tie, piece))
            continue
        done.append(piece)
        found = _NAME.match(piece)
        name = found[1].lower() if found else ""
        if within:
            within = "" if name == within and piece.startswith("</") else within
        elif piece == _TIE or (name in _UNTOUCHED and not piece.startswith("</")):
            within = name
    return "".join(done)


def _tie(found: re.Match[str]) -> str:
    return found[0] if len(found[0]) > LONGEST else f"{_TIE}{found[0]}</span>"
