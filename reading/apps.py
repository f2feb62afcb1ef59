from django.apps import AppConfig


class ReadingConfig(AppConfig):
    """Lists of books by grade."""

    name = "reading"
    verbose_name = "Читательский уголок"
