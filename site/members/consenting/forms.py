"""What a keeper types: one paper, a whole class, a reason, a selection of the register."""

from __future__ import annotations

from collections.abc import Set
from datetime import date
from typing import Any
from uuid import uuid4

from django import forms
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.utils import timezone
from PIL import Image

from core.pictures import reencode
from core.upload_forms import check_content
from members.consenting.services import Given, Paper
from members.models import Person, Place, Purpose, SchoolClass

LARGEST_SCAN = 10 * 1024 * 1024
EARLIEST = date(2006, 7, 27)
"""The law on personal data: no consent is older."""
NOT_A_SCAN = "Нужен PDF или снимок в JPEG. Сохраните файл в одном из этих видов и выберите ещё раз."
BROKEN = "Снимок повреждён. Сохраните его заново в JPEG и выберите ещё раз."


def day_field(label: str, **kwargs: Any) -> forms.DateField:
    """A day that the browser's own calendar fills in."""
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    errors = {"invalid": "Напишите день так: 01.09.2026.", "required": "Укажите день."}
    return forms.DateField(label=label, widget=widget, error_messages=errors, **kwargs)


def clean_scan(upload: UploadedFile) -> ContentFile:
    """The scan to store: a PDF as it is, a photograph without what the camera wrote; under a mute name."""
    name = (upload.name or "").lower()
    if upload.size is not None and upload.size > LARGEST_SCAN:
        raise forms.ValidationError("Файл больше 10 МБ. Сохраните его с меньшим качеством.")
    if name.endswith(".pdf"):
        check_content(upload)
        return ContentFile(upload.read(), name=f"{uuid4().hex}.pdf")
    if not name.endswith((".jpg", ".jpeg")):
        raise forms.ValidationError(NOT_A_SCAN)
    try:
        with Image.open(upload) as opened:
            if opened.format != "JPEG":
                raise forms.ValidationError(NOT_A_SCAN)
        clean = reencode(upload)
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise forms.ValidationError(BROKEN) from error
    return ContentFile(clean.read(), name=f"{uuid4().hex}.jpg")


class Dated(forms.Form):
    """The days that one paper and the papers of a class have alike."""

    given_on = day_field("От какого дня")
    until = day_field("По какой день", required=False, help_text="Включительно. Пусто – бессрочно.")

    def clean_given_on(self) -> date:
        day: date = self.cleaned_data["given_on"]
        if day > timezone.localdate():
            raise forms.ValidationError("Этот день ещё не наступил. Запишите согласие, когда оно подписано.")
        if day < EARLIEST:
            raise forms.ValidationError("Проверьте год.")
        return day

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        given, until = data.get("given_on"), data.get("until")
        if given and until and until < given:
            self.add_error("until", "Последний день раньше первого. Исправьте одну из дат.")
        return data


class ConsentForm(Dated):
    """One signed document of one child."""

    field_order = ("purpose", "place", "given_on", "until", "number", "signed_by", "bans", "scan")
    purpose = forms.ChoiceField(
        label="На что",
        # Nothing is chosen beforehand: a slip of the finger is no consent.
        choices=[("", "выберите"), *Purpose.choices],
        error_messages={"required": "Выберите, на что согласие."},
    )
    place = forms.ChoiceField(
        label="Для кого",
        choices=Place.choices,
        help_text="Кто увидит; широкий круг включает узкий. Для обработки данных это не важно.",
        error_messages={"required": "Выберите, для кого."},
    )
    number = forms.CharField(label="Номер", max_length=40, required=False)
    signed_by = forms.CharField(
        label="Кто подписал",
        max_length=160,
        required=False,
        widget=forms.TextInput(attrs={"list": "carers"}),
    )
    bans = forms.CharField(
        label="Запреты и условия",
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Всё, что родитель запретил или оговорил: например, «не выкладывать снимки с дачи».",
    )
    scan = forms.FileField(
        label="Скан",
        required=False,
        help_text="PDF или JPEG, до 10 МБ. Его увидят координатор, классный руководитель и родители ребёнка.",
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,application/pdf,image/jpeg"}),
    )

    def clean_scan(self) -> ContentFile | None:
        upload = self.cleaned_data.get("scan")
        return clean_scan(upload) if isinstance(upload, UploadedFile) else None

    @property
    def shown_to(self) -> Place:
        """For whom; processing has no narrower and wider."""
        is_processing = self.cleaned_data["purpose"] == Purpose.PROCESSING
        return Place.MEMBERS if is_processing else Place(self.cleaned_data["place"])

    @property
    def paper(self) -> Paper:
        """What was typed, checked."""
        data = self.cleaned_data
        names = ("given_on", "until", "number", "signed_by", "bans", "scan")
        return Paper(**{name: data[name] for name in names})


class RevokeForm(forms.Form):
    """Why a keeper revokes: the carer will read it."""

    reason = forms.CharField(
        label="Почему отзываете",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Например: «Заявление мамы от 12 ноября». Причину увидят родители.",
        error_messages={"required": "Напишите, почему: родители это увидят."},
    )


class RegisterFilter(forms.Form):
    """Class, purpose, state."""

    STATES = [("live", "действует"), ("ended", "срок истёк"), ("revoked", "отозвано"), ("missing", "нет")]
    school_class: forms.ModelChoiceField = forms.ModelChoiceField(
        queryset=SchoolClass.objects.none(), label="Класс", required=False, empty_label="все классы"
    )
    purpose = forms.ChoiceField(label="На что", required=False)
    state = forms.ChoiceField(label="Состояние", required=False)

    def __init__(self, *args: Any, classes: QuerySet[SchoolClass], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["school_class"].queryset = classes  # type: ignore[attr-defined]
        self.fields["purpose"].choices = [("", "всё"), *Purpose.choices]  # type: ignore[attr-defined]
        self.fields["state"].choices = [("", "любое"), *self.STATES]  # type: ignore[attr-defined]


NOT_GIVEN = "no"
PLACES = [("class", "класс"), ("members", "участники"), ("public", "все")]
GIVEN = [("members", "дано")]
"""Processing has no narrower and wider place: it is given or not."""


class ClassForm(Dated):
    """Pupils × purposes, a place in each cell; above them a row for the whole class."""

    number = forms.CharField(
        label="Номер первого",
        max_length=40,
        required=False,
        help_text="Остальные пойдут по порядку: 5А-01, 5А-02, … Можно не нумеровать.",
    )

    def __init__(
        self,
        *args: Any,
        pupils: list[Person],
        live: dict[tuple[int, str], Any],
        revoked: Set[tuple[int, str]],
        **kwargs: Any,
    ):
        super().__init__(*args, **kwargs)
        self.pupils = pupils
        self.live = live
        self.revoked = revoked
        self.given: list[Given] = []

    @staticmethod
    def options(purpose: Purpose) -> list[tuple[str, str]]:
        """What can be chosen for a purpose, beside nothing."""
        return GIVEN if purpose == Purpose.PROCESSING else PLACES

    def typed(self, name: str) -> str:
        """What was chosen in a cell, before it was checked; to draw it again."""
        return str(self.data.get(name, ""))

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        known_cells = {f"cell-{pupil.pk}-{purpose}" for pupil in self.pupils for purpose in Purpose}
        if any(
            name.startswith("cell-") and name not in known_cells and self.data[name] for name in self.data
        ):
            raise forms.ValidationError("Пока вы заполняли, состав класса изменился. Проверьте таблицу.")
        for purpose in Purpose:
            known = {"", NOT_GIVEN, *(value for value, _ in self.options(purpose))}
            for_all = self.typed(f"all-{purpose}")
            cells = [(pupil, self.typed(f"cell-{pupil.pk}-{purpose}")) for pupil in self.pupils]
            if for_all not in known - {NOT_GIVEN} or any(value not in known for _, value in cells):
                raise forms.ValidationError("Выберите значения из списков.")
            for pupil, value in cells:
                self._take(pupil, purpose, value, for_all)
        self.given.sort(key=lambda cell: self.pupils.index(cell.person))
        if not self.errors and not self.given:
            raise forms.ValidationError("Нечего записывать: отметьте хотя бы одно новое согласие.")
        return data

    def _take(self, pupil: Person, purpose: Purpose, value: str, for_all: str) -> None:
        key = pupil.pk, purpose.value
        there = self.live.get(key)
        # What a parent has taken back is given again in the child's own cell, never by the row for all.
        place = for_all if not value and there is None and key not in self.revoked else value
        if not place or place == NOT_GIVEN:
            return
        given_on = self.cleaned_data.get("given_on")
        if there is not None and there.place == place and given_on is not None and there.given_on >= given_on:
            return  # the same paper, sent twice
        self.given.append(Given(pupil, purpose, Place(place)))

    @property
    def paper(self) -> Paper:
        """What the papers have alike."""
        data = self.cleaned_data
        return Paper(given_on=data["given_on"], until=data["until"], number=data["number"])
