"""The rules and the data policy for everybody to read, and for members to accept."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from members import legal
from members.models import LegalText, User

HOME = "/"


@require_safe
def rules(request: HttpRequest, version: int | None = None) -> HttpResponse:
    """«Правила сообщества»: the version in force, or an older one."""
    return _show(request, legal.Kind.RULES, version)


@require_safe
def policy(request: HttpRequest, version: int | None = None) -> HttpResponse:
    """«Политика обработки персональных данных»."""
    return _show(request, legal.Kind.POLICY, version)


def _show(request: HttpRequest, kind: LegalText.Kind, version: int | None) -> HttpResponse:
    versions = list(legal.in_force().filter(kind=kind).defer("body"))
    wanted = (text for text in versions if version in {None, text.version})
    text = next(wanted, None)
    if text is None:
        raise Http404("Этот текст школа ещё не ввела в действие.")
    context = {"text": text, "newest": versions[0], "versions": versions}
    return render(request, "members/legal/text.html", context)


class AcceptForm(forms.Form):
    """A tick for each text; the texts that were shown go along, so that one is not accepted unread."""

    def __init__(self, texts: list[LegalText], *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        for text in texts:
            self.fields[f"text-{text.pk}"] = forms.BooleanField(
                label=legal.TICKS[legal.Kind(text.kind)],
                error_messages={"required": "Отметьте, что согласны, или вернитесь к этому позже."},
            )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def accept_rules(request: HttpRequest) -> HttpResponse:
    """Show what is not accepted yet and write down that it is; then on to where one was going."""
    user = request.user
    back = _back(request)
    if not isinstance(user, User):
        raise Http404
    texts = legal.unaccepted(user)
    if not texts:
        return HttpResponseRedirect(back)
    form = AcceptForm(texts, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        legal.accept(user, texts)
        messages.success(request, "Спасибо! Мы записали, что вы согласны.")
        return redirect(back)
    accepted_before = user.acceptances.exists()
    parts = [(text, form[f"text-{text.pk}"]) for text in texts]
    context = {"form": form, "parts": parts, "next": back, "accepted_before": accepted_before}
    return render(request, "members/legal/accept.html", context, status=400 if form.is_bound else 200)


def _back(request: HttpRequest) -> str:
    """Where to go on: a place of this site that is not this page."""
    back = request.POST.get("next") or request.GET.get("next") or HOME
    safe = url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    return back if safe and not back.startswith(request.path) else HOME
