"""What the site does by itself in this room: publishing at a set time, stuck letters, old rows."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any

from django.apps import apps
from django.core.cache import caches
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from wagtail.models import DraftStateMixin, Page, Revision

from core.cache import SharedFileCache
from notices import delivery
from notices.models import Mail, Notice
from notices.ticks import tick

KEPT = timedelta(days=180)
UNREAD_KEPT = timedelta(days=365)
PRIVATE_KEPT = timedelta(days=3)  # as long as the links in them work
MOST_PAGES = 100
MOST_ROWS = 5000
log = logging.getLogger(__name__)


@tick("publish_scheduled", title="публикация в назначенное время")
def publish_scheduled() -> None:
    """Take off what has expired and publish what is due, as Wagtail's command of that name does.

    Unlike it, one page that cannot be published does not keep back those after it.
    """
    now = timezone.now()
    kinds = [Page] + [
        kind for kind in apps.get_models() if issubclass(kind, DraftStateMixin) and not issubclass(kind, Page)
    ]
    failed = []
    for kind in kinds:
        expired = kind.objects.filter(live=True, expire_at__lt=now).order_by("expire_at")[:MOST_PAGES]
        failed += _each(
            expired, lambda item: item.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
        )
    due = Revision.objects.filter(approved_go_live_at__lt=now).order_by("approved_go_live_at")[:MOST_PAGES]
    failed += _each(due, lambda revision: revision.publish(log_action="wagtail.publish.scheduled"))
    if failed:
        raise RuntimeError(f"Не удалось опубликовать или снять: {'; '.join(failed)}")


def _each(items: Iterable[Any], act: Callable[[Any], object]) -> list[str]:
    """Call `act` on each of `items`, each in its transaction; return what failed, by name."""
    failed = []
    for item in list(items):
        try:
            with transaction.atomic():
                act(item)
        except Exception:
            log.exception("At its set time, %r", item)
            failed.append(f"{item} (№ {item.pk})")
    return failed


@tick("sweep_mail", title="письма, отправка которых прервалась")
def sweep_mail() -> None:
    delivery.sweep()


@tick("sweep_cache", every=timedelta(hours=1), title="очистка общей памяти процессов")
def sweep_cache() -> None:
    """Delete from the cache in files what has run out; another cache does that by itself."""
    cache = caches["default"]
    if isinstance(cache, SharedFileCache):
        cache.sweep()


@tick("forget_old", every=timedelta(hours=6), title="удаление старых уведомлений и писем")
def forget_old() -> None:
    """Delete notices read, and letters sent, half a year ago; what nobody read or took, after a year; ways
    into accounts at once they are of no use. What is left over, the next time."""
    now = timezone.now()
    _delete(Notice.objects.filter(read_at__lt=now - KEPT))
    _delete(Notice.objects.filter(read_at=None, created_at__lt=now - UNREAD_KEPT))
    _delete(Mail.objects.filter(state=Mail.State.SENT, sent_at__lt=now - KEPT))
    _delete(Mail.objects.filter(state=Mail.State.FAILED, created_at__lt=now - UNREAD_KEPT))
    _delete(Mail.objects.filter(is_private=True, state=Mail.State.SENT, sent_at__lt=now - PRIVATE_KEPT))


def _delete(rows: QuerySet[Any]) -> None:
    rows.model.objects.filter(pk__in=list(rows.values_list("pk", flat=True)[:MOST_ROWS])).delete()
