"""Bring database and static files up to date, and on the first run the demo school."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from wagtail.models import Page

STAMP = ".collected"


class Command(BaseCommand):
    help = "Готовит сайт к запуску: база, статические файлы, при первом запуске – учебная школа."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--no-demo", action="store_true", help="не ставить учебную школу")

    def handle(self, *args: Any, no_demo: bool, **options: Any) -> None:
        self.migrate()
        if not settings.DEBUG:
            self.collect_static()
        if self.has_school():
            call_command("give_rights")
        elif not no_demo and getattr(settings, "DEMO_ALLOWED", False):
            self.stdout.write("Первый запуск – ставлю учебную школу:")
            call_command("seed_demo", stdout=self.stdout)

    def migrate(self) -> None:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            self.stdout.write("Готовлю базу данных…")
            call_command("migrate", verbosity=0, interactive=False)

    def has_school(self) -> bool:
        return Page.objects.filter(depth=2, content_type__app_label="home").exists()

    def collect_static(self) -> None:
        """Collect only when our files or the installed packages changed: it takes seconds."""
        target = Path(settings.STATIC_ROOT)
        wanted = self.fingerprint()
        stamp = target / STAMP
        if stamp.exists() and stamp.read_text() == wanted:
            return
        self.stdout.write("Собираю статические файлы…")
        call_command("collectstatic", verbosity=0, interactive=False)
        stamp.write_text(wanted)

    def fingerprint(self) -> str:
        ours = Path(settings.STATICFILES_DIRS[0])
        pins = ours.parent.parent / "requirements.txt"
        digest = hashlib.sha256(pins.read_bytes())
        for path in sorted(ours.rglob("*")):
            if path.is_file():
                digest.update(
                    f"{path.relative_to(ours)} {path.stat().st_size} {path.stat().st_mtime_ns}".encode()
                )
        return digest.hexdigest()
