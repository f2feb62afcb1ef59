"""What the views do with the forms: fill them, notice another window, see what is missing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest

from core.kept_forms import take_kept
from core.models import BasePage, SitePicture
from members.models import User
from writing import services
from writing.forms import StepForm
from writing.kinds import SITE, Kind, kind_of
from writing.pictures import DescriptionForm, is_described, seen_words
from writing.registry import details_form, text_form


def goes_on(request: HttpRequest) -> bool:
    """«Дальше» asks for all that is required; every other button keeps the draft as it is."""
    return request.POST.get("do", "next") == "next"


def filled(
    request: HttpRequest, make: Callable[..., StepForm], kind: Kind, options: dict[str, Any]
) -> tuple[StepForm, list[dict[str, Any]]]:
    """The form with what was sent; and what stands in both windows, if the draft has changed meanwhile."""
    first = make(kind, request.POST, request.FILES, strict=goes_on(request), **options)
    first.is_valid()
    theirs, names = services.clashes(first, request.POST.get("revision", ""))
    data = request.POST.copy()
    data["revision"] = str(options["draft"].latest_revision_id)
    for name, value in theirs.items():
        data.setlist(name, [str(one) for one in value] if isinstance(value, list) else [str(value or "")])
    form = first
    if theirs:
        form = make(kind, data, request.FILES, strict=goes_on(request), **options)
        form.is_valid()
    form.data = data
    return form, [{"field": form[name], "stored": _shown(first, name)} for name in names]


def _shown(form: StepForm, name: str) -> str:
    """The stored value of a field in words."""
    value = form.answers[name]
    choices = dict(getattr(form.fields[name], "choices", ()) or ())
    if not choices:
        return "да" if value is True else "нет" if value is False else str(value or "")
    named = {str(getattr(key, "value", key)): str(label) for key, label in choices.items()}
    values = value if isinstance(value, list) else [value]
    return ", ".join(named.get(str(one), str(one)) for one in values)


def kept(request: HttpRequest) -> dict[str, Any] | None:
    """What was typed here when the session had ended; said once."""
    fields = take_kept(request, request.get_full_path())
    if fields:
        messages.info(request, "Вот что вы написали до входа. Файлы и снимки выберите ещё раз.")
    return cast("dict[str, Any] | None", fields)


def bound(
    request: HttpRequest, make: Callable[..., StepForm], kind: Kind, options: dict[str, Any]
) -> dict[str, Any] | None:
    """What a freshly opened form holds: what was typed before sign-in, or, to be checked, the draft."""
    fields = kept(request)
    if fields:
        return fields
    return make(kind, **options).answers if "check" in request.GET else None


def unfinished(draft: BasePage, user: User) -> str:
    """The step at which something required is missing; empty when all is there."""
    kind = kind_of(draft)
    for step, make in (("text", text_form), ("details", details_form)):
        blank = make(kind, draft=draft, user=user)
        if not make(kind, blank.answers, draft=draft, user=user).is_valid():
            return step
    own = [picture for picture in pictures(draft) if picture.uploaded_by_user_id == user.pk]
    missing = [picture for picture in own if not is_described(picture)]
    return "details" if {picture.pk for picture in missing} - seen_words(missing, user) else ""


def pictures(draft: BasePage) -> list[SitePicture]:
    """The pictures that the second step shows."""
    return [] if kind_of(draft) is SITE else services.picture_rows(draft)


class PictureRow:
    """A picture of the second step; its words are asked of who uploaded it, unless they are `seen`."""

    def __init__(self, picture: SitePicture, user: User, data: Any, *, strict: bool, seen: bool) -> None:
        self.picture = picture
        self.form: DescriptionForm | None = None
        own = picture.uploaded_by_user_id == user.pk
        self.seen = own and seen
        if own and not seen:
            options: dict[str, Any] = {
                "instance": picture,
                "user": user,
                "prefix": f"p{picture.pk}",
                "strict": strict,
            }
            present = data is not None and f"p{picture.pk}-description" in data
            self.form = DescriptionForm(data if present else None, **options)

    def is_valid(self) -> bool:
        return self.form is None or not self.form.is_bound or self.form.is_valid()

    @property
    def changed(self) -> list[DescriptionForm]:
        """The form, if there is something in it to save."""
        return [self.form] if self.form is not None and self.form.is_bound and self.form.has_changed() else []

    def show_missing(self) -> None:
        """Say what is not described yet."""
        if self.form is not None and not self.form.is_bound:
            answers = {
                f"{self.form.prefix}-{name}": self.form[name].initial or "" for name in self.form.fields
            }
            self.form.data, self.form.is_bound = answers, True


def rows(draft: BasePage, user: User, data: Any, *, strict: bool = True) -> list[PictureRow]:
    """The pictures of `draft` with the forms of their words, filled from `data` if there is any."""
    shown = pictures(draft)
    seen = seen_words(shown, user)
    return [PictureRow(picture, user, data, strict=strict, seen=picture.pk in seen) for picture in shown]
