"""Wagtail's admin as a whole: its face, its first page, its help; plain registers in one menu."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.menu import DismissibleMenuItem, MenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.userbar import ContentCheckerItem
from wagtail.admin.views.home import UserObjectsInWorkflowModerationPanel, WorkflowObjectsToModeratePanel
from wagtail.models import Page
from wagtail_modeladmin.helpers import DjangoORMSearchHandler
from wagtail_modeladmin.options import ModelAdmin, ModelAdminGroup, modeladmin_register
from wagtail_modeladmin.views import IndexView

from core.any_case import any_case
from core.models import Subject
from home import admin_views
from home.checker import EditorsChecker
from home.panels import DeskPanel
from reading.models import Book, BookAuthor


class AnyCaseSearch(DjangoORMSearchHandler):
    def search_queryset(self, queryset: QuerySet[Any], search_term: str, **kwargs: Any) -> QuerySet[Any]:
        return queryset.filter(any_case(self.search_fields or (), search_term))


class PlainIndex(IndexView):
    """A list that is searched and turned over, and asked nothing else.

    The package would filter by any relation that the address names, as far as passwords and sessions
    (`?people__account__password__startswith=`), and so tell what the list does not show.
    """

    def get_filters_params(self, params: Any = None) -> dict[str, Any]:
        return {}


class Register(ModelAdmin):
    index_view_class = PlainIndex
    search_handler_class = AnyCaseSearch


class SubjectAdmin(Register):
    model = Subject
    menu_icon = "tag"
    list_display = ("title", "slug", "colour", "sort_order")
    search_fields = ("title",)


class BookAuthorAdmin(Register):
    model = BookAuthor
    menu_label = "Авторы книг"
    menu_icon = "user"
    list_display = ("name",)
    search_fields = ("name",)


class BookAdmin(Register):
    model = Book
    menu_icon = "openquote"
    list_display = ("title", "author")
    list_select_related = ("author",)
    search_fields = ("title", "author__name")


@modeladmin_register
class RegistersGroup(ModelAdminGroup):
    """Subjects, books: what pages choose from."""

    menu_label = "Справочники"
    menu_icon = "list-ul"
    menu_order = 400
    items = (SubjectAdmin, BookAuthorAdmin, BookAdmin)


@hooks.register("insert_global_admin_css")
def face() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("css/admin/face.css"))


@hooks.register("construct_homepage_panels")
def first_page(request: HttpRequest, panels: list[Component]) -> None:
    """Ours in the place of Wagtail's two, which ask the database for each line."""
    stock = (WorkflowObjectsToModeratePanel, UserObjectsInWorkflowModerationPanel)
    panels[:] = [panel for panel in panels if not isinstance(panel, stock)]
    panels.append(DeskPanel())


@hooks.register("construct_wagtail_userbar")
def checks_in_russian(request: HttpRequest, items: list[Component], page: Page | None) -> None:
    items[:] = [EditorsChecker() if isinstance(item, ContentCheckerItem) else item for item in items]


@hooks.register("register_admin_urls")
def admin_urls() -> list[URLPattern]:
    return [
        path("theme.css", admin_views.school_colours, name="admin_theme"),
        path("help/", admin_views.short_help, name="admin_help"),
    ]


@hooks.register("register_help_menu_item")
def help_item() -> MenuItem:
    return MenuItem("Памятка редактору", reverse("admin_help"), name="guide", icon_name="help", order=1)


@hooks.register("construct_help_menu")
def help_of_ours(request: HttpRequest, items: list[MenuItem]) -> None:
    """Without Wagtail's news and guide: they lead to other sites, in English."""
    items[:] = [item for item in items if not isinstance(item, DismissibleMenuItem)]
