"""What a form of any step is: it reads a page into fields and writes fields into a page, nothing else."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms

from core.models import BasePage
from members.models import User


class StepForm(forms.Form):
    """A step. `strict=False` lets what is required wait: a draft is kept as it is."""

    always_required: ClassVar[tuple[str, ...]] = ()
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, draft: BasePage, user: User, strict: bool = True, **kwargs: Any) -> None:
        self.draft, self.user, self.strict = draft, user, strict
        initial = {"revision": draft.latest_revision_id, **kwargs.pop("initial", {}), **self.read(draft)}
        super().__init__(*args, **{**kwargs, "initial": initial, "use_required_attribute": False})
        if not strict:
            for name, field in self.fields.items():
                field.required = field.required and name in self.always_required

    def read(self, draft: BasePage) -> dict[str, Any]:
        """The fields as `draft` has them."""
        raise NotImplementedError

    def write(self, draft: BasePage) -> None:
        """Put the cleaned fields into `draft`, which is not saved here."""
        raise NotImplementedError

    @property
    def answers(self) -> dict[str, Any]:
        """What this form would send if nothing in it were touched."""
        return {name: self[name].initial for name in self.fields if name not in {"revision", "word", "key"}}

    def typed(self) -> dict[str, Any]:
        """What was typed, in the same shape as `answers`."""
        return {name: self.cleaned_data.get(name, self[name].data) for name in self.answers}
