"""What answers at which address. Own routes first, pages last."""

from django.urls import include, path
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from core.component_page import component_styles, components
from core.face_views import display_settings, school_theme, share_picture
from core.views import robots, serve_picture
from home.views import sitemap
from search.views import search

sign_in = RedirectView.as_view(pattern_name="account_login", query_string=True)
to_settings = RedirectView.as_view(pattern_name="profiles:settings")

urlpatterns = [
    # allauth is the only way in: Wagtail's own sign-in pages would pass by the second factor.
    path("admin/login/", sign_in),
    path("admin/password_reset/", sign_in),
    path("_util/login/", sign_in),
    # allauth's own mailboxes are closed: an adult changes the address at /profil/, a child has none to name.
    path("accounts/email/", to_settings),
    path("accounts/confirm-email/", to_settings),
    path("accounts/", include("allauth.urls")),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("media/<path:path>", serve_picture, name="picture"),
    path("notices/", include("notices.urls")),
    path("comments/", include("discussions.urls")),
    # In development only: 404 on a site that works.
    path("komponenty/", components),
    path("komponenty/tokens.css", component_styles, name="component_styles"),
    path("nastroyki/", display_settings, name="display_settings"),
    path("theme.css", school_theme, name="school_theme"),
    path("share/<int:page_id>/", share_picture, name="share_picture"),
    path("search/", search, name="search"),
    path("profil/", include("profiles.urls")),
    path("napisat/", include("writing.urls")),
    path("vstupit/", include("joining.urls")),
    path("sitemap.xml", sitemap, name="sitemap"),
    path("links/", include("links.urls")),
    path("", include("members.urls")),
    path("robots.txt", robots, name="robots"),
    path("", include(wagtail_urls)),
]
handler400 = "core.views.bad_request"
handler500 = "core.views.server_error"
