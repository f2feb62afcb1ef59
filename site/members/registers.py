"""Assignments as a register of Wagtail's admin."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.models import Page, get_page_models
from wagtail.snippets.views.snippets import SnippetViewSet

from core.choosers import AskingChooser
from members.models import Assignment, Person


def places_to_assign() -> QuerySet[Page]:
    """The pages that hold others – the site, its sections, the subjects – in the order of the tree."""
    kinds = [model for model in get_page_models() if model is not Page and model.allowed_subpage_models()]
    return Page.objects.type(tuple(kinds)).filter(depth__gte=2).order_by("path")


class PlaceField(forms.ModelChoiceField):
    """A page of the tree, drawn with its depth."""

    def label_from_instance(self, page: Page) -> str:
        if page.depth == 2:
            return "Весь сайт"
        return "\N{EM SPACE}" * (page.depth - 3) * 2 + page.title


class AssignmentForm(WagtailAdminModelForm):
    """Who, where, from when, until when. One assignment at a time for a person and a place."""

    person = forms.ModelChoiceField(
        queryset=Person.objects.filter(kind=Person.Kind.STAFF),
        label="Кто",
        help_text="Сотрудник школы. Если учётной записи у него ещё нет, права появятся вместе с нею.",
    )
    page = PlaceField(
        queryset=Page.objects.none(),
        label="Раздел или предмет",
        help_text="Вместе со всем, что внутри.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["page"].queryset = places_to_assign()

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        starts, ends = data.get("starts_on"), data.get("ends_on")
        if starts and ends and ends < starts:
            self.add_error("ends_on", "Последний день раньше первого. Исправьте одну из дат.")
        elif starts and data.get("person") and data.get("page"):
            same = Assignment.objects.filter(person=data["person"], page=data["page"])
            overlap = Q(ends_on__isnull=True) | Q(ends_on__gte=starts)
            if ends:
                overlap &= Q(starts_on__lte=ends)
            if same.filter(overlap).exclude(pk=self.instance.pk).exists():
                raise ValidationError(
                    "Этот человек уже назначен сюда на эти дни. Измените то назначение или дни."
                )
        return data


class AssignmentViewSet(SnippetViewSet):
    """«Назначения»: who looks after what."""

    model = Assignment
    chooser_viewset_class = AskingChooser
    icon = "key"
    menu_label = "Назначения"
    menu_name = "assignments"
    menu_order = 310
    add_to_admin_menu = True
    copy_view_enabled = False
    list_display = ["person", "page", "starts_on", "ends_on", Column("state", label="Сейчас")]
    list_per_page = 50
    edit_handler = ObjectList(
        [
            FieldPanel("person"),
            FieldPanel("page"),
            FieldRowPanel([FieldPanel("starts_on"), FieldPanel("ends_on")]),
        ],
        base_form_class=AssignmentForm,
    )

    def get_queryset(self, request: Any) -> QuerySet[Assignment]:
        return Assignment.objects.select_related("person", "page")
