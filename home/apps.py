from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_save


class HomeConfig(AppConfig):
    """The home page, plain pages, navigation."""

    name = "home"
    verbose_name = "Главная"

    def ready(self) -> None:
        from wagtail.signals import init_new_page  # noqa: PLC0415 (models load before)

        init_new_page.connect(_new_page)
        post_save.connect(_new_subject_page, sender="subjects.SubjectPage")


def _new_subject_page(sender: Any, instance: Any, created: bool, raw: bool = False, **kwargs: Any) -> None:  # noqa: FBT001, FBT002
    """Teachers write under a subject from its first day; made by hand, by copying or by a command."""
    from home.services import let_teachers_write  # noqa: PLC0415 (models are not there sooner)

    if created and not raw:
        let_teachers_write(instance)


def _new_page(sender: Any, page: Any, **kwargs: Any) -> None:
    """Who opens the form of a new page is its author until she says otherwise: its preview shows at once."""
    from core.models import BasePage  # noqa: PLC0415
    from members.models import Person  # noqa: PLC0415

    person = page.owner.person
    if isinstance(page, BasePage) and person is not None and person.kind != Person.Kind.PUPIL:
        page.begin_by(person)
