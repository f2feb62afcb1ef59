"""House rules as system checks: `manage.py check` teaches the rule to whoever breaks it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.template.loader import TemplateDoesNotExist, get_template
from wagtail.compat import HTTPMethod
from wagtail.models import Page, get_page_models

from core.models import BasePage

_CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)


@register()
def page_types_follow_the_house(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Every page type of ours: base, tree rules, Russian names, description, template, methods."""
    ours = [model for model in get_page_models() if not model.__module__.startswith("wagtail.")]
    return [message for model in ours for message in _faults(model)]


def _faults(model: type[Page]) -> Iterator[CheckMessage]:
    def fault(number: int, message: str, hint: str) -> CheckMessage:
        return Error(message, hint=hint, obj=model, id=f"core.E{number:03}")

    if not issubclass(model, BasePage):
        yield fault(
            1, "The page type does not stand on core.BasePage.", "Inherit ContentPage or ListingPage."
        )
        return
    for rule in ("parent_page_types", "subpage_types"):
        if rule not in model.__dict__:
            yield fault(2, f"The page type does not name its {rule}.", f"Set {rule}, [] for none.")
    if not _CYRILLIC.search(str(model._meta.verbose_name)):
        yield fault(3, "The page type has no Russian verbose_name.", "Set Meta.verbose_name.")
    if not _CYRILLIC.search(str(model.__dict__.get("page_description", ""))):
        yield fault(4, "The page type has no Russian page_description.", "Tell an editor when to use it.")
    if HTTPMethod.PUT in model.allowed_http_methods:
        yield fault(5, "The page type answers PUT.", "Set allowed_http_methods.")
    try:
        get_template(model.template)
    except TemplateDoesNotExist:
        yield fault(6, f"There is no template {model.template}.", "Add it to templates/.")


@register()
def source_root_is_no_package(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """`site/__init__.py` would hide the standard library's `site` (docs/decisions/0001)."""
    root = Path(settings.STATICFILES_DIRS[0]).parent
    if (root / "__init__.py").exists():
        return [Error("site/ has an __init__.py.", hint="Delete it: site/ is a source root.", id="core.E010")]
    return []
