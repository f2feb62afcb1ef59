"""Who writes, and the corner of the class that the teacher leads."""

from __future__ import annotations

import pytest

from classes.models import ClassCornerPage
from tests.personas import PUPIL, TEACHER


@pytest.fixture
def teacher(sign_in):
    return sign_in(TEACHER)


@pytest.fixture
def corner():
    """Of 5 «А», which the teacher leads."""
    return ClassCornerPage.objects.get(school_class__group__user__username=PUPIL)
