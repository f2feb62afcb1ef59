"""Forms of colleagues from elsewhere."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError

from joining.colleagues import About
from joining.forms import OWN, NameField

QUICKEST = 3
"""Seconds: nobody fills in a form sooner."""
LONGEST_FORM = 24 * 3600
_SALT = "joining.started"


class ColleagueForm(forms.Form):
    """Who asks to join from elsewhere."""

    last_name = NameField(
        label="Фамилия", widget=OWN["family-name"], error_messages={"required": "Напишите свою фамилию."}
    )
    first_name = NameField(
        label="Имя", widget=OWN["given-name"], error_messages={"required": "Напишите своё имя."}
    )
    patronymic = NameField(label="Отчество", widget=OWN["additional-name"], required=False)
    organisation = forms.CharField(
        label="Школа или организация",
        max_length=160,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
        error_messages={"required": "Напишите, где вы работаете: координатор должен понять, кто вы."},
    )
    position = forms.CharField(
        label="Должность",
        max_length=160,
        widget=forms.TextInput(attrs={"autocomplete": "organization-title"}),
        error_messages={"required": "Напишите вашу должность, например «учитель географии»."},
    )
    why = forms.CharField(
        label="Зачем вам наше сообщество",
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Одно-два предложения: координатор прочтёт это, прежде чем решить.",
        error_messages={"required": "Напишите одно-два предложения."},
    )
    policy = forms.BooleanField(
        label="Даю согласие на обработку этих данных, чтобы рассмотреть заявку",
        error_messages={"required": "Без согласия заявку рассмотреть нельзя."},
    )

    @property
    def about(self) -> About:
        return About(**{name: self.cleaned_data[name] for name in About.__dataclass_fields__})


class StrangerForm(ColleagueForm):
    """The same from somebody nobody invited: with a mailbox and two traps for programs."""

    email = forms.EmailField(
        label="Электронная почта",
        max_length=254,
        help_text="На неё придёт ответ координатора.",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": "Напишите почту: на неё придёт ответ.",
            "invalid": "Проверьте адрес почты.",
        },
    )
    website = forms.CharField(
        label="Не заполняйте это поле",
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )
    started = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)
    field_order = [
        "last_name", "first_name", "patronymic", "organisation", "position", "email", "why", "policy",
        "website", "started",
    ]  # fmt: skip

    @property
    def is_trapped(self) -> bool:
        """Whether a program filled in what people do not see."""
        return bool(self.data.get("website"))

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        mark = data.get("started", "")
        if not was_drawn(mark):
            if is_late(mark):
                self.data = {name: self.data[name] for name in self.data} | {"started": drawn_now()}
            raise ValidationError(
                "Форма отправлена слишком быстро или слишком поздно. Проверьте и отправьте ещё раз."
            )
        return data


def drawn_now() -> str:
    """A mark of the moment for a form."""
    return signing.TimestampSigner(salt=_SALT).sign("form")


def was_drawn(mark: str) -> bool:
    """Whether a form with this mark was drawn long enough ago, and not too long."""
    if is_late(mark):
        return False
    try:
        signing.TimestampSigner(salt=_SALT).unsign(mark, max_age=QUICKEST)
    except signing.SignatureExpired:
        return True
    return False


def is_late(mark: str) -> bool:
    """Whether the form was drawn too long ago, or by somebody else."""
    try:
        signing.TimestampSigner(salt=_SALT).unsign(mark, max_age=LONGEST_FORM)
    except signing.BadSignature:
        return True
    return False


class InviteForm(forms.Form):
    """Whom to write to."""

    email = forms.EmailField(
        label="Электронная почта коллеги",
        max_length=254,
        error_messages={"required": "Напишите адрес коллеги.", "invalid": "Проверьте адрес почты."},
    )
