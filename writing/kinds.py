"""What may be written on the site's own form, and where."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page
from wagtail.permissions import page_permission_policy

from blog.models import BlogPage, PostPage
from classes.models import ClassCornerPage
from core.models import BasePage
from core.visibility import Visitor
from events.models import EventPage, EventsPage
from resources.models import AnnouncementPage, SiteCardPage, UsefulSitesPage
from subjects.models import MaterialPage, SubjectPage


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of page: its address on the form, the page it stands below, and when to choose it.

    `button` stands on that page; `refusal` is said to who may not write there. `only_here`: pages of the
    type that stand elsewhere are of no kind.
    """

    slug: str
    model: type[BasePage]
    parent: type[BasePage]
    label: str
    icon: str
    when: str
    button: str = "Написать"
    refusal: str = "этого вам пока не поручили. Попросите координатора."
    only_here: bool = False

    @property
    def is_placed(self) -> bool:
        """Whether there are many places for it, and the form has to know which."""
        return self.parent in {SubjectPage, ClassCornerPage}

    @property
    def of_class(self) -> bool:
        """Whether it is for one class alone."""
        return self.parent is ClassCornerPage


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
ANNOUNCEMENT = Kind(
    "obyavlenie",
    AnnouncementPage,
    ClassCornerPage,
    "Объявление классу",
    "megaphone",
    "Сообщить своему классу. Увидят только его ученики, родители и учителя; каждый получит уведомление.",
    button="Написать объявление",
    refusal="объявления в уголке класса пишет его классный руководитель. Если это вы, скажите координатору.",
    only_here=True,
)
CLASS_EVENT = Kind(
    "sobytie",
    EventPage,
    ClassCornerPage,
    "Событие класса",
    "calendar-days",
    "Встреча с родителями, поездка, праздник: когда и где. Увидит только класс, и у каждого – в календаре.",
    button="Добавить событие",
    refusal="события в уголок класса ставит его классный руководитель. Если это вы, скажите координатору.",
    only_here=True,
)
EVENT = Kind(
    "meropriyatie",
    EventPage,
    EventsPage,
    "Мероприятие",
    "calendar-days",
    "Предложить встречу, поход, семинар. Модератор раздела прочтёт, и оно встанет в общий календарь.",
    button="Предложить мероприятие",
    refusal="мероприятия предлагают взрослые. Придумали хорошее – расскажите классному руководителю.",
    only_here=True,
)
KINDS = (ANNOUNCEMENT, CLASS_EVENT, POST, MATERIAL, SITE, EVENT)
Places = dict[str, list[Page]]


def kind_of(page: Page) -> Kind:
    """The kind of a page that the form can write; `type_above` is there on what `own_pages` lists."""
    kinds = [kind for kind in KINDS if kind.model is page.specific_class]
    if len(kinds) > 1:
        above = getattr(page, "type_above", None) or page.get_parent().content_type_id
        kinds = [kind for kind in kinds if ContentType.objects.get_for_model(kind.parent).pk == above]
    return kinds[0]


def places_of(user: Visitor) -> Places:
    """Where `user` may write, by kind: what Wagtail's page permissions say. In two queries at most."""
    places: Places = {}
    for page in _open_to(user, by="title"):
        for kind in KINDS:
            if kind.parent is page.specific_class:
                places.setdefault(kind.slug, []).append(page)
    return places


def kinds_at(page: Page, user: Visitor) -> list[Kind]:
    """What `user` may write below this page; nothing below the corner of a class that has left school."""
    if isinstance(page, ClassCornerPage) and page.school_class.ended_on is not None:
        return []
    if not user.is_authenticated or not page.permissions_for_user(user).can_add_subpage():
        return []
    return [kind for kind in KINDS if isinstance(page, kind.parent)]


def may_write_somewhere(user: Visitor) -> bool:
    """Whether there is any place where `user` may write: asked on every page, so the first one is enough."""
    return next(_open_to(user, by="path"), None) is not None


def _open_to(user: Visitor, *, by: str) -> Iterator[Page]:
    if not user.is_authenticated or not page_permission_policy.user_has_permission(user, "add"):
        return
    parents = Page.objects.live().type(*{kind.parent for kind in KINDS})
    over = ClassCornerPage.objects.filter(school_class__ended_on__isnull=False).order_by()
    parents = parents.exclude(pk__in=over.values("pk"))
    for page in parents.select_related("content_type").order_by(by).iterator():
        if page.permissions_for_user(user).can_add_subpage():
            yield page
