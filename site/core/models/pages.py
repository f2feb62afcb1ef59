"""The three bases that every page type stands on, each with one thing to override."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.http import HttpRequest
from wagtail.admin.panels import (
    FieldPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
    TitleFieldPanel,
)
from wagtail.compat import HTTPMethod
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page
from wagtail.query import PageQuerySet
from wagtail.search import index

from core.blocks import Entry, body_blocks, contents_of, headings_of
from core.cards import cards_of
from core.filters import FilterForm
from core.forms import CopyWithoutAliasForm, PageForm, ReasonPanel
from core.grades import format_grades
from core.models.taxonomy import Subject
from core.outgoing import outgoing_links
from core.pagination import PER_PAGE, paginate, query_without_page
from core.picture_sizes import load_sizes
from core.text import found_in_words, to_slug
from core.visibility import Visitor, visible_to


class BasePage(Page):
    """What every page has: summary, picture, audience, review date. Override `card_meta`."""

    allowed_http_methods: ClassVar[list[HTTPMethod]] = [HTTPMethod.GET, HTTPMethod.HEAD, HTTPMethod.OPTIONS]
    copy_form_class = CopyWithoutAliasForm
    base_form_class = PageForm
    stream: ClassVar[str] = ""
    icon: ClassVar[str] = "mark"  # what stands for the type where there is neither picture nor subject
    stream_order: ClassVar[int | None] = None  # its place on subject pages; None keeps it off them
    subject_stream: ClassVar[str] = ""  # its name there, when it is not that of the stream
    counted_as: ClassVar[str] = "страница,страницы,страниц"  # «ещё 12 материалов» there
    card_prefetch: ClassVar[tuple[str, ...]] = ()
    discussable: ClassVar[bool] = True  # a policy decides whether it is discussed; False: never
    address_fields: ClassVar[tuple[str, ...]] = ()  # fields with an address that are no URLField

    summary = models.TextField(
        "коротко", max_length=300, blank=True, help_text="Одно-два предложения: что человек здесь найдёт."
    )
    picture = models.ForeignKey(
        "core.SitePicture", models.SET_NULL, verbose_name="картинка", null=True, blank=True, related_name="+"
    )
    review_on = models.DateField(
        "когда перечитать", null=True, blank=True, help_text="К этому дню проверьте, не устарела ли страница."
    )
    comments = GenericRelation(
        "discussions.Comment", object_id_field="object_pk", content_type_field="content_type"
    )

    content_panels = [
        TitleFieldPanel(
            "title", help_text="Что это, своими словами: «Сбор макулатуры 25 ноября», а не «Внимание!»."
        ),
        FieldPanel("summary"),
        FieldPanel(
            "picture", help_text="Стоит в списках и в ссылке, которой делятся. Пусто – сайт нарисует обложку."
        ),
    ]
    topic_panels: ClassVar[list[Any]] = [
        InlinePanel(
            "page_subjects",
            label="Предмет",
            heading="Предметы",
            help_text="По ним страницу найдут в отборе, и она появится на странице предмета.",
        ),
        InlinePanel(
            "page_grades",
            label="Класс",
            heading="Классы",
            help_text="Для каких классов. Пусто – для всех.",
        ),
    ]
    reach_panels: ClassVar[list[Any]] = [
        InlinePanel(
            "page_audience",
            label="Группа",
            heading="Для кого",
            help_text="Пусто – страницу видят все. Добавьте группы – увидят только они.",
        ),
        FieldPanel("review_on"),
    ]
    search_fields = [
        *Page.search_fields,
        index.SearchField("summary", boost=2),
        index.SearchField("topic_words"),
    ]

    class Meta:
        abstract = True

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if "edit_handler" not in cls.__dict__:
            cls.edit_handler = TabbedInterface(
                [
                    ObjectList([ReasonPanel("name_reason"), *cls.content_panels], heading="Содержание"),
                    ObjectList([*cls.topic_panels, *cls.reach_panels], heading="Для кого"),
                    ObjectList(
                        [
                            MultiFieldPanel(
                                cls.promote_panels,
                                heading="Адрес и поиск",
                                help_text="Обычно сюда можно не заглядывать: адрес сложится из заголовка.",
                            ),
                            *cls.settings_panels,
                        ],
                        heading="Настройки",
                    ),
                ]
            )

    @property
    def subject_list(self) -> list[Subject]:
        return [row.subject for row in self.page_subjects.all()]

    @property
    def grade_list(self) -> list[int]:
        return [row.grade for row in self.page_grades.all()]

    @property
    def grades_text(self) -> str:
        return format_grades(self.grade_list)

    def topic_words(self) -> str:
        """Subjects, grades, the stream and the type in words, so that search finds «математика 5 класс»."""
        grades = " ".join(f"{grade} класс" for grade in self.grade_list)
        kind = str(self._meta.verbose_name)
        return " ".join([self.stream, kind, *(subject.title for subject in self.subject_list), grades])

    @classmethod
    def listed(cls) -> PageQuerySet:
        """What of this type belongs in lists now, in its order; visible or not: the caller narrows it."""
        return cls.objects.order_by("-first_published_at", "-pk")

    @classmethod
    def for_subjects(cls) -> PageQuerySet:
        """What of `listed` a subject page may show."""
        return cls.listed()

    @classmethod
    def past(cls) -> PageQuerySet | None:
        """What of this type is over or void: search puts it lower. None for a type that has no such pages."""
        return None

    @property
    def is_a_table(self) -> bool:
        """Whether its words say little out of their rows: search shows the summary then."""
        return False

    @property
    def card_summary(self) -> str:
        return self.summary

    @property
    def written_by(self) -> list[Any]:
        """The persons who answer for the text, and are told of comments; the owner besides."""
        return []

    def begin_by(self, person: Any) -> None:
        """Name `person`, who begins this page in the editor, where the page names its author."""

    def card_meta(self) -> list[str]:
        """Short facts for the card: dates, kinds, places."""
        return []

    def card_badge(self) -> tuple[str, str]:
        """A mark on the card, and its kind: «warning», «muted» or «accent»."""
        return "", "muted"

    @property
    def card_icon(self) -> str:
        return self.icon

    @property
    def card_day(self) -> date | None:
        """The day that the page is about, for a leaf of a calendar on its card."""
        return None

    @property
    def card_pinned(self) -> bool:
        return False

    @property
    def main_address(self) -> str:
        """The address that the page is about, as of a site's card; nothing for most pages."""
        return ""

    def check_address(self, address: str, user: Visitor) -> None:
        """Raise ValidationError where the page may not be about `address`: another one is already.

        Of a page that `user` may not see, no more than that is told.
        """

    def outgoing_links(self) -> set[str]:
        """The addresses of other sites, in their one form, in its fields, blocks, texts and rows."""
        return outgoing_links(self)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        if not getattr(request, "is_preview", False):
            models.prefetch_related_objects([self], "page_subjects__subject", "page_grades")
        load_sizes(self)
        return super().get_context(request, *args, **kwargs)

    def get_absolute_url(self) -> str:
        parts = self.get_url_parts()
        return parts[2] if parts and parts[2] else ""

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        self._fill_slug()
        super().full_clean(*args, **kwargs)

    def minimal_clean(self) -> None:
        self._fill_slug()
        super().minimal_clean()

    def _fill_slug(self) -> None:
        """An address from the title, where none is given: Django's slugify makes nothing of Cyrillic."""
        if self.title and self.path and not self.slug:
            self.slug: str = self._get_autogenerated_slug(to_slug(self.title))


class ContentPage(BasePage):
    """A page that an editor composes of blocks. Override `headings` where a type adds parts of its own."""

    body = StreamField(body_blocks, verbose_name="текст", blank=True)

    content_panels = [
        *BasePage.content_panels,
        FieldPanel(
            "body",
            help_text="Собирается из блоков: плюс – добавить, стрелки – переставить, корзина – убрать.",
        ),
    ]
    search_fields = [*BasePage.search_fields, index.SearchField("body")]

    class Meta:
        abstract = True

    def headings(self) -> list[Entry]:
        """The headings of the text, in their order."""
        return headings_of(self.body)

    @property
    def contents(self) -> list[Entry]:
        """«На этой странице»: nothing for a short page, the main parts alone for a very long one."""
        return contents_of(self.headings())


class ListingPage(BasePage):
    """A section: an introduction and a list with filters. Override `get_items`, name `filter_form`."""

    filter_form: ClassVar[type[FilterForm]] = FilterForm
    found_forms: ClassVar[str] = "страница,страницы,страниц"
    per_page: ClassVar[int] = PER_PAGE
    icon: ClassVar[str] = "file-text"
    discussable = False
    max_count = 1

    intro = RichTextField("вступление", blank=True, features=["bold", "italic", "link", "ul", "ol"])

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("intro", help_text="Два-три предложения над списком: что в разделе есть и кому он нужен."),
    ]
    topic_panels: ClassVar[list[Any]] = []
    search_fields = [*BasePage.search_fields, index.SearchField("intro")]

    class Meta:
        abstract = True

    def get_items(self) -> models.QuerySet:
        """The items of this section in their order, visible or not: the caller narrows them."""
        raise NotImplementedError

    def get_listing(self, request: HttpRequest, items: models.QuerySet) -> dict[str, Any]:
        """Filter, narrow to what this person may see, and paginate `items` for the template."""
        form = self.filter_form.read(request)
        page_of = paginate(request, form.apply(self.narrow(items, request)), self.per_page)
        found = page_of.paginator.count
        return {
            "filters": form,
            "page_obj": page_of,
            "items": self.decorate(list(page_of.object_list), request),
            "found_text": found_in_words(found, self.found_forms, sought=form.is_active),
            "query": query_without_page(request),
        }

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context |= self.get_listing(request, self.get_items())
        return context

    def narrow(self, items: models.QuerySet, request: HttpRequest) -> models.QuerySet:
        """Leave of `items` what this person may see. A section that lists records says who sees them."""
        return visible_to(items, request.user)

    def decorate(self, items: list[Any], request: HttpRequest) -> list[Any]:
        """Make of one page of items what the template lists: cards, unless a section needs more."""
        return cards_of(items, request, streams=False)
