"""A site that is closed for work, or whose database is away: 503, a page in Russian, a way in by a key."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings as configured
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone
from django.utils.formats import date_format

from core import maintenance
from tests.pages import content, soup
from tests.personas import ANONYMOUS, COORDINATOR, TEACHER

ROOT = Path(configured.STATICFILES_DIRS[0]).parent.parent


@pytest.fixture(autouse=True)
def _own_file(settings, tmp_path) -> None:
    settings.MAINTENANCE_FILE = tmp_path / "maintenance.json"


def turn(state: str, **options: int) -> str:
    said = io.StringIO()
    call_command("maintenance", state, stdout=said, **options)
    return said.getvalue()


def key_in(words: str) -> str:
    return re.search(r"maintenance=([\w-]+)", words)[1]


@pytest.mark.parametrize("login", [ANONYMOUS, TEACHER, COORDINATOR])
@pytest.mark.parametrize("address", ["/", "/admin/", "/search/?q=школа", "/accounts/login/", "/net-takoy/"])
def test_while_it_is_closed_every_page_says_so(address, login, sign_in):
    client = sign_in(login)
    turn("on")
    response = client.get(address)
    assert response.status_code == 503
    assert response["Retry-After"] == "600"
    assert response["Cache-Control"] == "no-store"
    assert "default-src" in response["Content-Security-Policy"]
    page = soup(response)
    assert page.html["lang"] == "ru"
    assert [title.get_text() for title in page.select("h1")] == ["Сайт скоро вернётся"]


def test_the_page_asks_the_database_nothing(client, django_assert_num_queries):
    turn("on")
    with django_assert_num_queries(0):
        assert client.get("/").status_code == 503


@pytest.fixture
def served_file() -> Iterator[str]:
    """A file among the collected ones, and its address."""
    folder = Path(configured.STATIC_ROOT)
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "served-while-closed.css"
    file.write_text("a { color: red; }")
    yield f"/static/{file.name}"
    file.unlink()


def test_styles_are_served_while_it_is_closed(served_file, client):
    turn("on")
    response = client.get(served_file)
    assert response.status_code == 200
    assert content(response) == b"a { color: red; }"


def test_it_promises_when_to_come_back(client):
    before = timezone.localtime()
    turn("on", minutes=30)
    response = client.get("/")
    promised = {
        date_format(moment + timedelta(minutes=30), "к G:i") for moment in (before, timezone.localtime())
    }
    assert any(clock in response.text for clock in promised)
    assert 1700 < int(response["Retry-After"]) <= 1801


def test_a_promise_that_was_not_kept_is_not_repeated(client):
    until = (timezone.now() - timedelta(minutes=1)).isoformat()
    maintenance.file().write_text(f'{{"key": "k", "until": "{until}"}}')
    response = client.get("/")
    assert response.status_code == 503
    assert response["Retry-After"] == "600"
    assert "Обычно это занимает несколько минут" in response.text


def test_who_sent_a_form_learns_what_became_of_it(client):
    turn("on")
    assert "Форму мы не приняли" in client.post("/accounts/login/", {"login": "x"}).text
    assert "Форму мы не приняли" not in client.get("/accounts/login/").text


def test_who_has_the_key_comes_in_and_nobody_else(client, sign_in):
    key = key_in(turn("on"))
    assert client.get("/?maintenance=wrong").status_code == 503
    assert client.get("/?maintenance=").status_code == 503
    assert client.get(f"/?maintenance={key}").status_code == 302
    assert client.get("/").status_code == 200
    assert client.get("/blog/").status_code == 200
    assert sign_in(COORDINATOR).get("/").status_code == 503


def test_a_new_closing_has_a_new_key(client):
    client.get(f"/?maintenance={key_in(turn('on'))}")
    turn("on")
    assert client.get("/").status_code == 503


@pytest.mark.parametrize("words", ["", "закрыто", "[]", '{"key": "k"}', '{"key": "", "until": "завтра"}'])
def test_a_file_that_was_made_by_hand_closes_the_site_to_all(words, client):
    maintenance.file().write_text(words)
    assert client.get("/").status_code == 503
    client.cookies["maintenance"] = ""
    assert client.get("/?maintenance=").status_code == 503


def test_a_file_that_cannot_be_read_closes_the_site_and_is_no_error(client):
    maintenance.file().write_bytes(b'{"key": "\xff"}')
    assert client.get("/").status_code == 503
    maintenance.file().unlink()
    maintenance.file().mkdir()  # as a file of another user: not read, whoever runs this
    assert client.get("/").status_code == 503


def test_off_opens_it(client):
    turn("on")
    assert turn("off") == "Сайт открыт.\n"
    assert client.get("/").status_code == 200
    assert turn("off") == "Сайт и не был закрыт.\n"


@pytest.mark.parametrize("minutes", [-1, 100_000])
def test_minutes_that_make_no_sense_are_refused_and_nothing_is_closed(minutes, client):
    with pytest.raises(CommandError):
        turn("on", minutes=minutes)
    assert client.get("/").status_code == 200


WITHOUT_DATABASE = """
import django
django.setup()
from django.test import Client
client = Client(raise_request_exception=False)
for address in ("/", "/blog/", "/search/?q=1"):
    answer = client.get(address)
    print(address, answer.status_code, answer.get("Retry-After"), "Сайт скоро вернётся" in answer.text)
"""


def without_database(folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """Run Python where the database is a file in a folder that is not there."""
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "config.settings.testing",
        "DATABASE_URL": f"sqlite:///{folder}/absent/db.sqlite3",
        "TEST_VAR_DIR": str(folder),
        "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'site'}",
        "PYTHONIOENCODING": "utf-8",
    }
    return subprocess.run(  # noqa: S603
        [sys.executable, *command], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )


def test_without_its_database_the_site_answers_503_and_the_log_says_why(tmp_path):
    done = without_database(tmp_path, "-c", WITHOUT_DATABASE)
    assert done.stdout.splitlines() == [
        f"{address} 503 60 True" for address in ("/", "/blog/", "/search/?q=1")
    ]
    assert "OperationalError" in done.stderr
    assert "Traceback" in done.stderr


def test_an_error_of_ours_in_the_database_is_no_503(client):
    client.raise_request_exception = False
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE blog_blogpage RENAME TO gone")
    response = client.get("/blog/")
    assert response.status_code == 500
    assert not response.has_header("Retry-After")


def test_it_is_closed_and_opened_without_the_database(tmp_path):
    assert "Сайт закрыт" in without_database(tmp_path, "manage.py", "maintenance", "on").stdout
    assert "Сайт открыт" in without_database(tmp_path, "manage.py", "maintenance", "off").stdout
