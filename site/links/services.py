"""Keeping the links of published pages, and what becomes of them when somebody speaks of one."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from wagtail.models import Page, Site

from core.addresses import host_of
from core.models import BasePage
from links import rules
from links.checker import Result
from links.models import Link, LinkCheck, LinkUse, ReadPage

logger = logging.getLogger(__name__)
CHECKS_KEPT = 30
PAGES_AT_ONCE = 200
FORGOTTEN_AFTER = timedelta(days=90)


def on_published(sender: Any, instance: Any, **kwargs: Any) -> None:
    """A page was published: its links are those of what readers see now."""
    if isinstance(instance, BasePage):
        _read_or_log(instance)


def on_unpublished(sender: Any, instance: Any, **kwargs: Any) -> None:
    """A page was put away: nobody follows its links. A deleted page takes its rows with it."""
    forget_page(instance)


@transaction.atomic
def read_page(page: BasePage) -> None:
    """Write down which links the published `page` has now."""
    ours = _own_hosts()
    wanted = {address for address in page.outgoing_links() if urlsplit(address).hostname not in ours}
    there = dict(LinkUse.objects.filter(page_id=page.pk).values_list("link__address", "pk"))
    LinkUse.objects.filter(pk__in=[pk for address, pk in there.items() if address not in wanted]).delete()
    new = sorted(wanted - there.keys())
    if new:
        Link.objects.bulk_create(
            [Link(address=address, host=host_of(address)) for address in new], ignore_conflicts=True
        )
        links = Link.objects.filter(address__in=new)
        LinkUse.objects.bulk_create(
            [LinkUse(link=link, page_id=page.pk) for link in links], ignore_conflicts=True
        )
    _mark_read(page)


def _mark_read(page: Page) -> None:
    ReadPage.objects.update_or_create(page_id=page.pk, defaults={"published_at": page.last_published_at})


def _read_or_log(page: Any) -> None:
    """A page that cannot be taken apart (a block of long ago) is published all the same."""
    try:
        if isinstance(page, BasePage):
            read_page(page)
        else:
            _mark_read(page)
    except Exception:
        logger.exception("The links of page %s could not be read", page.pk)
        _mark_read(page)


@transaction.atomic
def forget_page(page: Page) -> None:
    """Nothing of `page` is followed any longer."""
    LinkUse.objects.filter(page_id=page.pk).delete()
    ReadPage.objects.filter(page_id=page.pk).delete()


def read_missed_pages(limit: int = PAGES_AT_ONCE) -> int:
    """Read pages that were published without a signal (an import, a copy, an update); return how many.

    Also lets go of pages that are no longer published and of links that nobody has used for long.
    """
    LinkUse.objects.filter(page__live=False).delete()
    ReadPage.objects.filter(page__live=False).delete()
    unread = ~Q(pk__in=ReadPage.objects.values("page"))
    changed = ReadPage.objects.exclude(published_at=F("page__last_published_at")).exclude(
        # To SQL two unknown moments are not the same: such a page would be read again for ever.
        published_at=None,
        page__last_published_at=None,
    )
    missed = unread | Q(pk__in=changed.values("page"))
    pages = list(Page.objects.live().filter(missed, depth__gte=2).order_by("pk").specific()[:limit])
    for page in pages:
        _read_or_log(page)
    forgotten = Link.objects.filter(next_check_at__lt=timezone.now() - FORGOTTEN_AFTER)
    forgotten.exclude(pk__in=LinkUse.objects.values("link")).delete()
    return len(pages)


def _own_hosts() -> set[str]:
    """The names of this site: links to itself are its own matter."""
    hosts = {site.hostname for site in Site.objects.all()}
    return hosts | {urlsplit(settings.WAGTAILADMIN_BASE_URL).hostname or "localhost"}


@transaction.atomic
def record(link_id: int, result: Result) -> None:
    """Store what a check met, and keep no more than the latest of a link's checks."""
    link = Link.objects.select_for_update().filter(pk=link_id).first()
    if link is None:  # its last page was deleted meanwhile
        return
    now = timezone.now()
    rules.apply(link, result, now)
    link.save()
    LinkCheck.objects.create(
        link=link,
        checked_at=now,
        reason=result.reason,
        status=result.status,
        landed_at=result.landed_at,
        took_ms=result.took_ms,
    )
    shorten_history(link)
    if result.retry_after:
        until = now + timedelta(seconds=result.retry_after)
        Link.objects.filter(host=link.host, next_check_at__lt=until).update(next_check_at=until)


def shorten_history(link: Link) -> None:
    """Delete all but the latest checks of `link`."""
    kept = link.checks.order_by("-checked_at", "-pk").values_list("pk", flat=True)[:CHECKS_KEPT]
    link.checks.exclude(pk__in=list(kept)).delete()
