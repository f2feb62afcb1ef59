"""For a school's own server: everything from the environment. What is missing stops the start, by name.

Required: SECRET_KEY, ALLOWED_HOSTS, BASE_URL, DATABASE_URL, MEDIA_ROOT, STATIC_ROOT, CACHE_URL, EMAIL_URL,
DEFAULT_FROM_EMAIL. docs/running/ explains each in Russian.
"""

from django.core.exceptions import ImproperlyConfigured

from config.env import env

from .base import *  # noqa: F403
from .base import SQLITE_OPTIONS

REQUIRED = (
    "SECRET_KEY",
    "ALLOWED_HOSTS",
    "BASE_URL",
    "DATABASE_URL",
    "MEDIA_ROOT",
    "STATIC_ROOT",
    "CACHE_URL",
    "EMAIL_URL",
    "DEFAULT_FROM_EMAIL",
)
missing = [name for name in REQUIRED if not env.str(name, "").strip()]
if missing:
    raise ImproperlyConfigured(
        "Не заданы переменные окружения: "
        + ", ".join(missing)
        + ". Что они значат – docs/running/settings.md."
    )
SECRET_KEY = env.str("SECRET_KEY")
if len(SECRET_KEY) < 50:
    raise ImproperlyConfigured("SECRET_KEY короче 50 знаков. Создайте новый: make secret-key.")
ALLOWED_HOSTS: list[str] = env.list("ALLOWED_HOSTS")
CSRF_TRUSTED_ORIGINS: list[str] = env.list("CSRF_TRUSTED_ORIGINS", [])
DATABASES = {"default": env.dj_db_url("DATABASE_URL")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = SQLITE_OPTIONS
elif DATABASES["default"]["ENGINE"] == "django.db.backends.postgresql":
    DATABASES["default"].setdefault("OPTIONS", {})["pool"] = {"min_size": 1, "max_size": 8}
CACHES = {"default": env.dj_cache_url("CACHE_URL")}
if CACHES["default"]["BACKEND"] == "django.core.cache.backends.filebased.FileBasedCache":
    CACHES["default"]["BACKEND"] = "core.cache.SharedFileCache"
MEDIA_ROOT = env.path("MEDIA_ROOT")
STATIC_ROOT = env.path("STATIC_ROOT")
MAINTENANCE_FILE = env.path("MAINTENANCE_FILE", MEDIA_ROOT.parent / "maintenance.json")
mail_server = env.dj_email_url("EMAIL_URL")
DELIVERY_BACKEND = mail_server.pop("EMAIL_BACKEND")
globals().update(mail_server)
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", True)
SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", 31_536_000)
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.bool("SECURE_HSTS_INCLUDE_SUBDOMAINS", True)
SECURE_HSTS_PRELOAD = env.bool("SECURE_HSTS_PRELOAD", True)
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
if env.bool("BEHIND_PROXY", False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    ALLAUTH_TRUSTED_PROXY_COUNT = 1
DEMO_ALLOWED = False
