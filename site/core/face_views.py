"""How the site looks: the reader's own settings."""

from __future__ import annotations

from dataclasses import asdict

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from core import display


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
