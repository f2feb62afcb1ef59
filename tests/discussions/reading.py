"""What a moderator has before the eyes when deciding."""

from __future__ import annotations

from discussions.models import Comment


def read(comment: Comment) -> str:
    """The stamp that the forms about `comment` carry when they are drawn now."""
    stored = Comment.objects.get(pk=comment.pk)
    return stored.stamp(stored.open_reports())
