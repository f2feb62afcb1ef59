"""One PDF for a class: a page for each child, with a part for the carers and a part to cut off for the child.

Names and codes go to typst as data, never as markup.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import segno
import typst
from django.db import transaction
from django.urls import reverse
from django.utils.formats import date_format

from core.models import SchoolSettings
from core.text import plural
from joining import codes
from joining.inflect import FEMALE, MALE, gender_of, genitive
from joining.models import JoinCode
from members.audit import log
from members.models import CommunitySettings, Person, SchoolClass, User
from notices.letters import absolute

_MARKUP = (Path(__file__).parent / "letter.typ").read_text(encoding="utf-8")


@dataclass(frozen=True, slots=True)
class Letters:
    """A printed file and what it holds."""

    pdf: bytes
    pages: int


@transaction.atomic
def print_letters(pupils: Iterable[Person], by: User, *, what: str) -> Letters:
    """Make the letters of `pupils`, with `school_class` and `account` loaded; missing codes are issued."""
    people = list(pupils)
    rows = codes.ensure(people, by)
    data = {
        **_common(),
        "letters": [_letter(one, rows) for one in people],
    }
    log(
        by,
        "letters.printed",
        person=people[0] if len(people) == 1 else None,
        details=f"{what}: {len(people)} {plural(len(people), 'письмо,письма,писем')}",
    )
    return Letters(_set(data), len(people))


def pupils_of(school_class: SchoolClass) -> list[Person]:
    """Who gets a letter: the pupils of the class, in the order of the register."""
    return list(school_class.pupils.filter(left_on__isnull=True).select_related("school_class", "account"))


def _common() -> dict[str, Any]:
    school = SchoolSettings.objects.first()
    start = absolute(reverse("joining:start"))
    return {
        "school": school.name if school else "",
        "site": start.removeprefix("https://").removeprefix("http://").rstrip("/"),
        "phone": school.phone if school else "",
        "days": CommunitySettings.of_school().code_days,
    }


def _letter(pupil: Person, rows: dict[tuple[int, str], JoinCode]) -> dict[str, Any]:
    for_carers = rows[pupil.pk, JoinCode.For.CARERS]
    for_pupil = rows[pupil.pk, JoinCode.For.PUPIL]
    whose = genitive(pupil.first_name, pupil.last_name, pupil.patronymic)
    return {
        "greeting": f"Уважаемые родители {whose}!" if whose else "Уважаемые родители!",
        "about": "" if whose else f"Для: {pupil.last_name} {pupil.first_name}",
        "class": pupil.school_class.title if pupil.school_class else "",
        "last_name": pupil.last_name,
        "first_name": pupil.first_name,
        "last_day": date_format(for_carers.expires_on, "j E Y"),
        "pupil_last_day": date_format(for_pupil.expires_on, "j E Y"),
        "carers": _printed(for_carers),
        "pupil": None if hasattr(pupil, "account") else _printed(for_pupil),
        "joined": {MALE: "уже вступил", FEMALE: "уже вступила", None: "уже на сайте"}[
            gender_of(pupil.first_name, pupil.patronymic, pupil.last_name)
        ],
    }


def _printed(row: JoinCode) -> dict[str, str]:
    code = codes.code_of(row)
    return {
        "code": codes.pretty(code),
        "qr": _qr(absolute(reverse("joining:with_code", args=[codes.pretty(code)]))),
    }


def _qr(address: str) -> str:
    drawn = io.BytesIO()
    segno.make(address, error="m", micro=False).save(drawn, kind="svg", border=2, xmldecl=False)
    return drawn.getvalue().decode()


def _set(data: dict[str, Any]) -> bytes:
    with TemporaryDirectory() as folder:
        Path(folder, "data.json").write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
        source = Path(folder, "letter.typ")
        source.write_text(_MARKUP, encoding="utf-8")
        pdf: bytes = typst.compile(str(source))
        return pdf
