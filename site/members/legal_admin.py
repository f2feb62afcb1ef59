"""«Правовые тексты» in the admin: what is in force, drafts, what hinders opening registration."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from hashlib import sha256
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail import hooks
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.menu import MenuItem

from members import legal
from members.assignments import is_coordinator
from members.models import LegalText, User
from members.people_menu import PEOPLE_MENU, CoordinatorsMenuItem

TITLE = "Правовые тексты"
LARGEST_ID = 2**31 - 1
View = Callable[..., HttpResponse]


@dataclass(frozen=True, slots=True)
class Shelf:
    """One kind of text: what counts, what is being written, what was."""

    kind: LegalText.Kind
    current: LegalText | None
    draft: LegalText | None
    open_places: int
    older: list[LegalText]


def for_coordinators(view: View) -> View:
    """403 with our page; Wagtail would make a redirect of PermissionDenied."""

    @wraps(view)
    def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not is_coordinator(request.user):
            return render(request, "403.html", status=403)
        return view(request, *args, **kwargs)

    return inner


class DraftForm(WagtailAdminModelForm):
    """The words of a draft; `read` says which words the editor began with."""

    read = forms.CharField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = LegalText
        fields = ["body"]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        stored = LegalText.objects.filter(pk=self.instance.pk).values_list("body", flat=True).first() or ""
        if data.get("read") and data["read"] != stamp(stored):
            raise forms.ValidationError(
                "Пока вы писали, текст изменил кто-то ещё. Сохраните свои слова в другом месте, откройте "
                "черновик заново и внесите их."
            )
        return data


def stamp(body: str) -> str:
    """A mark of the words that are being edited."""
    return sha256(body.encode()).hexdigest()[:16]


@require_safe
@for_coordinators
def index(request: HttpRequest) -> HttpResponse:
    """By kind: what is in force, drafts, what is missing."""
    shelves = []
    texts = list(LegalText.objects.order_by("kind", "-version"))
    in_force = {text.pk for text in legal.in_force().defer("body")}
    for kind in legal.Kind:
        of_kind = [text for text in texts if text.kind == kind]
        dated = sorted(
            (text for text in of_kind if text.pk in in_force),
            key=lambda text: (text.in_force_from, text.version),
            reverse=True,
        )
        draft = next((text for text in of_kind if text.in_force_from is None), None)
        places = len(legal.open_places(draft.body)) if draft else 0
        shelves.append(Shelf(kind, dated[0] if dated else None, draft, places, dated[1:]))
    context = {"shelves": shelves, "missing": legal.missing(), "page_title": TITLE}
    return render(request, "members/admin/legal_index.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_coordinators
def edit(request: HttpRequest, text_id: int) -> HttpResponse:
    """Write a draft; a version in force is only read."""
    text = get_object_or_404(LegalText, pk=min(text_id, LARGEST_ID))
    if text.in_force_from is not None:
        return render(request, "members/admin/legal_read.html", {"text": text})
    if request.method == "POST":
        form = DraftForm(request.POST, instance=text, for_user=request.user)
        if form.is_valid():
            # Of a draft alone: it may have come into force while this was sent.
            drafts = LegalText.objects.filter(pk=text.pk, in_force_from__isnull=True)
            if not drafts.update(body=form.cleaned_data["body"]):
                return redirect("legal_edit", text.pk)
            return _after_saving(request, text)
    else:
        initial = {"body": legal.fill_known(text.body), "read": stamp(text.body)}
        form = DraftForm(instance=text, initial=initial, for_user=request.user)
    context = {"text": text, "form": form, "open_places": legal.open_places(text.body)}
    return render(request, "members/admin/legal_edit.html", context, status=400 if form.is_bound else 200)


def _after_saving(request: HttpRequest, text: LegalText) -> HttpResponse:
    if "look" in request.POST:
        return redirect("legal_look", text.pk)
    messages.success(request, "Черновик сохранён.")
    return redirect("legal_edit", text.pk)


@require_safe
@for_coordinators
def look(request: HttpRequest, text_id: int) -> HttpResponse:
    """The draft as people will read it, with what is still open, and the button."""
    text = get_object_or_404(LegalText, pk=min(text_id, LARGEST_ID), in_force_from__isnull=True)
    context = {"text": text, "open_places": legal.open_places(text.body), "stamp": stamp(text.body)}
    return render(request, "members/admin/legal_look.html", context)


@require_POST
@for_coordinators
def put_in_force(request: HttpRequest, text_id: int) -> HttpResponse:
    """«Ввести в действие»."""
    text = get_object_or_404(LegalText, pk=min(text_id, LARGEST_ID))
    if request.POST.get("read", "") != stamp(text.body):
        messages.error(request, "Пока вы читали, текст изменился. Прочитайте его ещё раз.")
        return redirect("legal_look" if text.in_force_from is None else "legal_edit", text.pk)
    try:
        legal.put_in_force(text, request.user if isinstance(request.user, User) else None)
    except legal.NotReady as refusal:
        messages.error(request, str(refusal))
        return redirect("legal_edit", text.pk)
    messages.success(
        request, f"«{text.get_kind_display()}», версия {text.version}: действует с сегодняшнего дня."
    )
    return redirect("legal_index")


@require_POST
@for_coordinators
def new_version(request: HttpRequest, kind: str) -> HttpResponse:
    """Begin a draft: a copy of the version in force, or the text to start with."""
    if kind not in legal.Kind.values:
        raise Http404("Нет такого текста")
    return redirect("legal_edit", legal.new_draft(kind).pk)


@hooks.register("register_admin_urls")
def register_legal_urls() -> list[URLPattern]:
    return [
        path("legal/", index, name="legal_index"),
        path("legal/<int:text_id>/", edit, name="legal_edit"),
        path("legal/<int:text_id>/look/", look, name="legal_look"),
        path("legal/<int:text_id>/in-force/", put_in_force, name="legal_put_in_force"),
        path("legal/new/<slug:kind>/", new_version, name="legal_new"),
    ]


@hooks.register(PEOPLE_MENU)
def register_legal_menu_item() -> MenuItem:
    return CoordinatorsMenuItem(
        TITLE, reverse_lazy("legal_index"), name="legal", icon_name="doc-full", order=100
    )


@hooks.register(PEOPLE_MENU)
def register_consents_menu_item() -> MenuItem:
    return CoordinatorsMenuItem(
        "Согласия", reverse_lazy("consent_register"), name="consents", icon_name="tick-inverse", order=40
    )
