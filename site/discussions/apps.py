from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_save


class DiscussionsConfig(AppConfig):
    """Comments on anything."""

    name = "discussions"
    verbose_name = "Обсуждения"

    def ready(self) -> None:
        """Disarm the library's handler before it is connected: this app stands before it in INSTALLED_APPS.

        It publishes every reply, those waiting for a moderator too, when their parent is saved
        (docs/decisions/0003).
        """
        from django_comments_xtd import models  # noqa: PLC0415 (models load before ready)

        models.publish_or_unpublish_on_pre_save = leave_replies_alone

        from discussions import services  # noqa: PLC0415
        from members.naming import PAGE_OF_COMMENT  # noqa: PLC0415

        PAGE_OF_COMMENT.append(services.page_of_published)
        post_save.connect(comment_saved, sender="discussions.Comment")


def leave_replies_alone(sender: object, **kwargs: object) -> None:
    """Saving a comment changes that comment alone."""


def comment_saved(sender: object, instance: Any, **kwargs: Any) -> None:
    """Whatever stored a new comment, the children whom it names are written down."""
    from members import naming  # noqa: PLC0415 (models load before it)

    if kwargs.get("created") and not kwargs.get("raw"):
        naming.comment_stored(instance.pk, instance.comment, instance.user)
