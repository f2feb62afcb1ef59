from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_save


class SearchConfig(AppConfig):
    """Search over all pages, in Russian."""

    name = "search"
    verbose_name = "Поиск"

    def ready(self) -> None:
        post_save.connect(_index_again, sender="core.Subject", dispatch_uid="search.subject")


def _index_again(instance: Any, *, created: bool, raw: bool = False, **kwargs: Any) -> None:
    """Pages stand in the index under the names of their subjects: a new name has them indexed again."""
    if created or raw:
        return
    from modelsearch.index import insert_or_update_object  # noqa: PLC0415
    from wagtail.models import Page  # noqa: PLC0415

    pages = Page.objects.filter(page_subjects__subject=instance).specific()
    for page in pages.iterator(chunk_size=200):
        insert_or_update_object(page)
