"""House rules as system checks: `manage.py check` teaches the rule to whoever breaks it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.template.loader import TemplateDoesNotExist, get_template
from wagtail.compat import HTTPMethod
from wagtail.models import get_page_models

_CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)


@register()
def page_types_follow_the_house(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Every page type of ours: base, tree rules, Russian names, description, template, methods."""
    from core.models import BasePage

    errors: list[CheckMessage] = []
    for model in get_page_models():
        if model.__module__.startswith("wagtail."):
            continue

        def report(number: int, message: str, hint: str, model: Any = model) -> None:
            errors.append(Error(message, hint=hint, obj=model, id=f"core.E{number:03}"))

        if not issubclass(model, BasePage):
            report(1, "The page type does not stand on core.BasePage.", "Inherit ContentPage or ListingPage.")
            continue
        for rule in ("parent_page_types", "subpage_types"):
            if rule not in model.__dict__:
                report(2, f"The page type does not name its {rule}.", f"Set {rule}, [] for none.")
        if not _CYRILLIC.search(str(model._meta.verbose_name)):
            report(3, "The page type has no Russian verbose_name.", "Set Meta.verbose_name.")
        if not _CYRILLIC.search(str(model.__dict__.get("page_description", ""))):
            report(4, "The page type has no Russian page_description.", "Tell an editor when to use it.")
        if HTTPMethod.PUT in model.allowed_http_methods:
            report(5, "The page type answers PUT.", "Set allowed_http_methods.")
        try:
            get_template(model.template)
        except TemplateDoesNotExist:
            report(6, f"There is no template {model.template}.", "Add it to templates/.")
    return errors


@register()
def source_root_is_no_package(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """`site/__init__.py` would hide the standard library's `site` (docs/decisions/0001)."""
    root = Path(settings.STATICFILES_DIRS[0]).parent
    if (root / "__init__.py").exists():
        return [Error("site/ has an __init__.py.", hint="Delete it: site/ is a source root.", id="core.E010")]
    return []
