"""What the community still lacks, for the coordinator: shown on the first page of the admin."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from core.text import plural
from members import legal
from members.models import Consent, Person, Purpose, SchoolClass


@dataclass(frozen=True, slots=True)
class Lack:
    """One line: what is missing, and where it is mended."""

    text: str
    url: str


def lacks() -> list[Lack]:
    """What keeps the community from working, in four queries."""
    found = []
    if missing := legal.missing():
        texts = plural(len(missing), "правовой текст,правовых текста,правовых текстов")
        found.append(Lack(f"Вступить нельзя: не заполнено {len(missing)} {texts}", reverse("legal_index")))
    now = SchoolClass.objects.filter(
        ended_on__isnull=True, pupils__left_on__isnull=True, pupils__isnull=False
    )
    nobody = Q(class_teacher__isnull=True) | Q(class_teacher__left_on__isnull=False)
    headless = now.filter(nobody).distinct().count()
    if headless:
        classes = plural(headless, "класса,классов,классов")
        found.append(
            Lack(
                f"Нет классного руководителя у {headless} {classes}",
                reverse("wagtailsnippets_members_schoolclass:list"),
            )
        )
    given = Consent.objects.live().filter(person=OuterRef("pk"), purpose=Purpose.PROCESSING)
    pupils = Person.objects.filter(kind=Person.Kind.PUPIL, left_on__isnull=True, account__is_active=True)
    if silent := pupils.exclude(Exists(given)).count():
        children = plural(silent, "ученика,учеников,учеников")
        found.append(
            Lack(
                f"Нет согласия на обработку данных у {silent} {children} с учётной записью",
                reverse("consent_register"),
            )
        )
    return found
