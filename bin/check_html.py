#!/usr/bin/env python3
"""Every page of the demo school through the W3C's checker: `make html`.

Walks the site in this process, first signed out, then as people of several roles: every link that it finds,
every filter, and every form twice – empty, and filled in. What a form does is rolled back. All that came
is written to files, and the checker reads them in one run. Ends with 1 when it blames anything.
"""

from __future__ import annotations

import base64
import hashlib
import io
import json
import logging
import multiprocessing
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from itertools import count, repeat
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urljoin, urlsplit

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "site")]
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.testing"

CHECKER = "vnu-jar@26.9.27"
CHECKER_SHA512 = "TkQd5DFfOaWC9ebtvozTsrH2Vaod3jYg+vrOeREzIXxBexLz9+rS2DNtjn7+RPUiZhgli0SghgBX6RJRNea0KA=="

# Not pages of the site's own making: Wagtail's editor, files, what other programs read.
LEFT_OUT = re.compile(
    r"^/(admin|documents|media|static|share)/|^/accounts/logout/|/(feed|ics)/$|\.(xml|txt|css)$"
)
BESIDE_THE_TREE = ["/sitemap.xml", "/accounts/login/", "/search/?q=расписание+математика"]
# One address stands for all that differ from it by numbers, queries or codes: so many of them are read.
ALIKE = 3
BY_BROWSER = {"date": "2026-11-02", "time": "17:30"}
"""Fields in which a browser takes nothing else."""
FILLED_IN = {
    "login": "uchitel",
    "code": "0000-0000-0000",
    "last_name": "Щербак",
    "first_name": "Глеб",
    "email": "kto-to@example.org",
    "title": "Вечер поэзии",
    "text": "Вчера Даша Иванченко читала стихи.",
    "summary": "Коротко о вечере.",
    "reason": "Так решили.",
    "q": "математика",
}
WRONG = "нарочно испорченная страница"
# A warning that stays, with the reason.
TOLERATED = {
    # Without the role, VoiceOver does not call a list without markers a list.
    r"The “list” role is unnecessary for element “[uo]l”",
}


def find_checker() -> Path:
    """The checker's jar, fetched by npm once and compared with the sum above."""
    jar = ROOT / ".cache" / CHECKER.replace("@", "-") / "vnu.jar"
    if jar.exists():
        return jar
    for program in ("java", "npm"):
        if shutil.which(program) is None:
            sys.exit(f"Нужна программа {program}: apt install default-jre-headless npm")
    with tempfile.TemporaryDirectory() as folder:
        fetch = ["npm", "pack", "--silent", CHECKER]
        subprocess.run(fetch, cwd=folder, check=True, stdout=subprocess.DEVNULL)  # noqa: S603
        packed = next(Path(folder).glob("*.tgz")).read_bytes()
    if base64.b64encode(hashlib.sha512(packed).digest()).decode() != CHECKER_SHA512:
        sys.exit(f"{CHECKER}: не та контрольная сумма.")
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        content = archive.extractfile("package/build/dist/vnu.jar")
        assert content is not None  # noqa: S101
        jar.parent.mkdir(parents=True, exist_ok=True)
        part = jar.with_suffix(".part")
        part.write_bytes(content.read())
        part.rename(jar)
    return jar


def kind_of(address: str, *, loosely: bool = False) -> str:
    """What addresses that show the same template have in common; loosely: with pages of a section for one."""
    parts = urlsplit(address)
    path = re.sub(r"\d+|[0-9A-Z]{4}(-[0-9A-Z]{4})+", "#", parts.path)
    if loosely or parts.query:
        section, *below = path.strip("/").split("/")
        path = "/".join([section, *("*" if "-" in step else step for step in below)])
    return f"{path}?{'&'.join(sorted(re.findall(r'(?:^|&)([^=&]+)=', parts.query)))}"


class Walk:
    """One person's way over the site. Every new page is kept in `folder`."""

    def __init__(self, login: str, folder: Path, shown: dict[Path, str], passed: set[str]) -> None:
        from django.test import Client

        from members.models import User

        self.login, self.folder, self.shown = login, folder, shown
        self.passed = passed
        self.client = Client(raise_request_exception=True)
        if login:
            self.client.force_login(User.objects.get(username=login))
        self.queue: list[str] = []
        self.met: set[str] = set()
        self.counts: Counter[str] = Counter()
        self.sent: set[str] = set()

    def go(self, starts: list[str]) -> None:
        for address in starts:
            self.ask_for(address, always=True)
        while self.queue:
            address = self.queue.pop(0)
            response = self.client.get(address)
            self.read(address, response, address)

    def ask_for(self, address: str, *, always: bool = False) -> None:
        """Put an address in the queue, unless enough of its kind were there."""
        parts = urlsplit(address)
        place = parts.path + (f"?{parts.query}" if parts.query else "")
        if parts.netloc not in ("", "testserver") or place in self.met:
            return
        if LEFT_OUT.search(parts.path) and not always:
            return
        kind = kind_of(place)
        varies = "#" in kind or parts.query
        if not always and ((varies and self.counts[kind] >= ALIKE) or place in self.passed):
            return
        self.counts[kind] += 1
        self.met.add(place)
        self.queue.append(place)

    def read(self, address: str, response: Any, name: str, depth: int = 0) -> None:
        """Keep the page, and go on from its links and forms."""
        if response.status_code in (301, 302):
            if depth == 0:
                self.ask_for(urljoin(address, response["Location"]))
            return
        if response.streaming or "html" not in response.get("Content-Type", ""):
            if address == "/sitemap.xml":
                for place in re.findall(r"<loc>(.*?)</loc>", response.text):
                    self.ask_for(urlsplit(place).path)
            return
        self.keep(response, name)
        from bs4 import BeautifulSoup, SoupStrainer

        soup = BeautifulSoup(response.text, "html.parser", parse_only=SoupStrainer(["a", "form"]))
        for link in soup.find_all("a", href=True):
            if link["href"][:1] not in "#":
                self.ask_for(urljoin(address, link["href"]))
        for form in soup.find_all("form"):
            self.fill_in(address, form, name, depth)

    def keep(self, response: Any, name: str) -> None:
        file = self.folder / f"{len(self.shown):04}.html"
        file.write_bytes(response.content)
        self.shown[file] = f"{self.login or 'никто'} {name} ({response.status_code})"

    def fill_in(self, address: str, form: Any, name: str, depth: int) -> None:
        target = urljoin(address, form.get("action") or address)
        if LEFT_OUT.search(urlsplit(target).path):
            return
        if form.get("method", "get").lower() == "get":
            for fields in narrowings(form):
                self.ask_for(f"{urlsplit(target).path}?{urlencode(fields)}")
            return
        for button in form.find_all("button", attrs={"name": True}) or [{}]:
            pressed = {button["name"]: button.get("value", "")} if button else {}
            key = f"{kind_of(address, loosely=True)} {kind_of(target, loosely=True)} {pressed}"
            if key in self.sent:
                continue
            self.sent.add(key)
            for how in ("пустая", "заполненная"):
                fields = {**fields_of(form, filled=how == "заполненная"), **pressed}
                self.send(target, fields, f"{name} → форма {how}", depth)

    def send(self, target: str, fields: dict[str, Any], name: str, depth: int) -> None:
        """Send a form, look at what comes, and make it not have been."""
        from django.core.cache import cache
        from django.db import transaction

        cookies = self.client.cookies.copy()
        cache.clear()
        with transaction.atomic():
            response = self.client.post(target, fields)
            for _ in range(3):
                if response.status_code not in (301, 302):
                    break
                target = urljoin(target, response["Location"])
                if LEFT_OUT.search(urlsplit(target).path):
                    break
                response = self.client.get(target)
            if depth < 3:
                self.read(target, response, name, depth + 1)
            transaction.set_rollback(True)
        self.client.cookies = cookies


def narrowings(form: Any) -> Iterator[dict[str, str]]:
    """A form of filters: every choice by its first value, alone."""
    for select in form.find_all("select", attrs={"name": True}):
        values = [one["value"] for one in select.find_all("option") if one.get("value")]
        if values:
            yield {select["name"]: values[0]}
    for one in form.find_all("input", attrs={"name": True}):
        if one.get("type") in ("checkbox", "radio"):
            yield {one["name"]: one.get("value", "on")}
        elif one.get("type") == "search":
            yield {one["name"]: FILLED_IN["q"]}


def fields_of(form: Any, *, filled: bool) -> dict[str, Any]:
    """What a browser would send: as the page came with what is missing filled in, or all empty."""
    fields: dict[str, Any] = {}
    for one in form.find_all(["input", "textarea", "select"], attrs={"name": True}):
        name, kind = one["name"], one.get("type", one.name)
        if kind == "file":
            continue
        if kind == "hidden":
            fields[name] = one.get("value", "")
        elif kind in ("checkbox", "radio"):
            if filled and (one.has_attr("checked") or name not in fields):
                fields[name] = one.get("value", "on")
        elif one.name == "select":
            values = [option.get("value", "") for option in one.find_all("option")]
            fields[name] = next((value for value in values if value), "") if filled else ""
        elif kind in BY_BROWSER:
            fields[name] = (one.get("value") or BY_BROWSER[kind]) if filled else ""
        else:
            old = one.get("value", "") if one.name == "input" else one.text.strip()
            fields[name] = (old or FILLED_IN.get(name.rsplit("-")[-1], "слово")) if filled else ""
    return fields


def roles_of(part: int) -> list[str]:
    """Two processes share the people among them."""
    from tests import personas

    return [
        [personas.ANONYMOUS, personas.COLLEAGUE, personas.PUPIL],
        [personas.TEACHER, personas.COORDINATOR, personas.CARER],
    ][part]


def write_pages(folder: Path, part: int, database: str) -> dict[Path, str]:
    """All pages that some people see in files, each with where it is from; on a copy of the database."""
    import django

    django.setup()
    logging.disable(logging.CRITICAL)  # refusals are what is looked for
    from django.db import connection, transaction
    from django.test import Client

    from tests.e2e.places import PLACES, build_page_of_all_blocks

    copy = folder / "db.sqlite3"
    shutil.copy(database, copy)
    connection.settings_dict["NAME"] = str(copy)
    shown: dict[Path, str] = {}
    with transaction.atomic():
        build_page_of_all_blocks()
        public = re.findall(r"<loc>(.*?)</loc>", Client().get("/sitemap.xml").text)
        for login in roles_of(part):
            # What a visitor sees is looked at once, but for the home page and one of each kind.
            passed = {urlsplit(place).path for place in public} if login else set()
            starts = [place.find() for place in PLACES.values() if place.login == login]
            before = len(shown)
            Walk(login, folder, shown, passed).go(["/", *starts, *(BESIDE_THE_TREE if not login else [])])
            print(f"{login or 'никто не вошёл'}: страниц {len(shown) - before}", flush=True)
        transaction.set_rollback(True)
    connection.close()
    copy.unlink()
    return shown


def blame(jar: Path, folder: Path, shown: dict[Path, str]) -> list[str]:
    """What the checker says, the same words of several pages once."""
    command = ["java", "-Xss1m", "-jar", str(jar), "--format", "json", "--exit-zero-always", str(folder)]
    answer = subprocess.run(command, check=True, capture_output=True, encoding="utf-8")  # noqa: S603
    found: dict[str, list[str]] = {}
    for message in json.loads(answer.stderr)["messages"]:
        said = f"{message.get('subType') or message['type']}: {message['message']}"
        if any(re.search(pattern, said) for pattern in TOLERATED):
            continue
        page = shown[Path(urlsplit(message["url"]).path)] if message.get("url") else "?"
        found.setdefault(said, []).append(
            f"{page}:{message.get('lastLine', '?')}  {message.get('extract', '')!r}"
        )
    return [
        "\n    ".join([f"{said} – раз: {len(places)}", *places[:3]]) for said, places in sorted(found.items())
    ]


def main() -> None:
    started = time.monotonic()
    jar = find_checker()
    keep = bool(os.environ.get("TEST_VAR_DIR"))
    os.environ.setdefault("TEST_VAR_DIR", tempfile.mkdtemp(prefix="vmeste-html-"))  # the processes share it
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection
    from django.template.loader import render_to_string

    from home.models import HomePage

    if connection.vendor != "sqlite":
        sys.exit("Эта проверка идёт на SQLite: уберите DATABASE_URL.")
    connection.creation.create_test_db(verbosity=0, autoclobber=True, keepdb=keep)
    if not HomePage.objects.exists():
        call_command("seed_demo", stdout=io.StringIO())
    database = str(connection.settings_dict["NAME"])
    connection.close()
    folder = Path(settings.VAR) / "html"
    shutil.rmtree(folder, ignore_errors=True)
    parts = [folder / "0", folder / "1"]
    for part in parts:
        part.mkdir(parents=True)
    # Not by fork: a library that has threads of its own, as the one of PDF has, would wait for them for ever.
    with multiprocessing.get_context("spawn").Pool(len(parts)) as pool:
        found = pool.starmap(write_pages, zip(parts, count(), repeat(database), strict=False))
    shown = {file: name for pages in found for file, name in pages.items()}
    for name in ("500.html", "403_csrf.html", "429.html"):
        file = folder / f"error-{name}"
        file.write_text(render_to_string(name))
        shown[file] = name
    wrong = folder / "wrong.html"
    wrong.write_text("<!DOCTYPE html><html lang=ru><title>Ошибка</title><p><div></p></html>")
    shown[wrong] = WRONG
    faults = blame(jar, folder, shown)
    if not any(WRONG in fault for fault in faults):
        sys.exit("Проверка не заметила нарочной ошибки: она ничего не проверяет.")
    faults = [fault for fault in faults if WRONG not in fault]
    connection.close()
    if not keep:
        shutil.rmtree(settings.VAR, ignore_errors=True)
    print(f"Страниц: {len(shown)}, замечаний: {len(faults)}; секунд: {time.monotonic() - started:.0f}")
    print(*faults, sep="\n")
    sys.exit(bool(faults))


if __name__ == "__main__":
    main()
