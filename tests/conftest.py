"""One demo school for the whole run; every test works in a transaction over it and leaves nothing."""

from __future__ import annotations

import io
import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from home.models import HomePage
from members.models import User
from notices.models import Mail, Notice
from tests.personas import ANONYMOUS


@pytest.fixture(scope="session")
def own_folder() -> Iterator[None]:
    """Delete the folder that the test settings made; one that was named (with --reuse-db) stays."""
    yield
    if not os.environ.get("TEST_VAR_DIR"):
        shutil.rmtree(settings.VAR, ignore_errors=True)


@pytest.fixture(scope="session")
def django_db_setup(own_folder: None, django_db_setup: None, django_db_blocker: Any) -> None:
    """Build the demo school once, outside the tests' transactions.

    Asks for `own_folder` first, so that the SQLite file in it is gone before the folder is.
    """
    with django_db_blocker.unblock():
        if not HomePage.objects.exists():  # with --reuse-db it is there from the run before
            call_command("seed_demo", stdout=io.StringIO())


@pytest.fixture(autouse=True)
def _database(db: None) -> None:
    """Every test may use the database, and finds the cache empty: it outlives a transaction."""
    cache.clear()


@pytest.fixture
def home() -> HomePage:
    return HomePage.objects.get()


@pytest.fixture
def sign_in() -> Callable[[str], Client]:
    """`sign_in("uchitel")` gives a client signed in as that person; "" gives an anonymous one."""

    def enter(login: str) -> Client:
        client = Client()
        if login != ANONYMOUS:
            client.force_login(User.objects.get(username=login))
        return client

    return enter


@pytest.fixture
def nothing_told() -> None:
    """Forget what the demo school's people were told: the test's own notices and letters are the first."""
    Notice.objects.all().delete()
    Mail.objects.all().delete()


@pytest.fixture
def count_queries() -> Callable[[Callable[[], Any]], int]:
    """`count_queries(lambda: client.get(url))` gives the number of SQL queries of the second call.

    The first call warms what is kept between requests: sizes of pictures, content types, the site.
    """

    def count(act: Callable[[], Any]) -> int:
        act()
        with CaptureQueriesContext(connection) as captured:
            act()
        return len(captured)

    return count


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Browser tests serve a copy of the SQLite file: elsewhere they are left out, and it is said."""
    if connection.vendor == "sqlite":
        return
    browser = [item for item in items if item.get_closest_marker("browser")]
    if browser:
        config.hook.pytest_deselected(items=browser)
        items[:] = [item for item in items if item not in browser]


def pytest_report_header() -> str:
    return f"database: {connection.vendor}"
