"""Comments: django-comments-xtd's rows, in a table of the project's own; reports; who may write where."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone
from django_comments_xtd.models import XtdComment
from wagtail.models import Page

from members.models import Person

DEEPEST = 2  # levels 0, 1, 2


class CommentQuerySet(models.QuerySet["Comment"]):
    """What may be asked of comments."""

    def under(self, target: models.Model) -> CommentQuerySet:
        """The comments of one page or record: of its own class, which a base class would miss."""
        kind = ContentType.objects.get_for_model(target)
        return self.filter(content_type=kind, object_pk=str(target.pk))

    def reported(self) -> CommentQuerySet:
        """Those of which a report is open."""
        return self.filter(pk__in=CommentReport.objects.filter(settled_at__isnull=True).values("comment"))

    def unsettled(self) -> CommentQuerySet:
        """What asks for a moderator's decision: it waits, or was reported."""
        return self.filter(state=Comment.State.WAITING) | self.reported()

    def with_authors(self) -> CommentQuerySet:
        """With all that the display rule asks of an author."""
        return self.select_related("user__person__school_class")


class Comment(XtdComment):
    """What somebody wrote under a page or a record; up to three deep.

    `state` says everything; the library's two flags follow it in `save`. Of the library's columns
    `order` and `nested_count` are not used: the tree is built from `parent_id` (docs/decisions/0014).
    """

    class State(models.TextChoices):
        WAITING = "waiting", "ждёт модератора"
        PUBLISHED = "published", "опубликован"
        HIDDEN = "hidden", "скрыт модератором"
        DELETED = "deleted", "удалён автором"

    # Named, because the default accessor would hide XtdComment's own field `comment`.
    row = models.OneToOneField(
        XtdComment, models.CASCADE, parent_link=True, primary_key=True, related_name="own_comment"
    )
    page = models.ForeignKey(Page, models.CASCADE, verbose_name="страница", related_name="discussion")
    """The page whose policy, visibility and caretakers hold: the target itself, or where it is shown."""
    state = models.CharField("состояние", max_length=10, choices=State, db_index=True)
    answers = models.ForeignKey(
        "self", models.SET_NULL, verbose_name="в ответ на", null=True, blank=True, related_name="+"
    )
    """Whom it answers, where that is not its parent: below the third level the tree does not go."""
    nonce = models.UUIDField("номер отправленной формы", unique=True, null=True, editable=False)
    edited_at = models.DateTimeField("исправлен", null=True, blank=True)
    deleted_at = models.DateTimeField("удалён", null=True, blank=True)
    reason = models.CharField("почему скрыт", max_length=300, blank=True)
    decided_at = models.DateTimeField("когда решено", null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name="кто решил",
        null=True,
        blank=True,
        related_name="+",
    )

    objects = CommentQuerySet.as_manager()

    # What the library calls public and removed, by our state.
    _FLAGS: ClassVar[dict[str, tuple[bool, bool]]] = {
        State.WAITING: (False, False),
        State.PUBLISHED: (True, False),
        State.HIDDEN: (False, True),
        State.DELETED: (True, True),
    }

    class Meta:
        verbose_name = "комментарий"
        verbose_name_plural = "комментарии"
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state="hidden") | ~models.Q(reason=""),
                name="discussions_hidden_has_a_reason",
            )
        ]

    def __str__(self) -> str:
        return f"Комментарий № {self.pk}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store the row, its flags by its state. XtdComment's own `save` renumbers threads; it is passed by.

        A new reply needs `parent_id`, `thread_id` and `level`; a new root gets its own number for both.
        """
        self.is_public, self.is_removed = self._FLAGS[self.state]
        super(XtdComment, self).save(*args, **kwargs)
        if not self.parent_id:
            self.parent_id: int = self.pk
            self.thread_id: int = self.pk
            super(XtdComment, self).save(update_fields=["parent_id", "thread_id"])

    @property
    def is_root(self) -> bool:
        return self.parent_id == self.pk

    @property
    def author(self) -> Person | None:
        """Who wrote it, for the display rule; None for who has left."""
        return self.user.person if self.user else None

    def stamp(self, open_reports: Iterable[CommentReport]) -> str:
        """What a moderator has read, in one word; another after every change that a decision hangs on."""
        newest = max((report.pk for report in open_reports), default=0)
        moments = (moment.isoformat() if moment else "" for moment in (self.edited_at, self.decided_at))
        return "/".join((*moments, str(newest)))

    def open_reports(self) -> models.QuerySet[CommentReport]:
        """The reports that ask for a decision, the oldest first."""
        return self.reports.filter(settled_at__isnull=True).order_by("created_at", "pk")


class CommentReport(models.Model):
    """Somebody found that a comment should not stand there."""

    class Kind(models.TextChoices):
        RUDE = "rude", "грубость, травля, угроза"
        PERSONAL = "personal", "личные сведения: имя ребёнка, телефон, адрес"
        ADVERTISING = "advertising", "реклама или обман"
        OFF_TOPIC = "off_topic", "не по теме"
        OTHER = "other", "другое"

    comment = models.ForeignKey(Comment, models.CASCADE, verbose_name="комментарий", related_name="reports")
    reporter = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name="кто пожаловался",
        null=True,
        related_name="comment_reports",
    )
    kind = models.CharField("что не так", max_length=16, choices=Kind)
    text = models.CharField("подробнее", max_length=500, blank=True)
    created_at = models.DateTimeField("когда", default=timezone.now)
    settled_at = models.DateTimeField("разобрана", null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name="кто разобрал",
        null=True,
        blank=True,
        related_name="+",
    )

    class Meta:
        verbose_name = "жалоба на комментарий"
        verbose_name_plural = "жалобы на комментарии"
        ordering = ("-created_at", "-pk")
        constraints = [
            models.UniqueConstraint(
                fields=("comment", "reporter"),
                condition=models.Q(settled_at__isnull=True),
                name="discussions_one_open_report_each",
            )
        ]

    def __str__(self) -> str:
        return f"Жалоба № {self.pk}"


class CommentPolicy(models.Model):
    """Who may write under a page and all pages below it, until one of them has a policy of its own.

    By what people are, not by groups: everybody is exactly one thing, so no two answers can meet.
    """

    class Rule(models.TextChoices):
        NO = "no", "не пишут"
        WAIT = "wait", "пишут, модератор проверяет"
        FREE = "free", "пишут сразу"

    page = models.OneToOneField(Page, models.CASCADE, verbose_name="страница", related_name="comment_policy")
    staff = models.CharField("сотрудники школы", max_length=4, choices=Rule, default=Rule.NO)
    colleagues = models.CharField("коллеги из других школ", max_length=4, choices=Rule, default=Rule.NO)
    carers = models.CharField("родители", max_length=4, choices=Rule, default=Rule.NO)
    pupils = models.CharField("ученики", max_length=4, choices=Rule, default=Rule.NO)

    _FIELDS: ClassVar[dict[str, str]] = {
        Person.Kind.STAFF: "staff",
        Person.Kind.COLLEAGUE: "colleagues",
        Person.Kind.CARER: "carers",
        Person.Kind.PUPIL: "pupils",
    }

    class Meta:
        verbose_name = "правило комментариев"
        verbose_name_plural = "правила комментариев"
        ordering = ("page__path",)

    def __str__(self) -> str:
        return f"Комментарии: {self.page}"

    @property
    def is_open(self) -> bool:
        """Whether anybody may write."""
        return any(getattr(self, name) != self.Rule.NO for name in self._FIELDS.values())

    @property
    def writers(self) -> str:
        """Who may write, in words: «сотрудники школы и родители»."""
        *others, last = [
            str(field.verbose_name)
            for field in self._meta.fields
            if field.name in self._FIELDS.values() and getattr(self, field.name) != self.Rule.NO
        ] or [""]
        return f"{', '.join(others)} и {last}" if others else last

    def rule_for(self, person: Person) -> CommentPolicy.Rule:
        """What this person may."""
        return self.Rule(getattr(self, self._FIELDS[person.kind]))
