"""Run the worker."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from notices.worker import Worker


class Command(BaseCommand):
    help = "Отправляет письма и выполняет задачи по расписанию, пока не остановят (Ctrl-C)."

    def handle(self, *args: Any, **options: Any) -> None:
        Worker().run()
