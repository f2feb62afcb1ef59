"""Who saw and did what with personal data. Rows are written by `members.audit.log` and never changed."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from members.models.people import Person, User


class AuditEntry(models.Model):
    """One doing: who, what, about whom. Names are kept as they were, for the rows may outlive both."""

    at = models.DateTimeField("когда", default=timezone.now, db_index=True)
    actor = models.ForeignKey(User, models.SET_NULL, verbose_name="кто", null=True, related_name="+")
    actor_name = models.CharField("кто (имя тогда)", max_length=160, blank=True)
    action = models.CharField("что сделано", max_length=40, db_index=True)
    """A key of `members.audit.ACTIONS`."""
    person = models.ForeignKey(
        Person, models.SET_NULL, verbose_name="о ком", null=True, blank=True, related_name="+"
    )
    person_ref = models.CharField("о ком (номер и класс тогда)", max_length=80, blank=True)
    details = models.CharField("подробности", max_length=500, blank=True)

    class Meta:
        verbose_name = "запись журнала"
        verbose_name_plural = "журнал персональных данных"
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return f"{self.at:%d.%m.%Y %H:%M} {self.action}"
