"""Make corners for classes that have none."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from classes.services import create_corners


class Command(BaseCommand):
    help = "Заводит уголки классам, у которых их нет; то, что есть, не трогает."

    def handle(self, *args: Any, **options: Any) -> None:
        made = create_corners()
        names = ", ".join(corner.title for corner in made) or "нет"
        self.stdout.write(f"Новые уголки: {names}.")
