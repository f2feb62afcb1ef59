"""The school's legal texts: drafts, versions in force, who accepted what.

A text in force is never changed: people have accepted or signed these very words. A draft with open
places («[[название школы]]») does not come into force.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from django.db import IntegrityError, transaction
from django.db.models import Exists, Max, OuterRef, QuerySet
from django.utils import timezone
from django.utils.html import escape
from wagtail.models import Site

from core.models import SchoolSettings
from core.visibility import Visitor
from members.audit import log
from members.models import Acceptance, LegalText, User

Kind = LegalText.Kind
TO_ACCEPT = (Kind.RULES, Kind.POLICY)
"""What a member accepts on the site; the others are signed by carers."""
TICKS = {
    Kind.RULES: "Принимаю правила сообщества",
    Kind.POLICY: "Принимаю политику обработки персональных данных",
}
"""What stands by the tick under each."""
OPEN_PLACE = re.compile(r"\[\[(.*?)\]\]", re.DOTALL)
_STARTS = Path(__file__).parent / "legal_texts"


class NotReady(Exception):  # noqa: N818 (a sentence for the person)
    """A text cannot come into force; says why, in Russian."""


def in_force() -> QuerySet[LegalText]:
    """All versions that are or were in force, the newest of a kind first."""
    today = timezone.localdate()
    return LegalText.objects.filter(in_force_from__lte=today).order_by("kind", "-in_force_from", "-version")


def current(kind: str) -> LegalText | None:
    """The version of `kind` that is in force today."""
    return in_force().filter(kind=kind).first()


def missing() -> list[str]:
    """What hinders opening registration, in Russian; empty when every text is in force."""
    there = set(in_force().values_list("kind", flat=True))
    return [f"Не введён в действие текст «{kind.label}»." for kind in Kind if kind not in there]


def unaccepted(user: Visitor) -> list[LegalText]:
    """The rules and the policy in force that `user` has not accepted yet: one query, without the bodies."""
    if not isinstance(user, User):
        return []
    accepted = Exists(Acceptance.objects.filter(text=OuterRef("pk"), user=user.pk))
    newest: dict[str, LegalText] = {}
    for text in in_force().filter(kind__in=TO_ACCEPT).defer("body").annotate(is_accepted=accepted):
        newest.setdefault(text.kind, text)
    return [newest[kind] for kind in TO_ACCEPT if kind in newest and not newest[kind].is_accepted]  # type: ignore[attr-defined]


@transaction.atomic
def accept(user: User, texts: Iterable[LegalText]) -> None:
    """Write down that `user` accepted these versions, once each."""
    rows = [Acceptance(user=user, text=text) for text in texts]
    Acceptance.objects.bulk_create(rows, ignore_conflicts=True)


def open_places(body: str) -> list[str]:
    """What is still to be filled in, each once, in order."""
    return list(dict.fromkeys(" ".join(place.split()) for place in OPEN_PLACE.findall(body)))


@transaction.atomic
def put_in_force(text: LegalText, by: Visitor | None) -> LegalText:
    """Let a draft count from today, in the very words of `text`, as they were read.

    Raises NotReady for open places, an empty text, one in force already, other words by now.
    """
    read = text.body
    text = LegalText.objects.select_for_update().get(pk=text.pk)
    if text.body != read:
        raise NotReady("Пока вы читали, текст изменился. Прочитайте его ещё раз.")
    if text.in_force_from is not None:
        raise NotReady("Эта версия уже введена в действие. Чтобы изменить текст, начните новую версию.")
    if not text.body.strip():
        raise NotReady("Текст пуст.")
    if "[[" in text.body or "]]" in text.body:
        places = "; ".join(f"«{place[:60]}»" for place in open_places(text.body)[:5]) or "лишние скобки"
        raise NotReady(f"В тексте остались незаполненные места: {places}.")
    text.in_force_from = timezone.localdate()
    text.save(update_fields=["in_force_from"])
    log(by, "text.in_force", details=f"{text.get_kind_display()}, версия {text.version}")
    return text


def draft_of(kind: str) -> LegalText | None:
    """The draft of `kind`, if there is one; there is one at most."""
    return LegalText.objects.filter(kind=kind, in_force_from__isnull=True).order_by("-version").first()


def new_draft(kind: str) -> LegalText:
    """The draft of `kind`: the one that is there, else a copy of the newest version, else the start."""
    found = draft_of(kind)
    if found:
        return found
    last = LegalText.objects.filter(kind=kind).order_by("-version").first()
    number = (LegalText.objects.filter(kind=kind).aggregate(last=Max("version"))["last"] or 0) + 1
    try:
        with transaction.atomic():
            return LegalText.objects.create(
                kind=kind, version=number, body=last.body if last else start_of(kind)
            )
    except IntegrityError:  # somebody began it in the same moment
        return LegalText.objects.get(kind=kind, version=number)


def start_of(kind: str) -> str:
    """The text that a school begins with; what the site knows of the school is filled in."""
    return fill_known((_STARTS / f"{Kind(kind).value}.html").read_text(encoding="utf-8").strip())


def fill_known(body: str) -> str:
    """Fill the open places of a draft that «О школе» in the settings answers."""
    known = _known()
    return OPEN_PLACE.sub(lambda place: escape(known.get(place[1]) or "") or place[0], body)


def _known() -> dict[str, str]:
    site = Site.objects.filter(is_default_site=True).first()
    if site is None:
        return {}
    school = SchoolSettings.for_site(site)
    named = school.name != SchoolSettings._meta.get_field("name").default
    return {
        "полное название школы": school.name if named else "",
        "адрес школы": school.address,
        "телефон": school.phone,
        "почта для обращений": school.email,
    }
