from django.apps import AppConfig


class JoiningConfig(AppConfig):
    """Class lists, codes and letters, who wants to join and who lets them in."""

    name = "joining"
    verbose_name = "Вступление"
