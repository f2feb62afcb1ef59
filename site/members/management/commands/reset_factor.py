"""A phone with the second step is lost, and the recovery codes with it."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from members.accounts import end_sessions
from members.audit import log
from members.models import User
from members.second_factor import reset


class Command(BaseCommand):
    help = "Снимает второй шаг входа с учётной записи: телефон потерян. Сначала убедитесь, что это её хозяин."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username", help="имя пользователя")

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(username=options["username"].lower()).first()
        if user is None:
            raise CommandError(f"Учётной записи «{options['username']}» нет.")
        with transaction.atomic():
            count = reset(user)
            end_sessions(user)
            log(None, "factor.reset", person=user.person, details=user.username)
        if not count:
            self.stdout.write(f"У {user.username} второго шага и не было.")
            return
        self.stdout.write(
            f"Второй шаг входа снят с {user.username}. При входе хватит пароля; включите шаг снова."
        )
