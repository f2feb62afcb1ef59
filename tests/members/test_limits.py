"""Guessing: what it costs is the same for a known and an unknown name, and it is stopped for all workers."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from core.cache import SharedFileCache
from members.models import User
from notices.models import Mail
from notices.ticks import TICKS
from tests.personas import PUPIL, TEACHER

SIGN_IN, RESET = "/accounts/login/", "/accounts/password/reset/"


@pytest.fixture
def hashings(monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str], int]:
    """How often a password is hashed while somebody signs in: what the time of the answer is made of."""
    calls: list[int] = []
    encode = MD5PasswordHasher.encode

    def counted(self: Any, *args: Any, **kwargs: Any) -> str:
        calls.append(1)
        return str(encode(self, *args, **kwargs))

    monkeypatch.setattr(MD5PasswordHasher, "encode", counted)

    def count(login: str, password: str) -> int:
        calls.clear()
        Client().post(SIGN_IN, {"login": login, "password": password})
        return len(calls)

    return count


@pytest.mark.parametrize(
    "unknown", ["nikogo", "nikogo@example.org", "Nikogo.Net", "никого", "uchitel@example.com", "x" * 200]
)
def test_an_unknown_name_costs_as_many_hashings_as_a_known_one(unknown, hashings):
    assert hashings(TEACHER, "wrong-one") == 1
    assert hashings("uchitel@example.org", "wrong-one") == 1
    assert hashings(unknown, "wrong-one") == 1


def test_a_closed_account_and_one_without_a_password_cost_the_same(hashings):
    User.objects.filter(username=TEACHER).update(is_active=False)
    assert hashings(TEACHER, "wrong-one") == 1
    pupil = User.objects.get(username=PUPIL)
    pupil.set_unusable_password()
    pupil.save()
    assert hashings(PUPIL, "wrong-one") == 1


def test_a_forgotten_password_asks_the_database_alike(nothing_told):
    """The same letter is made for nobody, and taken back."""

    def queries(address: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            response = Client().post(RESET, {"email": address})
        assert response.status_code == 302
        return len(captured)

    from django.test import override_settings

    with override_settings(EMAIL_BACKEND="notices.backends.StoringBackend"):
        queries("uchitel@example.org")
        known, unknown = queries("uchitel@example.org"), queries("nikogo@example.org")
    assert abs(known - unknown) <= 3
    assert set(Mail.objects.values_list("to", flat=True)) == {"uchitel@example.org"}


def test_letters_with_links_are_not_sent_without_end(client):
    answers = [client.post(RESET, {"email": "uchitel@example.org"}) for _ in range(4)]
    assert [answer.status_code for answer in answers[:3]] == [302] * 3
    assert answers[3].status_code == 429 or "Слишком много" in answers[3].text


def test_guesses_from_many_addresses_stop_one_account(client):
    for number in range(5):
        Client(REMOTE_ADDR=f"10.1.0.{number}").post(SIGN_IN, {"login": TEACHER, "password": "wrong-one"})
    last = Client(REMOTE_ADDR="10.1.0.99").post(SIGN_IN, {"login": TEACHER, "password": "vmeste-demo"})
    assert "Слишком много" in last.text


def test_only_one_of_two_workers_takes_a_lock(tmp_path: Path):
    caches = [SharedFileCache(str(tmp_path), {}) for _ in range(8)]
    for round_number in range(30):
        with ThreadPoolExecutor(8) as pool:
            taken = list(pool.map(lambda one, key=f"lock-{round_number}": one.add(key, 1, 10), caches))
        assert sum(taken) == 1
    assert not list(tmp_path.glob("tmp*"))


def test_a_counter_of_guesses_outlives_the_writes_of_others(tmp_path: Path):
    cache = SharedFileCache(str(tmp_path), {})
    keys = [f"guesses-{number}" for number in range(400)]
    for key in keys:
        cache.set(key, 1, 60)
    assert len(cache.get_many(keys)) == 400


def test_the_worker_sweeps_out_what_has_run_out_and_nothing_else(tmp_path: Path, settings):
    settings.CACHES = {"default": {"BACKEND": "core.cache.SharedFileCache", "LOCATION": str(tmp_path)}}
    caches["default"].set_many({"hour": 1, "hours": 1}, 3600)
    caches["default"].set("ever", 1, None)
    caches["default"].set("gone", 1, 0.01)
    (tmp_path / "broken.djcache").touch()
    time.sleep(0.02)
    TICKS["sweep_cache"].run()
    assert len(list(tmp_path.iterdir())) == 3
    assert set(caches["default"].get_many(["hour", "hours", "ever", "gone"])) == {
        "hour",
        "hours",
        "ever",
    }


def test_of_too_many_those_go_first_that_end_first(tmp_path: Path):
    cache = SharedFileCache(str(tmp_path), {})
    for number in range(10):
        cache.set(f"key-{number}", number, 60 + number)
    cache.set("ever", 1, None)
    cache.sweep(most=4)
    left = {"key-7", "key-8", "key-9", "ever"}
    assert set(cache.get_many([*left, *(f"key-{number}" for number in range(7))])) == left


def test_a_lock_that_ran_out_is_taken_again(tmp_path: Path):
    cache = SharedFileCache(str(tmp_path), {})
    cache.add("lock", 1, timeout=-1)
    assert cache.add("lock", 2, timeout=10)
    assert cache.get("lock") == 2
    assert not cache.add("lock", 3, timeout=10)
