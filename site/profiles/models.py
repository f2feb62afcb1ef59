"""An address of mail that waits until its owner has opened the letter."""

from __future__ import annotations

from datetime import timedelta

from django.db import models
from django.utils import timezone
from django.utils.crypto import get_random_string

from members.models import User

VALID = timedelta(days=2)
KEY_LENGTH = 40


def new_key() -> str:
    """What the letter's link ends with."""
    return get_random_string(KEY_LENGTH)


class EmailChange(models.Model):
    """Somebody asked for letters to go to another address. The rows count how often."""

    user = models.ForeignKey(User, models.CASCADE, verbose_name="кто", related_name="email_changes")
    address = models.EmailField("новый адрес")
    key = models.CharField("ключ", max_length=KEY_LENGTH, unique=True, default=new_key)
    asked_at = models.DateTimeField("когда", default=timezone.now)
    done_at = models.DateTimeField("закрыто", null=True, blank=True)
    """Confirmed, cancelled, or followed by another."""

    class Meta:
        verbose_name = "смена адреса почты"
        verbose_name_plural = "смены адреса почты"
        ordering = ("-asked_at", "-pk")

    def __str__(self) -> str:
        return f"{self.user}: {self.address}"

    @property
    def is_open(self) -> bool:
        """Whether its letter still confirms it."""
        return self.done_at is None and timezone.now() < self.asked_at + VALID
