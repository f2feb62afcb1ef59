"""The demo school's conversations, from their short notation to rows."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from wagtail.models import Page

from core.models import BasePage
from demo.content.comments import THREADS, Remark
from demo.content.corners import THREADS as CORNER_THREADS
from demo.factories import CommentFactory
from demo.people import PEOPLE
from discussions.models import Comment, CommentReport
from discussions.policy import find_target
from members.models import User

_LOGINS = {one.key: one.login for one in PEOPLE if one.login}


def put_conversations() -> None:
    """Make the conversations of pages that have none yet; the same run makes the same."""
    users = {user.username: user for user in User.objects.select_related("person")}
    accounts = {key: users[login] for key, login in _LOGINS.items()}
    for title, remarks in (THREADS | CORNER_THREADS).items():
        found = Page.objects.live().filter(title=title).first()
        target = find_target(found.pk) if found else None
        if target is not None and not Comment.objects.under(target).exists():
            for remark in remarks:
                _put(target, remark, accounts)


def _put(target: BasePage, remark: Remark, accounts: dict[str, User], parent: Comment | None = None) -> None:
    written = _by_day(timezone.now() - timedelta(hours=remark["hours"]))
    state = remark.get("state", "published")
    fields: dict[str, Any] = {}
    if state == "hidden":
        fields = {"reason": remark["reason"], "decided_by": accounts["sokolova"],
                  "decided_at": written + timedelta(hours=1)}  # fmt: skip
    if state == "deleted":
        fields = {"deleted_at": timezone.now()}
    comment: Comment = CommentFactory.create(
        target=target,
        parent=parent,
        user=accounts[remark["author"]],
        comment=remark["text"],
        submit_date=written,
        state=state,
        **fields,
    )
    if "report" in remark:
        told = remark["report"]
        CommentReport.objects.create(
            comment=comment,
            reporter=accounts[told["by"]],
            kind=told["kind"],
            text=told["text"],
            created_at=written + timedelta(hours=2),
        )
    for reply in remark.get("replies", []):
        _put(target, reply, accounts, comment)


def _by_day(moment: datetime) -> datetime:
    """The same day between eight and twenty, in the same order: nobody of the demo school writes at night."""
    local = timezone.localtime(moment)
    if local.date() == timezone.localdate():
        return moment
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight + timedelta(hours=8) + (local - midnight) / 2
