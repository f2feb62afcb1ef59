"""Writing: each function is one transaction, and what it stores is the page that the editor would have."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from wagtail.models import Page, ReferenceIndex, Revision

from blog.models import PostAuthor, PostPage
from core.models import BasePage, PageSubject, SitePicture
from core.text import plural, to_slug
from members.approval import Outcome, send_page
from members.models import User
from members.naming import let_through, missing_in
from subjects.models import MaterialPage, SubjectPage
from writing import pictures
from writing.blocks import NotExpressibleError, body_of, flow_of
from writing.drafts import State, obstacle_to_editing, own_draft, own_pages, state_of
from writing.flow import Flow, Picture, Pictures, pictures_of
from writing.forms import StepForm, TextForm
from writing.kinds import Kind


class StaleDraftError(Exception):
    """The draft has changed since the form was drawn."""


def blank(kind: Kind, user: User) -> BasePage:
    """A page that is not stored yet, with its author."""
    draft = kind.model(owner=user, live=False)
    if isinstance(draft, PostPage):
        draft.authors = [PostAuthor(person=user.person)]
    if isinstance(draft, MaterialPage):
        draft.author = user.person
    return draft


def started(user: User, key: UUID) -> BasePage | None:
    """The page that the form with this `key` has made already: sent twice, or sent again after «Назад»."""
    page = own_pages(user).filter(translation_key=key).first()
    return own_draft(user, page.pk) if page else None


@transaction.atomic
def start(kind: Kind, place: Page, form: StepForm, key: UUID) -> BasePage:
    """Store the first draft below `place`. The same form sent twice, known by its `key`, is one page."""
    User.objects.select_for_update().get(pk=form.user.pk)
    there = started(form.user, key)
    if there is not None:
        return there
    parent = Page.objects.select_for_update().get(pk=place.pk).specific
    draft = blank(kind, form.user)
    if not Page.objects.filter(translation_key=key).exists():
        draft.translation_key = key
    if isinstance(parent, SubjectPage):
        draft.page_subjects = [PageSubject(subject=parent.subject)]
    _write(form, draft)
    parent.add_child(instance=draft)
    draft.save_revision(user=form.user, log_action="wagtail.create", clean=False)
    return draft


@transaction.atomic
def save_step(form: StepForm, described: Iterable[pictures.DescriptionForm] = ()) -> None:
    """Store what the valid `form` says as a new draft, with the words of its pictures.

    Raises StaleDraftError.
    """
    draft = _editable(form.draft, form.user)
    described = list(described)
    seen = pictures.seen_words([one.instance for one in described], form.user)
    for words in described:
        if words.instance.pk not in seen:
            words.save()
    slug_was = to_slug(draft.title)
    _write(form, draft)
    if (
        draft.first_published_at is None
        and draft.slug.startswith(slug_was)
        and to_slug(draft.title) != slug_was
    ):
        draft.slug = ""  # made of the title again
    _keep(draft, form.user)


@transaction.atomic
def send(draft: BasePage, user: User, name_reason: str = "") -> Outcome:
    """Send `draft` to readers or to approval; one that was sent already stays where it is.

    Where it names children without consent `name_reason` says why they may be named; raises NamesMissing
    without one.
    """
    _locked(draft)
    state = state_of(draft)
    if state in {State.WAITING, State.PUBLISHED}:
        return Outcome.WAITING if state is State.WAITING else Outcome.PUBLISHED
    today = timezone.localdate()
    if isinstance(draft, PostPage) and draft.first_published_at is None and draft.published_on != today:
        draft.published_on = today
        _keep(draft, user)
    if name_reason:
        let_through(draft, [one.person for one in missing_in(draft)], name_reason, user)
    return send_page(draft, user)


@transaction.atomic
def take_back(draft: BasePage, user: User) -> None:
    """Take a waiting page back; one that does not wait any more stays as it is."""
    _locked(draft)
    workflow = draft.current_workflow_state
    if workflow is not None and state_of(draft) is State.WAITING:
        workflow.cancel(user=user)


@transaction.atomic
def discard(draft: BasePage, user: User) -> None:
    """Delete a draft for good, with those of its author's pictures that stand nowhere else."""
    _locked(draft)
    shown = SitePicture.objects.filter(
        pk__in=[one.number for one in _pictures_in(draft)], uploaded_by_user=user
    )
    candidates = list(shown)
    draft.delete(user=user)
    elsewhere = _in_changes() if candidates else set()
    for picture in candidates:
        if picture.pk not in elsewhere and not ReferenceIndex.get_references_to(picture).exists():
            picture.delete()


def add_pictures(draft: BasePage, user: User, uploads: Iterable[UploadedFile]) -> list[str]:
    """Put pictures at the end of `draft`; return what was wrong with those that could not be taken.

    Raises StaleDraftError, and then keeps none of them: the draft is not held while they are made smaller.
    """
    flow = flow_of(draft.body)
    there = {picture.number for picture in pictures_of(flow)}
    hashes = set(SitePicture.objects.filter(pk__in=there).values_list("file_hash", flat=True))
    wrong: list[str] = []
    stored: list[SitePicture] = []
    for number, upload in enumerate(uploads):
        if number >= pictures.AT_ONCE or len(there) >= pictures.MOST:
            wrong.append(
                f"За один раз можно добавить до {pictures.AT_ONCE} снимков, а всего – до {pictures.MOST}. "
                "Остальные не загружены."
            )
            break
        try:
            picture = pictures.store(upload, user)
        except ValidationError as error:
            wrong += error.messages
            continue
        if picture.get_file_hash() in hashes:  # the same form sent twice
            picture.delete()
            continue
        hashes.add(picture.file_hash)
        there.add(picture.pk)
        stored.append(picture)
        flow.append(Pictures((Picture(picture.pk),)))
    if stored:
        try:
            _store_flow(draft, user, flow)
        except StaleDraftError:
            for picture in stored:
                picture.delete()
            raise
    return wrong


def move_picture(draft: BasePage, user: User, number: int, by: int) -> None:
    """Change places with the picture before (-1) or after (1); the places themselves stay in the text."""
    flow = flow_of(draft.body)
    order = pictures_of(flow)
    at = next((place for place, one in enumerate(order) if one.number == number), None)
    if at is None or not 0 <= at + by < len(order):
        return
    order[at], order[at + by] = order[at + by], order[at]
    _store_flow(draft, user, _with_pictures(flow, order))


def remove_picture(draft: BasePage, user: User, number: int) -> None:
    """Take a picture out of the text; earlier drafts still have it."""
    flow = flow_of(draft.body)
    gone = Picture(-1)
    order = [gone if one.number == number else one for one in pictures_of(flow)]
    if gone not in order:
        return
    kept: Flow = []
    for element in _with_pictures(flow, order):
        if isinstance(element, Pictures):
            rest = tuple(one for one in element.pictures if one is not gone)
            if not rest:
                continue
            element = Pictures(rest)  # noqa: PLW2901
        kept.append(element)
    _store_flow(draft, user, kept)


def clashes(form: StepForm, base: str) -> tuple[dict[str, Any], list[str]]:
    """What has changed in another window since the form was drawn from the revision numbered `base`.

    Returns the fields that were changed there alone, with their values; and the names of those that were
    changed here and there.
    """
    if base == str(form.draft.latest_revision_id):
        return {}, []
    revision = None
    if base.isascii() and base.isdigit() and len(base) < 19:
        revision = Revision.page_revisions.filter(pk=int(base), object_id=str(form.draft.pk)).first()
    stored, typed = form.answers, form.typed()
    drawn: dict[str, Any] = {}
    if revision is not None:
        drawn = type(form)(draft=revision.as_object(), user=form.user).answers
    changed_there = [
        name for name in stored if stored[name] != drawn.get(name) and stored[name] != typed[name]
    ]
    theirs = {name: stored[name] for name in changed_there if name in drawn and typed[name] == drawn[name]}
    return theirs, [name for name in changed_there if name not in theirs]


def picture_rows(draft: BasePage) -> list[SitePicture]:
    """The pictures of `draft` in their order, in one query."""
    numbers = [one.number for one in _pictures_in(draft)]
    found = SitePicture.objects.in_bulk(numbers)
    return [found[number] for number in numbers if number in found]


def told_of(found: int, left_out: int) -> str:
    """What is said of the pictures of a Word file."""
    words = f"{found} {plural(found, 'картинка,картинки,картинок')}" if found else "без картинок"
    if left_out:
        words += f"; ещё {left_out} {plural(left_out, 'не перенеслась,не перенеслись,не перенеслись')}"
    return words


def _write(form: StepForm, draft: BasePage) -> None:
    """Write `form` into `draft`, first storing the pictures of its Word file."""
    if isinstance(form, TextForm) and form.from_word is not None:
        form.flow = [*form.flow, *_with_stored_pictures(form)]
    form.write(draft)


def _with_stored_pictures(form: TextForm) -> Flow:
    """The text of the Word file; numbers in the file become numbers of stored pictures."""
    found = form.from_word
    assert found is not None  # noqa: S101
    stored: dict[int, int] = {}
    room = pictures.MOST - len(pictures_of(form.flow))
    for number, picture in enumerate(found.pictures):
        new = None
        if len(stored) < room and pictures.may_upload(form.user):
            new = pictures.store_from_word(picture, form.user)
        if new is None:
            found.left_out += 1
        else:
            stored[number] = new.pk
    kept: Flow = []
    for element in found.flow:
        if isinstance(element, Pictures):
            there = tuple(Picture(stored[one.number]) for one in element.pictures if one.number in stored)
            if there:
                kept.append(Pictures(there))
        else:
            kept.append(element)
    found.pictures = found.pictures[: len(stored)]
    return kept


def _pictures_in(draft: BasePage) -> list[Picture]:
    try:
        return pictures_of(flow_of(draft.body))
    except NotExpressibleError:
        return []


def _in_changes() -> set[int]:
    """The pictures in changes of published pages that wait: the index of references knows none of these."""
    changed = Page.objects.live().filter(has_unpublished_changes=True).values("latest_revision")
    wanted = ContentType.objects.get_for_model(SitePicture).pk
    return {
        int(number)
        for revision in Revision.page_revisions.filter(pk__in=changed).iterator()
        for kind, number, *_ in ReferenceIndex._extract_references_from_object(revision.as_object())
        if kind == wanted
    }


def _with_pictures(flow: Flow, order: list[Picture]) -> Flow:
    """The same text with pictures in another order in the same places."""
    rest = iter(order)
    return [
        Pictures(tuple(next(rest) for _ in element.pictures)) if isinstance(element, Pictures) else element
        for element in flow
    ]


@transaction.atomic
def _store_flow(draft: BasePage, user: User, flow: Flow) -> None:
    _editable(draft, user)
    draft.body = body_of(flow, draft.body)
    _keep(draft, user)


def _locked(draft: BasePage) -> Page:
    """Hold the page until the end of the transaction. Raises StaleDraftError if it is not as it was read."""
    page: Page | None = Page.objects.select_for_update().filter(pk=draft.pk).first()
    if page is None or page.latest_revision_id != draft.latest_revision_id:
        raise StaleDraftError
    return page


def _editable(draft: BasePage, user: User) -> BasePage:
    """Hold the page as `_locked` does. Raises StaleDraftError also if it was sent or locked meanwhile."""
    if obstacle_to_editing(_locked(draft), user):
        raise StaleDraftError
    return draft


def _keep(draft: BasePage, user: User) -> None:
    """As the editor does: a draft that was never published is also the stored page itself."""
    if not draft.live:
        draft.save()
    draft.save_revision(user=user, log_action=True, clean=False)
