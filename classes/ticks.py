"""What this room does by itself."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction

from classes import leaving, telling
from classes.services import equalise_corners
from notices.ticks import tick


@tick("class_corners", every=timedelta(hours=1), title="уголки классов: имена, доступ, руководители")
def class_corners() -> None:
    """New names on 1 September, and what a bulk change left."""
    equalise_corners()


@tick("leavers", every=timedelta(hours=6), title="учётные записи выпускников и ушедших")
def leavers() -> None:
    """Carers after their last child; tell, remind, and at the end of the term erase."""
    with transaction.atomic():
        leaving.carers_follow()
        leaving.remind_leavers()
    leaving.erase_leavers()


@tick(
    "class_news",
    every=timedelta(minutes=10),
    title="объявления классов, которые показывают с сегодняшнего дня",
)
def class_news() -> None:
    telling.tell_of_begun()
