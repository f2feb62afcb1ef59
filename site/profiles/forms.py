"""What a member fills in about the own account."""

from __future__ import annotations

from typing import Any, ClassVar, cast

from django import forms
from django.contrib.auth.models import AnonymousUser
from django.core.validators import EmailValidator
from django.db.models import QuerySet

from core.fields import ChosenField
from core.models import Subject
from members.display import display_name
from members.models import Person, User

CONFIRMATION = "ухожу"


class PersonForm(forms.ModelForm):
    """What an adult says of oneself. The school's staff have their position from the school."""

    class Meta:
        model = Person
        fields: ClassVar[list[str]] = ["shown_as", "about", "subjects", "organisation", "position"]
        widgets = {
            "shown_as": forms.RadioSelect,
            "about": forms.Textarea(attrs={"rows": 4}),
        }
        labels = {"shown_as": "Как вас показывать"}
        help_texts = {
            "shown_as": "",
            "about": "Увидят участники сообщества на вашей странице: чему учите, чем можете помочь.",
        }

    subjects = ChosenField(
        label="Предметы", queryset=Subject.objects.all(), required=False, widget=forms.CheckboxSelectMultiple
    )
    letters = forms.BooleanField(
        label="Присылать письма о новом",
        required=False,
        help_text="О том же всегда говорят уведомления на сайте.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        me: Person = self.instance
        shown_as = cast("forms.ChoiceField", self.fields["shown_as"])
        shown_as.choices = [(way.value, _as_shown(me, way)) for way in Person.ShownAs]
        if me.kind == Person.Kind.CARER:
            del self.fields["subjects"]
            self.fields[
                "about"
            ].help_text = "Увидят участники сообщества на вашей странице: чем можете помочь."
        if me.kind != Person.Kind.COLLEAGUE:
            del self.fields["organisation"], self.fields["position"]

    def clean_about(self) -> str:
        return str(self.cleaned_data["about"]).strip()


def _as_shown(person: Person, way: Person.ShownAs) -> str:
    """The name of `person` shown that way, as everybody sees it."""
    like = Person(
        kind=person.kind,
        first_name=person.first_name,
        last_name=person.last_name,
        patronymic=person.patronymic,
        shown_as=way,
    )
    return display_name(like, AnonymousUser())


class PasswordForm(forms.Form):
    """The password once more, before what cannot be undone or shows much."""

    password = forms.CharField(
        label="Ваш пароль",
        strip=False,
        max_length=4096,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": "Напишите пароль, с которым вы входите."},
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_password(self) -> str:
        password = str(self.cleaned_data["password"])
        if not self.user.check_password(password):
            raise forms.ValidationError("Пароль не подошёл. Проверьте раскладку и попробуйте ещё раз.")
        return password


class LeaveForm(PasswordForm):
    """What becomes of the texts, and that it is meant."""

    texts = forms.ChoiceField(
        label="Что сделать с вашими комментариями",
        choices=[
            ("keep", "Оставить без имени: «участник, покинувший сообщество»"),
            ("erase", "Стереть: на их месте останется «комментарий удалён»"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Выберите одно из двух."},
    )
    sure = forms.CharField(
        label=f"Напишите слово «{CONFIRMATION}»",
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": f"Напишите слово «{CONFIRMATION}», чтобы не уйти нечаянно."},
    )
    field_order = ("texts", "sure", "password")

    def clean_sure(self) -> str:
        word = str(self.cleaned_data["sure"]).strip().strip("«»\"'.").lower()
        if word != CONFIRMATION:
            raise forms.ValidationError(f"Здесь нужно слово «{CONFIRMATION}».")
        return word


class EmailForm(PasswordForm):
    """Another address of mail."""

    address = forms.CharField(
        label="Новый адрес почты",
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"required": "Напишите адрес, на который присылать письма."},
    )
    field_order = ("address", "password")

    def clean_address(self) -> str:
        address = str(self.cleaned_data["address"]).strip()
        EmailValidator("Это не похоже на адрес почты: в нём должны быть «@» и имя сайта с точкой.")(address)
        if address.lower() == self.user.email.lower():
            raise forms.ValidationError("Письма и так приходят на этот адрес.")
        return address


class SlipsForm(forms.Form):
    """Whom to give new passwords."""

    pupils = ChosenField(
        label="Кому напечатать новый пароль",
        queryset=Person.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Отметьте хотя бы одного ученика.",
            "invalid_choice": "Этого ученика в классе нет – или у него нет учётной записи.",
            "invalid_pk_value": "Этого ученика в классе нет – или у него нет учётной записи.",
        },
    )

    def __init__(self, *args: Any, offered: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("ChosenField", self.fields["pupils"]).queryset = offered
