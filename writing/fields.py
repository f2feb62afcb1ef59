"""Fields of the form: what people type, without signs that nobody sees."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.db.models import Field, Model, TextField
from django.utils.text import capfirst

from core.text import INVISIBLE

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_PRIVATE = re.compile("[\ue000-\uf8ff\U000e0080-\U0010ffff]")


def visible(text: str) -> str:
    """`text` with one kind of line end and without invisible signs."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    text = _PRIVATE.sub("", _CONTROL.sub("", INVISIBLE.sub("", text)))
    return text if text.strip("\u200d \n\t\xa0") else ""


class WordsField(forms.CharField):
    """Text as people see it: what they do not see is not stored."""

    def to_python(self, value: Any) -> Any:
        text = visible(value) if isinstance(value, str) else value
        return super().to_python(text)


class AddressInput(forms.TextInput):
    """Not a browser's field of addresses: those refuse «gramota.ru» without https, and we do not."""

    def __init__(self) -> None:
        super().__init__({"inputmode": "url", "autocapitalize": "none", "spellcheck": "false"})


def words(model: type[Model], name: str, *, rows: int = 0, asked: str = "", **changes: Any) -> WordsField:
    """A field for the model's text field `name`, with its label, help and length; `asked` when empty."""
    field: Field[Any, Any] = model._meta.get_field(name)  # type: ignore[assignment]
    widget: forms.Widget = forms.TextInput()
    if isinstance(field, TextField) or rows:
        widget = forms.Textarea(attrs={"rows": rows or 3})
    options: dict[str, Any] = {
        "label": capfirst(field.verbose_name),
        "help_text": str(field.help_text).removesuffix(" Обязательно."),
        "max_length": field.max_length,
        "required": not field.blank,
        "widget": widget,
    }
    if asked:
        options["error_messages"] = {"required": asked}
    return WordsField(**{**options, **changes})


def choice(model: type[Model], name: str, **changes: Any) -> Any:
    """A select for the model's field of choices `name`."""
    field: Any = model._meta.get_field(name)
    made = field.formfield(label=capfirst(field.verbose_name), **changes)
    made.choices = [(value, label if value else "Выберите") for value, label in made.choices]
    made.error_messages["required"] = "Выберите из списка."
    return made
