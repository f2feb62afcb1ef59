"""Corners made and kept in step with their classes: name, doors, who looks after them, who may comment."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from classes import closing
from classes.models import ClassCornerPage, ClassesPage, TeacherCare
from discussions import policy
from members.assignments import in_force
from members.classes import equalise_classes
from members.models import Assignment, SchoolClass

COMMENTS = {**policy.MEMBERS, "colleagues": policy.Rule.NO}
"""In a corner the class speaks, and the words of pupils wait for the class teacher."""


@transaction.atomic
def create_corners() -> list[ClassCornerPage]:
    """Make a corner for every class that studies and has none; return the new ones. Safe to repeat."""
    section = ClassesPage.objects.first()
    if section is None:
        return []
    section = ClassesPage.objects.select_for_update(of=("self",)).get(pk=section.pk)  # one at a time
    without = SchoolClass.objects.filter(ended_on__isnull=True, corners__isnull=True)
    made = []
    for school_class in without.order_by("entry_year", "letter"):
        corner = ClassCornerPage(school_class=school_class)
        section.add_child(instance=corner)
        corner.save_revision().publish()
        equalise_corner(corner)
        made.append(corner)
    return made


@transaction.atomic
def equalise_corners() -> None:
    """Put every corner in step with its class. Safe to repeat."""
    for corner in closing.corners().select_related("school_class"):
        equalise_corner(corner)


def equalise_corner(corner: ClassCornerPage) -> None:
    """Name, doors, comments and care of one corner, as its class is today."""
    school_class = corner.school_class
    if corner.title != school_class.title:
        corner.save()  # takes the title from the class, and the search index with it
    closing.close(corner)
    policy.ensure_policy(corner, COMMENTS)
    _give_care(corner, school_class)


def _give_care(corner: ClassCornerPage, school_class: SchoolClass) -> None:
    """The class teacher looks after the corner, from the day of becoming one to the day of the last.

    What a coordinator assigned by hand stays: only the row that was made here ends here.
    """
    if ClassCornerPage.objects.filter(school_class=school_class, path__lt=corner.path).exists():
        return  # a copy: the first corner is the one
    head = school_class.class_teacher
    teacher = None if school_class.ended_on or head is None or head.left_on else head.pk
    row = TeacherCare.objects.filter(school_class=school_class).select_related("assignment").first()
    if row is not None:
        held = row.assignment
        ours = held.person_id == teacher and held.page_id == corner.pk
        if ours and in_force().filter(pk=held.pk).exists():
            return
        row.delete()
        _end(held)
    if teacher is not None:
        there = in_force().filter(person=teacher, page=corner.pk).first()
        assignment = there or Assignment.objects.create(person_id=teacher, page_id=corner.pk)
        TeacherCare.objects.create(school_class=school_class, assignment=assignment)


def _end(assignment: Assignment) -> None:
    """From today it is no more; one that began today leaves nothing."""
    today = timezone.localdate()
    if assignment.starts_on >= today:
        assignment.delete()
    elif assignment.ends_on is None or assignment.ends_on >= today:
        assignment.ends_on = today - timedelta(days=1)
        assignment.save()


# A receiver, connected in apps.py.


def class_saved(sender: type[Model], instance: SchoolClass, **kwargs: Any) -> None:
    """The class has another class teacher, another name, or has left school."""
    if kwargs.get("raw"):
        return
    if instance.group_id is None:
        equalise_classes([instance])  # this receiver may come before the one that makes the group
    for corner in closing.corners().filter(school_class=instance):
        corner.school_class = instance
        equalise_corner(corner)
