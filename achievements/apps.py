from django.apps import AppConfig


class AchievementsConfig(AppConfig):
    """Register of achievements and the honour board."""

    name = "achievements"
    verbose_name = "Достижения"
