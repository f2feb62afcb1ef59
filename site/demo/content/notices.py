"""What the site has told a few people of the demo school, on the site and by letter.

Each: who (login), how many days ago, whether it was read, one line, the letter's text, the page it is about.
`failed` – why the letter did not arrive. `bound` – who loses sight of the page loses the notice.
"""

from __future__ import annotations

from typing import Any

_COUNTING = "Устный счёт в начале урока: два года я делала его неправильно"
_GARDEN = "Огород на подоконнике: лук вырос, а фасоль сгнила"
_SCALES = "Лабораторная без весов: плотность, линейка и рубли"
_MUSEUM = "Что взять на экскурсию в музей"
_TRIP = "Едем в краеведческий музей"
_PENCIL = "Почему я перестала исправлять все ошибки красной ручкой"


def _class_news(login: str, days: int, what: str, title: str, *, read: bool) -> dict[str, Any]:
    """What `classes.telling` tells of the corner of 5 «А»."""
    said = f"Новое {what} класса 5 «А»: «{title}»"
    return {
        "login": login,
        "days": days,
        "read": read,
        "subject": said,
        "text": f"{said}. Подробности – в уголке класса, его видят только свои.",
        "page": title,
        "bound": True,
    }


NOTICES: list[dict[str, Any]] = [
    {
        "login": "uchitel",
        "days": 12,
        "read": True,
        "subject": f"Ваша запись опубликована: «{_SCALES}»",
        "text": f"Запись «{_SCALES}» опубликована. Спасибо, что делитесь!",
        "page": _SCALES,
    },
    {
        "login": "uchitel",
        "days": 1,
        "read": False,
        "subject": f"Вопрос к вашей записи «{_SCALES}»",
        "text": f"Под записью «{_SCALES}» спросили: можно ли взять монеты по десять рублей?",
        "page": _SCALES,
    },
    {
        "login": "moderator",
        "days": 3,
        "read": True,
        "subject": f"Новая запись в блоге: «{_GARDEN}»",
        "text": f"В блоге появилась запись «{_GARDEN}». Посмотрите, всё ли в порядке.",
        "page": _GARDEN,
    },
    {
        "login": "moderator",
        "days": 0,
        "read": False,
        "subject": f"Вопрос от родителя к записи «{_COUNTING}»",
        "text": f"Под записью «{_COUNTING}» спрашивают, сколько минут считать дома с пятиклассником.",
        "page": _COUNTING,
    },
    {
        "login": "roditel",
        "days": 8,
        "read": True,
        "subject": f"Вам ответили под записью «{_COUNTING}»",
        "text": f"На ваш вопрос к записи «{_COUNTING}» ответила Ольга Сергеевна: пяти минут в день хватит.",
        "page": _COUNTING,
    },
    {
        "login": "roditel",
        "days": 2,
        "read": False,
        "subject": f"Вам ответили под записью «{_PENCIL}»",
        "text": f"На ваш вопрос к записи «{_PENCIL}» ответила Елена Павловна: тетради она вернёт в пятницу.",
        "page": _PENCIL,
    },
    {
        "login": "gerasimov",
        "days": 2,
        "read": False,
        "subject": f"Вам ответили под записью «{_GARDEN}»",
        "text": f"На ваш вопрос к записи «{_GARDEN}» ответила Тамара Ивановна: фасоль лучше сажать в марте.",
        "page": _GARDEN,
        "failed": "Адрес не принят: 550 5.1.1 Такого почтового ящика нет",
    },
    {
        "login": "uchenik",
        "days": 1,
        "read": False,
        "subject": f"Ваш вопрос появился на странице «{_GARDEN}»",
        "text": f"Вопрос к записи «{_GARDEN}» прочитала Тамара Ивановна. Теперь его видят все.",
        "page": _GARDEN,
    },
    _class_news("roditel", 4, "событие", _TRIP, read=True),
    _class_news("roditel", 1, "объявление", _MUSEUM, read=False),
    _class_news("uchenik", 4, "событие", _TRIP, read=True),
    _class_news("uchenik", 1, "объявление", _MUSEUM, read=True),
    _class_news("moderator", 1, "объявление", _MUSEUM, read=False),
]
