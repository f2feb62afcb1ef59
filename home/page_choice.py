"""The choice of a page's type: in the order of its section, with a sign and a reason for each."""

from __future__ import annotations

from dataclasses import dataclass

from django.apps import apps
from wagtail.models import Page

ICONS = {
    "blog.PostPage": "message-square",
    "classes.ClassCornerPage": "house",
    "events.EventPage": "calendar-days",
    "home.PlainPage": "file-text",
    "reading.ReadingListPage": "book-open",
    "resources.AnnouncementPage": "megaphone",
    "resources.InstructionPage": "life-buoy",
    "resources.ParentArticlePage": "users",
    "resources.RegulationPage": "landmark",
    "resources.SiteCardPage": "globe",
    "resources.TimetablePage": "clock",
    "subjects.ExercisePage": "play",
    "subjects.MaterialPage": "paperclip",
    "subjects.SubjectPage": "graduation-cap",
    "achievements.HonourBoardPage": "award",
}


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
        icon = getattr(model, "icon", "") or ICONS.get(model._meta.label, "file-text")
        found.append((order.get(model, 0), Choice(app_label, model_name, label, when, icon)))
    return [choice for _, choice in sorted(found, key=lambda pair: pair[0])]
