"""Notices and mail: rows written in the transaction of what they tell of, sent by the worker."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone


class Notice(models.Model):
    """Something told to one person on the site. A mail, if there is a mailbox, says the same."""

    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, verbose_name="кому", related_name="notices"
    )
    text = models.CharField("о чём", max_length=500)
    url = models.CharField("где", max_length=500, blank=True)
    key = models.CharField("о каком событии", max_length=160, unique=True, null=True, editable=False)  # noqa: DJ001 (unique)
    created_at = models.DateTimeField("когда", default=timezone.now, db_index=True)
    read_at = models.DateTimeField("прочитано", null=True, blank=True)

    class Meta:
        verbose_name = "уведомление"
        verbose_name_plural = "уведомления"
        ordering = ("-created_at", "-pk")

    def __str__(self) -> str:
        return self.text


class Mail(models.Model):
    """One letter to one address. The row is the queue: the worker claims, sends and marks it."""

    class State(models.TextChoices):
        WAITING = "waiting", "ждёт отправки"
        SENDING = "sending", "отправляется"
        SENT = "sent", "отправлено"
        FAILED = "failed", "не отправлено"

    uid = models.UUIDField("номер письма", default=uuid.uuid4, unique=True, editable=False)
    """Becomes the Message-ID, so that a letter sent twice after a crash is the same letter."""
    to = models.EmailField("кому")
    subject = models.CharField("тема", max_length=255)
    text = models.TextField("текст")
    key = models.CharField("о каком событии", max_length=160, unique=True, null=True, editable=False)  # noqa: DJ001 (unique)
    state = models.CharField("состояние", max_length=10, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField("попыток", default=0)
    not_before = models.DateTimeField("не раньше", default=timezone.now)
    claimed_at = models.DateTimeField("взято", null=True, blank=True)
    sent_at = models.DateTimeField("отправлено", null=True, blank=True)
    last_error = models.TextField("что помешало", blank=True)
    created_at = models.DateTimeField("написано", default=timezone.now)

    class Meta:
        verbose_name = "письмо"
        verbose_name_plural = "письма"
        ordering = ("-created_at", "-pk")
        indexes = [models.Index(fields=("state", "not_before"), name="notices_mail_due")]

    def __str__(self) -> str:
        return f"{self.subject} → {self.to}"


class TickRun(models.Model):
    """When the worker last did each of its regular tasks; a missed one is caught up."""

    name = models.CharField("задача", max_length=80, primary_key=True)
    started_at = models.DateTimeField("начата", null=True, blank=True)
    ended_at = models.DateTimeField("окончена", null=True, blank=True)
    last_error = models.TextField("что помешало", blank=True)

    class Meta:
        verbose_name = "задача по расписанию"
        verbose_name_plural = "задачи по расписанию"

    def __str__(self) -> str:
        return self.name
