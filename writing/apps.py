from django.apps import AppConfig


class WritingConfig(AppConfig):
    """Writing a page on a plain form of the site, without Wagtail's editor."""

    name = "writing"
    verbose_name = "Написать без редактора"
