"""Официально: a register of documents, each with its file and its accessible text."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.template.defaultfilters import date as format_date
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, PageChooserPanel
from wagtail.query import PageQuerySet
from wagtail.search import index

from core.blocks import FileItem
from core.cards import cards_of
from core.filters import SubjectGradeFilter, choice
from core.models import ContentPage, ListingPage
from core.visibility import visible_to


class RegulationPage(ContentPage):
    """One document of the school. A void one stays, marked, with what replaces it."""

    class Kind(models.TextChoices):
        RULES = "rules", "правила и порядки"
        YEAR = "year", "учебный год"
        NORMS = "norms", "нормы оценивания"
        CHARTER = "charter", "положения"
        ORDER = "order", "приказы"

    template = "resources/regulation_page.html"
    parent_page_types: ClassVar[list[str]] = ["resources.OfficialPage"]
    subpage_types: ClassVar[list[str]] = []
    page_description = "Документ: вид, номер, дата, действует ли, файл и его текст."
    stream = "Официально"
    icon = "file-text"
    subject_stream = "Нормы оценивания"
    stream_order = 60
    counted_as = "документ,документа,документов"

    kind = models.CharField("вид", max_length=16, choices=Kind)
    number = models.CharField("номер", max_length=60, blank=True)
    dated = models.DateField("дата")
    in_force = models.BooleanField("действует", default=True)
    replaced_by = models.ForeignKey(
        "self", models.SET_NULL, verbose_name="чем заменён", null=True, blank=True, related_name="replaces"
    )
    document = models.ForeignKey(
        "core.SiteDocument",
        models.PROTECT,
        verbose_name="файл",
        null=True,
        blank=True,
        related_name="+",
        help_text="Как подписан. Текст повторите ниже: скан не прочтут ни поиск, ни программы чтения вслух.",
    )

    content_panels = [
        *ContentPage.content_panels[:2],
        FieldRowPanel(
            [FieldPanel("kind"), FieldPanel("number", help_text="Как на документе."), FieldPanel("dated")]
        ),
        MultiFieldPanel(
            [FieldPanel("in_force"), PageChooserPanel("replaced_by", "resources.RegulationPage")],
            help_text="Утратил силу – снимите отметку и, если есть новый, укажите его. Не удаляйте.",
            heading="Действие",
        ),
        FieldPanel("document"),
        *ContentPage.content_panels[3:],
    ]
    search_fields = [
        *ContentPage.search_fields,
        index.SearchField("number"),
        index.SearchField("get_kind_display"),
    ]

    class Meta:
        verbose_name = "документ"
        verbose_name_plural = "документы"

    def clean(self) -> None:
        super().clean()
        if self.replaced_by_id and self.in_force:
            raise ValidationError({"in_force": "Документ заменён другим – снимите отметку «действует»."})
        if self.replaced_by_id and self.replaced_by_id == self.pk:
            raise ValidationError({"replaced_by": "Документ не может заменить сам себя."})

    @classmethod
    def listed(cls) -> PageQuerySet:
        return cls.objects.order_by("-in_force", "-dated", "title")

    @classmethod
    def past(cls) -> PageQuerySet:
        return cls.objects.filter(in_force=False)

    @classmethod
    def for_subjects(cls) -> PageQuerySet:
        return cls.listed().filter(kind=cls.Kind.NORMS, in_force=True)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        replacements = RegulationPage.objects.filter(pk=self.replaced_by_id)
        context["replacement"] = visible_to(replacements, request.user).first()
        return context

    @property
    def requisites(self) -> str:
        """«№ 01-08/34 от 1 сентября 2026»."""
        number = f"№ {self.number} " if self.number else ""
        return f"{number}от {format_date(self.dated, 'j E Y')}"

    @property
    def files(self) -> list[FileItem]:
        return [FileItem.of(self.document)] if self.document else []

    def card_meta(self) -> list[str]:
        return [self.get_kind_display(), self.requisites]

    def card_badge(self) -> tuple[str, str]:
        return ("действует", "accent") if self.in_force else ("утратил силу", "warning")


class OfficialFilter(SubjectGradeFilter):
    """By kind, state, subject and grade."""

    lookups: ClassVar[dict[str, str]] = {**SubjectGradeFilter.lookups, "kind": "kind"}
    kind = choice("Вид", RegulationPage.Kind.choices, "Все документы")
    state = choice("Действие", [("in_force", "действуют"), ("void", "утратили силу")], "Любое")

    def apply(self, items: models.QuerySet[Any]) -> models.QuerySet[Any]:
        items = super().apply(items)
        state = self.cleaned_data["state"]
        return items.filter(in_force=state == "in_force") if state else items


class OfficialPage(ListingPage):
    """The register."""

    template = "resources/official_page.html"
    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = ["resources.RegulationPage"]
    page_description = "Раздел «Официально»: реестр документов."
    filter_form = OfficialFilter
    found_forms = "документ,документа,документов"
    icon = "file-text"

    class Meta:
        verbose_name = "раздел «Официально»"
        verbose_name_plural = "разделы «Официально»"

    def get_items(self) -> models.QuerySet[Any]:
        return RegulationPage.listed().child_of(self).select_related("document")

    def decorate(self, items: list[Any], request: HttpRequest) -> list[Any]:
        """The rows of the register: each document with its card."""
        cards = cards_of(items, request, streams=False)
        return [{"document": page, "card": card} for page, card in zip(items, cards, strict=True)]
