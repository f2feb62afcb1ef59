"""Объявления: what ends leaves the lists by itself, at the moment of reading."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.template.defaultfilters import date as format_date
from django.utils import timezone
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.models import Orderable
from wagtail.query import PageQuerySet
from wagtail.search import index

from core.blocks import FileItem
from core.filters import SubjectGradeFilter
from core.models import ContentPage, ListingPage


class AnnouncementPage(ContentPage):
    """One notice."""

    template = "resources/announcement_page.html"
    parent_page_types: ClassVar[list[str]] = ["resources.AnnouncementsPage", "classes.ClassCornerPage"]
    subpage_types: ClassVar[list[str]] = []
    page_description = "Объявление со сроком: после него уйдёт из списков в архив."
    stream = "Объявления"
    icon = "megaphone"
    stream_order = 50
    counted_as = "объявление,объявления,объявлений"

    starts_on = models.DateField("показывать с", null=True, blank=True, help_text="Пусто – сразу.")
    ends_on = models.DateField("по", null=True, blank=True, help_text="Последний день. Пусто – без срока.")
    is_pinned = models.BooleanField("закрепить сверху", default=False)
    how_to_use = models.TextField(
        "где и когда пригодится", max_length=500, help_text="Кому это нужно, что с этим сделать. Обязательно."
    )

    content_panels = [
        *ContentPage.content_panels[:2],
        FieldPanel("how_to_use"),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("starts_on"), FieldPanel("ends_on")]), FieldPanel("is_pinned")],
            help_text="После последнего дня объявление само уйдёт в архив. Закрепляйте два-три самых важных.",
            heading="Срок",
        ),
        *ContentPage.content_panels[2:],
        InlinePanel(
            "attachments",
            label="Файл",
            heading="Файлы",
            help_text="Что открыть, скачать или распечатать. Имён детей внутри быть не должно.",
        ),
    ]
    search_fields = [*ContentPage.search_fields, index.SearchField("how_to_use")]

    class Meta:
        verbose_name = "объявление"
        verbose_name_plural = "объявления"

    def clean(self) -> None:
        super().clean()
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise ValidationError({"ends_on": "Последний день раньше первого. Поправьте один из них."})

    @classmethod
    def listed(cls) -> PageQuerySet:
        today = timezone.localdate()
        begun = models.Q(starts_on__isnull=True) | models.Q(starts_on__lte=today)
        going_on = models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=today)
        return cls.objects.filter(begun & going_on).order_by("-is_pinned", "-first_published_at", "-pk")

    @classmethod
    def past(cls) -> PageQuerySet:
        return cls.objects.filter(ends_on__lt=timezone.localdate())

    @property
    def has_ended(self) -> bool:
        return self.ends_on is not None and self.ends_on < timezone.localdate()

    @property
    def files(self) -> list[FileItem]:
        return [FileItem.of(row.document, row.title) for row in self.attachments.select_related("document")]

    @property
    def card_pinned(self) -> bool:
        return self.is_pinned and not self.has_ended

    def card_meta(self) -> list[str]:
        return [f"до {format_date(self.ends_on, 'j E')}"] if self.ends_on else []

    def card_badge(self) -> tuple[str, str]:
        return ("закончилось", "muted") if self.has_ended else ("", "muted")


class AnnouncementFile(Orderable):
    """A file of an announcement."""

    page = ParentalKey(AnnouncementPage, on_delete=models.CASCADE, related_name="attachments")
    document = models.ForeignKey("core.SiteDocument", models.CASCADE, verbose_name="файл", related_name="+")
    title = models.CharField("название", max_length=160, blank=True)

    class Meta(Orderable.Meta):
        verbose_name = "файл объявления"
        verbose_name_plural = "файлы объявления"

    def __str__(self) -> str:
        return self.title or self.document.title


class AnnouncementsPage(RoutablePageMixin, ListingPage):
    """What goes on now, pinned first; and the archive."""

    template = "resources/announcements_page.html"
    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = ["resources.AnnouncementPage"]
    page_description = "Раздел «Объявления»: закреплённые, действующие и архив."
    filter_form = SubjectGradeFilter
    found_forms = "объявление,объявления,объявлений"
    icon = "megaphone"

    class Meta:
        verbose_name = "раздел «Объявления»"
        verbose_name_plural = "разделы «Объявления»"

    def get_items(self) -> models.QuerySet[Any]:
        return AnnouncementPage.listed().child_of(self)

    @path("archive/", name="archive")
    def archive(self, request: HttpRequest) -> HttpResponse:
        """What has ended."""
        ended = AnnouncementPage.objects.child_of(self).filter(ends_on__lt=timezone.localdate())
        listing = self.get_listing(request, ended.order_by("-ends_on", "-pk"))
        return self.render(request, context_overrides={**listing, "is_archive": True})
