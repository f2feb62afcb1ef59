"""Forms of joining: the code, the account, a colleague's words, the decision."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.contrib.auth.validators import ASCIIUsernameValidator
from django.core.exceptions import ValidationError

from joining.codes import LONGEST_INPUT
from joining.services import Carer, NewAccount
from joining.spelling import Misspelt, tidy_name
from members import legal
from members.models import LegalText, Person, User

RELATIONS = [
    (word, word)
    for word in (
        "мама",
        "папа",
        "бабушка",
        "дедушка",
        "опекун",
        "приёмный родитель",
        "законный представитель",
    )
]
_WHO = {"autocomplete": "off", "autocapitalize": "words", "spellcheck": "false"}
OWN = {name: forms.TextInput(attrs=_WHO | {"autocomplete": name})
       for name in ("family-name", "given-name", "additional-name")}  # fmt: skip
"""Of who fills the form in: a browser may know these."""


class NameField(forms.CharField):
    """A part of somebody's name, tidied."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"max_length": 80, "widget": forms.TextInput(attrs=_WHO), **kwargs})

    def clean(self, value: Any) -> str:
        typed: str = super().clean(value)
        try:
            return tidy_name(typed)
        except Misspelt as error:
            said = str(error)
            raise ValidationError(said[:1].upper() + said[1:] + ".") from error


class CodeForm(forms.Form):
    """The code of a letter and the child's name."""

    code = forms.CharField(
        label="Код из письма",
        max_length=LONGEST_INPUT,
        help_text="12 знаков, например 1A2C-3E4H-5K6M. Пробелы, чёрточки и размер букв не важны.",
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
        error_messages={"required": "Наберите код: он напечатан в письме из школы."},
    )
    last_name = forms.CharField(
        label="Фамилия ученика",
        max_length=80,
        widget=forms.TextInput(attrs=_WHO),
        error_messages={"required": "Напишите фамилию ученика, как в письме."},
    )
    first_name = forms.CharField(
        label="Имя ученика",
        max_length=80,
        widget=forms.TextInput(attrs=_WHO),
        error_messages={"required": "Напишите имя ученика, как в письме."},
    )


class AccountForm(forms.Form):
    """How to sign in, and what is accepted: a tick for each text in force."""

    username = forms.CharField(
        label="Имя пользователя",
        min_length=3,
        max_length=60,
        help_text="Оно нужно для входа. Латинские буквы, цифры и знаки @ . + - _",
        validators=[ASCIIUsernameValidator(message="Только латинские буквы, цифры и знаки @ . + - _")],
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        ),
        error_messages={
            "required": "Придумайте имя пользователя.",
            "min_length": "Слишком коротко: нужно хотя бы три знака.",
        },
    )
    password1 = forms.CharField(
        label="Пароль",
        strip=False,
        max_length=200,
        help_text="Не короче 8 знаков, не из одних цифр. Проще всего запомнить три-четыре слова подряд.",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": "Придумайте пароль."},
    )
    password2 = forms.CharField(
        label="Пароль ещё раз",
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": "Повторите пароль: так видно, что в нём нет опечатки."},
    )

    def __init__(
        self, *args: Any, texts: list[LegalText], person: Person | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.texts = texts
        self.person = person
        for text in texts:
            # Named by version: what came into force meanwhile is asked anew.
            self.fields[f"accept_{text.pk}"] = forms.BooleanField(
                label=legal.TICKS[legal.Kind(text.kind)],
                error_messages={"required": "Без этого вступить нельзя. Прочитайте и отметьте."},
            )

    def clean_username(self) -> str:
        username = str(self.cleaned_data["username"]).lower()
        if User.objects.filter(username=username).exists():
            raise ValidationError("Такое имя пользователя уже есть. Придумайте другое.")
        return username

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        first, second = data.get("password1"), data.get("password2")
        if first and second and first != second:
            self.add_error("password2", "Пароли не совпали. Наберите оба ещё раз.")
        elif first:
            self._check_password(first, data)
        return data

    def _check_password(self, password: str, data: dict[str, Any]) -> None:
        owner = User(
            username=data.get("username", ""),
            first_name=self.person.first_name if self.person else data.get("first_name", ""),
            last_name=self.person.last_name if self.person else data.get("last_name", ""),
        )
        try:
            validate_password(password, owner)
        except ValidationError as error:
            self.add_error("password1", error)

    @property
    def account(self) -> NewAccount:
        data = self.cleaned_data
        return NewAccount(data["username"], data["password1"], self.texts)


class CarerForm(AccountForm):
    """The account of a carer, and who that is."""

    last_name = NameField(
        label="Ваша фамилия", widget=OWN["family-name"], error_messages={"required": "Напишите свою фамилию."}
    )
    first_name = NameField(
        label="Ваше имя", widget=OWN["given-name"], error_messages={"required": "Напишите своё имя."}
    )
    patronymic = NameField(label="Ваше отчество", widget=OWN["additional-name"], required=False)
    relation = forms.ChoiceField(
        label="Кем вы приходитесь ребёнку",
        choices=[("", "Выберите"), *RELATIONS],
        error_messages={"required": "Выберите, кем вы приходитесь ребёнку."},
    )
    email = forms.EmailField(
        label="Электронная почта",
        required=False,
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text="Можно не указывать. На неё придёт письмо со ссылкой; до этого писать не будем.",
    )
    field_order = ["last_name", "first_name", "patronymic", "relation", "email", "username"]

    @property
    def carer(self) -> Carer:
        data = self.cleaned_data
        return Carer(data["last_name"], data["first_name"], data["patronymic"], data["relation"])


class ChildForm(forms.Form):
    """One more child of somebody who is signed in."""

    relation = forms.ChoiceField(
        label="Кем вы приходитесь ребёнку",
        choices=[("", "Выберите"), *RELATIONS],
        error_messages={"required": "Выберите, кем вы приходитесь ребёнку."},
    )


class RefusalForm(forms.Form):
    """Why not."""

    reason = forms.CharField(
        label="Почему отказываете",
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Это прочтёт тот, кто подавал заявку.",
        error_messages={"required": "Напишите, почему: без этого человек не поймёт, что исправить."},
    )


class ListForm(forms.Form):
    """A class list to look at."""

    file = forms.FileField(
        label="Файл со списком",
        help_text="XLSX или CSV. Столбцы: «Фамилия», «Имя», «Отчество» (или один «ФИО»), «Класс»; "
        "«№ личного дела» – если в школе есть полные тёзки. Читаются все листы, кроме скрытых; если лист "
        "назван классом («5А»), столбец «Класс» не нужен.",
        error_messages={
            "required": "Выберите файл со списком.",
            "empty": "Файл пуст.",
            "invalid": "Выберите файл со списком.",
        },
    )
