"""The choice of a page's type: in the order of its section, with a sign and a reason for each."""

from __future__ import annotations

from dataclasses import dataclass

from django.apps import apps
from wagtail.models import Page


@dataclass(frozen=True, slots=True)
class Choice:
    """One type: where its form is, what it is called, when to take it; `icon` is one of the site's."""

    app_label: str
    model_name: str
    label: str
    when: str
    icon: str


def choices(page_types: list[tuple[str, str, str, str]], parent: Page) -> list[Choice]:
    """What Wagtail offers below `parent`: it has asked already what may stand there."""
    order = {model: place for place, model in enumerate(type(parent).allowed_subpage_models())}
    found = []
    for label, app_label, model_name, when in page_types:
        model = apps.get_model(app_label, model_name)
        found.append((order.get(model, 0), Choice(app_label, model_name, label, when, model.icon)))
    return [choice for _, choice in sorted(found, key=lambda pair: pair[0])]
