from django.apps import AppConfig, apps
from django.db.models.signals import m2m_changed, post_delete, post_save


class ClassesConfig(AppConfig):
    """The corners of classes, and the school year that moves them up."""

    name = "classes"
    verbose_name = "Классы"

    def ready(self) -> None:
        """Keep corners closed and in step with their classes; mark what lives in them."""
        from wagtail.models import PageViewRestriction  # noqa: PLC0415 (models are not there sooner)
        from wagtail.signals import page_published  # noqa: PLC0415

        from classes import closing, leaving, queries, services, telling  # noqa: PLC0415
        from core.cards import MARKERS  # noqa: PLC0415
        from members import care  # noqa: PLC0415

        post_save.connect(closing.corner_saved, sender="classes.ClassCornerPage")
        post_save.connect(closing.restriction_saved, sender=PageViewRestriction)
        post_delete.connect(closing.restriction_gone, sender=PageViewRestriction)
        m2m_changed.connect(closing.groups_changed, sender=PageViewRestriction.groups.through)
        post_save.connect(services.class_saved, sender="members.SchoolClass")
        post_save.connect(leaving.link_made, sender="members.CarerLink")
        for kind in telling.TOLD:
            page_published.connect(telling.published, sender=apps.get_model(kind))
        MARKERS.append(queries.marks_of)
        care.WITHOUT_ROLE.add("classes.classcornerpage")
