"""Wagtail's admin, narrowed to what no container closes to who works in it.

Wagtail asks for a permission of a whole collection or of no page at all; it offers hooks for some lists and
none for what is asked by number. Here numbers in addresses are looked at once, for all its views, and two
of its policies, which its lists ask, tell fewer rows.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db.models import Model, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import ResolverMatch
from wagtail.models import Page
from wagtail.permission_policies.collections import CollectionOwnershipPermissionPolicy
from wagtail.permission_policies.pages import PagePermissionPolicy

from core.files import offered
from core.models.files import SiteDocument, SitePicture
from core.visibility import Visitor, outside_closed, sees_everything

_VIEWS: tuple[tuple[str, type[Model]], ...] = (
    ("wagtailimages:", SitePicture),
    ("wagtailimages_chooser:", SitePicture),
    ("wagtaildocs:", SiteDocument),
    ("wagtaildocs_chooser:", SiteDocument),
    ("wagtailadmin_pages:", Page),
    ("wagtailadmin_explore", Page),
    ("wagtailadmin_choose_page", Page),
    ("wagtailadmin_api:pages:", Page),
)
_NUMBERS = (
    *("image_id", "document_id", "doc_id", "pk"),
    *("page_id", "parent_page_id", "page_to_move_id", "destination_id"),
)
OF_THE_WHOLE_SITE = ("site_history", "page_types_usage")
"""Reports that name pages to whom no right to them is asked."""


def reachable(pages: QuerySet[Any], user: Visitor) -> QuerySet[Any]:
    """Narrow `pages` to those that an editor reaches: in no closed container, or in the editor's care."""
    if sees_everything(user):
        return pages
    open_pages = outside_closed(Page.objects.order_by(), user)
    care = PagePermissionPolicy().instances_user_has_any_permission_for(user, ["change", "publish"])
    return pages.filter(Q(id__in=open_pages.values("id")) | Q(id__in=care.order_by().values("id")))


def guard_numbers(get_response: Callable[[HttpRequest], HttpResponse]) -> Any:
    """404 for the number of a picture, a document or a page that is closed to who asks the admin for it."""

    def middleware(request: HttpRequest) -> HttpResponse:
        return get_response(request)

    def process_view(request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        match = request.resolver_match
        if not request.path_info.startswith("/admin/") or match is None or not request.user.is_authenticated:
            return
        if sees_everything(request.user):
            return
        if match.view_name.startswith("wagtailadmin_reports:"):
            if str(match.url_name).removesuffix("_results") in OF_THE_WHOLE_SITE:
                raise PermissionDenied
            return
        model = _model_of(match)
        if model is None:
            return
        numbers = _numbers(request, match)
        narrow = reachable if model is Page else offered
        asked = model._default_manager.filter(pk__in=numbers)
        if model is Page and "all" in request.GET.getlist("id"):
            asked = _all_of(request, numbers)
        # Two questions, for SQLite's parser takes no condition as deep as the one that they would be.
        if set(asked.values_list("pk", flat=True)) - set(
            narrow(asked, request.user).values_list("pk", flat=True)
        ):
            raise Http404

    middleware.process_view = process_view  # type: ignore[attr-defined]
    return middleware


def _model_of(match: ResolverMatch) -> type[Model] | None:
    """What the numbers in this address are of."""
    if match.view_name == "wagtail_bulk_action":
        try:
            model = apps.get_model(match.kwargs["app_label"], match.kwargs["model_name"])
        except LookupError:
            return None
        return next((one for one in (SitePicture, SiteDocument, Page) if issubclass(model, one)), None)
    return next((model for start, model in _VIEWS if match.view_name.startswith(start)), None)


def _numbers(request: HttpRequest, match: ResolverMatch) -> set[int]:
    sent = [str(match.kwargs[name]) for name in _NUMBERS if name in match.kwargs]
    sent += [str(one) for one in match.args[:1]]
    sent += request.GET.getlist("id") + request.GET.getlist("childOf")
    return {int(one) for one in sent if one.isdecimal() and len(one) < 18}


def _all_of(request: HttpRequest, parents: set[int]) -> QuerySet[Page]:
    """«Все страницы» of a bulk action: below one page, as Wagtail finds them."""
    parent = Page.objects.filter(pk__in=parents).first() if request.GET.get("childOf") else None
    if parent is None:
        return Page.objects.all()
    below: QuerySet[Page] = parent.get_descendants(inclusive=True)
    return below


def narrow_lists() -> None:
    """Make the policies that lists of files and pages ask tell no more than choosers offer."""
    from wagtail.documents.views.bulk_actions.document_bulk_action import (  # noqa: PLC0415 (models first)
        DocumentBulkAction,
    )
    from wagtail.images.views.bulk_actions.image_bulk_action import ImageBulkAction  # noqa: PLC0415

    _narrow(
        CollectionOwnershipPermissionPolicy,
        "instances_user_has_any_permission_for",
        lambda policy, rows, user: (
            offered(rows, user) if policy.model in (SitePicture, SiteDocument) else rows
        ),
    )
    _narrow(PagePermissionPolicy, "explorable_instances", lambda policy, rows, user: reachable(rows, user))
    # «Все» of a bulk action: Wagtail nests this answer once more, deeper than SQLite's parser takes.
    for action in (ImageBulkAction, DocumentBulkAction):
        _narrow(action, "get_all_objects_in_listing_query", lambda action, rows, parent: list(rows))


def _narrow(owner: type, name: str, narrow: Callable[[Any, Any, Any], Any]) -> None:
    """Let `narrow` have the last word on the answer of a method; it is given the first argument too."""
    whole = getattr(owner, name)

    @wraps(whole)
    def fewer(self: Any, first: Any, *args: Any, **kwargs: Any) -> Any:
        return narrow(self, whole(self, first, *args, **kwargs), first)

    setattr(owner, name, fewer)
