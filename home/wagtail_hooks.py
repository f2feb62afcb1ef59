"""Plain registers in one menu of Wagtail's admin."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from wagtail_modeladmin.helpers import DjangoORMSearchHandler
from wagtail_modeladmin.options import ModelAdmin, ModelAdminGroup, modeladmin_register

from core.any_case import any_case
from core.models import Subject
from reading.models import Book, BookAuthor


class AnyCaseSearch(DjangoORMSearchHandler):
    def search_queryset(self, queryset: QuerySet[Any], search_term: str, **kwargs: Any) -> QuerySet[Any]:
        return queryset.filter(any_case(self.search_fields or (), search_term))


class SubjectAdmin(ModelAdmin):
    model = Subject
    menu_icon = "tag"
    list_display = ("title", "slug", "colour", "sort_order")
    search_fields = ("title",)
    search_handler_class = AnyCaseSearch


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
    """Subjects, books: what pages choose from."""

    menu_label = "Справочники"
    menu_icon = "list-ul"
    menu_order = 400
    items = (SubjectAdmin, BookAuthorAdmin, BookAdmin)
