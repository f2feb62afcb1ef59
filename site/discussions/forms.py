"""What people fill in: a comment, a report, a moderator's decision."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms

from discussions.models import CommentPolicy, CommentReport
from discussions.text import excerpt, read_text, without_null

REASONS = (
    "Грубо по отношению к собеседнику.",
    "Есть личные сведения: имя, телефон, адрес.",
    "Реклама или ссылка, которой мы не доверяем.",
    "Не по теме страницы.",
)


class PlainTextarea(forms.Textarea):
    """Shows again what was typed, without the character that no page can carry."""

    def format_value(self, value: Any) -> str | None:
        shown = super().format_value(value)
        return without_null(str(shown)) if shown else shown


class NonceField(forms.UUIDField):
    """A number of the form. A spoilt one is none: the person neither sees it nor can mend it."""

    def to_python(self, value: Any) -> Any:
        try:
            return super().to_python(value)
        except forms.ValidationError:
            return None


class CommentForm(forms.Form):
    """The text, and a number by which the same form sent twice is known."""

    text = forms.CharField(
        label="Ваш комментарий",
        strip=False,
        widget=PlainTextarea(attrs={"rows": 5}),
        error_messages={"required": "Напишите что-нибудь: комментарий пуст."},
    )
    nonce = NonceField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].validators = []  # a NUL is met in `clean_text`, with our own words
        self.initial["nonce"] = self.initial.get("nonce") or uuid.uuid4()

    def clean_text(self) -> str:
        return read_text(self.cleaned_data["text"])


class ReportForm(forms.Form):
    """Why a comment should not stand there."""

    kind = forms.ChoiceField(
        label="Что не так",
        choices=CommentReport.Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Выберите, что не так."},
    )
    text = forms.CharField(
        label="Подробнее", required=False, max_length=500, widget=PlainTextarea(attrs={"rows": 3})
    )


class HideForm(forms.Form):
    """The reason for hiding, which the author will see."""

    reason = forms.CharField(
        label="Почему скрываете",
        max_length=300,
        help_text="Причину увидит автор. Пишите так, чтобы он понял и не обиделся.",
        widget=forms.TextInput(attrs={"list": "reasons"}),
        error_messages={"required": "Напишите причину: её увидит автор."},
    )

    def clean_reason(self) -> str:
        return excerpt(self.cleaned_data["reason"], 299)


class PolicyForm(forms.ModelForm):
    """Who may write under a page and all below it."""

    class Meta:
        model = CommentPolicy
        fields = ("staff", "colleagues", "carers", "pupils")
