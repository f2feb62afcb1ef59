"""Bring roles and approval to the state that this version wants."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from home.models import HomePage
from home.services import give_rights


class Command(BaseCommand):
    help = "Приводит права ролей и проверку страниц к тому, что нужно этой версии. Страниц не трогает."

    def handle(self, *args: Any, **options: Any) -> None:
        home = HomePage.objects.first()
        if home is not None:
            give_rights(home)
