"""People, accounts, classes; who looks after what; the step of approval."""

from members.models.people import Person, SchoolClass, User  # isort: skip
from members.models.care import ApprovalRule, Assignment, CareGroup  # isort: skip
from members.models.task import CaretakerTask  # isort: skip (asks for the ones above)

__all__ = [
    "ApprovalRule",
    "Assignment",
    "CareGroup",
    "CaretakerTask",
    "Person",
    "SchoolClass",
    "User",
]
