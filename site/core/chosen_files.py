"""What an editor's form may put on a page: choosers offer some files, and a form may be sent with others.

Without this a draft of one's own would open any file, for `core.files` opens what a page shows.
"""

from __future__ import annotations

from collections.abc import Iterator

from django import forms
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.models import ReferenceIndex

from core.files import offered
from core.forms import PageForm
from core.models.files import SiteDocument, SitePicture
from core.visibility import Visitor

_WORDS: dict[type[SitePicture | SiteDocument], str] = {
    SitePicture: "Здесь картинка, которой вам взять нельзя: она стоит на закрытой для вас странице или "
    "удалена. Уберите её или выберите другую.",
    SiteDocument: "Здесь файл, который вам взять нельзя: он стоит на закрытой для вас странице или удалён. "
    "Уберите его или выберите другой.",
}
File = tuple[type[SitePicture | SiteDocument], int]
"""A model of files, the number of one."""
Use = tuple[type[SitePicture | SiteDocument], int, str]
"""The same, and the field that holds it."""


def check_form(form: PageForm) -> None:
    """A checker of `core.forms.PAGE_CHECKS`: a draft too shows no file that its writer was not offered."""
    page = form.instance
    known = _known(page.get_latest_revision_as_object() if page.pk else None)
    _refuse(form, page, known, form.for_user)
    for formset in form.formsets.values():
        for row in formset.forms:
            if row not in formset.deleted_forms:
                _refuse(row, row.instance, known, form.for_user)


class ChosenFilesForm(WagtailAdminModelForm):
    """The form of a record with files: the same check."""

    def _post_clean(self) -> None:
        """Django has put what was sent into the record by the end of this."""
        known = _known(type(self.instance)._default_manager.filter(pk=self.instance.pk).first())
        super()._post_clean()
        _refuse(self, self.instance, known, self.for_user)


def _known(stored: Model | None) -> set[File]:
    """The files that it shows already."""
    return {(model, number) for model, number, _ in _uses(stored)} if stored else set()


def _uses(holder: Model) -> Iterator[Use]:
    """The files that `holder` shows, in fields, blocks and texts; with the rows that hang on a page."""
    types = {ContentType.objects.get_for_model(model).pk: model for model in _WORDS}
    for type_id, number, path, _ in ReferenceIndex._extract_references_from_object(holder):
        if type_id in types and number.isdigit():
            yield types[type_id], int(number), path.partition(".")[0]


def _refuse(
    form: forms.ModelForm,
    holder: Model,
    known: set[File],
    user: Visitor,
) -> None:
    """Add to `form` an error for each field of `holder` with a file that is new there and not offered."""
    new = [use for use in _uses(holder) if use[:2] not in known and use[2] in form.fields]
    for model, words in _WORDS.items():
        numbers = {number for kind, number, _ in new if kind is model}
        if not numbers:
            continue
        allowed = set(offered(model.objects.filter(pk__in=numbers), user).values_list("pk", flat=True))
        for field in {field for kind, number, field in new if kind is model and number not in allowed}:
            form.add_error(field, words)
