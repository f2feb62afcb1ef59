"""Plain registers in one menu of Wagtail's admin."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from wagtail_modeladmin.helpers import DjangoORMSearchHandler
from wagtail_modeladmin.options import ModelAdmin, ModelAdminGroup, modeladmin_register

from core.models import Subject
from members.models import SchoolClass
from reading.models import Book, BookAuthor

MOST_WORDS = 10


class AnyCaseSearch(DjangoORMSearchHandler):
    """SQLite compares Cyrillic letters case by case: each word is tried as typed, small and capitalised."""

    def search_queryset(self, queryset: QuerySet[Any], search_term: str, **kwargs: Any) -> QuerySet[Any]:
        for word in search_term.replace("\x00", " ").split()[:MOST_WORDS]:
            found = Q()
            for spelling in {word, word.lower(), word.capitalize(), word.upper()}:
                for field in self.search_fields or ():
                    found |= Q(**{f"{field}__icontains": spelling})
            queryset = queryset.filter(found)
        return queryset


class SubjectAdmin(ModelAdmin):
    model = Subject
    menu_icon = "tag"
    list_display = ("title", "slug", "colour", "sort_order")
    search_fields = ("title",)
    search_handler_class = AnyCaseSearch


class SchoolClassAdmin(ModelAdmin):
    model = SchoolClass
    menu_icon = "group"
    list_display = ("title", "entry_year", "letter")


class BookAuthorAdmin(ModelAdmin):
    model = BookAuthor
    menu_icon = "user"
    list_display = ("name",)
    search_fields = ("name",)
    search_handler_class = AnyCaseSearch


class BookAdmin(ModelAdmin):
    model = Book
    menu_icon = "openquote"
    list_display = ("title", "author")
    list_select_related = ("author",)
    search_fields = ("title", "author__name")
    search_handler_class = AnyCaseSearch


@modeladmin_register
class RegistersGroup(ModelAdminGroup):
    """Subjects, classes, books: what pages choose from."""

    menu_label = "Справочники"
    menu_icon = "list-ul"
    menu_order = 400
    items = (SubjectAdmin, SchoolClassAdmin, BookAuthorAdmin, BookAdmin)
