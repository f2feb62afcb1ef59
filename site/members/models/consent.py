"""Consents, and what waits for them. `members.consents.may_publish` is the one question to these rows."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone
from wagtail.models import Page

from members.models.people import Person, User


class Purpose(models.TextChoices):
    """What a consent is for: a document apart for each (152-ФЗ, ст. 9 ч. 1; ст. 10.1)."""

    PROCESSING = "processing", "обработка данных"
    NAME = "name", "имя и фамилия"
    PHOTO = "photo", "фотографии и видео"
    WORK = "work", "работы"
    RESULT = "result", "результаты и награды"


class Place(models.TextChoices):
    """Who sees it. A wider place holds the narrower ones."""

    CLASS = "class", "свой класс"
    MEMBERS = "members", "участники сообщества"
    PUBLIC = "public", "все, кто открыл сайт"

    @property
    def and_wider(self) -> list[Place]:
        """The places of a consent that is enough for this one."""
        return list(Place)[list(Place).index(self) :]


class ConsentQuerySet(models.QuerySet["Consent"]):
    """What may be asked of the register."""

    def live(self) -> ConsentQuerySet:
        """Given, not revoked, not run out: read by today's date, without waiting for a clock."""
        today = timezone.localdate()
        return self.filter(
            Q(until__isnull=True) | Q(until__gte=today), revoked_at__isnull=True, given_on__lte=today
        )


class Consent(models.Model):
    """One signed document: a person, a purpose, a place."""

    class Form(models.TextChoices):
        PAPER = "paper", "подписано на бумаге"
        SCAN = "scan", "есть скан"

    person = models.ForeignKey(Person, models.CASCADE, verbose_name="о ком", related_name="consents")
    purpose = models.CharField("на что", max_length=16, choices=Purpose)
    place = models.CharField("для кого", max_length=16, choices=Place)
    form = models.CharField("документ", max_length=8, choices=Form, default=Form.PAPER)
    number = models.CharField("номер", max_length=40, blank=True)
    given_on = models.DateField("от какого дня", default=timezone.localdate)
    until = models.DateField(
        "по какой день", null=True, blank=True, help_text="Включительно. Пусто – бессрочно."
    )
    signed_by = models.CharField("кто подписал", max_length=160, blank=True)
    bans = models.TextField(
        "запреты и условия",
        max_length=600,
        blank=True,
        help_text="Что родитель запретил или оговорил (152-ФЗ, ст. 10.1 ч. 9).",
    )
    scan = models.FileField("скан", upload_to="consents/%Y/", blank=True)
    """Never under /media/: a view of its own gives it, and logs who saw it."""
    recorded_by = models.ForeignKey(
        User, models.SET_NULL, verbose_name="кто записал", null=True, related_name="+"
    )
    recorded_at = models.DateTimeField("записано", default=timezone.now)
    revoked_at = models.DateTimeField("отозвано", null=True, blank=True)
    revoked_by = models.ForeignKey(
        User, models.SET_NULL, verbose_name="кто отозвал", null=True, blank=True, related_name="+"
    )
    revoked_reason = models.CharField("почему отозвано", max_length=300, blank=True)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        verbose_name = "согласие"
        verbose_name_plural = "согласия"
        ordering = ("-given_on", "-pk")
        indexes = [
            models.Index(fields=("person", "purpose"), name="members_consent_person"),
            models.Index(
                fields=("purpose", "place"), condition=Q(revoked_at=None), name="members_consent_live"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_purpose_display()}, {self.get_place_display()}"


class PicturePerson(models.Model):
    """Who can be recognised on a picture. It is shown only where each of them has a live consent."""

    picture = models.ForeignKey(
        "core.SitePicture", models.CASCADE, verbose_name="картинка", related_name="people_rows"
    )
    person = models.ForeignKey(
        Person, models.CASCADE, verbose_name="кто на снимке", related_name="picture_rows"
    )

    class Meta:
        verbose_name = "человек на снимке"
        verbose_name_plural = "люди на снимках"
        constraints = [
            models.UniqueConstraint(fields=("picture", "person"), name="members_once_on_a_picture")
        ]

    def __str__(self) -> str:
        return f"{self.person} на снимке № {self.picture_id}"


class NameUse(models.Model):
    """A child's name found in a typed text, and why it may stand there: a live consent, or a written reason.

    When the consent ends, what stands on it is taken off the site (`members.names`).
    """

    person = models.ForeignKey(Person, models.CASCADE, verbose_name="кто назван", related_name="name_uses")
    page = models.ForeignKey(
        Page, models.CASCADE, verbose_name="страница", null=True, blank=True, related_name="name_uses"
    )
    comment_id = models.PositiveBigIntegerField("комментарий", null=True, blank=True, db_index=True)
    reason = models.TextField("почему можно назвать", max_length=600, blank=True)
    """Empty: it stands on a consent."""
    by = models.ForeignKey(User, models.SET_NULL, verbose_name="кто решил", null=True, related_name="+")
    at = models.DateTimeField("когда", default=timezone.now)

    class Meta:
        verbose_name = "имя ребёнка в тексте"
        verbose_name_plural = "имена детей в текстах"
        ordering = ("-at", "-pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(page__isnull=False, comment_id__isnull=True)
                | Q(page__isnull=True, comment_id__isnull=False),
                name="members_name_in_one_text",
            ),
            models.UniqueConstraint(fields=("person", "page"), name="members_name_once_on_a_page"),
            models.UniqueConstraint(fields=("person", "comment_id"), name="members_name_once_in_a_comment"),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.page or self.comment_id}"
