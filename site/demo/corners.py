"""The corners of the demo school: one for every class, two of them lived in."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import Group
from django.utils import timezone

from classes.models import ClassCornerPage, SchoolYear
from classes.services import create_corners
from demo import factories as make
from demo.content.corners import CORNERS
from resources.models import AnnouncementFile
from subjects.models import MaterialFile

if TYPE_CHECKING:
    from demo.school import DemoSchool


def put_corners(school: DemoSchool) -> None:
    """Make corners for all classes, and what two of them hold, as a step of `school`."""
    create_corners()
    SchoolYear.objects.get_or_create(year=make.entry_year_of(1))
    for (grade, letter), content in CORNERS.items():
        corner = ClassCornerPage.objects.get(school_class=school._class(grade, letter))
        if not corner.summary:
            corner.summary = content["summary"]
            corner.body = make.story(content["body"])
            corner.save_revision().publish()
        for item in content["announcements"]:
            _announcement(school, corner, item)
        for item in content["events"]:
            _event(school, corner, item)
        for item in content["materials"]:
            _material(school, corner, item)


def _announcement(school: DemoSchool, corner: ClassCornerPage, item: dict[str, Any]) -> None:
    until = item.get("until_days")
    school._put(
        make.AnnouncementPageFactory,
        corner,
        item["title"],
        live=not item.get("draft"),
        owner=corner.school_class.class_teacher.account,
        ends_on=None if until is None else school._day(until),
        is_pinned=item.get("pinned", False),
        how_to_use=item["how_to_use"],
        audience=list(Group.objects.filter(name=item.get("audience", ""))),
        picture=lambda: school._picture(item),
        attachments=lambda: [
            AnnouncementFile(document=school._document(title, item["body"]), title="Для печати")
            for title in [item.get("file")]
            if title
        ],
        **school._common(item),
    )


def _event(school: DemoSchool, corner: ClassCornerPage, item: dict[str, Any]) -> None:
    begins = datetime.combine(school._day(item["start_days"]), time.fromisoformat(item["start_time"]))
    starts_at = timezone.make_aware(begins)
    school._put(
        make.EventPageFactory,
        corner,
        item["title"],
        kind=item["kind"],
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=item["hours"]),
        place=item["place"],
        organiser=item["organiser"],
        **school._common(item),
    )


def _material(school: DemoSchool, corner: ClassCornerPage, item: dict[str, Any]) -> None:
    school._put(
        make.MaterialPageFactory,
        corner,
        item["title"],
        kind=item["kind"],
        topic=item["topic"],
        how_to_use=item["how_to_use"],
        author=school.people[item["author"]],
        attachments=lambda: [
            MaterialFile(document=school._document(title, item["body"]), title="Для печати")
            for title in [item.get("file")]
            if title
        ],
        **school._common(item),
    )
