"""The embedded default: one small machine, SQLite and files under var/, DEBUG off. What `make run` uses."""

from config.env import env, stored_secret_key, var_dir

from .base import *  # noqa: F403
from .base import SQLITE_OPTIONS

VAR = var_dir()
SECRET_KEY = stored_secret_key(VAR)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", ["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS: list[str] = env.list("CSRF_TRUSTED_ORIGINS", [])
DATABASES = {"default": env.dj_db_url("DATABASE_URL", f"sqlite:///{VAR / 'db.sqlite3'}")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = SQLITE_OPTIONS
CACHES = {
    "default": {
        "BACKEND": "core.cache.SharedFileCache",
        "LOCATION": VAR / "cache",
    }
}
WAGTAILADMIN_BASE_URL = env.str("BASE_URL", f"http://127.0.0.1:{env.str('PORT', '8000')}")
STATIC_ROOT = VAR / "static"
MEDIA_ROOT = VAR / "media"
MAINTENANCE_FILE = VAR / "maintenance.json"
DELIVERY_BACKEND = "notices.backends.FileBackend"
EMAIL_FILE_PATH = VAR / "mail"
DEFAULT_FROM_EMAIL = "Вместе <vmeste@localhost>"
DEMO_ALLOWED = True
