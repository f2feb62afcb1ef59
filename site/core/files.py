"""Who may open a picture or a document: a file is as private as the pages that it stands on.

Wagtail's reference index knows every page, published or not, that uses a file, in a field, a block
or a link in the text. A file opens for who may see one of them. What no page shows yet opens for
editors alone; for them a draft and an audience close nothing, but a closed container does: a teacher is
no member of every class. A private collection closes its files to others whatever page they stand on. A
picture that shows people is shown to whom the rules of the rooms above let it (`PICTURE_RULES`), whatever
page it is on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from django.contrib.contenttypes.models import ContentType
from django.db.models import IntegerField, Q, QuerySet
from django.db.models.functions import Cast
from wagtail.models import CollectionViewRestriction, Page, ReferenceIndex

from core.models.files import SiteDocument, SitePicture
from core.visibility import Visitor, outside_closed, sees_everything, visible_to

F_ = TypeVar("F_", bound="QuerySet[Any]")

AT_ONCE = 200

PICTURE_RULES: list[Callable[[Visitor, QuerySet[SitePicture]], Iterable[int]]] = []
"""Rooms add theirs in `ready`: the numbers of those of the pictures that a visitor may not see."""


def withheld_pictures(viewer: Visitor) -> frozenset[int]:
    """The numbers of the pictures that may not be shown to `viewer`: asked once for a viewer.

    Kept on `viewer`, which lives as long as a request.
    """
    kept: dict[str, frozenset[int]] = viewer.__dict__
    if "_kept_withheld_pictures" not in kept:
        kept["_kept_withheld_pictures"] = frozenset(
            number for rule in PICTURE_RULES for number in rule(viewer, SitePicture.objects.all())
        )
    return kept["_kept_withheld_pictures"]


def may_open(file: SitePicture | SiteDocument, user: Visitor) -> bool:
    """Whether `user` may open `file`, in a few queries, whatever their number."""
    if not _collection_opens(file, user):
        return False
    if isinstance(file, SitePicture):
        alone = SitePicture.objects.filter(pk=file.pk)
        if any(file.pk in rule(user, alone) for rule in PICTURE_RULES):
            return False
    is_editor = user.is_active and user.has_perm("wagtailadmin.access_admin")
    references = ReferenceIndex.get_references_to(file).values_list("base_content_type_id", "object_id")
    page_ids: list[int] = []
    others: dict[int, list[str]] = {}
    page_type = ContentType.objects.get_for_model(Page).pk
    for type_id, object_id in references.distinct():
        if type_id == page_type:
            page_ids.append(int(object_id))
        else:
            others.setdefault(type_id, []).append(object_id)
    shown_on = Page.objects.filter(id__in=page_ids)
    if is_editor:
        return bool(others) or not page_ids or outside_closed(shown_on, user).exists()
    if page_ids and visible_to(shown_on, user).exists():
        return True
    return any(_a_record_shows(type_id, object_ids, user) for type_id, object_ids in others.items())


def offered(files: F_, user: Visitor) -> F_:
    """Narrow `files` that an editor may choose from to those that `may_open` as far as containers go."""
    if sees_everything(user):
        return files
    references = ReferenceIndex.objects.filter(
        to_content_type=ContentType.objects.get_for_model(files.model),
        base_content_type=ContentType.objects.get_for_model(Page),
    ).annotate(page=Cast("object_id", IntegerField()), file=Cast("to_object_id", IntegerField()))
    open_pages = outside_closed(Page.objects.order_by(), user).values("id")
    hidden = Q(id__in=references.exclude(page__in=open_pages).values("file")) & ~Q(
        id__in=references.filter(page__in=open_pages).values("file")
    )
    return files.filter(id__in=files.model.objects.exclude(hidden).order_by().values("id"))


def _a_record_shows(type_id: int, object_ids: list[str], user: Visitor) -> bool:
    """Records that show files say to whom: `shows_files_to(user)`. Those that say nothing show none."""
    model = ContentType.objects.get_for_id(type_id).model_class()
    if model is None or not hasattr(model, "shows_files_to"):
        return False
    for start in range(0, len(object_ids), AT_ONCE):
        records = model._default_manager.in_bulk(object_ids[start : start + AT_ONCE])
        if any(record.shows_files_to(user) for record in records.values()):
            return True
    return False


def _collection_opens(file: SitePicture | SiteDocument, user: Visitor) -> bool:
    if user.is_superuser:
        return True
    for restriction in file.collection.get_view_restrictions().prefetch_related("groups"):
        if restriction.restriction_type == CollectionViewRestriction.LOGIN and user.is_authenticated:
            continue
        if restriction.restriction_type == CollectionViewRestriction.GROUPS and user.is_authenticated:
            wanted = {group.pk for group in restriction.groups.all()}
            if wanted & set(user.groups.values_list("pk", flat=True)):
                continue
        return False
    return True
