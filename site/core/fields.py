"""Fields of forms that meet what no browser sends."""

from __future__ import annotations

from typing import Any

from django import forms


def _no_such_row(field: forms.ModelChoiceField) -> forms.ValidationError:
    return forms.ValidationError(
        field.error_messages["invalid_choice"], code="invalid_choice", params={"value": "…"}
    )


class ChosenField(forms.ModelMultipleChoiceField):
    """Meets a number longer than the database has: there is no such row."""

    def _check_values(self, value: Any) -> Any:
        try:
            return super()._check_values(value)  # type: ignore[misc]
        except OverflowError as error:
            raise _no_such_row(self) from error


class OneChosenField(forms.ModelChoiceField):
    """The same for a choice of one."""

    def to_python(self, value: Any) -> Any:
        try:
            return super().to_python(value)
        except OverflowError as error:
            raise _no_such_row(self) from error
