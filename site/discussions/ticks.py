"""What happens to comments by itself."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from discussions.models import Comment
from members.name_checks import in_parts
from members.naming import write_down_comment
from notices.ticks import tick

KEPT_FOR = timedelta(days=30)
AT_ONCE = 500


@tick("forget_deleted_comments", every=timedelta(hours=6), title="стирание удалённых комментариев")
def forget_deleted() -> None:
    """Erase the words of comments that their authors deleted a month ago, unless a report of them is open.

    Until then a moderator can read them: what hurt somebody must not vanish at a click.
    """
    old = Comment.objects.filter(state=Comment.State.DELETED, deleted_at__lt=timezone.now() - KEPT_FOR)
    unneeded = old.exclude(comment="").exclude(pk__in=Comment.objects.reported().values("pk"))
    for comment in unneeded.order_by("pk")[:AT_ONCE]:
        comment.comment = ""
        comment.save()


@tick("names_in_old_comments", every=timedelta(minutes=10), title="имена новых учеников в комментариях")
def reread_comments() -> None:
    """Part by part, when the class lists have changed."""
    in_parts("comments", _reread_some)


def _reread_some(done: int) -> int | None:
    comments = Comment.objects.exclude(comment="").filter(pk__gt=done).order_by("pk")
    read = list(comments.values_list("pk", "comment")[:AT_ONCE])
    for pk, text in read:
        write_down_comment(pk, text)
    return read[-1][0] if read else None
