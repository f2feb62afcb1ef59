"""Uploaded class lists, codes of letters, people who wait to be let in."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone

from members.models import LegalText, Person, User

UPLOAD_KEPT_FOR = timedelta(hours=2)
INVITATION_DAYS = 30


class ListUpload(models.Model):
    """A class list as it was read, between its preview and its confirmation. Short-lived: names are in it."""

    by = models.ForeignKey(User, models.CASCADE, verbose_name="кто", related_name="+")
    name = models.CharField("файл", max_length=200)
    rows = models.JSONField("строки", default=list)
    notes = models.JSONField("замечания о файле", default=list)
    created_at = models.DateTimeField("когда", default=timezone.now, db_index=True)
    applied_at = models.DateTimeField("загружено", null=True, blank=True)
    result = models.JSONField("что сделано", default=dict)

    class Meta:
        verbose_name = "загрузка списка"
        verbose_name_plural = "загрузки списков"

    def __str__(self) -> str:
        return self.name

    @property
    def is_stale(self) -> bool:
        return self.created_at < timezone.now() - UPLOAD_KEPT_FOR


class JoinCodeQuerySet(models.QuerySet["JoinCode"]):
    """What may be asked of codes."""

    def live(self) -> JoinCodeQuerySet:
        """Neither revoked nor expired, of a child who is at school."""
        return self.filter(
            revoked_at__isnull=True, expires_on__gte=timezone.localdate(), pupil__left_on__isnull=True
        )


class JoinCode(models.Model):
    """A code of a letter. Not kept in clear: `joining.codes` derives it anew from `nonce` for each print."""

    class For(models.TextChoices):
        PUPIL = "pupil", "для ученика"
        CARERS = "carers", "для родителей"

    pupil = models.ForeignKey(
        Person,
        models.CASCADE,
        verbose_name="ребёнок",
        related_name="join_codes",
        limit_choices_to={"kind": Person.Kind.PUPIL},
    )
    audience = models.CharField("для кого", max_length=8, choices=For)
    nonce = models.CharField(max_length=32, unique=True, editable=False)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    issued_at = models.DateTimeField("выдан", default=timezone.now)
    expires_on = models.DateField("действует по")
    revoked_at = models.DateTimeField("отменён", null=True, blank=True)
    made_by = models.ForeignKey(User, models.SET_NULL, verbose_name="кто выдал", null=True, related_name="+")
    uses = models.PositiveSmallIntegerField("сколько раз использован", default=0)

    objects = JoinCodeQuerySet.as_manager()

    class Meta:
        verbose_name = "код"
        verbose_name_plural = "коды"
        ordering = ("pupil", "audience")
        constraints = [
            models.UniqueConstraint(
                fields=("pupil", "audience"), condition=Q(revoked_at=None), name="joining_one_live_code"
            )
        ]

    def __str__(self) -> str:
        return f"{self.pupil}, {self.get_audience_display()}"

    @property
    def is_live(self) -> bool:
        return self.revoked_at is None and self.expires_on >= timezone.localdate()


class Invitation(models.Model):
    """A member's invitation of a colleague from elsewhere. The row has the digest of the link."""

    email = models.EmailField("почта")
    digest = models.CharField(max_length=64, unique=True, editable=False)
    invited_by = models.ForeignKey(
        User, models.CASCADE, verbose_name="кто пригласил", related_name="invitations"
    )
    created_at = models.DateTimeField("когда", default=timezone.now)
    used_at = models.DateTimeField("принято", null=True, blank=True)

    class Meta:
        verbose_name = "приглашение"
        verbose_name_plural = "приглашения"
        ordering = ("-created_at",)

    def __str__(self) -> str:
        return self.email

    @property
    def is_live(self) -> bool:
        return self.used_at is None and self.created_at > timezone.now() - timedelta(days=INVITATION_DAYS)


class JoinRequest(models.Model):
    """Somebody who waits to be let in, and for a month after the decision what it was."""

    class Kind(models.TextChoices):
        PUPIL = "pupil", "ученик"
        CARER = "carer", "родитель"
        COLLEAGUE = "colleague", "коллега"

    class State(models.TextChoices):
        WAITING = "waiting", "ждёт"
        CONFIRMED = "confirmed", "подтверждено"
        REFUSED = "refused", "отказано"

    kind = models.CharField("кто", max_length=10, choices=Kind)
    state = models.CharField("состояние", max_length=10, choices=State, default=State.WAITING, db_index=True)
    ticket = models.CharField(max_length=32, unique=True, editable=False)
    """Given when the code was checked: the same form sent twice is one request."""
    user = models.ForeignKey(
        User, models.SET_NULL, verbose_name="учётная запись", null=True, related_name="join_requests"
    )
    made_account = models.BooleanField("запись сделана этой заявкой", default=True)
    """False: a member asks for one more child; a refusal leaves the account."""
    pupil = models.ForeignKey(
        Person, models.CASCADE, verbose_name="ребёнок", null=True, blank=True, related_name="join_requests"
    )
    code = models.ForeignKey(JoinCode, models.SET_NULL, verbose_name="код", null=True, blank=True)
    relation = models.CharField("кем приходится", max_length=40, blank=True)
    # Of a colleague, who has no account before the confirmation.
    last_name = models.CharField("фамилия", max_length=80, blank=True)
    first_name = models.CharField("имя", max_length=80, blank=True)
    patronymic = models.CharField("отчество", max_length=80, blank=True)
    organisation = models.CharField("организация", max_length=160, blank=True)
    position = models.CharField("должность", max_length=160, blank=True)
    email = models.EmailField("почта", blank=True, db_index=True)
    why = models.TextField("зачем", max_length=600, blank=True)
    invited_by = models.ForeignKey(
        User, models.SET_NULL, verbose_name="кто пригласил", null=True, blank=True, related_name="+"
    )
    link_digest = models.CharField(max_length=64, blank=True, db_index=True, editable=False)
    """Of the link in the letter to a confirmed colleague."""
    policy = models.ForeignKey(
        LegalText, models.PROTECT, verbose_name="с какой политикой согласился", null=True, related_name="+"
    )
    created_at = models.DateTimeField("когда", default=timezone.now)
    decided_at = models.DateTimeField("решено", null=True, blank=True)
    decided_by = models.ForeignKey(
        User, models.SET_NULL, verbose_name="кто решил", null=True, blank=True, related_name="+"
    )
    reason = models.CharField("почему отказано", max_length=500, blank=True)

    class Meta:
        verbose_name = "заявка на вступление"
        verbose_name_plural = "заявки на вступление"
        ordering = ("created_at", "pk")

    def __str__(self) -> str:
        return f"{self.get_kind_display()} № {self.pk}"


def expiry(days: int) -> date:
    """The last day of a code issued today for `days`."""
    return timezone.localdate() + timedelta(days=days)
