"""The form of a picture with «Кто на снимке»: children are named in it as one would say their names."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from django import forms

from core.models import SitePicture
from core.text import quoted
from core.upload_forms import PictureForm
from members.consents import bans_of
from members.file_names import AsksWhyForm
from members.models import Person, Purpose
from members.name_index import index_of, people_of_lists
from members.names import find_named
from members.pictures import name_on

_CLASS = re.compile(r"(\d{1,2})\s?[«\"“-]?\s?([А-Яа-яЁё])(?![А-Яа-яё])")
_PARTS = re.compile(r"[;\n]|,(?!\s*\d)")
MOST = 60


class PeopleField(forms.CharField):
    """Names of pupils, one after another; gives the persons."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            **{
                "label": "Кто на снимке",
                "required": False,
                "max_length": 4000,
                "widget": forms.Textarea({"rows": 2}),
                "help_text": "Если детей можно узнать: имена и фамилии через запятую. Тёзок различит класс: "
                "Иванченко Дарья, 5 «А». Имена увидят только сотрудники. Снимок покажем тем, для кого есть "
                "согласия всех.",
                **kwargs,
            }
        )

    def clean(self, value: Any) -> list[Person]:
        text = super().clean(value)
        parts = [part.strip() for part in _PARTS.split(text) if part.strip()]
        if len(parts) > MOST:
            raise forms.ValidationError(f"Можно назвать до {MOST} человек.")
        index = index_of(*people_of_lists()) if parts else None
        numbers: list[int] = []
        wrong: list[str] = []
        for part in parts:
            found = [index.pupils[one.pk] for one in find_named(part, index)] if index else []
            of_class = _CLASS.search(part)
            if of_class and len(found) > 1:
                stated = (int(of_class[1]), of_class[2].lower())
                found = [one for one in found if one.of_class == stated]
            elif len({one.of_class for one in found}) > 1:
                wrong.append(f"{quoted(part[:60])}: таких в школе несколько, добавьте класс.")
                continue
            if not found:
                wrong.append(
                    f"{quoted(part[:60])}: такого ученика в списках классов нет. Нужны имя и фамилия."
                )
            numbers += [one.pk for one in found]
        if wrong:
            raise forms.ValidationError(wrong)
        return list(Person.objects.filter(pk__in=numbers).select_related("school_class"))


def names_of(people: Iterable[Person]) -> str:
    """The same as it is typed: «Дарья Иванченко, 5 «А»»."""
    return ", ".join(
        f"{one.first_name} {one.last_name}" + (f", {one.school_class.title}" if one.school_class else "")
        for one in people
    )


class PicturePeopleForm(AsksWhyForm, PictureForm):
    """A picture, and who can be recognised on it."""

    people = PeopleField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "people" in self.fields and self.instance.pk:
            rows = self.instance.people_rows.select_related("person__school_class")
            people = [row.person for row in rows.order_by("person")]
            self.initial["people"] = names_of(people)
            bans = bans_of(people, Purpose.PHOTO)
            said = [f"{names_of([one])} – {bans[one.pk]}" for one in people if one.pk in bans]
            if said:
                self.fields["people"].help_text += " Условия родителей: " + "; ".join(said)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("people") and cleaned.get("children_recognisable") == SitePicture.Children.NO:
            self.add_error(
                "children_recognisable",
                "Вы написали, кто на снимке: детей узнать можно. Выберите «да».",
            )
        return cleaned

    def _save_m2m(self) -> None:
        super()._save_m2m()
        if "people" in self.cleaned_data:
            name_on(self.instance, self.cleaned_data["people"])
