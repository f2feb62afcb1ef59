"""Prepare the site and run it: the production server and the worker beside it."""

from __future__ import annotations

import os
import shlex
import socket
import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from environs.exceptions import EnvError

from config.env import ROOT, env

WORKERS = 2
THREADS = 4  # each holds a database connection; granian's own default is up to 256


class Command(BaseCommand):
    help = "Готовит сайт и запускает его: рабочий сервер и фоновую службу. Адрес – в HOST и PORT."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        host = env.str("HOST", "127.0.0.1")
        try:
            port = env.int("PORT", 8000)
        except EnvError as error:
            raise CommandError("PORT – это число, обычно 8000.") from error
        self.check_port(host, port)
        call_command("check", stdout=self.stdout)
        call_command("prepare", stdout=self.stdout)
        self.tell(host, port)
        self.stdout.flush()
        root = str(ROOT)
        os.environ["PYTHONPATH"] = os.pathsep.join([root, str(ROOT / "site")])
        server = Path(sys.executable).with_name("granian")
        arguments = ["--interface", "wsgi", "--host", host, "--port", str(port), "--no-ws"]
        arguments += ["--workers", str(env.int("WORKERS", WORKERS)), "--blocking-threads", str(THREADS)]
        arguments += ["--log-level", "warning", "--working-dir", root, "config.wsgi:application"]
        commands = [[str(server), *arguments], [sys.executable, str(ROOT / "manage.py"), "worker"]]
        together = ["-m", "core.together", *(shlex.join(command) for command in commands)]
        os.execv(sys.executable, [sys.executable, *together])  # noqa: S606 (our own interpreter)

    def check_port(self, host: str, port: int) -> None:
        """Say at once, before any work, that the address is taken or is not this machine's."""
        if not 0 < port < 65536:
            raise CommandError(f"PORT={port} – такого порта не бывает. Обычно берут 8000.")
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OSError as error:
                raise CommandError(
                    f"Адрес {host}:{port} занят или недоступен ({error.strerror}). "
                    f"Запустите на другом порту: make run PORT={port + 1}"
                ) from error

    def tell(self, host: str, port: int) -> None:
        shown = "127.0.0.1" if host in {"0.0.0.0", "::"} else host  # noqa: S104
        self.stdout.write(f"\n  Сайт открыт:      http://{shown}:{port}/")
        self.stdout.write(f"  Редактор (CMS):   http://{shown}:{port}/admin/")
        if getattr(settings, "DEMO_ALLOWED", False):
            call_command("seed_demo", "--logins", stdout=self.stdout)
        self.stdout.write("\n  Остановить: Ctrl-C\n")
