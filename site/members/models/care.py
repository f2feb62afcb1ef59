"""Who looks after which part of the site, and whether what is written there waits for them."""

from __future__ import annotations

from django.contrib.auth.models import Group
from django.db import models
from django.utils import timezone
from wagtail.models import Page

from members.models.people import Person


class Assignment(models.Model):
    """Who looks after which section or subject: the page and all below it, from a day, until a day."""

    person = models.ForeignKey(
        Person,
        models.CASCADE,
        verbose_name="кто",
        related_name="assignments",
        limit_choices_to={"kind": Person.Kind.STAFF},
    )
    page = models.ForeignKey(
        Page, models.CASCADE, verbose_name="раздел или предмет", related_name="assignments"
    )
    starts_on = models.DateField("с какого дня", default=timezone.localdate)
    ends_on = models.DateField(
        "по какой день", null=True, blank=True, help_text="Включительно. Пусто – без срока."
    )

    class Meta:
        verbose_name = "назначение"
        verbose_name_plural = "назначения"
        ordering = ("page__path", "person")

    def __str__(self) -> str:
        return f"{self.person} – {self.page}"

    @property
    def state(self) -> str:
        """How it stands today, for the register."""
        today = timezone.localdate()
        if self.starts_on > today:
            return "ещё не началось"
        if self.ends_on is not None and self.ends_on < today:
            return "закончилось"
        return "действует"


class CareGroup(models.Model):
    """The permission group of one assigned page. `members.care` alone makes, fills and deletes them."""

    page = models.OneToOneField(Page, models.CASCADE, verbose_name="страница", related_name="care_group")
    group = models.OneToOneField(Group, models.CASCADE, verbose_name="группа", related_name="care")

    class Meta:
        verbose_name = "группа смотрящих за страницей"
        verbose_name_plural = "группы смотрящих за страницами"

    def __str__(self) -> str:
        return self.group.name


class ApprovalRule(models.Model):
    """Whether what teachers write below a page waits for approval; the nearest ancestor's row counts."""

    page = models.OneToOneField(Page, models.CASCADE, verbose_name="раздел", related_name="approval_rule")
    waits = models.BooleanField("ждёт проверки")

    class Meta:
        verbose_name = "правило проверки"
        verbose_name_plural = "правила проверки"

    def __str__(self) -> str:
        return f"{self.page}: {'ждёт проверки' if self.waits else 'сразу на сайт'}"
