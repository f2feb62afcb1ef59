from django.apps import AppConfig


class CoreConfig(AppConfig):
    """What every room stands on."""

    name = "core"
    verbose_name = "Основа"

    def ready(self) -> None:
        from core import checks  # noqa: F401, PLC0415 (registers the system checks)
