from django.apps import AppConfig
from django.db.backends.signals import connection_created


class CoreConfig(AppConfig):
    """What every room stands on."""

    name = "core"
    verbose_name = "Основа"

    def ready(self) -> None:
        from wagtail.models import ReferenceIndex  # noqa: PLC0415 (models load before ready)

        from core import checks  # noqa: F401, PLC0415 (registers the system checks)
        from core.any_case import teach_sqlite  # noqa: PLC0415
        from core.models import SchoolSettings  # noqa: PLC0415

        connection_created.connect(teach_sqlite, dispatch_uid="core.teach_sqlite")
        # Wagtail follows the files of pages and snippets by itself, of settings only when asked.
        ReferenceIndex.register_model(SchoolSettings)
