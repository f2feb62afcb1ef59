from django.apps import AppConfig
from django.db.backends.signals import connection_created


class CoreConfig(AppConfig):
    """What every room stands on."""

    name = "core"
    verbose_name = "Основа"

    def ready(self) -> None:
        from wagtail.models import ReferenceIndex  # noqa: PLC0415 (models load before ready)

        from core import (  # noqa: PLC0415
            admin_doors,
            checks,  # noqa: F401 (registers the system checks)
            chosen_files,
        )
        from core.any_case import teach_sqlite  # noqa: PLC0415
        from core.forms import PAGE_CHECKS  # noqa: PLC0415
        from core.models import SchoolSettings  # noqa: PLC0415

        connection_created.connect(teach_sqlite, dispatch_uid="core.teach_sqlite")
        PAGE_CHECKS.append(chosen_files.check_form)
        admin_doors.narrow_lists()
        # Wagtail follows the files of pages and snippets by itself, of settings only when asked.
        ReferenceIndex.register_model(SchoolSettings)
