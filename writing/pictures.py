"""The pictures of a draft: they come through the site's picture form and are described before sending."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib.contenttypes.models import ContentType
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from wagtail.images import get_image_model
from wagtail.images.forms import BaseImageForm
from wagtail.images.permissions import permission_policy
from wagtail.models import Page, ReferenceIndex

from core.models import SitePicture
from members.approval import publishes_at_once
from members.models import User
from members.picture_form import PicturePeopleForm
from writing.fields import WordsField, visible
from writing.word import WordPicture

MOST = 24
AT_ONCE = 12
ACCEPTED = "image/jpeg,image/png,image/webp,image/gif"
_HEIC = (b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1", b"avif")
HEIC_HELP = (
    "снимок в виде HEIC, его открывают не все. На айфоне: «Настройки» – «Камера» – «Форматы» – "
    "«Наиболее совместимые», и снимите ещё раз; или пришлите снимок экрана с ним."
)


def may_upload(user: User) -> bool:
    return bool(permission_policy.user_has_permission(user, "add"))


class _OwnPictureForm(PicturePeopleForm):
    """The site's form, with the collection chosen for the teacher."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("collection", None)


class UndescribedForm(_OwnPictureForm):
    """A picture that has just come: what it shows is asked in the next moment, before anybody sees it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["description"].required = False
        del self.fields["people"]

    class Meta(BaseImageForm.Meta):
        model = get_image_model()
        fields = ("collection", "title", "file", "description")


class DescriptionForm(_OwnPictureForm):
    """What a picture shows, and whether children can be recognised on it."""

    description = WordsField(max_length=255, error_messages={"required": "Напишите, что на снимке."})

    def __init__(self, *args: Any, strict: bool = True, **kwargs: Any) -> None:
        kwargs.setdefault("use_required_attribute", False)
        super().__init__(*args, **kwargs)
        question = SitePicture._meta.get_field("children_recognisable")
        self.fields["children_recognisable"] = forms.ChoiceField(
            label="Есть дети, которых можно узнать?",
            choices=SitePicture.Children.choices,
            widget=forms.RadioSelect,
            help_text=question.help_text,
            error_messages={"required": "Ответьте: это важно для детей и их родителей."},
        )
        if not strict:
            for field in self.fields.values():
                field.required = False

    class Meta(BaseImageForm.Meta):
        model = get_image_model()
        fields = ("collection", "description", "children_recognisable")


def store(upload: UploadedFile, user: User, description: str = "") -> SitePicture:
    """Store one picture of `user`. Raises ValidationError with the name of the file in it."""
    name = visible(upload.name or "")
    head = upload.read(12)
    upload.seek(0)
    if name.lower().endswith((".heic", ".heif", ".avif")) or (head[4:8] == b"ftyp" and head[8:12] in _HEIC):
        raise forms.ValidationError(f"«{name}»: {HEIC_HELP}")
    title = name.rsplit(".", 1)[0][:200] or "Снимок"
    form = UndescribedForm({"title": title, "description": description}, {"file": upload}, user=user)
    form.instance.uploaded_by_user = user
    if not form.is_valid():
        said = " ".join(str(error) for errors in form.errors.values() for error in errors)
        raise forms.ValidationError(f"«{name}»: {said}")
    picture: SitePicture = form.save()
    return picture


def store_from_word(found: WordPicture, user: User) -> SitePicture | None:
    """Store a picture from a Word file; None for one that cannot be shown."""
    try:
        return store(SimpleUploadedFile(found.name, found.content), user, found.description)
    except forms.ValidationError:
        return None


def seen_words(found: Iterable[SitePicture], user: User) -> set[int]:
    """The numbers of those of `found` whose words readers see where changes by `user` wait for approval.

    The words are the picture's own, with no draft: to save them is to publish them.
    """
    numbers = [str(picture.pk) for picture in found]
    if not numbers:
        return set()
    references = ReferenceIndex.objects.filter(
        base_content_type=ContentType.objects.get_for_model(Page),
        to_content_type=ContentType.objects.get_for_model(SitePicture),
        to_object_id__in=numbers,
    )
    shown = [(int(number), int(page)) for number, page in references.values_list("to_object_id", "object_id")]
    pages = Page.objects.live().filter(pk__in={page for _, page in shown})
    checked = {page.pk for page in pages if not publishes_at_once(user, page)}
    return {number for number, page in shown if page in checked}


def is_described(picture: SitePicture) -> bool:
    return bool(picture.description and picture.children_recognisable)
