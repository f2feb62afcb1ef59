"""How the site looks: the reader's own settings, the school's own colours, pictures for shared links."""

from __future__ import annotations

from dataclasses import asdict

from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.models import Page

from core import covers, display
from core.files import may_open
from core.models import BasePage, SchoolSettings, SitePicture
from core.visibility import visible_to

FOR_EVER = "public, max-age=31536000, immutable"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def display_settings(request: HttpRequest) -> HttpResponse:
    """«Настройки отображения»: for anybody, kept on this device alone."""
    back = display.way_back(request, request.POST.get("next") or request.GET.get("next", ""))
    if request.method != "POST":
        form = display.DisplayForm(initial=asdict(display.read(request)))
        return render(request, "core/display_settings.html", {"form": form, "back": back})
    form = display.DisplayForm(request.POST)
    if "reset" in request.POST:
        wanted = display.Display()
    elif form.is_valid():
        wanted = display.Display(**form.cleaned_data)
    else:
        return render(request, "core/display_settings.html", {"form": form, "back": back}, status=400)
    response = HttpResponseRedirect(back or request.path)
    display.keep(response, wanted, secure=request.is_secure())
    messages.success(
        request,
        "Запомнили: на этом устройстве сайт будет выглядеть так."
        if wanted.chosen
        else "Сайт снова выглядит как обычно.",
    )
    return response


@require_safe
def school_theme(request: HttpRequest) -> HttpResponse:
    """theme.css with the school's own colours; 404 for a school that has none.

    The address bears the version, so a browser keeps it for ever; asked by another version, it does not.
    """
    school = SchoolSettings.for_request(request)
    if not school.stylesheet:
        raise Http404
    response = HttpResponse(school.stylesheet, content_type="text/css; charset=utf-8")
    is_current = request.GET.get("v") == school.stylesheet_version
    response["Cache-Control"] = FOR_EVER if is_current else "no-cache"
    return response


@require_safe
def share_picture(request: HttpRequest, page_id: int) -> FileResponse:
    """The picture of a shared link: the page's own if everybody may see it, or a drawn cover.

    404 for a page that not everybody may see: a messenger asks for it signed in as nobody, and keeps it.
    """
    anybody = AnonymousUser()
    found = visible_to(Page.objects.filter(pk=page_id), anybody).first()
    page = found.specific if found else None
    if not isinstance(page, BasePage):
        raise Http404
    picture = page.picture
    if picture and picture.children_recognisable == SitePicture.Children.NO and may_open(picture, anybody):
        file, kind = picture.get_rendition("fill-1200x630|format-jpeg").file.open("rb"), "image/jpeg"
    else:
        cover = covers.cover_of(page, SchoolSettings.for_request(request))
        file, kind = covers.opened(cover), "image/png"
    response = FileResponse(file, content_type=kind)
    response["Cache-Control"] = "public, max-age=3600"
    return response
