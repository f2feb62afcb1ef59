"""Comments: django-comments-xtd's rows, in a table of the project's own."""

from __future__ import annotations

from django.db import models
from django_comments_xtd.models import XtdComment


class Comment(XtdComment):
    """What somebody wrote under a page or a record; up to three deep."""

    # Named, because the default accessor would hide XtdComment's own field `comment`.
    row = models.OneToOneField(
        XtdComment, models.CASCADE, parent_link=True, primary_key=True, related_name="own_comment"
    )

    class Meta:
        verbose_name = "комментарий"
        verbose_name_plural = "комментарии"
