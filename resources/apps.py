from django.apps import AppConfig


class ResourcesConfig(AppConfig):
    """Полезные сайты, Для родителей, Объявления, Расписание, В помощь, Официально."""

    name = "resources"
    verbose_name = "Ресурсы"
