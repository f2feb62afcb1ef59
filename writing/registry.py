"""Which forms are whose: the first step and the second of every kind of page."""

from __future__ import annotations

from typing import Any

from writing.details_forms import (
    AnnouncementDetailsForm,
    DetailsForm,
    MaterialDetailsForm,
    PostDetailsForm,
    SiteDetailsForm,
)
from writing.event_forms import ClassEventTextForm, EventDetailsForm, EventTextForm, ProposedEventDetailsForm
from writing.forms import ClassTextForm, MaterialTextForm, PlacedTextForm, SiteForm, TextForm
from writing.kinds import ANNOUNCEMENT, CLASS_EVENT, EVENT, MATERIAL, POST, SITE, Kind
from writing.step_form import StepForm

FORMS: dict[Kind, tuple[type[StepForm], type[DetailsForm]]] = {
    ANNOUNCEMENT: (ClassTextForm, AnnouncementDetailsForm),
    CLASS_EVENT: (ClassEventTextForm, EventDetailsForm),
    POST: (TextForm, PostDetailsForm),
    MATERIAL: (MaterialTextForm, MaterialDetailsForm),
    SITE: (SiteForm, SiteDetailsForm),
    EVENT: (EventTextForm, ProposedEventDetailsForm),
}


def text_form(kind: Kind, *args: Any, **kwargs: Any) -> StepForm:
    """The form of the first step for a page of `kind`."""
    form, _ = FORMS[kind]
    if not issubclass(form, PlacedTextForm):
        kwargs.pop("places", None)
    return form(*args, **kwargs)


def details_form(kind: Kind, *args: Any, **kwargs: Any) -> DetailsForm:
    """The form of the second step for a page of `kind`."""
    _, form = FORMS[kind]
    return form(*args, **kwargs)
