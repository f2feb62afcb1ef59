from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_save, pre_save


class SearchConfig(AppConfig):
    """Search over all pages, in Russian."""

    name = "search"
    verbose_name = "Поиск"

    def ready(self) -> None:
        pre_save.connect(_note_new_name, sender="core.Subject", dispatch_uid="search.subject.name")
        post_save.connect(_index_again, sender="core.Subject", dispatch_uid="search.subject")


def _note_new_name(sender: Any, instance: Any, *, raw: bool = False, **kwargs: Any) -> None:
    before = None if raw else sender.objects.filter(pk=instance.pk).values_list("title", flat=True).first()
    instance._has_new_name = before is not None and before != instance.title


def _index_again(instance: Any, **kwargs: Any) -> None:
    """Pages stand in the index under the names of their subjects: a new name has them indexed again."""
    if not instance._has_new_name:
        return
    from modelsearch.index import insert_or_update_object  # noqa: PLC0415
    from wagtail.models import Page  # noqa: PLC0415

    pages = Page.objects.filter(page_subjects__subject=instance).specific()
    for page in pages.iterator(chunk_size=200):
        insert_or_update_object(page)
