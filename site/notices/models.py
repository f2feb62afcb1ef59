"""Notices and mail: rows written in the transaction of what they tell of, sent by the worker."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.text import capfirst
from wagtail.models import Page

from core.visibility import Visitor, visible_to
from notices.ticks import TICKS


class NoticeQuerySet(models.QuerySet["Notice"]):
    """Notices, asked for whose they are."""

    def read_by(self, user: Visitor) -> NoticeQuerySet:
        """Those of `user`, without what is about a page that has closed to them since."""
        open_pages = visible_to(Page.objects.order_by(), user).values("pk")
        return self.filter(models.Q(page=None) | models.Q(page__in=open_pages), recipient=user.pk)

    def new_for(self, user: Visitor, most: int) -> int:
        """How many of them are unread, of the latest `most`: in one query where none is about a page."""
        unread = self.filter(recipient=user.pk, read_at=None)
        pages = list(unread.values_list("page", flat=True)[:most])
        about = {page for page in pages if page}
        if not about:
            return len(pages)
        seen = set(visible_to(Page.objects.filter(pk__in=about), user).values_list("pk", flat=True))
        return sum(page is None or page in seen for page in pages)


class Notice(models.Model):
    """Something told to one person on the site. A mail, if there is a mailbox, says the same."""

    wagtail_reference_index_ignore = True  # what people were told is no use of a page

    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, verbose_name="кому", related_name="notices"
    )
    text = models.CharField("о чём", max_length=500)
    url = models.CharField("где", max_length=500, blank=True)
    page = models.ForeignKey(
        Page, models.CASCADE, verbose_name="о какой странице", null=True, editable=False, related_name="+"
    )
    """Who may not see it any more does not see the notice: its words are the page's. None: it stays."""
    key = models.CharField("о каком событии", max_length=160, unique=True, null=True, editable=False)  # noqa: DJ001 (unique)
    created_at = models.DateTimeField("когда", default=timezone.now, db_index=True)
    read_at = models.DateTimeField("прочитано", null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = "уведомление"
        verbose_name_plural = "уведомления"
        ordering = ("-created_at", "-pk")
        indexes = [
            models.Index(
                fields=("recipient",), condition=models.Q(read_at=None), name="notices_notice_unread"
            )
        ]

    def __str__(self) -> str:
        return self.text


class LettersOff(models.Model):
    """Who asked for no letters: told of things on the site alone."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="letters_off")
    since = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "отказ от писем"
        verbose_name_plural = "отказы от писем"

    def __str__(self) -> str:
        return f"{self.user} – без писем"


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
    is_private = models.BooleanField("текст виден только адресату", default=False, editable=False)
    """Such as one with a link that changes a password: not even the coordinator reads it."""
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
        ordering = ("name",)

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """What the task is called in Russian, as its room said it."""
        return capfirst(TICKS[self.name].title) if self.name in TICKS else self.name

    @property
    def short_error(self) -> str:
        """The last line of the last error: the rest is for who mends it."""
        return self.last_error.strip().rpartition("\n")[2][:200]
