"""Для родителей: lectures, memos and advice."""

from __future__ import annotations

import math
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.html import strip_tags
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.search import index

from core.blocks.media import check_video
from core.filters import FilterForm, choice
from core.grades import GRADE_CHOICES
from core.models import ContentPage, ListingPage
from core.video import player_of

WORDS_A_MINUTE = 150


class ParentArticlePage(ContentPage):
    """One lecture, memo or piece of advice."""

    class Kind(models.TextChoices):
        LECTURE = "lecture", "лекция"
        MEMO = "memo", "памятка"
        ADVICE = "advice", "совет"

    class Topic(models.TextChoices):
        UPBRINGING = "upbringing", "воспитание"
        INTERNET = "internet", "поведение в Интернете"
        LEARNING = "learning", "учёба"
        HEALTH = "health", "здоровье"

    template = "resources/parent_article_page.html"
    parent_page_types: ClassVar[list[str]] = ["resources.ForParentsPage"]
    subpage_types: ClassVar[list[str]] = []
    page_description = "Лекция, памятка или совет родителям; можно с записью и её текстом."
    stream = "Для родителей"
    icon = "users"
    card_prefetch = ("author__school_class",)

    kind = models.CharField("вид", max_length=16, choices=Kind)
    topic = models.CharField("о чём", max_length=16, choices=Topic)
    author = models.ForeignKey(
        "members.Person",
        models.SET_NULL,
        verbose_name="автор",
        null=True,
        blank=True,
        related_name="+",
        limit_choices_to=~models.Q(kind="pupil"),
    )
    audio = models.ForeignKey(
        "core.SiteDocument",
        models.SET_NULL,
        verbose_name="аудиозапись",
        null=True,
        blank=True,
        related_name="+",
    )
    video_url = models.URLField(
        "адрес видео", blank=True, validators=[check_video], help_text="RuTube, VK Видео или YouTube."
    )
    transcript = RichTextField(
        "текст записи", blank=True, features=["bold", "ul", "ol"], help_text="Обязателен, если есть запись."
    )

    content_panels = [
        *ContentPage.content_panels[:2],
        FieldRowPanel(
            [
                FieldPanel("kind"),
                FieldPanel("topic", help_text="Коротко: «сон», «оценки»."),
                FieldPanel("author", help_text="Кто написал или провёл."),
            ]
        ),
        *ContentPage.content_panels[2:],
        MultiFieldPanel(
            [FieldPanel("audio"), FieldPanel("video_url"), FieldPanel("transcript")],
            help_text="Звук загрузите файлом, у видео дайте адрес – и перескажите запись словами.",
            heading="Аудио или видео",
        ),
    ]
    search_fields = [
        *ContentPage.search_fields,
        index.SearchField("transcript"),
        index.SearchField("get_topic_display"),
    ]

    class Meta:
        verbose_name = "статья для родителей"
        verbose_name_plural = "статьи для родителей"

    def clean(self) -> None:
        super().clean()
        if (self.audio_id or self.video_url) and not strip_tags(self.transcript).strip():
            raise ValidationError({"transcript": "Добавьте текст записи: не все могут её слушать."})

    @property
    def written_by(self) -> list[Any]:
        return [self.author] if self.author else []

    def begin_by(self, person: Any) -> None:
        self.author = person

    @property
    def reading_minutes(self) -> int:
        """How long the text takes at 150 words a minute, a calm grown-up's pace."""
        words = sum(len(text.split()) for text in self.body.stream_block.get_searchable_content(self.body))
        return max(1, math.ceil(words / WORDS_A_MINUTE))

    @property
    def video(self) -> dict[str, str] | None:
        """What components/video.html shows, or None."""
        found = player_of(self.video_url) if self.video_url else None
        if found is None:
            return None
        return {"title": self.title, "url": self.video_url, "provider_name": found[0], "embed_url": found[1]}

    def card_meta(self) -> list[str]:
        minutes = f"{self.reading_minutes} мин чтения"
        return [self.get_kind_display(), self.get_topic_display(), minutes]


class ParentsFilter(FilterForm):
    """By topic, kind and grade."""

    lookups: ClassVar[dict[str, str]] = {"topic": "topic", "kind": "kind", "grade": "page_grades__grade"}
    topic = choice("О чём", ParentArticlePage.Topic.choices, "Всё")
    kind = choice("Вид", ParentArticlePage.Kind.choices, "Любой")
    grade = choice("Класс", GRADE_CHOICES, "Все классы")


class ForParentsPage(ListingPage):
    """The section for parents."""

    template = "resources/for_parents_page.html"
    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = ["resources.ParentArticlePage"]
    page_description = "Раздел «Для родителей»: лекции, памятки и советы."
    filter_form = ParentsFilter
    found_forms = "статья,статьи,статей"
    icon = "users"

    class Meta:
        verbose_name = "раздел «Для родителей»"
        verbose_name_plural = "разделы «Для родителей»"

    def get_items(self) -> models.QuerySet[Any]:
        return ParentArticlePage.listed().child_of(self)
