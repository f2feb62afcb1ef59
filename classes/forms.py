"""Forms of the school year in the admin."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from django import forms

from members.models import Person


class LeaversForm(forms.Form):
    """Who of a class leaves. By whole names: so does the coordinator's register show them."""

    pupils = forms.MultipleChoiceField(
        label="Кто уходит",
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Отметьте хотя бы одного ученика.",
            "invalid_choice": "Этого ученика в классе уже нет. Отметьте ещё раз.",
        },
    )

    def __init__(self, pupils: Iterable[Person], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast("forms.MultipleChoiceField", self.fields["pupils"])
        field.choices = [(str(person.pk), str(person)) for person in pupils]
