from django.apps import AppConfig


class HomeConfig(AppConfig):
    """The home page, plain pages, navigation."""

    name = "home"
    verbose_name = "Главная"
