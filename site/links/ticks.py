"""What the worker does for links by itself."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings

from links import letters, reports, rounds, services
from notices.ticks import MINUTE, tick


@tick("check_links", every=MINUTE, title="проверка ссылок")
def check_links() -> None:
    """Ask a few links how they are, where the installation may."""
    if settings.LINK_CHECKS:
        rounds.run_round()


@tick("read_links", every=timedelta(minutes=10), title="чтение ссылок со страниц")
def read_links() -> None:
    """Catch up with pages whose publication nobody told of; drop old reports."""
    services.read_missed_pages()
    reports.forget_old_reports()


@tick("tell_dead_links", every=timedelta(days=7), title="письма о неработающих ссылках")
def tell_dead_links() -> None:
    """Tell who looks after them of links that have died since the last time."""
    letters.tell_dead_links()
