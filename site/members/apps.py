from django.apps import AppConfig


class MembersConfig(AppConfig):
    """People, accounts, roles, classes, the display rule."""

    name = "members"
    verbose_name = "Люди"
