"""Полезные сайты: a catalogue in which every link says for whom, what for and how to use it."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.html import format_html
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.search import index

from core.addresses import is_inner, normalise, twin_key
from core.filters import SubjectGradeFilter, choice
from core.forms import PageForm
from core.models import ContentPage, ListingPage
from core.visibility import Visitor, can_see


def free_address(
    address: str, besides: int | None, user: Visitor, link_to: Callable[[SiteCardPage], str]
) -> str:
    """Return `address` in its one form. Raise ValidationError when a live card other than `besides` has it.

    `link_to` says where `user` may open that card; of one that is closed to them nothing is told.
    """
    address = normalise(address)
    if is_inner(address):
        raise ValidationError("Этот адрес открывается только внутри чьей-то сети. Дайте адрес из Интернета.")
    twin = SiteCardPage.objects.live().filter(twin_key=twin_key(address)).exclude(pk=besides).first()
    if twin is not None and not can_see(twin, user):
        raise ValidationError("Такая карточка уже есть.")
    if twin is not None:
        raise ValidationError(
            format_html(
                'Этот сайт уже есть: <a href="{}">{}</a>. Дополните ту карточку.', link_to(twin), twin.title
            )
        )
    return address


def _in_the_editor(card: SiteCardPage) -> str:
    return reverse("wagtailadmin_pages:edit", args=[card.pk])


class SiteCardForm(PageForm):
    """Refuses a twin among live cards, with a link to it."""

    def clean_address(self) -> str:
        if not self.cleaned_data["address"]:  # a draft may wait for its address
            return ""
        user = self.for_user or AnonymousUser()
        return free_address(self.cleaned_data["address"], self.instance.pk, user, _in_the_editor)


class SiteCardPage(ContentPage):
    """One site of the catalogue."""

    class Kind(models.TextChoices):
        SITE = "site", "сайт"
        JOURNAL = "journal", "журнал"
        HANDBOOK = "handbook", "справочник"
        ENCYCLOPEDIA = "encyclopedia", "энциклопедия"
        TRAINER = "trainer", "тренажёр"
        VIDEO = "video", "видео"

    class Age(models.TextChoices):
        ZERO = "0+", "0+"
        SIX = "6+", "6+"
        TWELVE = "12+", "12+"
        SIXTEEN = "16+", "16+"

    class Cost(models.TextChoices):
        FREE = "free", "бесплатно"
        PARTLY = "partly", "есть платная часть"
        PAID = "paid", "платно"

    class Registration(models.TextChoices):
        NO = "no", "не нужна"
        YES = "yes", "нужна"
        PARTLY = "partly", "нужна не для всего"

    template = "resources/site_card_page.html"
    parent_page_types: ClassVar[list[str]] = ["resources.UsefulSitesPage"]
    subpage_types: ClassVar[list[str]] = []
    page_description = "Карточка сайта: адрес, для кого он, для чего и как им пользоваться."
    base_form_class = SiteCardForm
    stream = "Полезные сайты"
    icon = "link"
    stream_order = 30
    counted_as = "сайт,сайта,сайтов"
    address_fields = ("address",)

    address = models.CharField("адрес", max_length=500, help_text="Например, https://gramota.ru")
    twin_key = models.CharField(max_length=500, editable=False, db_index=True)
    imported_digest = models.CharField(max_length=64, editable=False, blank=True)
    kind = models.CharField("что это", max_length=16, choices=Kind)
    purpose = models.TextField("для чего", max_length=500, help_text="Чем сайт поможет. Обязательно.")
    how_to_use = models.TextField(
        "как использовать",
        max_length=700,
        help_text="Что на нём делать: на уроке, дома, с ребёнком. Обязательно.",
    )
    for_pupils = models.BooleanField("ученикам", default=True)
    for_carers = models.BooleanField("родителям", default=False)
    for_teachers = models.BooleanField("учителям", default=False)
    age_mark = models.CharField("возраст", max_length=4, choices=Age, default=Age.SIX)
    cost = models.CharField("оплата", max_length=8, choices=Cost, default=Cost.FREE)
    registration = models.CharField(
        "регистрация", max_length=8, choices=Registration, default=Registration.NO
    )
    access_note = models.CharField(
        "пояснение",
        max_length=200,
        blank=True,
        help_text="Например: регистрация нужна, чтобы сохранять результаты.",
    )

    content_panels = [
        *ContentPage.content_panels[:1],
        FieldPanel("address"),
        FieldPanel("kind", help_text="Чем это станет для читателя: справочник, тренажёр, видео."),
        FieldPanel("purpose"),
        FieldPanel("how_to_use"),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("for_pupils"), FieldPanel("for_carers"), FieldPanel("for_teachers")])],
            help_text="Это совет: видят карточку все.",
            heading="Кому пригодится",
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("age_mark"), FieldPanel("cost"), FieldPanel("registration")]),
                FieldPanel("access_note"),
            ],
            help_text="Проверьте на самом сайте: родители спросят об этом прежде всего.",
            heading="Доступ",
        ),
        *ContentPage.content_panels[1:],
    ]
    search_fields = [
        *ContentPage.search_fields,
        index.SearchField("address"),
        index.SearchField("purpose"),
        index.SearchField("how_to_use"),
        index.SearchField("get_kind_display"),
    ]

    class Meta:
        verbose_name = "карточка сайта"
        verbose_name_plural = "карточки сайтов"

    def clean(self) -> None:
        super().clean()
        if self.address:  # the form has told already what is wrong with an empty one
            self.set_address(self.address)
        if not (self.for_pupils or self.for_carers or self.for_teachers):
            raise ValidationError({"for_pupils": "Отметьте, для кого этот сайт: хотя бы одно."})

    def set_address(self, address: str) -> None:
        """Store `address` in its one form, with the key that twins share."""
        self.address = normalise(address)
        self.twin_key = twin_key(self.address)

    def check_address(self, address: str, user: Visitor) -> None:
        """Refuse a twin among live cards, with a link to it if `user` may see it."""
        free_address(address, self.pk, user, _in_the_editor)

    @property
    def main_address(self) -> str:
        return self.address

    @property
    def audiences(self) -> list[str]:
        pairs = [
            (self.for_pupils, "ученикам"),
            (self.for_carers, "родителям"),
            (self.for_teachers, "учителям"),
        ]
        return [name for chosen, name in pairs if chosen]

    @property
    def host(self) -> str:
        return self.address.split("://", 1)[-1].split("/", 1)[0].removeprefix("www.")

    @property
    def card_summary(self) -> str:
        return self.summary or self.purpose

    def card_meta(self) -> list[str]:
        return [self.get_kind_display(), self.age_mark, ", ".join(self.audiences)]


class SitesFilter(SubjectGradeFilter):
    """By subject, grade, kind and for whom."""

    lookups: ClassVar[dict[str, str]] = {**SubjectGradeFilter.lookups, "kind": "kind"}
    kind = choice("Что это", SiteCardPage.Kind.choices, "Всё")
    audience = choice(
        "Кому", [("pupils", "ученикам"), ("carers", "родителям"), ("teachers", "учителям")], "всем"
    )

    def apply(self, items: models.QuerySet) -> models.QuerySet:
        items = super().apply(items)
        audience = self.cleaned_data["audience"]
        return items.filter(**{f"for_{audience}": True}) if audience else items


class UsefulSitesPage(ListingPage):
    """The catalogue."""

    template = "resources/useful_sites_page.html"
    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = ["resources.SiteCardPage"]
    page_description = "Раздел «Полезные сайты»: каталог с отбором по предмету, классу и виду."
    filter_form = SitesFilter
    found_forms = "сайт,сайта,сайтов"
    icon = "link"

    class Meta:
        verbose_name = "раздел «Полезные сайты»"
        verbose_name_plural = "разделы «Полезные сайты»"

    def get_items(self) -> models.QuerySet:
        return SiteCardPage.objects.child_of(self).order_by("title")
