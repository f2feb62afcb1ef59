"""A child's name in the words of a picture or a document: title, description, the file's own name.

A page is compared with the class lists when it is published; these words change later, without the page.
The form asks for a consent or a reason, as the page's does. Whatever way they were stored, the names are
written down for every page that shows the file, so a page with a name that nothing lets stand is hidden.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib.auth.models import AnonymousUser
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Model
from wagtail.models import Page, ReferenceIndex

from core.forms import name_reason_field
from core.models import BasePage, SiteDocument, SitePicture
from core.typed_text import words_of_file
from core.upload_forms import DocumentForm
from members import audit
from members.models import NameUse, Person, Place
from members.name_checks import words_for
from members.names import Named, find_named
from members.naming import Missing, let_through, missing_of, write_down

WORDS = {"title", "description", "credit", "file"}


class AsksWhyForm(forms.BaseForm):
    """Of a picture or a document that stands on the site: a new name waits for a consent or a reason."""

    instance: Any
    _errors: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.user = kwargs.get("user")  # wagtail's own form keeps it not
        super().__init__(*args, **kwargs)
        self._missing: list[tuple[BasePage | None, Missing]] = []
        if self.instance.pk:
            self.fields["name_reason"] = name_reason_field(widget=forms.HiddenInput)

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]
        if not self.instance.pk or self._errors:
            return
        named = _named_in(self.instance)
        if not named:
            return
        places = [*_pages_with(self.instance), *([None] if _records_with(self.instance) else [])]
        self._missing = [(page, one) for page in places for one in missing_of(named, page)]
        if self._missing:
            self.fields["name_reason"].widget = forms.Textarea({"rows": 3})
            if not self.cleaned_data.get("name_reason", "").strip():
                widest = {
                    one.person.pk: one
                    for _, one in sorted(self._missing, key=lambda found: list(Place).index(found[1].place))
                }
                self.add_error("name_reason", words_for(list(widest.values()), self.user or AnonymousUser()))

    def _save_m2m(self) -> None:
        super()._save_m2m()  # type: ignore[misc]
        reason = self.cleaned_data.get("name_reason", "").strip()
        with transaction.atomic():
            for page, one in self._missing:
                if page is not None:
                    let_through(page, [one.person], reason, self.user)
                else:
                    _log(self.instance, one.person, reason, self.user)


class NamedDocumentForm(AsksWhyForm, DocumentForm):
    """A document whose content is what its name says, and whose words name no child unasked."""


def file_saved(sender: type[Model], instance: Model, **kwargs: Any) -> None:
    """The words of a file were stored: the pages that show it are hidden for new names in them."""
    changed = kwargs.get("update_fields")
    if kwargs.get("raw") or kwargs.get("created") or (changed is not None and not WORDS & set(changed)):
        return
    if not isinstance(instance, SitePicture | SiteDocument):
        return
    names = bool(_named_in(instance))
    for page in _pages_with(instance):
        if names or NameUse.objects.filter(page=page.pk, reason="").exists():
            write_down(page)


def _named_in(file: SitePicture | SiteDocument) -> list[Named]:
    return find_named("\n\n".join(words_of_file(file)))


def _pages_with(file: SitePicture | SiteDocument) -> Iterator[BasePage]:
    """The published pages that show `file`."""
    references = ReferenceIndex.get_references_to(file).filter(base_content_type=_page_type())
    numbers = {int(number) for number in references.values_list("object_id", flat=True)}
    for page in Page.objects.live().filter(pk__in=numbers).order_by("pk").specific():
        if isinstance(page, BasePage):
            yield page


def _records_with(file: SitePicture | SiteDocument) -> bool:
    """Whether something that is no page shows `file`."""
    return bool(ReferenceIndex.get_references_to(file).exclude(base_content_type=_page_type()).exists())


def _page_type() -> ContentType:
    return ContentType.objects.get_for_model(Page)


def _log(file: SitePicture | SiteDocument, person: Person, reason: str, by: Any) -> None:
    kind = "Картинка" if isinstance(file, SitePicture) else "Файл"
    audit.log(by, "name.reason", person=person, details=f"{kind} № {file.pk}. {reason}")
