"""For work on the code: DEBUG, reload, plain static files."""

from .embedded import *  # noqa: F403
from .embedded import STORAGES

DEBUG = True
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
DELIVERY_BACKEND = "django.core.mail.backends.console.EmailBackend"
