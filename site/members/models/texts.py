"""The school's legal texts, their versions, and who accepted which."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from wagtail.fields import RichTextField

from members.models.people import User


class LegalText(models.Model):
    """One version of one text. The newest that is in force counts; one in force is never changed."""

    class Kind(models.TextChoices):
        RULES = "rules", "Правила сообщества"
        POLICY = "policy", "Политика обработки персональных данных"
        PROCESSING = "processing", "Согласие на обработку персональных данных"
        NAME = "name", "Согласие на публикацию имени и фамилии"
        PHOTO = "photo", "Согласие на публикацию фотографий и видео"
        WORK = "work", "Согласие на публикацию работ"
        RESULT = "result", "Согласие на публикацию результатов и наград"

    kind = models.CharField("что это", max_length=16, choices=Kind)
    version = models.PositiveSmallIntegerField("версия")
    body = RichTextField("текст", features=["h2", "h3", "bold", "italic", "ol", "ul", "link"])
    in_force_from = models.DateField("действует с", null=True, blank=True)
    """Empty: a draft."""
    created_at = models.DateTimeField("создано", default=timezone.now)

    class Meta:
        verbose_name = "правовой текст"
        verbose_name_plural = "правовые тексты"
        ordering = ("kind", "-version")
        constraints = [models.UniqueConstraint(fields=("kind", "version"), name="members_text_version_once")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, версия {self.version}"


class Acceptance(models.Model):
    """Who accepted which version of a text, and when."""

    user = models.ForeignKey(User, models.CASCADE, verbose_name="кто", related_name="acceptances")
    text = models.ForeignKey(LegalText, models.PROTECT, verbose_name="что", related_name="acceptances")
    at = models.DateTimeField("когда", default=timezone.now)

    class Meta:
        verbose_name = "принятие правил"
        verbose_name_plural = "принятия правил"
        ordering = ("-at", "-pk")
        constraints = [models.UniqueConstraint(fields=("user", "text"), name="members_accepted_once")]

    def __str__(self) -> str:
        return f"{self.user}: {self.text}"
