"""The settings of link checks, looked at before the site starts."""

from __future__ import annotations

import ssl
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

MOST_PER_MINUTE = 10


@register()
def link_settings(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """A readable file of authorities, a gentle pace, and no way into this machine."""
    found: list[CheckMessage] = []
    if settings.LINK_CHECKS_CA_FILE:
        try:
            ssl.create_default_context().load_verify_locations(cafile=settings.LINK_CHECKS_CA_FILE)
        except OSError as error:  # an ssl.SSLError is one too
            found.append(
                Error(
                    f"LINK_CHECKS_CA_FILE: не получается прочитать сертификаты ({error}).",
                    hint="Нужен путь к файлу с сертификатами в виде PEM (docs/running/links.md).",
                    id="links.E001",
                )
            )
    if not 1 <= settings.LINK_CHECKS_PER_MINUTE <= MOST_PER_MINUTE:
        found.append(
            Error(
                f"LINK_CHECKS_PER_MINUTE – от 1 до {MOST_PER_MINUTE}.",
                hint="Больше за минуту не успеть, если сайты отвечают медленно.",
                id="links.E002",
            )
        )
    if settings.LINK_CHECKS_LOOPBACK_PORTS:
        found.append(
            Error(
                "LINK_CHECKS_LOOPBACK_PORTS opens this machine to whoever writes a link.",
                hint="Tests set it while they run; settings never do.",
                id="links.E003",
            )
        )
    return found
