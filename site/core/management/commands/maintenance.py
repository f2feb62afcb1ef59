"""Close the site for work, and open it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from core import maintenance

LONGEST = 7 * 24 * 60


class Command(BaseCommand):
    help = "Закрывает сайт на время работ (on) и открывает снова (off). База данных для этого не нужна."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("state", choices=["on", "off"], help="on – закрыть, off – открыть")
        parser.add_argument(
            "--minutes",
            type=int,
            default=0,
            help="сколько минут займут работы: посетители увидят, когда вернуться",
        )

    def handle(self, *args: Any, state: str, minutes: int, **options: Any) -> None:
        if state == "off":
            self.stdout.write("Сайт открыт." if maintenance.open_again() else "Сайт и не был закрыт.")
            return
        if not 0 <= minutes <= LONGEST:
            raise CommandError("Минут – от 0 (неизвестно) до недели.")
        closed = maintenance.close(minutes)
        address = f"{settings.WAGTAILADMIN_BASE_URL}/?{maintenance.PASS}={closed.key}"
        self.stdout.write("Сайт закрыт: все видят «Сайт скоро вернётся».")
        self.stdout.write(f"Войти самому: {address}")
        self.stdout.write("Открыть: manage.py maintenance off")
