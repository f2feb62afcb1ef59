"""The corner of 5 «А» and who stands around it."""

from __future__ import annotations

import pytest

from classes.models import ClassCornerPage
from members.models import SchoolClass, User
from tests.personas import PUPIL


@pytest.fixture
def of_class() -> SchoolClass:
    """5 «А»."""
    return User.objects.get(username=PUPIL).person.school_class


@pytest.fixture
def corner(of_class: SchoolClass) -> ClassCornerPage:
    return ClassCornerPage.objects.get(school_class=of_class)
