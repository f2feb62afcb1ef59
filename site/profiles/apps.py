from django.apps import AppConfig


class ProfilesConfig(AppConfig):
    """An account in its owner's hands: profile, settings, a carer's view of a child, leaving."""

    name = "profiles"
    verbose_name = "Профили"
