"""How the site starts: what production asks for, and that every name in the settings means something."""

from __future__ import annotations

import os
import site
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.utils.module_loading import import_string

ROOT = Path(settings.STATICFILES_DIRS[0]).parent.parent
REQUIRED = {
    "SECRET_KEY": "q7Vd0pXw-2mLr9sKt4Zb8yNc6Hf3Ja1Ge5Uo_TiWnPxEvRkSdMhQlB",
    "ALLOWED_HOSTS": "vmeste.example.org",
    "BASE_URL": "https://vmeste.example.org",
    "DATABASE_URL": "sqlite:////tmp/vmeste-settings-test.sqlite3",
    "MEDIA_ROOT": "/tmp/vmeste-settings-test/media",  # noqa: S108
    "STATIC_ROOT": "/tmp/vmeste-settings-test/static",  # noqa: S108
    "CACHE_URL": "locmem://",
    "EMAIL_URL": "smtp://localhost:25",
    "DEFAULT_FROM_EMAIL": "vmeste@example.org",
}


def manage(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run manage.py with production settings and nothing of ours in the environment but `environment`."""
    return subprocess.run(  # noqa: S603
        [sys.executable, str(ROOT / "manage.py"), *arguments],
        env={
            "PATH": os.environ["PATH"],
            "DJANGO_SETTINGS_MODULE": "config.settings.production",
            "PYTHONIOENCODING": "utf-8",
            **environment,
        },
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


def test_production_without_settings_names_all_that_is_missing():
    result = manage("check")
    assert result.returncode != 0
    for name in REQUIRED:
        assert name in result.stderr


@pytest.mark.parametrize("name", REQUIRED)
def test_production_names_the_one_that_is_missing(name):
    result = manage("check", **{key: value for key, value in REQUIRED.items() if key != name})
    assert result.returncode != 0
    message = result.stderr.strip().splitlines()[-1]
    assert name in message
    assert not [other for other in REQUIRED if other != name and f" {other}" in message]


def test_production_refuses_a_short_key():
    result = manage("check", **{**REQUIRED, "SECRET_KEY": "sekret"})
    assert result.returncode != 0
    assert "SECRET_KEY" in result.stderr


def test_production_with_everything_set_is_clean_by_djangos_deployment_check():
    result = manage("check", "--deploy", "--fail-level", "WARNING", **REQUIRED)
    assert result.returncode == 0, result.stderr


def test_production_refuses_the_demo_school():
    result = manage("seed_demo", **REQUIRED)
    assert result.returncode != 0
    assert "рабочий сайт" in result.stderr


def dotted_paths(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for part in value.values():
            yield from dotted_paths(part)
    elif isinstance(value, (list, tuple)):
        for part in value:
            yield from dotted_paths(part)
    elif (
        isinstance(value, str) and value.count(".") >= 1 and value.replace(".", "").replace("_", "").isalnum()
    ):
        yield value


NAMES = [
    "MIDDLEWARE",
    "TEMPLATES",
    "AUTHENTICATION_BACKENDS",
    "AUTH_PASSWORD_VALIDATORS",
    "STORAGES",
    "CACHES",
]
NAMES += ["WSGI_APPLICATION", "ACCOUNT_ADAPTER", "COMMENTS_XTD_MODEL", "TASKS", "CSRF_FAILURE_VIEW"]
NAMES += ["WAGTAILEMBEDS_FINDERS", "WAGTAILIMAGES_IMAGE_FORM_BASE", "WAGTAILDOCS_DOCUMENT_FORM_BASE"]


@pytest.mark.parametrize("name", NAMES)
def test_every_dotted_path_names_something(name):
    paths = list(dotted_paths(getattr(settings, name)))
    assert paths
    for path in paths:
        assert import_string(path) is not None


def test_the_source_root_hides_nothing():
    assert not (ROOT / "site" / "__init__.py").exists()
    assert not (ROOT / "site.py").exists()
    assert Path(site.__file__).parent == Path(os.__file__).parent
