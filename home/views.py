"""The site map for search engines."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from wagtail.contrib.sitemaps import Sitemap
from wagtail.contrib.sitemaps.views import sitemap as wagtail_sitemap
from wagtail.models import Page, Site

from core.visibility import visible_to


class PublicSitemap(Sitemap):
    """What anonymous visitors may see, under the one visibility rule."""

    def items(self) -> QuerySet[Page]:
        site = Site.find_for_request(self.request)
        pages = Page.objects.descendant_of(site.root_page, inclusive=True)
        return visible_to(pages, AnonymousUser()).defer_streamfields().order_by("path")


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """sitemap.xml."""
    return wagtail_sitemap(request, {"wagtail": PublicSitemap})
