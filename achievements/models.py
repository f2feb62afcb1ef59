"""Наши достижения: a register of records, and the honour board chosen from it.

A record is about an adult, a class, a team – or a pupil, under a live consent for results (152-ФЗ,
ст. 10.1): it is shown to whom the consent reaches, and is not there for others. Its words name no child.
"""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Orderable
from wagtail.search import index

from core.blocks import FileItem
from core.chosen_files import ChosenFilesForm
from core.filters import FilterForm, choice, offer
from core.models import BasePage, ListingPage, Subject
from core.visibility import Visitor
from members.consents import may_publish
from members.hidden import hidden_from
from members.models import Place, Purpose
from members.names import find_named


class AchievementQuerySet(models.QuerySet["Achievement"]):
    """What may be asked of the register."""

    def verified(self) -> AchievementQuerySet:
        """Records that somebody has checked: the only ones shown."""
        return self.filter(verified_by__isnull=False)

    def shown_to(self, viewer: Visitor) -> AchievementQuerySet:
        """Without the records of pupils whose results may not be shown to `viewer`."""
        hidden = hidden_from(viewer, Purpose.RESULT)
        return self if hidden is None else self.exclude(person__in=hidden.values("pk"))

    def for_list(self) -> AchievementQuerySet:
        """With all that a list shows."""
        return self.select_related(
            "person__school_class", "school_class", "subject", "verified_by", "document"
        )


class Achievement(index.Indexed, models.Model):
    """A result at an olympiad, a contest, a project."""

    class Level(models.TextChoices):
        SCHOOL = "school", "школьный"
        MUNICIPAL = "municipal", "районный"
        REGIONAL = "regional", "региональный"
        NATIONAL = "national", "всероссийский"
        INTERNATIONAL = "international", "международный"

    event = models.CharField("где", max_length=200, help_text="Олимпиада, конкурс, проект.")
    level = models.CharField("уровень", max_length=16, choices=Level)
    result = models.CharField("результат", max_length=120, help_text="Победитель, призёр, 2 место.")
    happened_on = models.DateField("когда")
    subject = models.ForeignKey(
        Subject, models.SET_NULL, verbose_name="предмет", null=True, blank=True, related_name="+"
    )
    person = models.ForeignKey(
        "members.Person",
        models.CASCADE,
        verbose_name="человек",
        null=True,
        blank=True,
        related_name="achievements",
        help_text="Ученика можно указать, когда родители согласились показывать результаты. Кому показать – "
        "решает согласие; имя – по согласию на имя, иначе «ученик 5 «А»».",
    )
    school_class = models.ForeignKey(
        "members.SchoolClass",
        models.CASCADE,
        verbose_name="класс",
        null=True,
        blank=True,
        related_name="achievements",
    )
    team = models.CharField(
        "команда", max_length=120, blank=True, help_text="Без имён детей: «команда «Импульс», 8–9 классы»."
    )
    text = models.TextField("подробнее", max_length=600, blank=True)
    proof = models.CharField(
        "чем подтверждено", max_length=160, blank=True, help_text="Диплом № …, приказ № …"
    )
    document = models.ForeignKey(
        "core.SiteDocument", models.SET_NULL, verbose_name="скан", null=True, blank=True, related_name="+"
    )
    verified_by = models.ForeignKey(
        "members.Person",
        models.SET_NULL,
        verbose_name="кто проверил",
        null=True,
        blank=True,
        related_name="+",
        limit_choices_to={"kind": "staff"},
        help_text="Пока никто не проверил, запись на сайте не видна.",
    )

    objects = AchievementQuerySet.as_manager()

    base_form_class = ChosenFilesForm
    panels = [
        FieldPanel("event"),
        FieldRowPanel([FieldPanel("level"), FieldPanel("result"), FieldPanel("happened_on")]),
        FieldPanel("subject"),
        MultiFieldPanel(
            [FieldPanel("person"), FieldPanel("school_class"), FieldPanel("team")],
            heading="Кто отличился – одно из трёх",
        ),
        FieldPanel("text"),
        MultiFieldPanel([FieldPanel("proof"), FieldPanel("document")], heading="Подтверждение"),
        FieldPanel("verified_by"),
    ]
    search_fields = [
        index.SearchField("event", boost=2),
        index.SearchField("result"),
        index.SearchField("text"),
        index.SearchField("team"),
        index.AutocompleteField("event"),
        index.FilterField("level"),
    ]

    class Meta:
        verbose_name = "достижение"
        verbose_name_plural = "достижения"
        ordering = ("-happened_on", "-pk")
        constraints = [
            models.CheckConstraint(
                condition=(
                    models.Q(person__isnull=False, school_class__isnull=True, team="")
                    | models.Q(person__isnull=True, school_class__isnull=False, team="")
                    | (models.Q(person__isnull=True, school_class__isnull=True) & ~models.Q(team=""))
                ),
                name="achievements_of_one_of_three",
                violation_error_message="Укажите, кто отличился: человек, класс или команда – одно из трёх.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.event}: {self.result}"

    def clean(self) -> None:
        if self.person is not None and not may_publish(self.person, Purpose.RESULT, Place.CLASS):
            raise ValidationError(
                {
                    "person": "Согласия показывать результаты этого ребёнка нет. Запишите согласие или "
                    "укажите класс либо команду."
                }
            )
        for name in ("event", "result", "team", "text", "proof"):
            if named := find_named(getattr(self, name) or ""):
                words = ", ".join(f"«{one.words}»" for one in named)
                raise ValidationError(
                    {name: f"Здесь назван ребёнок: {words}. Уберите имя – ученика выбирают в поле «Человек»."}
                )
        if self.happened_on and self.happened_on > timezone.localdate():
            raise ValidationError({"happened_on": "Этот день ещё не наступил."})

    @property
    def file(self) -> FileItem | None:
        return FileItem.of(self.document) if self.document else None

    def shows_files_to(self, user: Visitor) -> bool:
        """The scan of a verified record opens to whom the record is shown."""
        return Achievement.objects.verified().shown_to(user).filter(pk=self.pk).exists()


class AchievementsFilter(FilterForm):
    """By level, year and subject."""

    lookups: ClassVar[dict[str, str]] = {
        "level": "level",
        "year": "happened_on__year",
        "subject": "subject__slug",
    }
    level = choice("Уровень", Achievement.Level.choices, "Любой")
    year = choice("Год", [], "Все годы")
    subject = choice("Предмет", [], "Все предметы")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        days: list[date] = list(Achievement.objects.verified().dates("happened_on", "year", order="DESC"))
        offer(self, "year", [(str(day.year), str(day.year)) for day in days])
        offer(self, "subject", Subject.objects.values_list("slug", "title"))


class AchievementsPage(ListingPage):
    """The register as visitors see it: verified records."""

    template = "achievements/achievements_page.html"
    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = ["achievements.HonourBoardPage"]
    page_description = "Раздел «Наши достижения»: проверенные записи из реестра."
    filter_form = AchievementsFilter
    found_forms = "достижение,достижения,достижений"
    icon = "trophy"

    class Meta:
        verbose_name = "раздел «Наши достижения»"
        verbose_name_plural = "разделы «Наши достижения»"

    def get_items(self) -> models.QuerySet[Any]:
        return Achievement.objects.verified().for_list()

    def narrow(self, items: models.QuerySet[Any], request: HttpRequest) -> models.QuerySet[Any]:
        """Records are no pages: a verified one is public, unless it is a pupil's."""
        return items.shown_to(request.user)  # type: ignore[attr-defined]

    def decorate(self, items: list[Any], request: HttpRequest) -> list[Any]:
        return items

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context["boards"] = super().narrow(HonourBoardPage.objects.child_of(self), request)
        return context


class HonourBoardPage(BasePage):
    """Chosen verified records, each for a term."""

    template = "achievements/honour_board_page.html"
    parent_page_types: ClassVar[list[str]] = ["achievements.AchievementsPage"]
    subpage_types: ClassVar[list[str]] = []
    page_description = "Доска почёта: выбранные достижения, каждое на свой срок."
    stream = "Доска почёта"
    icon = "trophy"

    content_panels = [
        *BasePage.content_panels,
        InlinePanel(
            "entries",
            label="Достижение",
            heading="На доске",
            help_text="Из проверенных записей. После последнего дня запись сойдёт с доски сама.",
        ),
    ]
    topic_panels: ClassVar[list[Any]] = []

    class Meta:
        verbose_name = "доска почёта"
        verbose_name_plural = "доски почёта"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context["achievements"] = self.on_board(request.user)
        return context

    def on_board(self, viewer: Visitor) -> list[Achievement]:
        """The verified records whose term is now and which `viewer` may see, in the editor's order."""
        today = timezone.localdate()
        ids = [
            entry.achievement_id
            for entry in self.entries.all()
            if entry.from_day <= today and (entry.until_day is None or today <= entry.until_day)
        ]
        found = Achievement.objects.verified().shown_to(viewer).for_list().in_bulk(ids)
        return [found[number] for number in ids if number in found]


class BoardEntry(Orderable):
    """A record on the board, from a day until a day."""

    page = ParentalKey(HonourBoardPage, on_delete=models.CASCADE, related_name="entries")
    achievement = models.ForeignKey(
        Achievement, models.CASCADE, verbose_name="достижение", related_name="board_entries"
    )
    from_day = models.DateField("с", default=timezone.localdate)
    until_day = models.DateField("по", null=True, blank=True)

    panels = [
        FieldPanel("achievement"),
        FieldRowPanel([FieldPanel("from_day"), FieldPanel("until_day")]),
    ]

    class Meta(Orderable.Meta):
        verbose_name = "запись на доске почёта"
        verbose_name_plural = "записи на доске почёта"

    def __str__(self) -> str:
        return str(self.achievement)

    def clean(self) -> None:
        super().clean()
        if self.until_day and self.from_day and self.until_day < self.from_day:
            raise ValidationError({"until_day": "Последний день раньше первого."})
        if self.achievement_id and self.achievement.verified_by_id is None:
            raise ValidationError({"achievement": "Это достижение ещё никто не проверил."})
