"""What the site holds about a person: taken away as one archive, and erased (152-ФЗ, ст. 14, 20, 21).

Every room says in its `holdings.py` what it holds. A test walks all foreign keys to people and accounts and
fails for one that no holder names, so that a new table is not forgotten here.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import IO, Any, ClassVar

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.db.models.fields.files import FieldFile
from django.template.loader import render_to_string
from django.utils import timezone

from core.models import SchoolSettings
from core.visibility import Visitor
from members.audit import log
from members.models import AuditEntry, Person, User

Row = dict[str, Any]
"""Russian names of the columns, as people read them, and what is written there."""


@dataclass(slots=True)
class Held:
    """What one holder has about one person."""

    rows: list[Row] = field(default_factory=list)
    files: list[FieldFile] = field(default_factory=list)


class Holder:
    """One kind of data about people. A room derives its own and registers it with `holds`."""

    title: ClassVar[str] = ""
    fields: ClassVar[tuple[str, ...]] = ()
    """The foreign keys to Person and User that this holder answers for: «app.Model.field»."""
    of_account: ClassVar[bool] = True
    """Goes with the account. False: goes with the person, whom a school keeps in the list of a class."""

    def export(self, person: Person) -> Held:
        """What `person` may take away, in words. Nothing about other people that the site does not show."""
        return Held()

    def erase(self, person: Person, *, keep_texts: bool) -> None:
        """Delete, or cut off from the person, what is held. Called again, it changes nothing.

        What a foreign key does by itself when the account is deleted needs no line here.
        """

    def needs_row(self, person: Person) -> bool:
        """Whether the nameless row of the person must stay, because the site leans on it."""
        return False


HOLDERS: dict[str, Holder] = {}


def holds(
    name: str, *, title: str, fields: tuple[str, ...] = (), of_account: bool = True
) -> Callable[[type[Holder]], type[Holder]]:
    """Register the decorated class under `name`, unique on the site; its place in the archive is `title`."""

    def register(kind: type[Holder]) -> type[Holder]:
        if name in HOLDERS and type(HOLDERS[name]).__qualname__ != kind.__qualname__:
            raise ValueError(f"Two holders are called {name}")
        kind.title, kind.fields, kind.of_account = title, fields, of_account
        HOLDERS[name] = kind()
        return kind

    return register


def account_of(person: Person) -> User | None:
    """The account of `person`, asked anew: a person may have none."""
    return User.objects.filter(person=person.pk).first()


def archive(person: Person) -> bytes:
    """All that the site holds about `person`, as one ZIP that is read without the site."""
    kept = io.BytesIO()
    write_archive(person, kept)
    return kept.getvalue()


def write_archive(person: Person, target: IO[bytes]) -> None:
    """Write the archive of `person` to `target`: index.html, data.json, and the person's files."""
    sections, data = [], {}
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, holder in HOLDERS.items():
            held = holder.export(person)
            names = [_pack(packed, name, number, file) for number, file in enumerate(held.files, start=1)]
            names = [one for one in names if one]
            if held.rows or names:
                sections.append({"title": holder.title, "rows": held.rows, "files": names})
                data[name] = {"title": holder.title, "rows": held.rows, "files": names}
        school = SchoolSettings.objects.first()
        context = {
            "name": str(person),
            "school": school.short_name if school else "",
            "made_at": timezone.localtime(),
            "sections": sections,
        }
        packed.writestr("index.html", render_to_string("members/archive.html", context))
        written = {"person": str(person), "made_at": timezone.now(), "held": data}
        packed.writestr(
            "data.json", json.dumps(written, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1, default=str)
        )


def _pack(packed: zipfile.ZipFile, folder: str, number: int, file: FieldFile) -> str:
    """Put one file in; return its name there, or nothing where the storage has lost it."""
    name = f"{folder}/{number:03}-{(file.name or '').rpartition('/')[2]}"
    try:
        with file.open("rb") as opened, packed.open(name, "w") as place:
            for chunk in opened.chunks():
                place.write(chunk)
    except FileNotFoundError:
        return ""
    return name


@transaction.atomic
def erase(
    person: Person, *, by: Visitor | None = None, keep_texts: bool = True, keep_person: bool = False
) -> None:
    """Erase what the site holds about `person`: the account and what goes with it, then the person.

    What they said to others stays under «участник, покинувший сообщество», or goes with `keep_texts=False`.
    Pages stay, their author is nameless. With `keep_person` (a pupil leaves the site, not the school) the
    person stays in the list of the class, without an account. Done twice, it changes nothing.
    """
    row = Person.objects.select_for_update(of=("self",)).filter(pk=person.pk).first()
    if row is None or row.erased_at is not None:
        return
    user = account_of(row)
    if keep_person and user is None:
        return
    # While they can still be named; the entry itself is made nameless below, with the others.
    log(by, "left" if user is not None and user == by else "erased", person=row)
    for holder in HOLDERS.values():
        if holder.of_account or not keep_person:
            holder.erase(row, keep_texts=keep_texts)
    if user is not None:
        AuditEntry.objects.filter(actor=user.pk).update(actor_name=f"учётная запись № {user.pk}")
        user.delete()
    if keep_person:
        return
    AuditEntry.objects.filter(person=row.pk).update(person_ref=f"человек № {row.pk}")
    if any(holder.needs_row(row) for holder in HOLDERS.values()):
        _make_nameless(row)
    else:
        row.delete()


def _make_nameless(person: Person) -> None:
    """Leave a row that says nothing of who it was."""
    person.last_name = person.first_name = person.patronymic = ""
    person.file_number = person.position = person.organisation = person.about = ""
    person.school_class = None
    person.shown_as = Person.ShownAs.FULL
    person.left_on = person.left_on or timezone.localdate()
    person.erased_at = timezone.now()
    person.save()
