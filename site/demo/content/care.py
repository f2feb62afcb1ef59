"""Who looks after what in the demo school, and what waits, came back or is not ready there."""

from __future__ import annotations

from typing import Any

CARE = {
    "obyavleniya": "gromova",
    "raspisanie": "lysenko",
    "meropriyatiya": "khapachev",
    "matematika": "dyachenko",
    "fizika": "dyachenko",
    "russkiy-yazyk": "gromova",
    "literatura": "gromova",
    "okruzhayuschiy-mir": "lysenko",
    "biologiya": "lysenko",
    "himiya": "lysenko",
    "istoriya": "khapachev",
    "informatika": "belyaev",
    "poleznye-sayty": "zhuravlyova",
    "chitatelskiy-ugolok": "zhuravlyova",
    "roditelyam": "mironova",
    "blog": "gromova",
    "dostizheniya": "khapachev",
    "v-pomosch": "lysenko",
    "oficialno": "lysenko",
}
"""The address of a section or subject, and the key of the person."""

WAITS_IN = ["poleznye-sayty"]
"""Where what teachers write is read before it appears."""

WAITING_SITE: dict[str, Any] = {
    "title": "Опыты по физике дома",
    "address": "https://opyty-doma.example.org",
    "kind": "video",
    "summary": "Опыты на кухне: ролики по пять минут.",
    "body": [("text", "<p>Нужны стакан, соль, воздушный шарик и кто-нибудь из взрослых рядом.</p>")],
    "purpose": "Короткие ролики с опытами из того, что есть на кухне: плотность, давление, волны.",
    "how_to_use": "Посмотрите ролик, повторите опыт с ребёнком и обсудите, почему вышло так.",
    "author": "orlov",
    "subjects": ["fizika"],
    "grades": [7, 8],
}
RETURNED_SITE: dict[str, Any] = {
    "title": "Таблица Менделеева с картинками",
    "address": "https://elementy.example.org",
    "kind": "handbook",
    "summary": "Все элементы в картинках.",
    "body": [],
    "purpose": "Про каждый элемент: где встречается, чем полезен, чем опасен.",
    "how_to_use": "Пригодится к уроку.",
    "author": "tlekhas",
    "subjects": ["himiya"],
    "grades": [8, 9],
    "reason": "Сайт хороший. Допишите, пожалуйста, в «Как использовать», к какой теме он подходит и что "
    "ребёнку на нём сделать: «пригодится к уроку» родителям ничего не говорит.",
    "checked_by": "zhuravlyova",
}
PROPOSED_EVENT: dict[str, Any] = {
    "title": "Шашки всей семьёй",
    "summary": "Турнир для детей и взрослых: одна доска – одна семья.",
    "body": [("text", "<p>Доски принесём, чай заварим. Играем по кругу, каждому хватит партий.</p>")],
    "kind": "contest",
    "start_days": 24,
    "start_time": "15:00",
    "place": "Столовая школы",
    "organiser": "О. В. Иванченко, родители 5 «А»",
    "author": "roditel",
}
"""Sent by a carer; waits for who looks after events."""
DRAFT_POST: dict[str, Any] = {
    "title": "Как мы мерили скорость звука во дворе",
    "summary": "Две дощечки, секундомер и восьмиклассники: что получилось и где мы ошиблись.",
    "body": [
        ("text", "<p>Начали с простого вопроса: почему гром слышен позже молнии?</p>"),
        ("heading", "Что понадобилось"),
        ("text", "<p>Две дощечки, рулетка, секундомер в телефоне и тихий двор после шестого урока.</p>"),
    ],
    "author": "orlov",
    "subjects": ["fizika"],
    "grades": [8],
}
