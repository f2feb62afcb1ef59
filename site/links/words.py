"""What readers are told of a link, on the page that is about it and on its card in lists."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.template.defaultfilters import date as format_date
from django.utils import timezone

from core.addresses import same_form
from core.cards import Mark
from links.models import Link, Reason

State = Link.State


@dataclass(frozen=True, slots=True)
class Told:
    """The state of a link in a reader's words; `is_bad` asks for attention."""

    text: str
    advice: str = ""
    is_bad: bool = False


def told_of(link: Link) -> Told:
    """What stands under the address of a site."""
    checked = _day(link.last_checked_at)
    if link.state == State.DEAD:
        since = _day(link.first_failed_at or link.last_checked_at)
        return Told(
            f"Сайт не открывается с {since}",
            f"Последняя проверка – {checked}. Мы сообщаем об этом тому, кто ведёт раздел.",
            is_bad=True,
        )
    if link.state == State.DOUBTFUL and link.reason in _UNKNOWN:
        return Told(_UNKNOWN[Reason(link.reason)].format(checked))
    if link.state == State.DOUBTFUL:
        return Told(
            f"Проверено {checked}: в последний раз не открылся",
            "Может быть, ненадолго. Попробуйте, а мы проверим ещё раз.",
            is_bad=True,
        )
    if link.state == State.WORKS:
        return Told(f"Проверено {checked}")
    return Told("Ссылку ещё не проверяли")


def marks_of(pages: list[Any]) -> dict[int, Mark]:
    """Marks for the cards of those `pages` that are about a link, by page id; one query for all."""
    addresses = {page.pk: same_form(page.main_address) for page in pages if page.main_address}
    if not addresses:
        return {}
    links = Link.objects.filter(address__in=set(addresses.values()))
    marks = {link.address: _mark(link) for link in links}
    return {pk: marks[address] for pk, address in addresses.items() if address in marks}


_UNKNOWN = {
    Reason.BAD_CERTIFICATE: "Проверено {}: защищённое соединение с сайтом не прошло проверку",
    Reason.FORBIDDEN: "Этот адрес сайт сам не проверяет",
}


def _mark(link: Link) -> Mark:
    if link.state == State.DEAD:
        return Mark("не открывается", "warning")
    if link.state == State.DOUBTFUL and link.reason not in _UNKNOWN:
        return Mark("в последний раз не открылся", "muted")
    if link.state == State.WORKS:
        return Mark(fact=f"проверено {format_date(timezone.localtime(link.last_checked_at), 'j E')}")
    return Mark()


def _day(moment: Any) -> str:
    return format_date(timezone.localtime(moment), "j E Y") if moment else "недавнего времени"
