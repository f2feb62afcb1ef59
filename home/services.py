"""Making the skeleton of a school's site: home page, sections, subjects, groups and their rights."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.contrib.sites.models import Site as DjangoSite
from django.db import transaction
from wagtail.models import GroupPagePermission, Page, Site

from achievements.models import AchievementsPage, HonourBoardPage
from blog.models import BlogPage
from core.models import BasePage, Subject
from events.models import EventsPage
from home.models import HomePage
from members import roles
from reading.models import ReadingCornerPage
from resources.models import (
    AnnouncementsPage,
    ForParentsPage,
    HelpPage,
    OfficialPage,
    TimetablesPage,
    UsefulSitesPage,
)
from subjects.models import SubjectPage, SubjectsPage

SUBJECTS = [
    ("matematika", "Математика", "blue", "calculator"),
    ("russkiy-yazyk", "Русский язык", "red", "pen-line"),
    ("okruzhayuschiy-mir", "Окружающий мир", "green", "leaf"),
    ("literatura", "Литература", "violet", "book-open"),
    ("biologiya", "Биология", "teal", "dna"),
    ("istoriya", "История и обществознание", "amber", "landmark"),
    ("fizika", "Физика", "indigo", "atom"),
    ("himiya", "Химия", "pink", "flask-conical"),
    ("informatika", "Информатика", "orange", "laptop"),
]
SECTIONS: list[tuple[str, type[BasePage], str, str]] = [
    ("announcements", AnnouncementsPage, "Объявления", "Что важно знать сейчас."),
    ("timetables", TimetablesPage, "Расписание", "Уроки, звонки, кружки и учебный год."),
    ("events", EventsPage, "Мероприятия", "Что было, что будет и как прийти."),
    ("subjects", SubjectsPage, "Предметы", "Материалы и тренажёры по каждому предмету."),
    (
        "useful_sites",
        UsefulSitesPage,
        "Полезные сайты",
        "Проверенные сайты: для чего они и как ими пользоваться.",
    ),
    ("parents", ForParentsPage, "Для родителей", "Лекции, памятки и советы."),
    ("reading", ReadingCornerPage, "Читательский уголок", "Что читать по классам."),
    ("blog", BlogPage, "Блог учителей", "Опыт, находки, вопросы."),
    ("achievements", AchievementsPage, "Наши достижения", "Олимпиады, конкурсы, проекты."),
    ("help", HelpPage, "В помощь", "Инструкции и сервисы."),
    ("official", OfficialPage, "Официально", "Документы школы."),
]
_SLUGS = {
    "announcements": "obyavleniya",
    "timetables": "raspisanie",
    "events": "meropriyatiya",
    "subjects": "predmety",
    "useful_sites": "poleznye-sayty",
    "parents": "roditelyam",
    "reading": "chitatelskiy-ugolok",
    "blog": "blog",
    "achievements": "dostizheniya",
    "help": "v-pomosch",
    "official": "oficialno",
}
_EDIT = ("add_page", "change_page", "publish_page", "bulk_delete_page", "lock_page", "unlock_page")


@transaction.atomic
def create_school(texts: dict[str, dict[str, Any]] | None = None) -> HomePage:
    """Make what is missing of a school's site and return its home page; what is there stays as it is.

    `texts` gives title, summary and intro by the keys of SECTIONS, and "honour" for the board.
    """
    texts = texts or {}
    home = HomePage.objects.first() or _create_home()
    groups = roles.ensure_roles()
    for order, (slug, title, colour, icon) in enumerate(SUBJECTS, start=1):
        defaults = {"title": title, "colour": colour, "icon": icon, "sort_order": order * 10}
        Subject.objects.get_or_create(slug=slug, defaults=defaults)
    for key, kind, title, summary in SECTIONS:
        fields = {"title": title, "summary": summary, **texts.get(key, {})}
        _ensure(home, kind, _SLUGS[key], show_in_menus=True, **fields)
    board = {"title": "Доска почёта", "summary": "Кем гордится школа."} | texts.get("honour", {})
    board.pop("intro", None)
    _ensure(AchievementsPage.objects.get(), HonourBoardPage, "doska-pochyota", **board)
    subjects = SubjectsPage.objects.get()
    for subject in Subject.objects.all():
        if not SubjectPage.objects.filter(subject=subject).exists():
            _ensure(subjects, SubjectPage, subject.slug, title=subject.title, subject=subject)
    _give_rights(home, groups)
    return home


def _create_home() -> HomePage:
    root = Page.get_first_root_node()
    # Wagtail's migrations leave a welcome page and a site that points to it.
    Page.objects.child_of(root).filter(content_type__model="page").delete()
    root = Page.objects.get(pk=root.pk)
    home = HomePage(title="Главная", slug="home", show_in_menus=False)
    root.add_child(instance=home)
    home.save_revision().publish()
    address = urlsplit(settings.WAGTAILADMIN_BASE_URL)
    Site.objects.update_or_create(
        is_default_site=True,
        defaults={
            "hostname": address.hostname or "localhost",
            "port": address.port or (443 if address.scheme == "https" else 80),
            "root_page": home,
            "site_name": "Вместе",
        },
    )
    DjangoSite.objects.update_or_create(
        pk=settings.SITE_ID, defaults={"domain": address.netloc or "localhost", "name": "Вместе"}
    )
    return home


def _ensure(parent: Page, kind: type[BasePage], slug: str, **fields: Any) -> None:
    """Add the page unless there is one; an editor may have changed its title and its address since."""
    there = kind.objects.child_of(parent)
    if there.filter(slug=slug).exists() or (kind is not SubjectPage and there.exists()):
        return
    page = kind(slug=slug, **fields)
    parent.add_child(instance=page)
    page.save_revision().publish()


def _give_rights(home: HomePage, groups: dict[str, Group]) -> None:
    """Coordinators and moderators edit everywhere, teachers write in the blog, under subjects, among sites.

    Who looks after which section will be said by assignments; until then moderators share them all.
    """
    permissions = {one.codename: one for one in Permission.objects.filter(content_type__model="page")}
    writing = [home.get_children().type(kind).get() for kind in (BlogPage, SubjectsPage, UsefulSitesPage)]
    wanted = [(roles.COORDINATORS, home, name) for name in _EDIT]
    wanted += [(roles.MODERATORS, home, name) for name in _EDIT]
    wanted += [(roles.TEACHERS, page, "add_page") for page in writing]
    for name, page, codename in wanted:
        GroupPagePermission.objects.get_or_create(
            group=groups[name], page_id=page.pk, permission=permissions[codename]
        )
