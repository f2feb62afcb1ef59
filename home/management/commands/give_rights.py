"""Bring roles and approval to the state that this version wants."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from home.models import HomePage
from home.services import give_rights
from members import roles
from members.assignments import in_force
from members.models import User


class Command(BaseCommand):
    help = "Приводит права ролей и проверку страниц к тому, что нужно этой версии. Страниц не трогает."

    def handle(self, *args: Any, **options: Any) -> None:
        home = HomePage.objects.first()
        if home is not None:
            give_rights(home)
            self.tell_of_idle_moderators()

    def tell_of_idle_moderators(self) -> None:
        """A moderator without an assignment may no more than a teacher: the coordinator should know."""
        idle = User.objects.filter(is_active=True, is_superuser=False, groups__name=roles.MODERATORS)
        names = idle.exclude(person__in=in_force().values("person")).values_list("username", flat=True)
        if names:
            self.stdout.write(
                f"Модераторы без назначения: {', '.join(names)}. Дайте им раздел – «Назначения»."
            )
