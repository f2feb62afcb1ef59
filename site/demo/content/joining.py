"""Who has used a letter and waits to be let in. All of them are made up."""

from __future__ import annotations

PUPIL = {"last_name": "Зотов", "first_name": "Фёдор", "username": "fyodor.zotov"}
CARER = {
    "last_name": "Баранова",
    "first_name": "Юлия",
    "patronymic": "Сергеевна",
    "relation": "мама",
    "username": "yuliya.baranova",
}
CARERS_CHILD = ("Баранова", "Полина")
COLLEAGUE = {
    "last_name": "Нагоева",
    "first_name": "Асиет",
    "patronymic": "Юсуфовна",
    "organisation": "Красногорская школа",
    "position": "учитель биологии",
    "why": "Ищу, с кем вместе вести наблюдения за птицами: хочу показать материалы своих семиклассников.",
}
COLLEAGUE_EMAIL = "nagoeva@example.org"
