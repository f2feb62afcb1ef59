"""Settings that hold everywhere. Each way of running adds its own: embedded, dev, testing, production."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from config.env import ROOT, env

DEBUG = False
INSTALLED_APPS = [
    # What may ask everything.
    "home",
    "writing",
    "profiles",
    "search",
    # Sections.
    "resources",
    "subjects",
    "blog",
    "reading",
    "achievements",
    "events",
    "classes",
    # Ground and core. `discussions` stands before django_comments_xtd: its ready() must run first.
    "discussions",
    "links",
    "joining",
    "members",
    "notices",
    "core",
    "demo",
    # Wagtail.
    "wagtail.contrib.settings",
    "wagtail.contrib.redirects",
    "wagtail.contrib.sitemaps",
    "wagtail.contrib.typed_table_block",
    "wagtail.contrib.routable_page",
    "wagtail.embeds",
    "wagtail.sites",
    "members.apps.UsersConfig",  # wagtail.users, with our form of an account
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "wagtail_modeladmin",
    "modelcluster",
    "taggit",
    "django_filters",
    "django_tasks",
    # Comments and accounts.
    "django_comments_xtd",
    "django_comments",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    # Django.
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sites",
    "django.contrib.sitemaps",
    "django.contrib.humanize",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]
MIDDLEWARE = [
    "core.middleware.refuse_null_bytes",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",  # a policy is nothing to a static file
    "csp.middleware.CSPMiddleware",
    "core.middleware.relax_policy_for_admin",
    "core.maintenance.closed_for_work",
    "core.compression.CompressPages",
    "core.middleware.apply_display_settings",
    "core.middleware.pages_for_bare_errors",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "core.middleware.keep_out_of_caches",
    "django.contrib.messages.middleware.MessageMiddleware",
    "core.viewing.remember_viewer",
    "members.middleware.assignments_of_today",
    "members.middleware.account_in_order",
    "core.middleware.guard_admin",
    "core.admin_doors.guard_numbers",
    "members.middleware.who_acts",
    "members.acceptance.rules_first",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "core.old_addresses.lead_from_old_address",
]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wagtail.contrib.settings.context_processors.settings",
                "core.display.context",
            ],
        },
    },
]

# One site, one language: what people read is written in Russian in its place (docs/decisions/0005).
LANGUAGE_CODE = "ru"
FORMAT_MODULE_PATH = "config.formats"
USE_I18N = True
USE_TZ = True
CSRF_FAILURE_VIEW = "core.views.csrf_failure"
TIME_ZONE = env.str("TIME_ZONE", "Europe/Moscow")
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]  # one school, one clock
LANGUAGES = [("ru", "Русский")]
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAILADMIN_PERMITTED_LANGUAGES = [("ru", "Русский")]
LOCALE_PATHS = [ROOT / "site" / "locale"]

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "members.User"
SITE_ID = 1

STATIC_URL = "/static/"
STATICFILES_DIRS = [ROOT / "site" / "static"]
MEDIA_URL = "/media/"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
FILE_UPLOAD_PERMISSIONS = 0o640
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # a long page of Wagtail's editor has thousands

# SQLite as a server's database: a writer waits for its turn instead of failing (docs/decisions/0006).
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA mmap_size=134217728;"
        "PRAGMA journal_size_limit=27103364; PRAGMA cache_size=-20000; PRAGMA temp_store=MEMORY;"
    ),
}

# Whatever sends mail stores it; the worker hands it to DELIVERY_BACKEND, which each way of running names.
EMAIL_BACKEND = "notices.backends.StoringBackend"
EMAIL_TIMEOUT: int | None = 20
EMAIL_FILE_PATH: Path | None = None

# Accounts: own, with allauth as the only way in (docs/decisions/0007).
# One backend: a second would hash every wrong password once more.
AUTHENTICATION_BACKENDS = ["members.auth.SignInBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
ACCOUNT_ADAPTER = "members.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "members.forms.SignInForm",
    "change_password": "members.forms.NewPasswordForm",
    "reset_password": "members.forms.ForgottenPasswordForm",
}
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "optional"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # the site writes to nobody that it does not know
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = True
# A whole school has one address on the Internet: limits by address are wide, those by account are narrow.
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",
    "login_failed": "60/m/ip,600/h/ip,5/5m/key,20/h/key",
    "reset_password": "20/m/ip,60/h/ip,3/h/key",
    "reset_password_from_key": "20/m/ip",
    "change_password": "5/m/user",
    "reauthenticate": "10/m/user",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ADAPTER = "members.adapter.FactorAdapter"
MFA_FORMS = {
    "activate_totp": "members.key_forms.ActivateAppForm",
    "authenticate": "members.key_forms.SecondStepForm",
    "reauthenticate": "members.key_forms.AgainWithCodeForm",
    "add_webauthn": "members.key_forms.AddKeyForm",
    "login_webauthn": "members.key_forms.SignInWithKeyForm",
    "authenticate_webauthn": "members.key_forms.SecondStepWithKeyForm",
    "reauthenticate_webauthn": "members.key_forms.AgainWithKeyForm",
}
MFA_TOTP_TOLERANCE = 1  # phones of a school's people do not all know the second
MFA_TOTP_ISSUER = "Вместе"
MFA_ALLOW_UNVERIFIED_EMAIL = True  # accounts are issued by the school, many without a mailbox
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
WAGTAIL_FRONTEND_LOGIN_URL = "/accounts/login/"
WAGTAILADMIN_LOGIN_URL = "/accounts/login/"
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAILUSERS_PASSWORD_ENABLED = True
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False

COMMENTS_APP = "django_comments_xtd"
COMMENTS_XTD_MODEL = "discussions.models.Comment"
COMMENTS_XTD_MAX_THREAD_LEVEL = 2  # levels 0, 1, 2: three deep
COMMENTS_XTD_CONFIRM_EMAIL = False

WAGTAIL_SITE_NAME = "Вместе"
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAIL_APPEND_SLASH = True
WAGTAIL_DATE_FORMAT = "%d.%m.%Y"
WAGTAIL_DATETIME_FORMAT = "%d.%m.%Y %H:%M"
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_PRIVATE_PAGE_OPTIONS = {"SHARED_PASSWORD": False}
WAGTAILDOCS_PRIVATE_COLLECTION_OPTIONS = {"SHARED_PASSWORD": False}
WAGTAILADMIN_BASE_URL = env.str("BASE_URL", "http://127.0.0.1:8000")
WAGTAILIMAGES_IMAGE_MODEL = "core.SitePicture"
WAGTAILIMAGES_IMAGE_FORM_BASE = "members.picture_form.PicturePeopleForm"
WAGTAILIMAGES_EXTENSIONS = ["gif", "jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 40_000_000
WAGTAILDOCS_DOCUMENT_MODEL = "core.SiteDocument"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "members.file_names.NamedDocumentForm"
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILDOCS_EXTENSIONS = [
    "pdf", "docx", "doc", "odt", "rtf", "txt", "xlsx", "xls", "ods", "csv", "pptx", "ppt", "odp",
    "zip", "mp3", "ogg", "mp4", "webm", "ggb", "py",
]  # fmt: skip
WAGTAILDOCS_MAX_UPLOAD_SIZE = 30 * 1024 * 1024
WAGTAILDOCS_INLINE_CONTENT_TYPES = ["application/pdf", "audio/mpeg", "audio/ogg", "video/mp4"]
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "search.backends"}}
WAGTAILEMBEDS_FINDERS = [{"class": "core.video.VideoFinder"}]
WAGTAILADMIN_COMMENTS_ENABLED = True
WAGTAIL_FINISH_WORKFLOW_ACTION = "members.finish.publish"
WAGTAILADMIN_NOTIFICATION_INCLUDE_SUPERUSERS = False  # notices tell whom it concerns (members.approval)
TAGGIT_CASE_INSENSITIVE = True

# `default` runs in place, so that Wagtail's index works without a worker.
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}

# Links to other sites are asked by the worker how they are (docs/running/links.md).
LINK_CHECKS = env.bool("LINK_CHECKS", True)
LINK_CHECKS_PER_MINUTE = env.int("LINK_CHECKS_PER_MINUTE", 5)
LINK_CHECKS_CA_FILE = env.str("LINK_CHECKS_CA_FILE", "")
LINK_CHECKS_LOOPBACK_PORTS: list[int] = []  # tests name the ports of their own server here, nobody else

X_FRAME_OPTIONS = "DENY"  # Wagtail allows its own previews
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SAMESITE = "Lax"
SECURE_CONTENT_TYPE_NOSNIFF = True
VIDEO_HOSTS = ["https://rutube.ru", "https://vkvideo.ru", "https://www.youtube-nocookie.com"]
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'"],
        "font-src": ["'self'"],
        "media-src": ["'self'"],
        "connect-src": ["'self'"],
        "manifest-src": ["'self'"],
        "frame-src": VIDEO_HOSTS,
        "form-action": ["'self'"],
        "frame-ancestors": ["'self'"],
        "base-uri": ["'none'"],
    },
}
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"django": {"handlers": ["console"], "level": "WARNING", "propagate": False}},
}
