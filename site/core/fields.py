"""Fields of forms that meet what no browser sends."""

from __future__ import annotations

from typing import Any

from django import forms


class ChosenField(forms.ModelMultipleChoiceField):
    """Meets a number longer than the database has: there is no such row."""

    def _check_values(self, value: Any) -> Any:
        try:
            return super()._check_values(value)  # type: ignore[misc]
        except OverflowError as error:
            message = self.error_messages["invalid_choice"]
            raise forms.ValidationError(message, code="invalid_choice", params={"value": "…"}) from error


class OneChosenField(forms.ModelChoiceField):
    """The same for a choice of one."""

    def to_python(self, value: Any) -> Any:
        try:
            return super().to_python(value)
        except OverflowError as error:
            message = self.error_messages["invalid_choice"]
            raise forms.ValidationError(message, code="invalid_choice", params={"value": "…"}) from error
