"""Make the skeleton of a school's site."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from home.services import create_school


class Command(BaseCommand):
    help = "Создаёт главную страницу, разделы, предметы и группы; то, что уже есть, не трогает."

    def handle(self, *args: Any, **options: Any) -> None:
        home = create_school()
        self.stdout.write(f"Готово: разделов – {home.get_children().count()}.")
