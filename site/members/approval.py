"""What a member wrote goes to readers at once or waits for who looks after the place."""

from __future__ import annotations

from enum import Enum

from django.db import transaction

from core.models import BasePage
from members.models import User


class Outcome(Enum):
    """What became of a page that was sent."""

    PUBLISHED = "published"
    WAITING = "waiting"


@transaction.atomic
def send_page(page: BasePage, author: User) -> Outcome:
    """Send the latest draft of `page`, stored and owned by `author`, to readers or to approval."""
    page.save_revision(user=author)
    return Outcome.WAITING
