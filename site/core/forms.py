"""Forms of Wagtail's admin that the site narrows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.forms.pages import CopyForm
from wagtail.admin.panels import FieldPanel

PAGE_CHECKS: list[Callable[[PageForm], None]] = []
"""Rooms add theirs in `ready`. Each looks at a form that is right so far, and adds its errors."""
_TO_READERS = ("action-publish", "action-submit", "action-restart-workflow")


class CopyWithoutAliasForm(CopyForm):
    """Copying a page, without aliases: one would answer everybody for a page closed by its ancestor."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("alias", None)


def name_reason_field(**kwargs: Any) -> forms.CharField:
    """Why a child may be named in a text, where no consent lets it."""
    return forms.CharField(
        label="Почему имя можно назвать",
        required=False,
        max_length=600,
        help_text="Например: «Родители сами прислали рассказ для школьной газеты». Запись сохранится.",
        **kwargs,
    )


class PageForm(WagtailAdminPageForm):
    """The editor's form of every page: what a checker finds wrong stands in it as any other error."""

    name_reason = name_reason_field(widget=forms.Textarea({"rows": 3}))

    @property
    def goes_to_readers(self) -> bool:
        """Whether the button that was pressed leads to readers, not to a draft."""
        if any(self.data.get(name) for name in _TO_READERS):
            return True
        return bool(self.data.get("action-workflow-action")) and (
            self.data.get("workflow-action-name") == "approve"
        )

    @property
    def rows(self) -> dict[str, list[Any]]:
        """The rows that hang on the page, as the form has them, by the names of the relations."""
        return {
            name: [one.instance for one in formset.forms if one not in formset.deleted_forms]
            for name, formset in self.formsets.items()
        }

    def is_valid(self) -> bool:
        """Ask the checkers after all else, when page and rows are as the form has them."""
        is_right = super().is_valid()
        if is_right:
            for check in PAGE_CHECKS:
                check(self)
            is_right = not self.errors and all(formset.is_valid() for formset in self.formsets.values())
        if not is_right:
            self._forget_refused()
        return is_right

    def _forget_refused(self) -> None:
        """Draw no choice again that was refused: its widget would say the title, or a child's name."""
        for form in (self, *(row for formset in self.formsets.values() for row in formset.forms)):
            refused = [
                form.add_prefix(name)
                for name in form.errors
                if isinstance(form.fields.get(name), forms.ModelChoiceField)
            ]
            if refused:
                form.data = form.data.copy()
                for name in refused:
                    form.data[name] = ""


class ReasonPanel(FieldPanel):
    """Shown when it is needed: the form has found a name, or a reason is being written."""

    class BoundPanel(FieldPanel.BoundPanel):
        def is_shown(self) -> bool:
            is_there = bool(super().is_shown())
            if self.form is None or not self.form.is_bound:  # comparing revisions has no form
                return False
            return is_there and bool(self.bound_field.errors or self.bound_field.data)
