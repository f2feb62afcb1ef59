from __future__ import annotations

from collections.abc import Callable

import pytest

from demo.factories import entry_year_of
from joining import codes
from joining.models import JoinCode, JoinRequest
from members.models import Person, SchoolClass, User


@pytest.fixture(autouse=True)
def _nobody_waits() -> None:
    """The demo school's own requests and codes are out of the way."""
    for asked in JoinRequest.objects.exclude(user=None).select_related("user"):
        asked.user.delete()
    JoinRequest.objects.all().delete()
    JoinCode.objects.all().delete()


@pytest.fixture
def class_5a() -> SchoolClass:
    return SchoolClass.objects.get(entry_year=entry_year_of(5), letter="А")


@pytest.fixture
def pupil(class_5a: SchoolClass) -> Person:
    """A child of 5 «А» without an account."""
    return Person.objects.get(last_name="Щербак", first_name="Глеб", school_class=class_5a)


@pytest.fixture
def issue() -> Callable[[Person, str], tuple[JoinCode, str]]:
    """`issue(child, "carers")` gives the row and the code as it is printed."""

    def give(child: Person, audience: str) -> tuple[JoinCode, str]:
        row = codes.ensure([child], User.objects.get(username="koordinator"))[child.pk, audience]
        return row, codes.pretty(codes.code_of(row))

    return give
