"""What a school decides about its community once."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.models import Site


@register_setting(icon="group")
class CommunitySettings(BaseSiteSetting):
    """Joining, terms, the second factor."""

    requests_open = models.BooleanField(
        "коллеги из других школ могут попроситься сами",
        default=True,
        help_text="Иначе только по приглашению.",
    )
    code_days = models.PositiveSmallIntegerField(
        "сколько дней действует код из письма",
        default=60,
        validators=[MinValueValidator(1), MaxValueValidator(366)],
    )
    leaver_days = models.PositiveSmallIntegerField(
        "через сколько дней закрываются учётные записи выпускников",
        default=90,
        validators=[MinValueValidator(7), MaxValueValidator(366)],
        help_text="За это время можно забрать свои тексты одним файлом. Потом данные стираются.",
    )
    second_factor_required = models.BooleanField(
        "второй шаг входа обязателен для координаторов и модераторов",
        default=True,
        help_text="Выключайте только на учебном сайте.",
    )

    panels = [
        MultiFieldPanel([FieldPanel("requests_open"), FieldPanel("code_days")], heading="Вступление"),
        FieldPanel("leaver_days"),
        FieldPanel("second_factor_required"),
    ]

    class Meta:
        verbose_name = "Сообщество"

    @classmethod
    def of_school(cls) -> CommunitySettings:
        """Those of the one site, where there is no request to ask."""
        return cls.for_site(Site.objects.get(is_default_site=True))
