from django.apps import AppConfig


class EventsConfig(AppConfig):
    """Events and their calendar."""

    name = "events"
    verbose_name = "Мероприятия"
