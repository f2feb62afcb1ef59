"""What a school says of itself once, for every page."""

from __future__ import annotations

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.fields import RichTextField

from core import theme
from core.models.files import SitePicture


@register_setting(icon="home")
class SchoolSettings(BaseSiteSetting):
    """The school's name, contacts and looks."""

    select_related: ClassVar[list[str]] = ["logo"]

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
    logo = models.ForeignKey(
        SitePicture,
        models.SET_NULL,
        verbose_name="логотип",
        null=True,
        blank=True,
        related_name="+",
        help_text="Стоит в шапке. Лучше всего – квадрат с прозрачным фоном, PNG или WebP.",
    )
    main_colour = models.CharField(
        "основной цвет",
        max_length=7,
        blank=True,
        validators=[theme.is_colour],
        help_text="Шапка, ссылки и кнопки. Например, #17493d. Пусто – цвет сайта.",
    )
    second_colour = models.CharField(
        "цвет отметок",
        max_length=7,
        blank=True,
        validators=[theme.is_colour],
        help_text="Кнопка поиска, закреплённое, полоса у цитаты. Например, #f4b740. Пусто – цвет сайта.",
    )

    panels = [
        MultiFieldPanel(
            [FieldPanel("name"), FieldPanel("short_name"), FieldPanel("motto")], heading="Название"
        ),
        MultiFieldPanel(
            [FieldPanel("address"), FieldPanel("phone"), FieldPanel("email")], heading="Контакты"
        ),
        MultiFieldPanel(
            [FieldPanel("logo"), FieldPanel("main_colour"), FieldPanel("second_colour")], heading="Вид"
        ),
        FieldPanel("footer"),
    ]

    class Meta:
        verbose_name = "О школе"

    def shows_files_to(self, user: object) -> bool:
        """What stands in the school's own settings stands on every page, so everybody may see it."""
        return True

    def clean(self) -> None:
        """Take no logo that not everybody may see, and no colour on which letters are read badly."""
        self.main_colour, self.second_colour = self.main_colour.lower(), self.second_colour.lower()
        checks = {"main_colour": theme.pairs_of_main, "second_colour": theme.pairs_of_second}
        faults = {
            field: theme.fault(pairs(colour))
            for field, pairs in checks.items()
            if _is_colour(colour := getattr(self, field))
        }
        if self.logo:
            faults["logo"] = _fault_of_logo(self.logo)
        if any(faults.values()):
            raise ValidationError({field: words for field, words in faults.items() if words})

    @property
    def stylesheet(self) -> str:
        """The school's own colours as a stylesheet; nothing when it has none."""
        return theme.stylesheet(self.main_colour, self.second_colour)

    @property
    def admin_stylesheet(self) -> str:
        """The main colour as Wagtail's admin takes it; nothing without one."""
        return theme.admin_stylesheet(self.main_colour) if self.main_colour else ""

    @property
    def stylesheet_version(self) -> str:
        return theme.version(self.stylesheet) if self.stylesheet else ""

    @property
    def bar_colours(self) -> tuple[str, str]:
        """What a browser paints its bar with, in light and in dark."""
        return theme.board(self.main_colour)


def _is_colour(value: str) -> bool:
    try:
        theme.is_colour(value)
    except ValidationError:
        return False  # the field itself has told
    return True


def _fault_of_logo(logo: SitePicture) -> str:
    if logo.collection.get_view_restrictions().exists():
        return "Эта картинка лежит в закрытой коллекции, а логотип видят все. Переложите её в открытую."
    if logo.children_recognisable != SitePicture.Children.NO:
        return "На логотипе не должно быть снимков детей. Выберите рисунок или знак."
    return ""
