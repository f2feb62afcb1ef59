"""Читательский уголок: lists of books by grade, each book with a reason to read it."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils.functional import cached_property
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.models import Orderable
from wagtail.search import index

from core.filters import FilterForm, choice
from core.grades import GRADE_CHOICES
from core.models import ContentPage, ListingPage
from core.text import plural


class BookAuthor(models.Model):
    """Who writes books."""

    name = models.CharField("имя", max_length=120, unique=True, help_text="Как на обложке: Н. Н. Носов")

    class Meta:
        verbose_name = "автор книг"
        verbose_name_plural = "авторы книг"
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class Book(models.Model):
    """A book, entered once for all lists."""

    author = models.ForeignKey(
        BookAuthor, models.PROTECT, verbose_name="автор", null=True, blank=True, related_name="books"
    )
    title = models.CharField("название", max_length=200)

    class Meta:
        verbose_name = "книга"
        verbose_name_plural = "книги"
        ordering = ("title",)
        constraints = [models.UniqueConstraint(fields=("author", "title"), name="reading_book_unique")]

    def __str__(self) -> str:
        return f"{self.author}. {self.title}" if self.author else self.title


class ReadingListPage(ContentPage):
    """A list of books for some grades."""

    template = "reading/reading_list_page.html"
    parent_page_types: ClassVar[list[str]] = ["reading.ReadingCornerPage"]
    subpage_types: ClassVar[list[str]] = []
    page_description = "Список книг для чтения: автор, название, зачем читать."
    stream = "Читательский уголок"
    icon = "book-open"
    card_prefetch = ("entries",)

    content_panels = [
        *ContentPage.content_panels,
        InlinePanel(
            "entries",
            label="Книга",
            heading="Книги",
            min_num=1,
            help_text="Книги – из справочника. О каждой два-три предложения от себя: зачем читать.",
        ),
    ]
    search_fields = [*ContentPage.search_fields, index.SearchField("book_words")]

    class Meta:
        verbose_name = "список книг"
        verbose_name_plural = "списки книг"

    @cached_property
    def books(self) -> list[ReadingListEntry]:
        """The entries with their books and authors."""
        return list(self.entries.select_related("book__author"))

    def book_words(self) -> str:
        """For search: authors, titles and reasons."""
        return " ".join(f"{entry.book} {entry.why}" for entry in self.entries.all())

    def card_meta(self) -> list[str]:
        number = len(self.entries.all())
        return [fact for fact in (self.grades_text, f"{number} {plural(number, 'книга,книги,книг')}") if fact]


class ReadingListEntry(Orderable):
    """One book of a list and why to read it."""

    page = ParentalKey(ReadingListPage, on_delete=models.CASCADE, related_name="entries")
    book = models.ForeignKey(Book, models.PROTECT, verbose_name="книга", related_name="list_entries")
    why = models.TextField("зачем читать", max_length=500)

    panels = [FieldPanel("book"), FieldPanel("why")]

    class Meta(Orderable.Meta):
        verbose_name = "книга списка"
        verbose_name_plural = "книги списка"

    def __str__(self) -> str:
        return f"{self.page.title}: {self.book}"


class ReadingFilter(FilterForm):
    """By grade."""

    lookups: ClassVar[dict[str, str]] = {"grade": "page_grades__grade"}
    grade = choice("Класс", GRADE_CHOICES, "Все классы")


class ReadingCornerPage(ListingPage):
    """The section of reading."""

    template = "reading/reading_corner_page.html"
    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = ["reading.ReadingListPage"]
    page_description = "Раздел «Читательский уголок»: списки книг по классам."
    filter_form = ReadingFilter
    found_forms = "список,списка,списков"
    icon = "book-open"

    class Meta:
        verbose_name = "раздел «Читательский уголок»"
        verbose_name_plural = "разделы «Читательский уголок»"

    def get_items(self) -> models.QuerySet[Any]:
        return ReadingListPage.objects.child_of(self).order_by("path")
