"""For the suite: plain static storage (hashed names are not collected), fast passwords, own folders."""

import tempfile
from pathlib import Path

from config.env import env

from .base import *  # noqa: F403
from .base import SQLITE_OPTIONS, STORAGES

SECRET_KEY = "only-for-tests"  # noqa: S105
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
# A server that a test starts shares the folder of the run.
VAR = Path(env.str("TEST_VAR_DIR", "") or tempfile.mkdtemp(prefix="vmeste-tests-"))
DATABASES = {"default": env.dj_db_url("DATABASE_URL", f"sqlite:///{VAR / 'db.sqlite3'}")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = SQLITE_OPTIONS
    DATABASES["default"]["TEST"] = {"NAME": str(VAR / "test.sqlite3")}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
STATIC_ROOT = VAR / "static"
MEDIA_ROOT = VAR / "media"
MAINTENANCE_FILE = VAR / "maintenance.json"
WHITENOISE_AUTOREFRESH = True
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
DELIVERY_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
LINK_CHECKS = False
DEMO_ALLOWED = True
