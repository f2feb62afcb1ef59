"""Twenty people comment at once under the production server, which is killed in the middle.

Usage: python bin/load_comments.py [--seconds 60] [--people 20] [--port 8931]
Works in a folder of its own, on SQLite or on the database of DATABASE_URL (which it fills: give it an
empty one). Each writer sends a comment or a reply and, when the connection breaks, sends the same form
again, as a person would. At the end what was acknowledged is compared with what is stored.
"""

from __future__ import annotations

import argparse
import contextlib
import http.client
import io
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median, quantiles
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parent.parent
ACCOUNTS_EACH = 150  # one account may write five comments a minute
TOKEN = "t" * 32
PATIENCE = 60


@dataclass
class Tally:
    """What the writers saw."""

    acknowledged: dict[str, int] = field(default_factory=dict)  # text: number of the comment
    seconds: list[float] = field(default_factory=list)
    statuses: Counter[str] = field(default_factory=Counter)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def count(self, what: str) -> None:
        with self.lock:
            self.statuses[what] += 1

    def acknowledge(self, text: str, number: int, seconds: float) -> None:
        with self.lock:
            self.acknowledged[text] = number
            self.seconds.append(seconds)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--people", type=int, default=20)
    parser.add_argument("--port", type=int, default=8931)
    parser.add_argument("--no-kill", action="store_true", help="leave the server alive")
    options = parser.parse_args()
    folder = tempfile.mkdtemp(prefix="vmeste-load-")
    os.environ |= {"VAR_DIR": folder, "DJANGO_SETTINGS_MODULE": "config.settings.embedded"}
    os.environ |= {"HOST": "127.0.0.1", "PORT": str(options.port)}
    sys.path[:0] = [str(ROOT), str(ROOT / "site")]
    import django

    django.setup()
    try:
        page_id, keys = build(options.people)
        server = Server(options.port)
        try:
            tally = run(options, page_id, keys, server)
        finally:
            server.kill()
        sys.exit(0 if report(tally, page_id, options) else 1)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def build(people: int) -> tuple[int, list[list[str]]]:
    """A school with one post; the session keys of each writer's accounts."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore
    from django.contrib.sessions.models import Session
    from django.core.management import call_command
    from django.db import connection
    from django.utils import timezone

    from blog.models import BlogPage, PostPage
    from home.services import create_school
    from members.models import Person, User

    call_command("prepare", "--no-demo", stdout=io.StringIO())
    create_school()
    post = PostPage(title="Запись под нагрузкой", slug="nagruzka")
    BlogPage.objects.get().add_child(instance=post)
    names = [f"pisatel{number}" for number in range(people * ACCOUNTS_EACH)]
    persons = Person.objects.bulk_create(
        Person(last_name=name, first_name="Анна", patronymic="Ивановна", kind=Person.Kind.STAFF)
        for name in names
    )
    users = User.objects.bulk_create(
        User(username=name, person=person) for name, person in zip(names, persons, strict=True)
    )
    store, sessions = SessionStore(), []
    for number, user in enumerate(users):
        data = {
            SESSION_KEY: str(user.pk),
            BACKEND_SESSION_KEY: "django.contrib.auth.backends.ModelBackend",
            HASH_SESSION_KEY: user.get_session_auth_hash(),
        }
        expires = timezone.now() + timezone.timedelta(days=1)
        key = f"{number:032d}"
        sessions.append(Session(session_key=key, session_data=store.encode(data), expire_date=expires))
    Session.objects.bulk_create(sessions)
    connection.close()
    keys = [session.session_key for session in sessions]
    return post.pk, [keys[number::people] for number in range(people)]


class Server:
    """The server of `make run`, in a process group of its own."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.start()

    def start(self) -> None:
        command = [sys.executable, str(ROOT / "manage.py"), "serve"]
        quiet = subprocess.DEVNULL
        self.process = subprocess.Popen(  # noqa: S603 (our own command)
            command, cwd=ROOT, stdout=quiet, stderr=quiet, start_new_session=True
        )
        for _ in range(240):
            try:
                ask(self.port, "GET", "/robots.txt")
            except (OSError, http.client.HTTPException):
                time.sleep(0.25)
            else:
                return
        self.kill()
        raise SystemExit("The server did not start.")

    def kill(self) -> None:
        """SIGKILL to the server and all its workers."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


def ask(port: int, method: str, path: str, body: str = "", cookie: str = "") -> tuple[int, str]:
    """The status and the Location of one answer."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": cookie}
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        answer.read()
        return answer.status, answer.getheader("Location") or ""
    finally:
        connection.close()


def run(options: argparse.Namespace, page_id: int, keys: list[list[str]], server: Server) -> Tally:
    """Let everybody write for so many seconds; kill the server and start it again half way."""
    tally = Tally()
    end = time.monotonic() + options.seconds
    writers = [Writer(number, mine, options.port, page_id, tally) for number, mine in enumerate(keys)]
    threads = [threading.Thread(target=writer.write_until, args=(end,)) for writer in writers]
    for thread in threads:
        thread.start()
    if not options.no_kill:
        time.sleep(options.seconds / 2)
        server.kill()
        server.start()
    for thread in threads:
        thread.join()
    return tally


@dataclass
class Writer:
    """One person, who has as many accounts as the limit of five a minute asks for."""

    number: int
    keys: list[str]
    port: int
    page_id: int
    tally: Tally

    def write_until(self, end: float) -> None:
        """Comments and replies in turn; each form is sent until it is answered."""
        chance = random.Random(self.number)  # noqa: S311 (the same each time)
        place = 0
        while time.monotonic() < end:
            with self.tally.lock:
                known = list(self.tally.acknowledged.values())[-50:]
            path = f"/comments/write/{self.page_id}/"
            if known and place % 2:
                path = f"/comments/{chance.choice(known)}/reply/"
            self.send(path, f"Комментарий {self.number}-{place} от руки", self.keys[place % len(self.keys)])
            place += 1

    def send(self, path: str, text: str, key: str) -> None:
        form = urlencode({"text": text, "nonce": str(uuid.uuid4()), "csrfmiddlewaretoken": TOKEN})
        cookie = f"sessionid={key}; csrftoken={TOKEN}"
        give_up = time.monotonic() + PATIENCE
        while time.monotonic() < give_up:
            begun = time.monotonic()
            try:
                status, location = ask(self.port, "POST", path, form, cookie)
            except (OSError, http.client.HTTPException):
                self.tally.count("connection broke, sent again")
                time.sleep(0.3)
                continue
            found = re.search(r"open=(\d+)", location)
            if status == 302 and found:
                self.tally.acknowledge(text, int(found.group(1)), time.monotonic() - begun)
            self.tally.count(str(status))
            return


def report(tally: Tally, page_id: int, options: argparse.Namespace) -> bool:
    """Print the comparison; return whether it is as it must be."""
    from django.db import connection

    from discussions.models import Comment
    from notices.models import Notice

    rows = list(Comment.objects.filter(page_id=page_id).values_list("pk", "comment", "parent_id", "level"))
    stored = Counter(text for _, text, _, _ in rows)
    numbers = {pk: text for pk, text, _, _ in rows}
    lost = [text for text, pk in tally.acknowledged.items() if numbers.get(pk) != text]
    twice = [text for text, times in stored.items() if times > 1]
    unasked = [text for text in stored if text not in tally.acknowledged]
    levels = {pk: level for pk, _, _, level in rows}
    crooked = [pk for pk, _, parent, level in rows if parent != pk and levels.get(parent) != level - 1]
    told = Notice.objects.filter(url__startswith="/comments/").values_list("recipient_id", "url")
    told_twice = sum(times > 1 for times in Counter(told).values())
    print(f"{connection.vendor}, {options.people} people, {options.seconds} s, killed: {not options.no_kill}")
    print(f"acknowledged {len(tally.acknowledged)}, stored {len(rows)}")
    print(f"lost {len(lost)}, twice {len(twice)}, stored without an answer {len(unasked)}")
    print(f"replies {sum(level > 0 for level in levels.values())}, in a wrong place {len(crooked)}")
    print(f"notices {len(told)}, told twice {told_twice}")
    print("answers:", ", ".join(f"{name}: {times}" for name, times in sorted(tally.statuses.items())))
    if len(tally.seconds) > 20:
        slowest = quantiles(tally.seconds, n=20)[-1]
        print(f"seconds: median {median(tally.seconds):.2f}, 95 % within {slowest:.2f}")
    wrong = [name for name in tally.statuses if name.startswith("5")]
    return not (lost or twice or unasked or crooked or told_twice or wrong) and bool(rows)


if __name__ == "__main__":
    main()
