"""What a school says of itself once, for every page."""

from __future__ import annotations

from django.db import models
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.fields import RichTextField


@register_setting(icon="home")
class SchoolSettings(BaseSiteSetting):
    """The school's name and contacts."""

    name = models.CharField(
        "полное название", max_length=255, default="Школа", help_text="Как в уставе, но без лишнего."
    )
    short_name = models.CharField(
        "короткое название", max_length=60, default="Школа", help_text="Стоит в шапке каждой страницы."
    )
    motto = models.CharField("девиз", max_length=160, blank=True)
    address = models.CharField("адрес", max_length=255, blank=True)
    phone = models.CharField("телефон", max_length=60, blank=True)
    email = models.EmailField("электронная почта", blank=True)
    footer = RichTextField(
        "текст внизу страниц",
        blank=True,
        features=["bold", "link"],
        help_text="Например, ссылка на учредителя.",
    )

    panels = [
        MultiFieldPanel(
            [FieldPanel("name"), FieldPanel("short_name"), FieldPanel("motto")], heading="Название"
        ),
        MultiFieldPanel(
            [FieldPanel("address"), FieldPanel("phone"), FieldPanel("email")], heading="Контакты"
        ),
        FieldPanel("footer"),
    ]

    class Meta:
        verbose_name = "О школе"

    def shows_files_to(self, user: object) -> bool:
        """What stands in the school's own settings stands on every page, so everybody may see it."""
        return True
