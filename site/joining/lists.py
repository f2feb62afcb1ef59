"""Loading a class list: read and kept, planned for the preview, and done exactly as it was shown.

The plan is made twice, for the preview and within the transaction that applies it; if the school changed
between the two, nothing is done and the new plan is shown.
"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from modelsearch.backends import get_search_backends
from modelsearch.index import get_indexed_models

from core.grades import first_of_september
from core.text import plural
from joining.models import ListUpload
from joining.plans import AGAIN, CHANGED, MOVED, NEW, OUTCOMES, SAME, WRONG, Plan, Planner, class_key
from joining.sheet import SheetRow, read_sheet
from members.assignments import is_coordinator
from members.audit import log
from members.classes import equalise_classes, led_by
from members.models import Person, SchoolClass, User


class ChangedMeanwhile(Exception):  # noqa: N818 (nothing went wrong)
    """What was shown is not what would be done now."""


def may_import(user: Any) -> bool:
    """Coordinators; class teachers their own class."""
    return is_coordinator(user) or led_by(user).exists()


def take_list(content: bytes, name: str, by: User) -> ListUpload:
    """Read a file and keep its rows for the confirmation. Raises core.tables.TableError."""
    sheet = read_sheet(content)
    rows = [row.stored() for row in sheet.rows]
    return ListUpload.objects.create(by=by, name=name[:200], rows=rows, notes=sheet.notes)


def plan_of(upload: ListUpload, by: User) -> Plan:
    """What the rows of `upload` mean today, in five queries whatever their number."""
    rows = [SheetRow(**row) for row in upload.rows]
    return Planner(by).plan(rows)


@transaction.atomic
def apply(upload: ListUpload, by: User, *, fingerprint: str) -> dict[str, int]:
    """Do what the preview showed, and say how much that was; an upload that is applied stays applied.

    Raises ChangedMeanwhile if the school is no longer as it was shown, PermissionDenied for another's list.
    """
    upload = ListUpload.objects.select_for_update().get(pk=upload.pk)
    if upload.by_id != by.pk:
        raise PermissionDenied
    if upload.applied_at is not None:
        return dict(upload.result)
    list(SchoolClass.objects.select_for_update().values("pk"))  # two lists at once take turns
    plan = plan_of(upload, by)
    if plan.fingerprint != fingerprint:
        raise ChangedMeanwhile
    _do(plan)
    counts = plan.counts
    upload.applied_at, upload.result, upload.rows = timezone.now(), counts, []
    upload.save()
    told = [f"{OUTCOMES[outcome]}: {number}" for outcome, number in counts.items() if number]
    log(by, "people.imported", details=f"{upload.name}: " + ", ".join(told))
    return counts


def _do(plan: Plan) -> None:
    today = timezone.localdate()
    first_of = first_of_september(today)
    for grade, letter in plan.new_classes:
        SchoolClass.objects.create(entry_year=first_of.year - grade + 1, letter=letter)
    classes = {class_key(one, today): one for one in SchoolClass.objects.filter(ended_on__isnull=True)}
    made = Person.objects.bulk_create(
        Person(
            kind=Person.Kind.PUPIL,
            last_name=step.row.last_name,
            first_name=step.row.first_name,
            patronymic=step.row.patronymic,
            file_number=step.row.file_number,
            school_class=classes[step.row.grade, step.row.letter],
        )
        for step in plan.steps
        if step.outcome == NEW
    )
    touched = {step.person: step for step in plan.steps if step.outcome in {MOVED, CHANGED}}
    changed = list(Person.objects.filter(pk__in=list(touched)))
    moved_from = set()
    for person in changed:
        step = touched[person.pk]
        for name, value in step.fields.items():
            setattr(person, name, value)
        if step.outcome == MOVED:
            moved_from.add(person.school_class_id)
            person.school_class = classes[step.row.grade, step.row.letter]
    Person.objects.bulk_update(
        changed, ["last_name", "first_name", "patronymic", "file_number", "school_class"], batch_size=100
    )
    if moved_from:
        moved_to = {one.school_class_id for one in changed}
        both = [pk for pk in moved_from | moved_to if pk is not None]
        equalise_classes(SchoolClass.objects.select_related("group").filter(pk__in=both))
    people = [*made, *changed]
    # Thousands of new words take seconds: nobody else's writing waits for that.
    transaction.on_commit(lambda: _index(people), robust=True)


def _index(people: list[Person]) -> None:
    """Bulk writing sends no signals: the search index is told here, all at once."""
    if people and Person in get_indexed_models():
        for backend in get_search_backends(with_auto_update=True):
            backend.add_bulk(Person, people)


def summary(counts: dict[str, int]) -> str:
    """«Добавлено 25 учеников, 2 перешли в другой класс…» for the message."""
    said = []
    new, moved, changed = counts.get(NEW, 0), counts.get(MOVED, 0), counts.get(CHANGED, 0)
    if new:
        said.append(f"добавлено {new} {plural(new, 'ученик,ученика,учеников')}")
    if moved:
        said.append(f"переведено {moved}")
    if changed:
        said.append(f"дополнено {changed}")
    same = counts.get(SAME, 0) + counts.get(AGAIN, 0)
    if same:
        said.append(f"уже есть {same}")
    if counts.get(WRONG):
        said.append(f"пропущено с ошибками {counts[WRONG]}")
    return "Список загружен: " + ", ".join(said) + "."
