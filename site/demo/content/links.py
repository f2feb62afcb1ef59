"""Links of the demo school: invented sites in every state, with their stories; real ones work."""

from __future__ import annotations

from typing import Any

CARDS: list[dict[str, Any]] = [
    {
        "title": "Музей часов города Зареченска",
        "address": "https://muzey-chasov.example.org/ekskursiya",
        "kind": "site",
        "subjects": ["istoriya"],
        "grades": [5, 6],
        "purpose": "Виртуальная экскурсия по залам: солнечные, песочные и башенные часы.",
        "how_to_use": "Перед темой «Счёт лет в истории» пройдите два зала и найдите самые старые часы.",
    },
    {
        "title": "Камера у кормушки",
        "address": "https://kormushka.example.org",
        "kind": "video",
        "subjects": ["okruzhayuschiy-mir"],
        "grades": [1, 2, 3, 4],
        "purpose": "Прямой показ кормушки в зимнем саду: кто прилетает и когда.",
        "how_to_use": "Понаблюдайте пять минут утром и вечером, запишите птиц в таблицу.",
    },
    {
        "title": "Подшивка районной газеты",
        "address": "https://gazeta.example.org/arhiv",
        "kind": "journal",
        "subjects": ["istoriya"],
        "grades": [8, 9],
        "purpose": "Номера районной газеты с 1931 года, в картинках.",
        "how_to_use": "Найдите номер за год рождения бабушки или дедушки и перескажите одну заметку.",
    },
    {
        "title": "Олимпиады нашего края",
        "address": "https://olimpiady.example.org",
        "kind": "site",
        "subjects": ["matematika", "fizika"],
        "grades": [7, 8, 9],
        "purpose": "Даты, задания прошлых лет и результаты краевых олимпиад.",
        "how_to_use": "В сентябре выпишите даты регистрации, зимой решайте прошлогодние задания.",
    },
    {
        "title": "Словарь говоров Прикубанья",
        "address": "https://govory.example.org/slovar",
        "kind": "handbook",
        "subjects": ["russkiy-yazyk", "literatura"],
        "grades": [6, 7],
        "purpose": "Местные слова с записями живой речи.",
        "how_to_use": "Послушайте три слова и узнайте дома, говорит ли так кто-нибудь из родных.",
    },
]
STORIES: dict[str, dict[str, Any]] = {
    "https://muzey-chasov.example.org/ekskursiya": {
        "state": "dead",
        "checks": [(33, "opened", 200), (19, "opened", 200), (5, "gone", 404), (3, "gone", 404)],
        "reports": ["closed", "closed"],
    },
    "https://kormushka.example.org": {
        "state": "doubtful",
        "checks": [(29, "opened", 200), (15, "opened", 200), (1, "timeout", None)],
        "reports": ["closed"],
    },
    "https://gazeta.example.org/arhiv": {
        "state": "works",
        "checks": [(30, "guarded", 403), (16, "guarded", 403), (2, "guarded", 403)],
        "reports": [],
    },
    "https://olimpiady.example.org": {
        "state": "doubtful",
        "checks": [(20, "opened", 200), (6, "certificate", None), (1, "certificate", None)],
        "reports": [],
    },
    "https://govory.example.org/slovar": {
        "state": "works",
        "checks": [(24, "opened", 200), (10, "server-error", 502), (8, "vouched", None)],
        "vouched_by": "koordinator",
        "vouched_days": 90,
        "reports": [],
    },
}
"""State, checks as (days ago, what was met, status), the earliest first, and reports of the last days."""
