"""В помощь: instructions by steps."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, ClassVar

from django.db import models
from django.template.defaultfilters import date as format_date
from django.utils import timezone
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.fields import StreamField
from wagtail.search import index

from core.blocks import Entry, StepBlock
from core.filters import SubjectGradeFilter
from core.models import ContentPage, ListingPage

STALE_AFTER = timedelta(days=365)


class InstructionPage(ContentPage):
    """How to do one thing, step by step; prints well."""

    template = "resources/instruction_page.html"
    parent_page_types: ClassVar[list[str]] = ["resources.HelpPage"]
    subpage_types: ClassVar[list[str]] = []
    page_description = "Инструкция по шагам с картинками: о сервисе или о деле."
    stream = "В помощь"
    icon = "life-buoy"

    service = models.CharField("о каком сервисе", max_length=120, blank=True)
    service_url = models.URLField("адрес сервиса", blank=True)
    for_whom = models.CharField("для кого", max_length=120, blank=True)
    checked_on = models.DateField(
        "когда проверена", null=True, blank=True, help_text="День, когда вы сами прошли все шаги."
    )
    steps = StreamField([("step", StepBlock())], verbose_name="шаги", min_num=1)

    content_panels = [
        *ContentPage.content_panels[:2],
        FieldRowPanel(
            [
                FieldPanel("service", help_text="О чём инструкция: «Сферум», «электронный дневник»."),
                FieldPanel("service_url", help_text="Откуда начинать, если это сайт."),
            ]
        ),
        FieldRowPanel(
            [
                FieldPanel("for_whom", help_text="Учителям, ученикам, родителям."),
                FieldPanel("checked_on"),
            ]
        ),
        *ContentPage.content_panels[2:],
        FieldPanel(
            "steps",
            help_text="По порядку, в каждом одно действие. К трудному – снимок экрана без чужих имён.",
        ),
    ]
    search_fields = [*ContentPage.search_fields, index.SearchField("service"), index.SearchField("steps")]

    class Meta:
        verbose_name = "инструкция"
        verbose_name_plural = "инструкции"

    @property
    def is_stale(self) -> bool:
        """Not checked for a year: readers are told that something may look different."""
        return self.checked_on is None or self.checked_on < timezone.localdate() - STALE_AFTER

    def headings(self) -> list[Entry]:
        steps = [
            Entry(step.value["title"], f"shag-{number}", level=3) for number, step in enumerate(self.steps, 1)
        ]
        return [*super().headings(), *([Entry("По шагам", "po-shagam"), *steps] if steps else [])]

    def card_meta(self) -> list[str]:
        checked = f"проверена {format_date(self.checked_on, 'j E Y')}" if self.checked_on else ""
        return [fact for fact in (self.service, self.for_whom, checked) if fact]

    def card_badge(self) -> tuple[str, str]:
        return ("давно не проверялась", "warning") if self.is_stale else ("", "muted")


class HelpPage(ListingPage):
    """The section of instructions."""

    template = "resources/help_page.html"
    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = ["resources.InstructionPage"]
    page_description = "Раздел «В помощь»: инструкции и сервисы."
    filter_form = SubjectGradeFilter
    found_forms = "инструкция,инструкции,инструкций"
    icon = "life-buoy"

    class Meta:
        verbose_name = "раздел «В помощь»"
        verbose_name_plural = "разделы «В помощь»"

    def get_items(self) -> models.QuerySet[Any]:
        return InstructionPage.objects.child_of(self).order_by("title")
