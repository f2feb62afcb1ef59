"""What all sections share: subjects, grades, audience, as tables keyed on any page."""

from __future__ import annotations

from django.contrib.auth.models import Group
from django.db import models
from modelcluster.fields import ParentalKey

from core.grades import GRADE_CHOICES


class Subject(models.Model):
    """A school subject with the colour and icon it has everywhere."""

    class Colour(models.TextChoices):
        RED = "red", "красный"
        ORANGE = "orange", "оранжевый"
        AMBER = "amber", "янтарный"
        GREEN = "green", "зелёный"
        TEAL = "teal", "бирюзовый"
        BLUE = "blue", "синий"
        INDIGO = "indigo", "индиго"
        VIOLET = "violet", "фиолетовый"
        PINK = "pink", "розовый"

    class Icon(models.TextChoices):
        CALCULATOR = "calculator", "калькулятор"
        PEN = "pen-line", "перо"
        LEAF = "leaf", "лист"
        BOOK = "book-open", "книга"
        DNA = "dna", "ДНК"
        LANDMARK = "landmark", "здание с колоннами"
        ATOM = "atom", "атом"
        FLASK = "flask-conical", "колба"
        LAPTOP = "laptop", "ноутбук"
        CAP = "graduation-cap", "академическая шапочка"

    title = models.CharField("название", max_length=80, unique=True)
    slug = models.SlugField(
        "адрес", max_length=80, unique=True, help_text="Латинскими буквами: из него складываются ссылки."
    )
    colour = models.CharField("цвет", max_length=16, choices=Colour, default=Colour.BLUE)
    icon = models.CharField("значок", max_length=32, choices=Icon, default=Icon.CAP)
    sort_order = models.PositiveSmallIntegerField("порядок", default=100)

    class Meta:
        verbose_name = "предмет"
        verbose_name_plural = "предметы"
        ordering = ("sort_order", "title")

    def __str__(self) -> str:
        return self.title


class PageSubject(models.Model):
    """A page bears a subject; the subject's own page finds it by this row."""

    page = ParentalKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="page_subjects")
    subject = models.ForeignKey(
        Subject, verbose_name="предмет", on_delete=models.CASCADE, related_name="page_subjects"
    )

    class Meta:
        verbose_name = "предмет страницы"
        verbose_name_plural = "предметы страницы"
        ordering = ("subject__sort_order", "subject__title")
        unique_together = [("page", "subject")]

    def __str__(self) -> str:
        return self.subject.title


class PageGrade(models.Model):
    """A page is for a grade; «5–7, 9» is four rows."""

    page = ParentalKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="page_grades")
    grade = models.PositiveSmallIntegerField("класс", choices=GRADE_CHOICES)

    class Meta:
        verbose_name = "класс страницы"
        verbose_name_plural = "классы страницы"
        ordering = ("grade",)
        unique_together = [("page", "grade")]

    def __str__(self) -> str:
        return self.get_grade_display()


class PageAudience(models.Model):
    """A page is for a group; no rows mean everybody. Part of the revision, unlike Wagtail's privacy."""

    page = ParentalKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="page_audience")
    group = models.ForeignKey(Group, verbose_name="группа", on_delete=models.CASCADE, related_name="+")

    class Meta:
        verbose_name = "для кого страница"
        verbose_name_plural = "для кого страница"
        ordering = ("group__name",)
        unique_together = [("page", "group")]
        permissions = [("see_closed_pages", "Может видеть страницы для любых групп")]

    def __str__(self) -> str:
        return self.group.name
