"""Filters of listings: plain GET forms, so that a filtered list has an address and needs no script."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, cast
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import BadRequest
from django.db.models import QuerySet
from django.http import HttpRequest

from core.grades import GRADE_CHOICES
from core.models.taxonomy import Subject


@dataclass(frozen=True, slots=True)
class Chip:
    """One choice that is made: what of, which, and the query string of all the others."""

    label: str
    text: str
    query: str


class FilterForm(forms.Form):
    """A listing's filters. A subclass declares fields; `lookups` says what each narrows by."""

    lookups: ClassVar[dict[str, str]] = {}

    @classmethod
    def read(cls, request: HttpRequest) -> FilterForm:
        """Read the filters of `request`; raise BadRequest for a value that no filter offers."""
        form = cls(request.GET)
        if not form.is_valid():
            raise BadRequest(f"Нет такого отбора: {', '.join(form.errors)}")
        return form

    @property
    def is_active(self) -> bool:
        return any(self.cleaned_data.values())

    @property
    def chips(self) -> list[Chip]:
        """What is chosen, in the order of the fields; each with the way to let it go."""
        return [
            Chip(str(self[name].label), self.name_of(name), self.address(**{name: ""}))
            for name in self.fields
            if self.cleaned_data[name] and not self[name].is_hidden
        ]

    def name_of(self, name: str) -> str:
        """What the select called `name` shows of its chosen value."""
        chosen = str(self.cleaned_data[name])
        choices = cast("forms.ChoiceField", self.fields[name]).choices
        return next(str(label) for value, label in cast("Any", choices) if str(value) == chosen)

    def address(self, **changes: str) -> str:
        """The query string of these filters, with `changes`; without a page: another list has other pages."""
        values = {name: self.cleaned_data[name] for name in self.fields} | changes
        return urlencode({name: value for name, value in values.items() if value})

    def apply(self, items: QuerySet) -> QuerySet:
        """Narrow `items` by every filled field."""
        for name, lookup in self.lookups.items():
            value = self.cleaned_data.get(name)
            if value:
                items = items.filter(**{lookup: value})
        return items


def choice(label: str, choices: Any, anything: str) -> forms.ChoiceField:
    """A select whose first option, empty, means no narrowing."""
    return forms.ChoiceField(label=label, required=False, choices=[("", anything), *choices])


def offer(form: forms.Form, name: str, choices: Any) -> None:
    """Add `choices`, known only now, to those of the select called `name`."""
    field = cast("forms.ChoiceField", form.fields[name])
    field.choices = [*cast("list[Any]", field.choices), *choices]


class SubjectGradeFilter(FilterForm):
    """By subject and grade: what most sections need."""

    lookups: ClassVar[dict[str, str]] = {
        "subject": "page_subjects__subject__slug",
        "grade": "page_grades__grade",
    }
    subject = choice("Предмет", [], "Все предметы")
    grade = choice("Класс", GRADE_CHOICES, "Все классы")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "subject", Subject.objects.values_list("slug", "title"))
