"""What an account is bound to for a while."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from members.models.people import User


class OneTimePassword(models.Model):
    """The account got a password on paper: until its owner has made another, it opens nothing else."""

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

    def __str__(self) -> str:
        return f"{self.user}: пароль на бумаге"
