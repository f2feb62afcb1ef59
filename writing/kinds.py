"""What may be written on the site's own form, and where."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from wagtail.models import Page
from wagtail.permissions import page_permission_policy

from blog.models import BlogPage, PostPage
from core.models import BasePage
from core.visibility import Visitor
from resources.models import SiteCardPage, UsefulSitesPage
from subjects.models import MaterialPage, SubjectPage


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of page: its address on the form, the page it stands below, and when to choose it."""

    slug: str
    model: type[BasePage]
    parent: type[BasePage]
    label: str
    icon: str
    when: str


POST = Kind(
    "zapis",
    PostPage,
    BlogPage,
    "Запись в блог",
    "message-square",
    "Рассказать об уроке, поездке, находке или спросить совета. Прочтут коллеги, родители и ученики.",
)
MATERIAL = Kind(
    "material",
    MaterialPage,
    SubjectPage,
    "Материал к уроку",
    "file-text",
    "Поделиться конспектом, рабочим листом, памяткой. Встанет на страницу предмета.",
)
SITE = Kind(
    "sayt",
    SiteCardPage,
    UsefulSitesPage,
    "Полезный сайт",
    "link",
    "Посоветовать сайт: кому он нужен, для чего и как с ним заниматься.",
)
KINDS = (POST, MATERIAL, SITE)
Places = dict[str, list[Page]]


def kind_of(page: Page) -> Kind:
    """The kind of a page that the form can write."""
    return next(kind for kind in KINDS if kind.model is page.specific_class)


def places_of(user: Visitor) -> Places:
    """Where `user` may write, by kind: what Wagtail's page permissions say. In two queries at most."""
    places: Places = {}
    for page in _open_to(user, by="title"):
        kind = next(one for one in KINDS if one.parent is page.specific_class)
        places.setdefault(kind.slug, []).append(page)
    return places


def may_write_somewhere(user: Visitor) -> bool:
    """Whether there is any place where `user` may write: asked on every page, so the first one is enough."""
    return next(_open_to(user, by="path"), None) is not None


def _open_to(user: Visitor, *, by: str) -> Iterator[Page]:
    if not user.is_authenticated or not page_permission_policy.user_has_permission(user, "add"):
        return
    parents = Page.objects.live().type(*(kind.parent for kind in KINDS))
    for page in parents.select_related("content_type").order_by(by).iterator():
        if page.permissions_for_user(user).can_add_subpage():
            yield page
