"""What the demo school fills into the open places of its legal texts. All of it is made up."""

from __future__ import annotations

from typing import Any

PLACES = {
    "адрес сайта": "https://vmeste.example.org",
    "ИНН школы": "0000000000",
    "ОГРН школы": "0000000000000",
    "должность и имя ответственного": "заместитель директора Соколова Марина Викторовна",
    "где стоит сервер и кто его обслуживает": "сервер в здании школы, его обслуживает учитель информатики",
    "кто обслуживает сервер: название, адрес, номер договора; или «никому»": "никому",
    "кто обслуживает сервер: название и адрес; или «никто»": "никто",
    "сколько дней": "90",
    "сколько лет по номенклатуре дел школы": "три года после окончания срока согласия",
    "кто и как часто": "учитель информатики, каждый день",
    "срок: например, «до конца учебного года»": "до конца учебного года",
}

MORE = {
    "rules": (
        "<p>Что это значит на деле, по пунктам, – на странице "
        '<a href="/o-soobschestve/kak-my-obschaemsya/">«Как мы общаемся»</a>.</p>'
    ),
}
"""What the school adds to the end of a text."""

PAPERS: dict[tuple[str, str], dict[str, Any]] = {
    ("uchenik", "processing"): {"signed_by": "Иванченко Оксана Васильевна", "bans": "", "days": 0},
    ("uchenik", "photo"): {
        "signed_by": "Иванченко Оксана Васильевна",
        "bans": "Только общие снимки класса, без портретов.",
        "days": 180,
    },
    ("uchenik7b", "photo"): {
        "signed_by": "Герасимов Павел Алексеевич",
        "bans": "Не подписывать снимки именем.",
        "days": 0,
    },
}
"""Child's login and purpose: who signed, what was forbidden, for how many days more (0 – without a term)."""

REVOKED = ("uchenik", "name", "members", "roditel")
"""Whose consent, for what, for whom, and which carer took it back."""
