from django.apps import AppConfig


class BlogConfig(AppConfig):
    """Teachers' posts."""

    name = "blog"
    verbose_name = "Блог"
