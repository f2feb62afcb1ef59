"""Fill the site with the demo school."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from core.models import SchoolSettings
from demo.bulk import multiply
from demo.content.plain import HOME
from demo.factories import PASSWORD
from demo.people import LOGINS
from demo.quiet import indexed_at_the_end
from demo.reset import clear
from demo.school import DemoSchool
from home.models import HomePage


class Command(BaseCommand):
    help = "Наполняет сайт учебной школой. Повторный запуск ничего не портит."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--reset", action="store_true", help="сначала стереть всё, что есть на сайте")
        parser.add_argument("--scale", type=int, default=1, metavar="N", help="умножить страницы для замеров")

        parser.add_argument("--logins", action="store_true", help="только напомнить, как войти")

    def handle(self, *args: Any, reset: bool, scale: int, logins: bool, **options: Any) -> None:
        if logins:
            self.tell_logins()
            return
        if not settings.DEMO_ALLOWED:
            raise CommandError("Учебная школа не ставится на рабочий сайт: её пароли известны всем.")
        if scale < 1:
            raise CommandError("--scale принимает целое число от 1.")
        settings_now = SchoolSettings.objects.first()
        ours = settings_now is None or settings_now.short_name in {"Школа", HOME["short_name"]}
        if HomePage.objects.exists() and not ours and not reset:
            raise CommandError("Здесь уже есть другая школа. Чтобы стереть её и поставить учебную: --reset.")
        # One transaction: a start that is interrupted leaves nothing half-built.
        with transaction.atomic(), indexed_at_the_end():
            if reset:
                self.stdout.write("Стираю прежнее…")
                clear()
            DemoSchool(lambda step: self.stdout.write(f"  {step}")).build()
            self.stdout.write("  указатели для поиска")
        if scale > 1:
            made = multiply(scale, lambda step: self.stdout.write(f"  {step}"))
            self.stdout.write(f"Добавлено страниц для замеров: {made}.")
        self.tell_logins()

    def tell_logins(self) -> None:
        self.stdout.write(f"\n  Учебная школа. Пароль у всех один: {PASSWORD}")
        for login, who in LOGINS:
            self.stdout.write(f"    {login:<13} {who}")
