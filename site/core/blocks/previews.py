"""What the choice of blocks shows of each: the school's own pictures and files, where there are any."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.contrib.auth.models import AnonymousUser


def picture() -> dict[str, Any]:
    """The first picture that everybody may see; the caption alone on a site without any."""
    found = _pictures(1)
    return {"image": found[0] if found else None, "alt": "", "caption": "Мостик через речку у школы"}


def gallery() -> dict[str, Any]:
    return {"pictures": [{"image": one, "alt": "", "caption": ""} for one in _pictures(3)]}


def files() -> dict[str, Any]:
    found = _open_to_all("SiteDocument")[:2]
    return {"files": [{"document": one, "title": ""} for one in found]}


def table() -> dict[str, Any]:
    rows = [["Музей", "12 мая, 10:00"], ["Библиотека", "14 мая, 12:30"]]
    raw = {
        "columns": [{"type": "text", "heading": "Куда"}, {"type": "text", "heading": "Когда"}],
        "rows": [{"values": row} for row in rows],
        "caption": "",
    }
    return {"caption": "Экскурсии в мае", "table": raw}


def _pictures(number: int) -> list[Any]:
    model: Any = apps.get_model("core.SitePicture")
    return list(_open_to_all("SitePicture").filter(children_recognisable=model.Children.NO)[:number])


def _open_to_all(name: str) -> Any:
    from core.files import offered  # noqa: PLC0415 (models ask for blocks)

    return offered(apps.get_model(f"core.{name}").objects.order_by("pk"), AnonymousUser())
