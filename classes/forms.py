"""Forms of the school year in the admin."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet

from members.models import Person


class PupilField(forms.ModelMultipleChoiceField):
    """Pupils by their whole names: the coordinator's register shows them so."""

    def label_from_instance(self, person: Person) -> str:
        return str(person)


class LeaversForm(forms.Form):
    """Who of a class leaves."""

    pupils = PupilField(
        queryset=Person.objects.none(),
        label="Кто уходит",
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Отметьте хотя бы одного ученика.",
            "invalid_choice": "Этого ученика в классе уже нет. Отметьте ещё раз.",
            "invalid_pk_value": "Такого ученика нет. Отметьте ещё раз.",
        },
    )

    def __init__(self, pupils: QuerySet[Person], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["pupils"].queryset = pupils  # type: ignore[attr-defined]
