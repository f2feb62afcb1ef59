"""The one pagination of the whole site. A wrong page number is 404, never a silent first page."""

from __future__ import annotations

from typing import Any

from django.core.paginator import EmptyPage, Page, PageNotAnInteger, Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest

PER_PAGE = 24
MOST_SHOWN = 99


def paginate(request: HttpRequest, items: Any, per_page: int = PER_PAGE, parameter: str = "page") -> Page:
    """Return the page of `items` that `?page=` (or another `parameter`) asks for, the first without it.

    Raises Http404 for what is not a number and for a page that does not exist.
    """
    number = request.GET.get(parameter, "1")
    paginator = Paginator(items, per_page)
    if not is_number(number):
        raise Http404(f"Нет страницы с номером «{number[:20]}».")
    try:
        return paginator.page(number)
    except (EmptyPage, PageNotAnInteger) as error:
        raise Http404(f"Нет страницы с номером {number}.") from error


def is_number(text: str) -> bool:
    """Whether `text` may be the number of a page: Python refuses to read one of thousands of digits."""
    return text.isascii() and text.isdigit() and len(text) < 8


def query_without_page(request: HttpRequest) -> str:
    """The filters of this request as a query string ending in «&», for links to other pages."""
    query = request.GET.copy()
    query.pop("page", None)
    encoded = query.urlencode()
    return f"{encoded}&" if encoded else ""


def short_count(rows: QuerySet[Any]) -> str:
    """How many rows, for a mark in a menu; one query that stops counting where `shortened` does."""
    return shortened(rows.order_by()[: MOST_SHOWN + 1].count())


def shortened(found: int) -> str:
    """«3», «99+», or nothing."""
    return f"{MOST_SHOWN}+" if found > MOST_SHOWN else str(found or "")
