from django.apps import AppConfig


class SubjectsConfig(AppConfig):
    """Subject pages with their materials and exercises."""

    name = "subjects"
    verbose_name = "Предметы"
