from django.apps import AppConfig


class SearchConfig(AppConfig):
    """Search over all pages, in Russian."""

    name = "search"
    verbose_name = "Поиск"
