"""Core's rules inside Wagtail: visibility before serving, files behind their pages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.documents.api.admin.views import DocumentsAdminAPIViewSet
from wagtail.images.api.admin.views import ImagesAdminAPIViewSet
from wagtail.models import Page
from wagtail.wagtail_hooks import require_wagtail_login

from core.admin_doors import OF_THE_WHOLE_SITE
from core.files import may_open, offered
from core.models import SiteDocument
from core.visibility import can_see, outside_closed, sees_everything


@hooks.register("on_serve_page", order=-1)
def enforce_visibility(callback: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Signed out: to sign-in. Signed in and not allowed: 403. Outermost, so nothing is served before it."""

    def inner(page: Page, request: HttpRequest, args: Any, kwargs: Any) -> HttpResponse:
        if can_see(page, request.user):
            if sees_everything(request.user):
                # Wagtail's own check knows groups alone and would send the coordinator to sign in.
                return page.serve(request, *args, **kwargs)
            return callback(page, request, args, kwargs)
        if not page.live or (page.expire_at and page.expire_at <= timezone.now()):
            raise Http404
        if request.user.is_authenticated:
            raise PermissionDenied
        response = require_wagtail_login(next=request.get_full_path())
        add_never_cache_headers(response)
        return response

    return inner


@hooks.register("construct_page_chooser_queryset")
def offer_pages(pages: QuerySet[Page], request: HttpRequest) -> QuerySet[Page]:
    """Who links to a page chooses among those that no container closes to them."""
    return outside_closed(pages, request.user)


@hooks.register("construct_image_chooser_queryset")
@hooks.register("construct_document_chooser_queryset")
def offer_files(files: QuerySet[Any], request: HttpRequest) -> QuerySet[Any]:
    """The files of a closed container are offered to those inside."""
    return offered(files, request.user)


class OfferedPictures(ImagesAdminAPIViewSet):
    """Pictures as the editor's scripts ask for them."""

    def get_queryset(self) -> QuerySet[Any]:
        return offered(super().get_queryset(), self.request.user)


class OfferedDocuments(DocumentsAdminAPIViewSet):
    """Documents as the editor's scripts ask for them."""

    def get_queryset(self) -> QuerySet[Any]:
        return offered(super().get_queryset(), self.request.user)


@hooks.register("construct_admin_api", order=1)
def offer_files_to_scripts(router: WagtailAPIRouter) -> None:
    router.register_endpoint("images", OfferedPictures)
    router.register_endpoint("documents", OfferedDocuments)


@hooks.register("construct_reports_menu")
def hide_reports_of_the_whole_site(request: HttpRequest, items: list[MenuItem]) -> None:
    if not sees_everything(request.user):
        items[:] = [item for item in items if item.name.replace("-", "_") not in OF_THE_WHOLE_SITE]


@hooks.register("before_serve_document")
def enforce_document_visibility(document: SiteDocument, request: HttpRequest) -> HttpResponse | None:
    """A document opens for who may see a page that it stands on."""
    if may_open(document, request.user):
        return None
    if request.user.is_authenticated:
        raise PermissionDenied
    return require_wagtail_login(next=request.get_full_path())
