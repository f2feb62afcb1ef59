"""What came back to the teacher `uchitel`: «Написать» shows the remark first."""

from __future__ import annotations

from typing import Any

RETURNED_SITE: dict[str, Any] = {
    "title": "Небо на эту ночь",
    "address": "https://nebo-segodnya.example.org",
    "kind": "site",
    "summary": "Что видно на небе сегодня вечером.",
    "body": [],
    "purpose": "Карта неба на сегодняшний вечер: какие планеты видны и где их искать.",
    "how_to_use": "Посмотрите вечером с ребёнком.",
    "author": "orlov",
    "subjects": ["fizika"],
    "grades": [8, 9, 10, 11],
    "reason": "Хороший сайт! Напишите, пожалуйста, что на нём сделать: какую планету найти сначала "
    "и нужен ли бинокль, – и опубликуем.",
    "checked_by": "zhuravlyova",
}
