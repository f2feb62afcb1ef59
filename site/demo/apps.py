from django.apps import AppConfig


class DemoConfig(AppConfig):
    """The demo school: factories, content, `seed_demo`."""

    name = "demo"
    verbose_name = "Учебная школа"
