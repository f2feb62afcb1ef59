"""Narrowing results by section, subject and grade: a plain GET form beside the words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.core.exceptions import BadRequest
from django.http import HttpRequest
from wagtail.models import Page

from core.filters import SubjectGradeFilter, choice
from core.models import PageGrade, PageSubject
from core.visibility import visible_to
from search.finding import SECTION_DEPTH, Found
from search.russian import MAX_LENGTH

NARROWING = ("section", "subject", "grade")


@dataclass(frozen=True, slots=True)
class Section:
    title: str
    slug: str
    path: str
    url: str


def sections_for(request: HttpRequest) -> list[Section]:
    """The sections that this person may see, in the order of the menu."""
    pages = visible_to(Page.objects.filter(depth=SECTION_DEPTH, show_in_menus=True), request.user)
    return [
        Section(page.title, page.slug, page.path, page.get_url(request) or "")
        for page in pages.order_by("path")
    ]


class SearchFilter(SubjectGradeFilter):
    """The words, carried along, and what narrows their results. A select offers only what there is."""

    field_order = ("q", "exact", *NARROWING)
    q = forms.CharField(required=False, widget=forms.HiddenInput)
    exact = forms.ChoiceField(required=False, choices=[("", ""), ("1", "")], widget=forms.HiddenInput)
    section = choice("Раздел", [], "Все разделы")

    def __init__(self, data: Any, sections: Sequence[Section]) -> None:
        super().__init__(data)
        self.sections = sections
        self.plain_names: dict[str, str] = {}
        field = cast("forms.ChoiceField", self.fields["section"])
        field.choices = [*cast("list[Any]", field.choices), *((one.slug, one.title) for one in sections)]

    @classmethod
    def of(cls, request: HttpRequest, sections: Sequence[Section]) -> SearchFilter:
        """Read `request`; raise BadRequest for a value that no filter offers."""
        data = request.GET.dict()
        data["q"] = data.get("q", "").strip()[:MAX_LENGTH]
        form = cls(data, sections)
        if not form.is_valid():
            raise BadRequest(f"Нет такого отбора: {', '.join(form.errors)}")
        return form

    @property
    def is_active(self) -> bool:
        return any(self.cleaned_data[name] for name in NARROWING)

    def name_of(self, name: str) -> str:
        """Without the count that the select shows behind it."""
        return self.plain_names.get(name, "")

    def emptied(self) -> str:
        """The query string of the same words without any narrowing."""
        return self.address(**dict.fromkeys(NARROWING, ""))

    def narrow(self, found: list[Found]) -> list[Found]:
        """Leave of `found` what was chosen, and in the selects what there is of it, counted. Two queries."""
        ids = {one.page_id for one in found}
        traits: dict[str, set[tuple[int, str]]] = {
            "section": {
                (one.page_id, section.slug)
                for one in found
                for section in self.sections
                if one.path.startswith(section.path)
            },
            "subject": set(
                PageSubject.objects.order_by().filter(page__in=ids).values_list("page_id", "subject__slug")
            ),
            "grade": {
                (page, str(grade))
                for page, grade in PageGrade.objects.order_by()
                .filter(page__in=ids)
                .values_list("page_id", "grade")
            },
        }
        for name in NARROWING:
            chosen = str(self.cleaned_data[name])
            self.plain_names[name] = super().name_of(name)
            self._offer(name, Counter(value for _, value in traits[name]), chosen)
            if chosen:
                found = [one for one in found if (one.page_id, chosen) in traits[name]]
        return found

    def _offer(self, name: str, counts: Counter[str], chosen: str) -> None:
        field = cast("forms.ChoiceField", self.fields[name])
        field.choices = [
            (value, f"{label} ({counts[str(value)]})" if value else label)
            for value, label in cast("list[tuple[Any, str]]", field.choices)
            if not value or counts[str(value)] or str(value) == chosen
        ]
