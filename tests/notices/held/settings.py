"""The embedded settings with the room of the long task."""

from config.settings.embedded import *  # noqa: F403

INSTALLED_APPS = [*INSTALLED_APPS, "tests.notices.held"]  # noqa: F405
