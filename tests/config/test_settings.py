"""Settings: what is missing stops the start by name; the source root called `site` harms nothing."""

from __future__ import annotations

import os
import re
import site
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.STATICFILES_DIRS[0]).parent.parent
MODULES = ["dev", "embedded", "testing", "production"]
PATH_WALK = """
import re
from importlib import import_module
from django.apps import apps
from django.conf import settings
from django.utils.module_loading import import_string
import django
django.setup()
DOTTED = re.compile(r"[a-z_]\\w*(\\.[A-Za-z_]\\w*)+")
def walk(value):
    if isinstance(value, dict):
        for inner in value.values():
            yield from walk(inner)
    elif isinstance(value, (list, tuple, set)):
        for inner in value:
            yield from walk(inner)
    elif isinstance(value, str) and DOTTED.fullmatch(value):
        yield value
def imports(path):
    for way in (import_module, import_string, apps.get_model):
        try:
            way(path)
            return True
        except (ImportError, LookupError, ValueError):
            pass
    return False
HOSTS = set(settings.ALLOWED_HOSTS) | {getattr(settings, "EMAIL_HOST", "")}
names = [name for name in dir(settings) if name.isupper()]
found = {path for name in names for path in walk(getattr(settings, name))} - HOSTS
print(len(found), *sorted(path for path in found if not imports(path)))
"""


@pytest.fixture
def complete(tmp_path: Path) -> dict[str, str]:
    """Everything that a school's own server must say."""
    return {
        "SECRET_KEY": "k7Qw2zXv9LmN4pRt6YuB8cDf1GhJ3sAe5KoI0iUyTrEwQzXcVb",
        "ALLOWED_HOSTS": "vmeste.example.org",
        "BASE_URL": "https://vmeste.example.org",
        "DATABASE_URL": f"sqlite:///{tmp_path / 'db.sqlite3'}",
        "MEDIA_ROOT": str(tmp_path / "media"),
        "STATIC_ROOT": str(tmp_path / "static"),
        "CACHE_URL": "locmem://",
        "EMAIL_URL": "smtp://localhost:25",
        "DEFAULT_FROM_EMAIL": "Вместе <vmeste@example.org>",
    }


def run(*arguments: str, module: str = "production", **variables: str) -> subprocess.CompletedProcess[str]:
    """`manage.py` with these variables and none of the project's own from outside."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    environment = {**kept, "PYTHONIOENCODING": "utf-8", **variables}
    environment["DJANGO_SETTINGS_MODULE"] = f"config.settings.{module}"
    return subprocess.run(  # noqa: S603 (our own interpreter)
        [sys.executable, "manage.py", *arguments],
        env=environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


# Production.


def test_production_without_its_environment_names_everything_that_is_missing(complete):
    result = run("check")
    assert result.returncode != 0
    said = result.stderr + result.stdout
    assert "Не заданы переменные окружения" in said
    assert {name for name in complete if re.search(rf"\b{name}\b", said)} == set(complete)


@pytest.mark.parametrize(
    "name",
    ["SECRET_KEY", "ALLOWED_HOSTS", "BASE_URL", "DATABASE_URL", "MEDIA_ROOT", "STATIC_ROOT", "CACHE_URL",
     "EMAIL_URL", "DEFAULT_FROM_EMAIL"],
)  # fmt: skip
@pytest.mark.parametrize("value", [None, "  "])
def test_production_names_the_one_that_is_missing_or_empty(value, name, complete):
    del complete[name]
    if value is not None:
        complete[name] = value
    result = run("check", **complete)
    assert result.returncode != 0
    line = next(line for line in result.stderr.splitlines() if "Не заданы переменные окружения" in line)
    assert re.search(rf": {name}\. ", line)


def test_what_the_message_points_to_is_there(complete):
    named = re.search(r"docs/[\w/.-]+\.md", run("check").stderr)
    assert named
    text = (ROOT / named[0]).read_text(encoding="utf-8")
    assert {name for name in complete if name not in text} == set()


def test_production_refuses_a_short_secret_key(complete):
    result = run("check", **{**complete, "SECRET_KEY": "korotkiy"})
    assert result.returncode != 0
    assert "SECRET_KEY короче 50 знаков" in result.stderr


@pytest.mark.parametrize(
    ("name", "value"),
    [("DATABASE_URL", "nonsense"), ("SECURE_HSTS_SECONDS", "год"), ("BEHIND_PROXY", "maybe")],
)
def test_production_refuses_a_value_that_it_cannot_read(name, value, complete):
    result = run("check", **{**complete, name: value})
    assert result.returncode != 0


def test_production_with_everything_set_passes_the_check_for_deployment(complete):
    result = run("check", "--deploy", "--fail-level", "WARNING", **complete)
    assert result.returncode == 0, result.stderr
    assert "no issues" in result.stdout or "не выявила проблем" in result.stdout


def test_production_does_not_take_the_demo_school(complete):
    result = run("seed_demo", **complete)
    assert result.returncode != 0
    assert "Учебная школа не ставится на рабочий сайт" in result.stderr


# Every way of running.


@pytest.mark.parametrize("module", MODULES)
def test_every_dotted_path_in_the_settings_imports(module, complete, tmp_path):
    variables = (
        complete if module == "production" else {"VAR_DIR": str(tmp_path), "TEST_VAR_DIR": str(tmp_path)}
    )
    result = run("shell", "--no-imports", "-c", PATH_WALK, module=module, **variables)
    assert result.returncode == 0, result.stderr
    number, *broken = result.stdout.split()
    assert broken == []
    assert int(number) > 80


@pytest.mark.parametrize("module", ["embedded", "testing", "dev"])
def test_the_checks_of_the_house_pass(module, tmp_path):
    result = run("check", module=module, VAR_DIR=str(tmp_path), TEST_VAR_DIR=str(tmp_path))
    assert result.returncode == 0, result.stderr


def test_the_embedded_way_makes_its_own_key_and_keeps_it_from_others(tmp_path):
    command = ("shell", "--no-imports", "-c", "from django.conf import settings; print(settings.SECRET_KEY)")
    keys = [run(*command, module="embedded", VAR_DIR=str(tmp_path)).stdout.strip() for _ in range(2)]
    assert keys[0] == keys[1]
    assert len(keys[0]) >= 50
    assert (tmp_path / "secret_key").stat().st_mode & 0o077 == 0


def test_only_work_on_the_code_shows_the_insides_of_an_error(complete, tmp_path):
    command = ("shell", "--no-imports", "-c", "from django.conf import settings; print(settings.DEBUG)")
    said = {
        module: run(*command, module=module, VAR_DIR=str(tmp_path), **complete).stdout.strip()
        for module in ("dev", "embedded", "production")
    }
    assert said == {"dev": "True", "embedded": "False", "production": "False"}


def test_no_way_of_running_hands_mail_over_within_a_request(complete, tmp_path):
    script = "from django.conf import settings as s; print(s.EMAIL_BACKEND, s.DELIVERY_BACKEND)"
    command = ("shell", "--no-imports", "-c", script)
    said = {
        module: run(*command, module=module, VAR_DIR=str(tmp_path), **complete).stdout.split()
        for module in ("dev", "embedded", "production")
    }
    storing = "notices.backends.StoringBackend"
    assert said == {
        "dev": [storing, "django.core.mail.backends.console.EmailBackend"],
        "embedded": [storing, "notices.backends.FileBackend"],
        "production": [storing, "django.core.mail.backends.smtp.EmailBackend"],
    }


# The source root.


def test_the_source_root_is_no_package():
    assert not (ROOT / "site" / "__init__.py").exists()
    assert not (ROOT / "site.py").exists()


def test_the_standard_module_is_intact():
    standard = Path(sysconfig.get_path("stdlib")) / "site.py"
    assert Path(site.__file__).samefile(standard)
    asked = run(
        "shell", "--no-imports", "-c", "import site; print(site.__file__)", module="testing"
    ).stdout.strip()
    assert Path(asked).samefile(standard)


def test_installed_packages_come_from_the_environment_and_ours_from_the_source_root():
    script = (
        "import core, members, requests; print(core.__file__, members.__file__, requests.__file__, sep='\\n')"
    )
    core, members, requests = run("shell", "--no-imports", "-c", script, module="testing").stdout.split()
    assert Path(core).is_relative_to(ROOT / "site")
    assert Path(members).is_relative_to(ROOT / "site")
    assert "site-packages" in requests
