"""The first step: a title and a text, or a Word file; for a site, its address."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar, cast

from django import forms
from django.core.exceptions import ValidationError
from wagtail.models import Page
from wagtail.query import PageQuerySet

from classes.models import ClassCornerPage
from core.fields import OneChosenField
from core.models import BasePage
from resources.models import SiteCardPage
from resources.models.sites import free_address
from subjects.models import MaterialPage, SubjectPage
from writing.blocks import NotExpressibleError, body_of, flow_of
from writing.fields import AddressInput, WordsField, words
from writing.flow import Flow, Heading, Picture, Pictures, Quote, Table, pictures_of
from writing.markup import parse, write
from writing.step_form import StepForm
from writing.word import WordText, read_word

LONGEST_TEXT = 100_000
LONGEST_LINE = 160


class TextForm(StepForm):
    """A title and a text; or a Word file that has both."""

    always_required: ClassVar[tuple[str, ...]] = ("title",)
    needs_text: ClassVar[bool] = True
    title_help: ClassVar[str] = "О чём это, своими словами: «Как мы считали птиц»."
    title = WordsField(
        label="Заголовок",
        max_length=255,
        required=False,
    )
    text = WordsField(
        label="Текст",
        required=False,
        widget=forms.Textarea(attrs={"rows": 12, "data-text": LONGEST_TEXT, "aria-describedby": "text-help"}),
    )
    word = forms.FileField(
        label="Или файл Word",
        required=False,
        help_text="Документ .docx до 10 МБ. Текст, списки, таблицы и картинки встанут в конец текста.",
        widget=forms.FileInput(
            attrs={"accept": ".docx,application/vnd.openxmlformats-officedocument.wordprocessingml.document"}
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.flow: Flow = []
        self.before: Flow = []
        self.from_word: WordText | None = None
        self.editor_only = False
        super().__init__(*args, **kwargs)
        self.fields["title"].help_text = self.title_help
        if self.editor_only:
            del self.fields["text"], self.fields["word"]

    def read(self, draft: BasePage) -> dict[str, Any]:
        fields = {"title": draft.title}
        try:
            self.before = flow_of(draft.body)
            text = write(self.before)
        except NotExpressibleError:
            text = None
        if text is None:
            self.editor_only = True
            return fields
        return {**fields, "text": text}

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"]
        if len(text) > LONGEST_TEXT:
            raise ValidationError(
                f"Текст слишком длинный: {len(text)} знаков, а можно до {LONGEST_TEXT}. Разделите его на два."
            )
        flow = parse(text)
        for problem in _problems(flow):
            raise ValidationError(problem)
        own = pictures_of(self.before)
        known = {picture.number for picture in own}
        strange = [one.number for one in pictures_of(flow) if one.number not in known]
        if strange:
            raise ValidationError(
                f"Строки «[картинка {strange[0]}]» здесь быть не может: такого снимка у этого текста нет. "
                "Снимки добавляют на следующем шаге."
            )
        self.flow = _each_once(flow, own)
        return text

    def clean_word(self) -> Any:
        upload = self.cleaned_data["word"]
        if upload:
            found = read_word(upload)
            words_alone = [one for one in found.flow if not isinstance(one, Pictures)]
            there = [one for one in self.before if not isinstance(one, Pictures)]
            if not words_alone or there[-len(words_alone) :] != words_alone:  # else the form was sent twice
                self.from_word = found
        return upload

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        found = self.from_word
        if found is not None and not self.errors:
            if not cleaned.get("title"):
                cleaned["title"] = (found.title or _name_of(cleaned["word"]))[:255]
            elif found.title and found.title != cleaned["title"]:
                found.flow = [Heading(found.title[:LONGEST_LINE]), *found.flow]
            if len(write([*self.flow, *found.flow]) or "") > LONGEST_TEXT:
                self.add_error(
                    "word", f"Вместе с файлом в тексте больше {LONGEST_TEXT} знаков. Разделите его."
                )
        if not cleaned.get("title") and "title" not in self.errors and "word" not in self.errors:
            self.add_error("title", "Напишите заголовок: по нему вы и сами найдёте свой черновик.")
        is_empty = not (self.flow or found or self.editor_only or self._has_files()) and self.needs_text
        if self.strict and is_empty and not {"text", "word"} & set(self.errors):
            self.add_error("text", "Напишите текст или выберите файл Word.")
        if self.errors and self.files.get("word") and "word" not in self.errors:
            self.add_error("word", "Выберите файл ещё раз: браузер не сохранил его.")
        return cleaned

    def typed(self) -> dict[str, Any]:
        typed = super().typed()
        if "text" in self.cleaned_data and "text" not in self.errors:
            typed["text"] = write(self.flow)
        return typed

    def _has_files(self) -> bool:
        return isinstance(self.draft, MaterialPage) and bool(self.draft.attachments.all())

    def write(self, draft: BasePage) -> None:
        draft.title = self.cleaned_data["title"]
        if not self.editor_only:
            draft.body = body_of(self.flow, draft.body)


class PlacedTextForm(TextForm):
    """A text that also says below which page it will stand."""

    label: ClassVar[str]
    places_in_order: ClassVar[PageQuerySet]
    asks_of_one: ClassVar[bool] = True
    place = OneChosenField(queryset=Page.objects.none(), empty_label="Выберите")
    field_order: Iterable[str] | None = ("place", "title", "text", "word")
    always_required: ClassVar[tuple[str, ...]] = ("title", "place")

    def __init__(self, *args: Any, places: Iterable[Page] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        numbers = [page.pk for page in places]
        one = str(numbers[0]) if len(numbers) == 1 and not self.asks_of_one else None
        if self.draft.pk or (one and self.data.get("place", one) in {"", one}):
            del self.fields["place"]
            return
        field = cast("forms.ModelChoiceField", self.fields["place"])
        field.label = self.label
        field.queryset = self.places_in_order.filter(pk__in=numbers)


class MaterialTextForm(PlacedTextForm):
    """A material: for which subject page."""

    label = "Предмет"
    places_in_order = SubjectPage.objects.order_by("title")


class ClassTextForm(PlacedTextForm):
    """What is for one class: for which, where the author has several."""

    label = "Какому классу"
    places_in_order = ClassCornerPage.objects.order_by("-school_class__entry_year", "school_class__letter")
    asks_of_one = False
    title_help = "Что и когда, своими словами: «В среду без шестого урока»."


class SiteForm(StepForm):
    """The address first: a twin is refused before anything else is typed."""

    always_required = ("address", "title")
    address = words(
        SiteCardPage,
        "address",
        asked="Вставьте адрес сайта.",
        widget=AddressInput(),
    )
    title = WordsField(
        label="Название",
        max_length=255,
        help_text="Как сайт называет себя сам.",
        error_messages={"required": "Напишите, как сайт называется."},
    )
    purpose = words(SiteCardPage, "purpose", asked="Напишите, чем сайт поможет.")
    how_to_use = words(SiteCardPage, "how_to_use", rows=4, asked="Напишите, что на нём делать.")

    def read(self, draft: BasePage) -> dict[str, Any]:
        return {name: getattr(draft, name) for name in ("address", "title", "purpose", "how_to_use")}

    def clean_address(self) -> str:
        return free_address(
            self.cleaned_data["address"], self.draft.pk, self.user, lambda twin: twin.get_absolute_url()
        )

    def write(self, draft: BasePage) -> None:
        assert isinstance(draft, SiteCardPage)  # noqa: S101
        draft.title = self.cleaned_data["title"]
        draft.purpose, draft.how_to_use = self.cleaned_data["purpose"], self.cleaned_data["how_to_use"]
        draft.set_address(self.cleaned_data["address"])


def _problems(flow: Flow) -> Iterable[str]:
    """What the blocks of a page would not take."""
    for element in flow:
        lines = {
            Heading: lambda one: [one.text],
            Quote: lambda one: [one.source],
            Table: lambda one: [one.caption],
            Pictures: lambda one: [picture.caption for picture in one.pictures],
        }.get(type(element), lambda one: [])(element)
        for line in lines:
            if len(line) > LONGEST_LINE:
                yield f"Длиннее {LONGEST_LINE} знаков: «{line[:60]}…». Сократите этот заголовок или подпись."


def _each_once(flow: Flow, own: list[Picture]) -> Flow:
    """Every picture stands once; one whose line is gone stands at the end: removing is for the next step."""
    placed: set[int] = set()
    kept: Flow = []
    for element in flow:
        if isinstance(element, Pictures):
            fresh = []
            for picture in element.pictures:
                if picture.number not in placed:
                    placed.add(picture.number)
                    fresh.append(picture)
            if fresh:
                kept.append(Pictures(tuple(fresh)))
        else:
            kept.append(element)
    rest = tuple(picture for picture in own if picture.number not in placed)
    return [*kept, Pictures(rest)] if rest else kept


def _name_of(upload: Any) -> str:
    return str(upload.name).rsplit(".", 1)[0].replace("_", " ").strip() or "Без названия"
