"""«Уведомления» of whoever is signed in."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import AbstractUser
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from core.pagination import paginate
from notices import services
from notices.models import LettersOff, Notice


@require_safe
@never_cache
@login_required
def notice_list(request: HttpRequest) -> HttpResponse:
    """All that was told to this person, the newest first, the new marked."""
    page = paginate(request, Notice.objects.read_by(request.user))
    context = {
        "page_obj": page,
        "gets_letters": not LettersOff.objects.filter(user=request.user.pk).exists(),
    }
    return render(request, "notices/notice_list.html", context)


@require_safe
@never_cache
@login_required
def open_notice(request: HttpRequest, number: int) -> HttpResponseRedirect:
    """Mark one notice of this person as read and go where it points."""
    notice = get_object_or_404(Notice.objects.read_by(request.user), pk=number)
    Notice.objects.filter(pk=notice.pk, read_at=None).update(read_at=timezone.now())
    if url_has_allowed_host_and_scheme(notice.url, allowed_hosts=None):
        return HttpResponseRedirect(notice.url)
    return redirect("notices")


@require_POST
@login_required
def read_all(request: HttpRequest) -> HttpResponseRedirect:
    """«Отметить все прочитанными»."""
    services.read_all(request.user)
    messages.success(request, "Все уведомления отмечены прочитанными.")
    return redirect("notices")


@require_POST
@login_required
def choose_letters(request: HttpRequest) -> HttpResponseRedirect:
    """«Присылать письма» and «Не присылать письма»."""
    wanted = request.POST.get("letters") == "yes"
    services.want_letters(cast("AbstractUser", request.user), wanted=wanted)
    said = (
        "Теперь о новом придут и письма."
        if wanted
        else "Письма больше не придут, уведомления остаются здесь."
    )
    messages.success(request, said)
    return redirect("notices")
