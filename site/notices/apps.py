from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class NoticesConfig(AppConfig):
    """Notices and mail as stored rows; what the worker does by itself."""

    name = "notices"
    verbose_name = "Уведомления"

    def ready(self) -> None:
        """Find the ticks that the rooms register in their `ticks.py`."""
        from notices import housekeeping  # noqa: F401, PLC0415 (needs the models)

        autodiscover_modules("ticks")
