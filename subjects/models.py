"""Предметы: pages that fill themselves with what bears their subject, and their own materials."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, PageChooserPanel
from wagtail.models import Orderable, Page
from wagtail.search import index

from core.blocks import FileItem
from core.cards import cards_of
from core.filters import FilterForm, choice
from core.forms import PageForm
from core.grades import GRADE_CHOICES
from core.models import ContentPage, ListingPage, Subject
from core.video import player_of
from subjects.streams import SubjectStreams, found_on, stream_choices


class MaterialPage(ContentPage):
    """Something to teach or learn with: a lesson plan, a worksheet, a test."""

    class Kind(models.TextChoices):
        LESSON = "lesson", "конспект урока"
        WORKSHEET = "worksheet", "рабочий лист"
        PRESENTATION = "presentation", "презентация"
        HANDOUT = "handout", "памятка"
        TEST = "test", "проверочная"

    class Licence(models.TextChoices):
        SCHOOL = "school", "только для нашей школы"
        CC_BY = "cc-by", "можно брать и менять, указав автора (CC BY)"
        CC_BY_SA = "cc-by-sa", "можно брать и менять на тех же условиях (CC BY-SA)"

    template = "subjects/material_page.html"
    parent_page_types: ClassVar[list[str]] = ["subjects.SubjectPage", "classes.ClassCornerPage"]
    subpage_types: ClassVar[list[str]] = []
    page_description = "Материал к уроку: конспект, рабочий лист, памятка, проверочная."
    stream = "Материалы"
    icon = "graduation-cap"
    stream_order = 10
    counted_as = "материал,материала,материалов"

    kind = models.CharField("вид", max_length=16, choices=Kind)
    topic = models.CharField("тема", max_length=160, blank=True)
    licence = models.CharField(
        "как можно использовать", max_length=16, choices=Licence, default=Licence.SCHOOL
    )
    how_to_use = models.TextField(
        "где и когда применить",
        max_length=700,
        help_text="На каком уроке, на каком этапе, дома ли. Обязательно.",
    )
    author = models.ForeignKey(
        "members.Person",
        models.SET_NULL,
        verbose_name="автор",
        null=True,
        blank=True,
        related_name="+",
        limit_choices_to=~models.Q(kind="pupil"),
    )

    content_panels = [
        *ContentPage.content_panels[:2],
        FieldRowPanel(
            [FieldPanel("kind"), FieldPanel("topic", help_text="Как в программе: «Обыкновенные дроби».")]
        ),
        FieldPanel("how_to_use"),
        *ContentPage.content_panels[2:],
        InlinePanel(
            "attachments",
            label="Файл",
            heading="Файлы",
            help_text="Что открыть, скачать или распечатать. Имён детей внутри быть не должно.",
        ),
        FieldRowPanel(
            [
                FieldPanel("author", help_text="Кто составил."),
                FieldPanel("licence", help_text="Можно ли другим школам брать и менять."),
            ]
        ),
    ]
    search_fields = [
        *ContentPage.search_fields,
        index.SearchField("topic", boost=2),
        index.SearchField("how_to_use"),
        index.SearchField("get_kind_display"),
    ]

    class Meta:
        verbose_name = "материал"
        verbose_name_plural = "материалы"

    @property
    def written_by(self) -> list[Any]:
        return [self.author] if self.author else []

    def begin_by(self, person: Any) -> None:
        self.author = person

    @property
    def files(self) -> list[FileItem]:
        return [FileItem.of(row.document, row.title) for row in self.attachments.select_related("document")]

    def card_meta(self) -> list[str]:
        return [fact for fact in (self.get_kind_display(), self.topic, self.grades_text) if fact]


class MaterialFile(Orderable):
    """A file of a material."""

    page = ParentalKey(MaterialPage, on_delete=models.CASCADE, related_name="attachments")
    document = models.ForeignKey("core.SiteDocument", models.CASCADE, verbose_name="файл", related_name="+")
    title = models.CharField("название", max_length=160, blank=True)

    class Meta(Orderable.Meta):
        verbose_name = "файл материала"
        verbose_name_plural = "файлы материала"

    def __str__(self) -> str:
        return self.title or self.document.title


class ExercisePage(ContentPage):
    """A game, a trainer or a video, opened by a click and not before."""

    class Kind(models.TextChoices):
        GAME = "game", "игра"
        TRAINER = "trainer", "тренажёр"
        VIDEO = "video", "видео"

    template = "subjects/exercise_page.html"
    parent_page_types: ClassVar[list[str]] = ["subjects.SubjectPage"]
    subpage_types: ClassVar[list[str]] = []
    page_description = "Игра, тренажёр или видео с другого сайта: откроется по нажатию."
    stream = "Тренажёры, игры, видео"
    icon = "laptop"
    stream_order = 20
    counted_as = "занятие,занятия,занятий"

    kind = models.CharField("вид", max_length=16, choices=Kind)
    address = models.URLField("адрес", max_length=500)
    how_to_use = models.TextField("как заниматься", max_length=700, help_text="Обязательно.")

    content_panels = [
        *ContentPage.content_panels[:2],
        FieldRowPanel(
            [FieldPanel("kind"), FieldPanel("address", help_text="Откроется, когда человек нажмёт.")]
        ),
        FieldPanel("how_to_use"),
        *ContentPage.content_panels[2:],
    ]
    search_fields = [
        *ContentPage.search_fields,
        index.SearchField("how_to_use"),
        index.SearchField("get_kind_display"),
    ]

    class Meta:
        verbose_name = "упражнение"
        verbose_name_plural = "упражнения"

    @property
    def video(self) -> dict[str, str] | None:
        """What components/video.html shows, or None where the address is no video that the site can show."""
        found = player_of(self.address)
        if found is None:
            return None
        return {"title": self.title, "url": self.address, "provider_name": found[0], "embed_url": found[1]}

    @property
    def main_address(self) -> str:
        return self.address

    @property
    def host(self) -> str:
        return self.address.split("://", 1)[-1].split("/", 1)[0].removeprefix("www.")

    def card_meta(self) -> list[str]:
        return [fact for fact in (self.get_kind_display(), self.grades_text, self.host) if fact]


class SubjectPageForm(PageForm):
    """One page a subject."""

    def clean_subject(self) -> Subject:
        subject: Subject = self.cleaned_data["subject"]
        if SubjectPage.objects.filter(subject=subject).exclude(pk=self.instance.pk).exists():
            raise ValidationError("У этого предмета уже есть страница.")
        return subject


class StreamFilter(FilterForm):
    """By grade; and one stream alone."""

    grade = choice("Класс", GRADE_CHOICES, "Все классы")
    stream = forms.ChoiceField(label="Показать", required=False, choices=stream_choices)


class SubjectPage(ContentPage):
    """A subject: pinned pages and streams that fill themselves."""

    template = "subjects/subject_page.html"
    parent_page_types: ClassVar[list[str]] = ["subjects.SubjectsPage"]
    subpage_types: ClassVar[list[str]] = ["subjects.MaterialPage", "subjects.ExercisePage"]
    page_description = "Страница предмета: сама собирает всё, у чего отмечен этот предмет."
    base_form_class = SubjectPageForm
    stream = "Предметы"
    icon = "graduation-cap"
    card_prefetch = ("subject",)

    subject = models.ForeignKey(Subject, models.PROTECT, verbose_name="предмет", related_name="pages")

    content_panels = [
        *ContentPage.content_panels[:1],
        FieldPanel("subject", help_text="Чья это страница. У предмета она одна."),
        *ContentPage.content_panels[1:],
        InlinePanel(
            "pins",
            label="Страница",
            heading="Закреплено сверху",
            max_num=6,
            help_text="До шести страниц, с которых стоит начать. Остальное страница соберёт сама.",
        ),
    ]
    topic_panels: ClassVar[list[Any]] = []

    class Meta:
        verbose_name = "страница предмета"
        verbose_name_plural = "страницы предметов"

    @property
    def subject_list(self) -> list[Subject]:
        return [self.subject]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        form = StreamFilter.read(request)
        context["filters"] = form
        grade = form.cleaned_data["grade"]
        streams = SubjectStreams(self, request, int(grade) if grade else None)
        if form.cleaned_data["stream"]:
            context |= streams.whole(form.cleaned_data["stream"])
        else:
            context |= streams.together()
        return context


class SubjectPin(Orderable):
    """A page that its moderator put on top."""

    page = ParentalKey(SubjectPage, on_delete=models.CASCADE, related_name="pins")
    pinned_page = models.ForeignKey(Page, models.CASCADE, verbose_name="страница", related_name="+")

    panels = [PageChooserPanel("pinned_page")]

    class Meta(Orderable.Meta):
        verbose_name = "закреплённая страница"
        verbose_name_plural = "закреплённые страницы"

    def __str__(self) -> str:
        return self.pinned_page.title


class SubjectsPage(ListingPage):
    """All subjects."""

    template = "subjects/subjects_page.html"
    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = ["subjects.SubjectPage"]
    page_description = "Раздел «Предметы»: страницы всех предметов."
    found_forms = "предмет,предмета,предметов"
    icon = "graduation-cap"

    class Meta:
        verbose_name = "раздел «Предметы»"
        verbose_name_plural = "разделы «Предметы»"

    def get_items(self) -> models.QuerySet[Any]:
        items = SubjectPage.objects.child_of(self).select_related("subject")
        return items.order_by("subject__sort_order", "title")

    def decorate(self, items: list[Any], request: HttpRequest) -> list[Any]:
        """Cards, each with how much there is."""
        found = found_on(items, request)
        cards = cards_of(items, request, streams=False)
        return [{"card": card, "found": found[page.pk]} for page, card in zip(items, cards, strict=True)]
