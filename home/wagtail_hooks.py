"""Plain registers in one menu of Wagtail's admin."""

from __future__ import annotations

from wagtail_modeladmin.options import ModelAdmin, ModelAdminGroup, modeladmin_register

from core.models import Subject
from members.models import SchoolClass
from reading.models import Book, BookAuthor


class SubjectAdmin(ModelAdmin):
    model = Subject
    menu_icon = "tag"
    list_display = ("title", "slug", "colour", "sort_order")
    search_fields = ("title",)


class SchoolClassAdmin(ModelAdmin):
    model = SchoolClass
    menu_icon = "group"
    list_display = ("title", "entry_year", "letter")


class BookAuthorAdmin(ModelAdmin):
    model = BookAuthor
    menu_icon = "user"
    list_display = ("name",)
    search_fields = ("name",)


class BookAdmin(ModelAdmin):
    model = Book
    menu_icon = "openquote"
    list_display = ("title", "author")
    list_select_related = ("author",)
    search_fields = ("title", "author__name")


@modeladmin_register
class RegistersGroup(ModelAdminGroup):
    """Subjects, classes, books: what pages choose from."""

    menu_label = "Справочники"
    menu_icon = "list-ul"
    menu_order = 400
    items = (SubjectAdmin, SchoolClassAdmin, BookAuthorAdmin, BookAdmin)
