"""The second step: subjects and grades, and what each kind of page requires."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from blog.models import PostPage
from core.fields import ChosenField
from core.grades import GRADE_CHOICES
from core.models import BasePage, PageGrade, PageSubject, Subject
from members.consenting.forms import day_field
from resources.models import AnnouncementPage, SiteCardPage
from subjects.models import MaterialPage
from writing.fields import choice, words
from writing.step_form import StepForm


class DetailsForm(StepForm):
    """The fields of the page that a kind names in `own`."""

    own: ClassVar[tuple[str, ...]] = ("summary",)
    named: ClassVar[dict[str, str]] = {}
    """The form's fields for those of the page that are called otherwise here."""

    def read(self, draft: BasePage) -> dict[str, Any]:
        return {name: getattr(draft, name) for name in self.own}

    def clean(self) -> dict[str, Any]:
        """Ask the page itself what it would refuse to be published with."""
        cleaned = super().clean() or {}
        if self.strict and not self.errors:
            self.write(self.draft)
            try:
                self.draft.full_clean()
            except ValidationError as error:
                for name, messages in error.message_dict.items():
                    field = self.named.get(name, name)
                    self.add_error(field if field in self.fields else None, messages)
        return cleaned

    def write(self, draft: BasePage) -> None:
        for name in self.own:
            setattr(draft, name, self.cleaned_data[name])


class TopicDetailsForm(DetailsForm):
    """And for which subjects and grades."""

    subjects = ChosenField(
        label="Предметы", queryset=Subject.objects.all(), required=False, widget=forms.CheckboxSelectMultiple
    )
    grades = forms.TypedMultipleChoiceField(
        label="Классы",
        choices=[(number, str(number)) for number, _ in GRADE_CHOICES],
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def read(self, draft: BasePage) -> dict[str, Any]:
        subjects = [subject.pk for subject in draft.subject_list]
        return {**super().read(draft), "subjects": subjects, "grades": draft.grade_list}

    def typed(self) -> dict[str, Any]:
        typed = super().typed()
        if "subjects" in self.cleaned_data:
            typed["subjects"] = [subject.pk for subject in self.cleaned_data["subjects"]]
        return typed

    def write(self, draft: BasePage) -> None:
        super().write(draft)
        subjects = {row.subject_id: row for row in draft.page_subjects.all()}
        grades = {row.grade: row for row in draft.page_grades.all()}
        draft.page_subjects = [
            subjects.get(one.pk) or PageSubject(subject=one) for one in self.cleaned_data["subjects"]
        ]
        draft.page_grades = [grades.get(one) or PageGrade(grade=one) for one in self.cleaned_data["grades"]]


class AnnouncementDetailsForm(DetailsForm):
    """An announcement to a class: what to do, until when."""

    own = ("how_to_use", "ends_on", "is_pinned")
    how_to_use = words(
        AnnouncementPage,
        "how_to_use",
        rows=2,
        help_text="Кому это нужно и что сделать: «Подпишите согласие и верните до среды».",
        asked="Напишите, кому это нужно и что сделать.",
    )
    ends_on = day_field(
        "До какого дня", required=False, help_text="Последний день. Потом уйдёт в «Что было раньше»."
    )
    is_pinned = forms.BooleanField(label="Закрепить сверху", required=False)

    def clean_ends_on(self) -> date | None:
        day: date | None = self.cleaned_data["ends_on"]
        if day and day < timezone.localdate() and day != self.initial["ends_on"]:
            raise ValidationError("Этот день уже прошёл. Укажите сегодняшний или тот, что впереди.")
        return day


class PostDetailsForm(TopicDetailsForm):
    """A post: in short, for the list."""

    field_order = ("summary", "subjects", "grades")
    summary = words(PostPage, "summary", rows=2, help_text="Одно-два предложения для списка записей.")


class MaterialDetailsForm(TopicDetailsForm):
    """A material: what it is, where and when it is of use, who may take it."""

    own = ("kind", "topic", "how_to_use", "licence", "summary")
    field_order = ("kind", "topic", "how_to_use", "licence", "subjects", "grades", "summary")
    kind = choice(MaterialPage, "kind")
    topic = words(MaterialPage, "topic")
    how_to_use = words(MaterialPage, "how_to_use", asked="Напишите, на каком уроке или дома это пригодится.")
    licence = choice(MaterialPage, "licence")
    summary = words(MaterialPage, "summary", rows=2, help_text="Одно-два предложения для списка.")


class SiteDetailsForm(TopicDetailsForm):
    """A site: what it is, for whom, from what age, on what terms."""

    own = (
        "kind",
        "for_pupils",
        "for_carers",
        "for_teachers",
        "age_mark",
        "cost",
        "registration",
        "access_note",
    )
    field_order = (*own, "subjects", "grades")
    kind = choice(SiteCardPage, "kind")
    for_pupils = forms.BooleanField(label="Ученикам", required=False)
    for_carers = forms.BooleanField(label="Родителям", required=False)
    for_teachers = forms.BooleanField(label="Учителям", required=False)
    age_mark = choice(SiteCardPage, "age_mark")
    cost = choice(SiteCardPage, "cost")
    registration = choice(SiteCardPage, "registration")
    access_note = words(SiteCardPage, "access_note")
