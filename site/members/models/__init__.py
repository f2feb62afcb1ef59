"""People, accounts, classes, carers; consents; legal texts; the audit log; who looks after what."""

from members.models.people import CarerLink, Person, SchoolClass, User  # isort: skip
from members.models.care import ApprovalRule, Assignment, CareGroup  # isort: skip
from members.models.audit import AuditEntry  # isort: skip
from members.models.consent import Consent, NameUse, PicturePerson, Place, Purpose  # isort: skip
from members.models.task import CaretakerTask  # isort: skip (asks for the ones above)
from members.models.accounts import OneTimePassword
from members.models.settings import CommunitySettings
from members.models.texts import Acceptance, LegalText

__all__ = [
    "Acceptance",
    "ApprovalRule",
    "Assignment",
    "AuditEntry",
    "CareGroup",
    "CarerLink",
    "CaretakerTask",
    "CommunitySettings",
    "Consent",
    "LegalText",
    "NameUse",
    "OneTimePassword",
    "Person",
    "PicturePerson",
    "Place",
    "Purpose",
    "SchoolClass",
    "User",
]
