"""What an account is bound to for a while."""

from __future__ import annotations

from datetime import timedelta

from django.db import models
from django.utils import timezone

from members.models.people import User

ONE_TIME_DAYS = 30


class OneTimePassword(models.Model):
    """The account got a password on paper: until its owner has made another, it opens nothing else.

    After ONE_TIME_DAYS it opens nothing at all: a slip that was lost is no way in for years.
    """

    user = models.OneToOneField(
        User, models.CASCADE, verbose_name="кому", primary_key=True, related_name="one_time_password"
    )
    issued_by = models.ForeignKey(
        User, models.SET_NULL, verbose_name="кто выдал", null=True, related_name="+"
    )
    issued_at = models.DateTimeField("когда", default=timezone.now)

    class Meta:
        verbose_name = "одноразовый пароль"
        verbose_name_plural = "одноразовые пароли"

    @property
    def has_run_out(self) -> bool:
        return self.issued_at < timezone.now() - timedelta(days=ONE_TIME_DAYS)

    def __str__(self) -> str:
        return f"{self.user}: пароль на бумаге"
