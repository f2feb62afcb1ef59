"""What the teacher `uchitel` has not finished: a draft of a post, and a site that came back with a remark."""

from __future__ import annotations

from typing import Any

DRAFT_POST: dict[str, Any] = {
    "title": "Маятник из гайки и нитки",
    "summary": "Опыт на пятнадцать минут, для которого всё есть в кармане.",
    "body": [
        ("text", "<p>На прошлой неделе семиклассники измеряли ускорение свободного падения гайкой.</p>"),
        ("text", "<p>Ошиблись меньше чем на пять процентов – и сами не поверили.</p>"),
        ("heading", "Что понадобится"),
        ("text", "<ul><li>нитка длиной около метра</li><li>гайка</li><li>секундомер</li></ul>"),
    ],
    "subjects": ["fizika"],
    "grades": [7, 8],
}
RETURNED_SITE: dict[str, Any] = {
    "title": "Небо на эту ночь",
    "summary": "",
    "body": [],
    "address": "https://nebo-segodnya.example.org",
    "kind": "site",
    "purpose": "Карта неба на сегодняшний вечер: какие планеты видны и где их искать.",
    "how_to_use": "Посмотрите вечером с ребёнком.",
    "subjects": ["fizika"],
    "grades": [8, 9, 10, 11],
}
REMARK = (
    "Хороший сайт! Напишите, пожалуйста, что на нём сделать: какую планету найти сначала и нужен ли бинокль, "
    "– и опубликуем."
)
