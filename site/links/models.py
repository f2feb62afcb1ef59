"""Links to other sites: where each is used, how it answers, and what readers say of it."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.utils import timezone

from core.addresses import MAX_LENGTH


class Reason(models.TextChoices):
    """What a check met, in words that a moderator understands."""

    OPENED = "opened", "открывается"
    GUARDED = "guarded", "отвечает, но проверку не пускает"
    VOUCHED = "vouched", "проверил человек"
    GONE = "gone", "страницы больше нет"
    NO_NAME = "no-name", "такого имени сайта нет"
    REFUSED_CONNECTION = "no-connection", "сервер не принимает соединение"
    RESET = "reset", "соединение оборвалось"
    TIMEOUT = "timeout", "не ответил вовремя"
    BAD_ANSWER = "bad-answer", "ответил бессмыслицей"
    TOO_MUCH = "too-much", "прислал слишком длинный ответ"
    LOOP = "loop", "переадресация ходит по кругу"
    MANY_REDIRECTS = "redirects", "слишком много переадресаций"
    BAD_REDIRECT = "bad-redirect", "переадресация ведёт туда, куда нельзя"
    BAD_CERTIFICATE = "certificate", "защищённое соединение не прошло проверку"
    SERVER_ERROR = "server-error", "у сайта внутренняя ошибка"
    ODD_STATUS = "odd-status", "ответил отказом"
    FORBIDDEN = "forbidden", "такой адрес проверять нельзя: он внутренний или необычный"


class LinkQuerySet(models.QuerySet["Link"]):
    def used(self) -> LinkQuerySet:
        """The links that stand on a published page."""
        return self.filter(pk__in=LinkUse.objects.values("link"))


class Link(models.Model):
    """One address of another site, in its one form, and what is known of it."""

    class State(models.TextChoices):
        NEW = "new", "ещё не проверялась"
        WORKS = "works", "работает"
        DOUBTFUL = "doubtful", "под вопросом"
        DEAD = "dead", "не открывается"

    address = models.CharField("адрес", max_length=MAX_LENGTH, unique=True)
    host = models.CharField("сайт", max_length=MAX_LENGTH, db_index=True)
    state = models.CharField("состояние", max_length=10, choices=State, default=State.NEW, db_index=True)
    reason = models.CharField("что показала проверка", max_length=16, choices=Reason, blank=True)
    status = models.PositiveSmallIntegerField("код ответа", null=True, blank=True)
    last_checked_at = models.DateTimeField("проверена", null=True, blank=True)
    next_check_at = models.DateTimeField("проверить", default=timezone.now, db_index=True)
    asked_at = models.DateTimeField("попросили проверить", null=True, blank=True)
    failures = models.PositiveSmallIntegerField("неудач подряд", default=0)
    first_failed_at = models.DateTimeField("первая неудача", null=True, blank=True)
    told_at = models.DateTimeField("о поломке рассказано", null=True, blank=True)
    vouched_until = models.DateField("человек ручается до", null=True, blank=True)
    vouched_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, verbose_name="кто ручается", null=True, related_name="+"
    )

    objects = LinkQuerySet.as_manager()

    class Meta:
        verbose_name = "ссылка"
        verbose_name_plural = "ссылки"
        ordering = ("host", "address")

    def __str__(self) -> str:
        return self.address

    def is_vouched_on(self, day: date) -> bool:
        return self.vouched_until is not None and day <= self.vouched_until


class LinkUse(models.Model):
    """A published page that has the link."""

    link = models.ForeignKey(Link, models.CASCADE, verbose_name="ссылка", related_name="uses")
    page = models.ForeignKey("wagtailcore.Page", models.CASCADE, verbose_name="страница", related_name="+")

    class Meta:
        verbose_name = "место ссылки"
        verbose_name_plural = "места ссылок"
        constraints = [models.UniqueConstraint(fields=("link", "page"), name="links_use_once")]

    def __str__(self) -> str:
        return f"{self.link} – {self.page}"


class ReadPage(models.Model):
    """Which publication of a page was read for its links: another one means that it is read again."""

    page = models.OneToOneField("wagtailcore.Page", models.CASCADE, primary_key=True, related_name="+")
    published_at = models.DateTimeField("публикация", null=True)

    class Meta:
        verbose_name = "прочитанная страница"
        verbose_name_plural = "прочитанные страницы"

    def __str__(self) -> str:
        return str(self.page_id)


class LinkCheck(models.Model):
    """One check, for the history; only the latest of a link are kept."""

    link = models.ForeignKey(Link, models.CASCADE, verbose_name="ссылка", related_name="checks")
    checked_at = models.DateTimeField("когда", default=timezone.now)
    reason = models.CharField("что показала", max_length=16, choices=Reason)
    status = models.PositiveSmallIntegerField("код ответа", null=True, blank=True)
    landed_at = models.CharField("куда привела", max_length=MAX_LENGTH, blank=True)
    took_ms = models.PositiveIntegerField("заняла, мс", default=0)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, verbose_name="кто проверил", null=True, related_name="+"
    )

    class Meta:
        verbose_name = "проверка ссылки"
        verbose_name_plural = "проверки ссылок"
        ordering = ("-checked_at", "-pk")

    def __str__(self) -> str:
        return f"{self.link}: {self.get_reason_display()}"

    @property
    def seconds(self) -> float:
        return self.took_ms / 1000


class LinkReport(models.Model):
    """A reader says that something is wrong with a link. Who it was is not kept, only that it was one."""

    class Trouble(models.TextChoices):
        CLOSED = "closed", "Сайт не открывается"
        OTHER = "other", "Открывается что-то другое"
        UNSAFE = "unsafe", "Там неприятное или опасное"

    link = models.ForeignKey(Link, models.CASCADE, verbose_name="ссылка", related_name="reports")
    trouble = models.CharField("что случилось", max_length=8, choices=Trouble)
    day = models.DateField("день", default=timezone.localdate)
    client = models.CharField("от кого", max_length=32, editable=False)
    """A key made of the day, a secret and the address of the network: tomorrow it is another one."""

    class Meta:
        verbose_name = "сообщение о ссылке"
        verbose_name_plural = "сообщения о ссылках"
        ordering = ("-day", "-pk")
        constraints = [
            models.UniqueConstraint(fields=("link", "day", "client"), name="links_report_once_a_day")
        ]
        indexes = [models.Index(fields=("day", "client"), name="links_report_of_client")]

    def __str__(self) -> str:
        return f"{self.link}: {self.get_trouble_display()}"
