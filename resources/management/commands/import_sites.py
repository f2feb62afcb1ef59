"""Bring a list of educational sites in from a spreadsheet."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from core.tables import TableError, read_table
from resources.models import UsefulSitesPage
from resources.services import Outcome, check_headings, import_sites


class Command(BaseCommand):
    help = "Загружает список сайтов из таблицы (CSV или XLSX) в раздел «Полезные сайты»."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="таблица с заголовками по-русски")
        parser.add_argument("--dry-run", action="store_true", help="показать, что получится, ничего не меняя")
        parser.add_argument(
            "--overwrite", action="store_true", help="менять и те карточки, которые правил человек"
        )

    def handle(self, *args: Any, file: Path, dry_run: bool, overwrite: bool, **options: Any) -> None:
        section = UsefulSitesPage.objects.first()
        if section is None:
            raise CommandError("На сайте нет раздела «Полезные сайты». Создайте его в редакторе и повторите.")
        try:
            rows = read_table(file)
            check_headings(rows)
        except TableError as error:
            raise CommandError(str(error)) from error
        counts: Counter[Outcome] = Counter()
        for report in import_sites(rows, section=section, overwrite=overwrite, dry_run=dry_run):
            counts[report.outcome] += 1
            self.stdout.write(str(report))
        summary = ", ".join(f"{outcome} – {counts[outcome]}" for outcome in Outcome if counts[outcome])
        self.stdout.write(f"Всего строк: {len(rows)}. {summary.capitalize()}.")
        if dry_run:
            self.stdout.write("Это была проба: на сайте ничего не изменилось.")
