"""Move all classes up."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from classes.year import Plan, plan_year, start_year


class Command(BaseCommand):
    help = "Начинает учебный год: переводит классы, выпускает 11-е. Показывает, что будет; делает с --yes."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--yes", action="store_true", help="сделать, а не только показать")

    def handle(self, *args: Any, yes: bool, **options: Any) -> None:
        plan = start_year(None) if yes else plan_year()
        if plan.started:
            self.stdout.write(f"Учебный год {plan.name} уже начат.")
            return
        self.tell(plan)
        done = "Готово" if yes else "Пока ничего не сделано. Повторите с --yes"
        self.stdout.write(f"{done}.")

    def tell(self, plan: Plan) -> None:
        when = " (имена сменятся 1 сентября)" if plan.waits else ""
        self.stdout.write(f"Учебный год {plan.name}{when}")
        for move in plan.going_up:
            self.stdout.write(f"  {move.before} → {move.after}")
        for move in plan.graduates:
            self.stdout.write(f"  {move.before} – выпуск, учеников: {move.pupils}")
