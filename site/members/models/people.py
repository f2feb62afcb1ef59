"""People exist before and without an account; an account is a person's optional way in."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib.auth.models import AbstractUser, Group
from django.contrib.auth.validators import ASCIIUsernameValidator
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from wagtail.search import index

from core.any_case import Folded
from core.grades import LAST, first_of_september


class SchoolClassQuerySet(models.QuerySet["SchoolClass"]):
    def with_pupils(self) -> SchoolClassQuerySet:
        """With the number of those who study there now, as `pupils_now`."""
        now = models.Count("pupils", filter=models.Q(pupils__left_on__isnull=True))
        return self.annotate(pupils_now=now)


class SchoolClass(models.Model):
    """A class from its first September to its last June: «5 «А»» this year, «6 «А»» the next."""

    entry_year = models.PositiveSmallIntegerField(
        "год, когда класс стал первым", validators=[MinValueValidator(1990), MaxValueValidator(2100)]
    )
    letter = models.CharField("буква", max_length=1)
    class_teacher = models.ForeignKey(
        "members.Person",
        models.SET_NULL,
        verbose_name="классный руководитель",
        null=True,
        blank=True,
        related_name="classes_led",
        limit_choices_to={"kind": "staff"},
    )
    subject_teachers = models.ManyToManyField(
        "members.Person",
        verbose_name="учителя-предметники",
        blank=True,
        related_name="classes_taught",
        limit_choices_to={"kind": "staff"},
    )
    group = models.OneToOneField(
        Group, models.SET_NULL, null=True, blank=True, editable=False, related_name="school_class"
    )
    """Pupils, carers, teachers of the class: `members.classes` alone makes, fills and renames it."""
    ended_on = models.DateField("окончил школу", null=True, blank=True, editable=False)

    objects = SchoolClassQuerySet.as_manager()

    class Meta:
        verbose_name = "класс"
        verbose_name_plural = "классы"
        ordering = ("-entry_year", "letter")
        constraints = [models.UniqueConstraint(fields=("entry_year", "letter"), name="members_class_unique")]

    def __str__(self) -> str:
        return self.title

    def grade_on(self, day: date) -> int:
        """The grade that this class is in on `day`; the school year begins on 1 September."""
        return first_of_september(day).year - self.entry_year + 1

    @property
    def grade(self) -> int:
        return self.grade_on(timezone.localdate())

    @property
    def title(self) -> str:
        return self.title_on(timezone.localdate())

    def title_on(self, day: date) -> str:
        """What this class is called on `day`."""
        grade = self.grade_on(day)
        if grade > LAST:
            return f"выпуск {self.entry_year + LAST} года, «{self.letter}»"
        return f"{grade} «{self.letter}»"


class Person(index.Indexed, models.Model):
    """Somebody of the community, with or without an account. Shown only through `members.display`."""

    class Kind(models.TextChoices):
        STAFF = "staff", "сотрудник школы"
        PUPIL = "pupil", "ученик"
        CARER = "carer", "родитель или законный представитель"
        COLLEAGUE = "colleague", "коллега из другой организации"

    class ShownAs(models.TextChoices):
        FULL = "full", "Марина Викторовна Соколова"
        POLITE = "polite", "Марина Викторовна"
        INITIALS = "initials", "М. В. Соколова"

    last_name = models.CharField("фамилия", max_length=80)
    first_name = models.CharField("имя", max_length=80)
    patronymic = models.CharField("отчество", max_length=80, blank=True)
    kind = models.CharField("кто это", max_length=16, choices=Kind)
    school_class = models.ForeignKey(
        SchoolClass, models.PROTECT, verbose_name="класс", null=True, blank=True, related_name="pupils"
    )
    file_number = models.CharField(
        "номер личного дела",
        max_length=40,
        blank=True,
        help_text="Нужен, только если в классе есть полные тёзки.",
    )
    position = models.CharField("должность", max_length=160, blank=True)
    organisation = models.CharField("организация", max_length=160, blank=True)
    about = models.TextField("о себе", max_length=600, blank=True)
    subjects = models.ManyToManyField(
        "core.Subject", verbose_name="предметы", blank=True, related_name="people"
    )
    left_on = models.DateField("когда ушёл", null=True, blank=True)
    """From this day no member; the account closes and rows are erased after the school's term."""
    erased_at = models.DateTimeField("данные стёрты", null=True, editable=False)
    """A row without a name, kept for what the site leans on it (members.personal_data)."""
    shown_as = models.CharField(
        "как показывать имя",
        max_length=16,
        choices=ShownAs,
        default=ShownAs.FULL,
        help_text="Для взрослых. Имя ученика показывается по правилам защиты детей.",
    )

    search_fields = [
        index.SearchField("last_name", boost=2),
        index.SearchField("first_name"),
        index.SearchField("patronymic"),
        index.AutocompleteField("last_name"),
        index.AutocompleteField("first_name"),
        index.FilterField("kind"),
        index.FilterField("erased_at"),
    ]

    class Meta:
        verbose_name = "человек"
        verbose_name_plural = "люди"
        ordering = (Folded("last_name"), Folded("first_name"), "patronymic", "pk")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind="pupil") | models.Q(school_class__isnull=True),
                name="members_only_pupils_have_a_class",
            )
        ]

    def __str__(self) -> str:
        """For the admin's registers alone; pages use `members.display`."""
        if self.erased_at is not None:
            return f"участник, покинувший сообщество, № {self.pk}"
        return " ".join(part for part in (self.last_name, self.first_name, self.patronymic) if part)

    @property
    def is_adult(self) -> bool:
        return self.kind != self.Kind.PUPIL

    @property
    def account_state(self) -> str:
        """For the register: whether there is a way in, and whether it is open."""
        account = getattr(self, "account", None)
        if account is None:
            return "нет"
        return account.username if account.is_active else f"{account.username} (закрыта)"


class CarerLink(models.Model):
    """Who is a carer (законный представитель, СК РФ, ст. 64) of which child. A row that ended is deleted."""

    carer = models.ForeignKey(
        Person,
        models.CASCADE,
        verbose_name="родитель",
        related_name="children_links",
        limit_choices_to=~models.Q(kind=Person.Kind.PUPIL),  # a teacher's own child may study here
    )
    pupil = models.ForeignKey(
        Person,
        models.CASCADE,
        verbose_name="ребёнок",
        related_name="carer_links",
        limit_choices_to={"kind": Person.Kind.PUPIL},
    )
    relation = models.CharField("кем приходится", max_length=40, default="родитель")
    confirmed_at = models.DateTimeField("подтверждено", null=True, blank=True)
    """Until a class teacher or a coordinator has confirmed it, the link opens nothing."""
    confirmed_by = models.ForeignKey(
        "members.User",
        models.SET_NULL,
        verbose_name="кто подтвердил",
        null=True,
        blank=True,
        related_name="+",
    )
    created_at = models.DateTimeField("создано", default=timezone.now)

    class Meta:
        verbose_name = "связь родителя с ребёнком"
        verbose_name_plural = "родители и дети"
        ordering = ("pupil", "carer")
        constraints = [models.UniqueConstraint(fields=("carer", "pupil"), name="members_carer_once")]

    def __str__(self) -> str:
        return f"{self.carer} – {self.pupil}"

    @property
    def state(self) -> str:
        """For the register."""
        return "подтверждено" if self.confirmed_at else "ждёт подтверждения"


class User(AbstractUser):
    """An account. Its name to sign in is Latin letters and digits, whatever the case."""

    username = models.CharField(
        "имя пользователя",
        max_length=150,
        unique=True,
        validators=[ASCIIUsernameValidator()],
        help_text="Латинские буквы, цифры и знаки @ . + - _",
        error_messages={"unique": "Такое имя пользователя уже есть."},
    )
    person = models.OneToOneField(
        Person, models.SET_NULL, verbose_name="человек", null=True, blank=True, related_name="account"
    )

    class Meta(AbstractUser.Meta):
        verbose_name = "учётная запись"
        verbose_name_plural = "учётные записи"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.username = self.username.lower()
        super().save(*args, **kwargs)

    def get_full_name(self) -> str:
        """The name that its owner sees in the header; for others there is `members.display`."""
        if self.person is None:
            return super().get_full_name() or self.username
        parts = (self.person.first_name, self.person.patronymic if self.person.is_adult else "")
        return " ".join(part for part in parts if part)

    def get_short_name(self) -> str:
        return self.get_full_name()
