"""The first page of the admin, for the coordinator: what the community still lacks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from wagtail.admin.ui.components import Component

from core.text import plural
from joining.decisions import decidable_by
from members import legal
from members.assignments import is_coordinator
from members.models import Consent, Person, Purpose, SchoolClass


@dataclass(frozen=True, slots=True)
class Lack:
    """One line: what is missing, and where it is mended."""

    text: str
    url: str


class LacksPanel(Component):
    """«Что осталось сделать»: nothing to say, no panel."""

    order = 90
    template_name = "joining/admin/lacks_panel.html"

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        user = parent_context["request"].user
        return {"lacks": lacks(user) if is_coordinator(user) else []}


def lacks(user: Any) -> list[Lack]:
    """What keeps the community from working, in five queries."""
    found = []
    if missing := legal.missing():
        texts = plural(len(missing), "правовой текст,правовых текста,правовых текстов")
        found.append(Lack(f"Вступить нельзя: не заполнено {len(missing)} {texts}", reverse("legal_index")))
    if waiting := decidable_by(user).count():
        asks = plural(waiting, "человек ждёт,человека ждут,человек ждут")
        found.append(Lack(f"{waiting} {asks}, когда их впустят", reverse("joining:waiting")))
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
