"""Making the skeleton of a school's site: home page, sections, subjects, groups and their rights."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import Group
from django.contrib.sites.models import Site as DjangoSite
from django.db import transaction
from wagtail.models import GroupApprovalTask, GroupPagePermission, Page, Site, Workflow

from achievements.models import AchievementsPage, HonourBoardPage
from blog.models import BlogPage, PostPage
from classes.models import ClassesPage
from core.models import BasePage, Subject
from discussions import policy
from events.models import EventPage, EventsPage
from home.models import HomePage
from members import roles
from members.approval import ensure_workflow
from members.care import equalise, give_page_rights
from members.models import ApprovalRule, Assignment, Person
from reading.models import ReadingCornerPage, ReadingListPage
from resources.models import (
    AnnouncementPage,
    AnnouncementsPage,
    ForParentsPage,
    HelpPage,
    InstructionPage,
    OfficialPage,
    ParentArticlePage,
    RegulationPage,
    SiteCardPage,
    TimetablePage,
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
    ("announcements", AnnouncementsPage, AnnouncementPage.stream, "Что важно знать сейчас."),
    ("timetables", TimetablesPage, TimetablePage.stream, "Уроки, звонки, кружки и учебный год."),
    ("events", EventsPage, EventPage.stream, "Что было, что будет и как прийти."),
    ("subjects", SubjectsPage, "Предметы", "Материалы и тренажёры по каждому предмету."),
    (
        "useful_sites",
        UsefulSitesPage,
        SiteCardPage.stream,
        "Проверенные сайты: для чего они и как ими пользоваться.",
    ),
    ("parents", ForParentsPage, ParentArticlePage.stream, "Лекции, памятки и советы."),
    ("reading", ReadingCornerPage, ReadingListPage.stream, "Что читать по классам."),
    ("blog", BlogPage, PostPage.stream, "Опыт, находки, вопросы."),
    ("achievements", AchievementsPage, "Наши достижения", "Олимпиады, конкурсы, проекты."),
    ("help", HelpPage, InstructionPage.stream, "Инструкции и сервисы."),
    ("official", OfficialPage, RegulationPage.stream, "Документы школы."),
    ("classes", ClassesPage, "Классы", "Уголок каждого класса – для своих."),
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
    "classes": "klassy",
}
STOCK_WORKFLOW = "Moderators approval"
STOCK_GROUPS = ("Moderators", "Editors")
_COMMENTS = {
    "blog": policy.ANSWERS,
    "subjects": policy.ANSWERS,
    "reading": policy.MEMBERS,
    "achievements": policy.MEMBERS,
    "events": policy.MEMBERS,
    "useful_sites": policy.ADULTS,
    "parents": policy.ADULTS,
}


@transaction.atomic
def create_school(texts: dict[str, dict[str, Any]] | None = None) -> HomePage:
    """Make what is missing of a school's site and return its home page; what is there stays as it is.

    `texts` gives title, summary and intro by the keys of SECTIONS, and "honour" for the board.
    """
    texts = texts or {}
    home = HomePage.objects.first() or _create_home()
    for order, (slug, title, colour, icon) in enumerate(SUBJECTS, start=1):
        defaults = {"title": title, "colour": colour, "icon": icon, "sort_order": order * 10}
        Subject.objects.get_or_create(slug=slug, defaults=defaults)
    for key, kind, title, summary in SECTIONS:
        fields = {"title": title, "summary": summary, **texts.get(key, {})}
        _ensure(home, kind, _SLUGS[key], show_in_menus=True, **fields)
        for section in kind.objects.child_of(home):
            policy.ensure_policy(section, _COMMENTS.get(key, policy.NOBODY))
    board = {"title": "Доска почёта", "summary": "Кем гордится школа."} | texts.get("honour", {})
    board.pop("intro", None)
    _ensure(AchievementsPage.objects.get(), HonourBoardPage, "doska-pochyota", **board)
    subjects = SubjectsPage.objects.get()
    for subject in Subject.objects.all():
        if not SubjectPage.objects.filter(subject=subject).exists():
            _ensure(subjects, SubjectPage, subject.slug, title=subject.title, subject=subject)
    give_rights(home)
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


@transaction.atomic
def give_rights(home: HomePage) -> None:
    """Bring roles and approval to the state that this version wants. Safe to repeat.

    Coordinators edit everywhere. Moderators have rights where assignments say (members.care), and none
    by their role. Teachers write in the blog, under each subject and among the useful sites. Every adult
    proposes events.
    """
    groups = roles.ensure_roles()
    give_page_rights(groups[roles.COORDINATORS], home)
    # Before there were assignments all moderators edited everything, and teachers wrote at «Предметы».
    wide = GroupPagePermission.objects.filter(group=groups[roles.MODERATORS], page__depth__lte=home.depth)
    if wide.exists() and not Assignment.objects.exists():
        # Nobody loses anything on an update: the coordinator divides the site when there is time.
        for person in Person.objects.filter(account__groups__name=roles.MODERATORS, kind=Person.Kind.STAFF):
            Assignment.objects.create(person=person, page_id=home.pk)
    wide.delete()
    container = SubjectsPage.objects.first()
    GroupPagePermission.objects.filter(group=groups[roles.TEACHERS], page=container).delete()
    for kind in (BlogPage, UsefulSitesPage, SubjectPage):
        for place in kind.objects.all():
            let_teachers_write(place, groups[roles.TEACHERS])
    for place in EventsPage.objects.all():
        _let_adults_propose(place, groups)
    ensure_workflow(home)
    _remove_stock_approval()
    equalise()


def let_teachers_write(place: Page, teachers: Group | None = None) -> None:
    """Let teachers add drafts below `place` and send them."""
    group = teachers or Group.objects.get_or_create(name=roles.TEACHERS)[0]
    give_page_rights(group, place, ("add_page",))


def _let_adults_propose(place: Page, groups: dict[str, Group]) -> None:
    """Let adult members add events below `place`, which wait, unless a coordinator has said otherwise."""
    for name in (roles.TEACHERS, roles.REVIEWERS, roles.CARERS, roles.COLLEAGUES):
        give_page_rights(groups[name], place, ("add_page",))
    ApprovalRule.objects.get_or_create(page_id=place.pk, defaults={"waits": True})


def _remove_stock_approval() -> None:
    """Take away what Wagtail's migrations make and nobody uses: its workflow, task and two groups."""
    for task in GroupApprovalTask.objects.filter(name=STOCK_WORKFLOW):
        if not task.task_states.exists():
            task.delete()
    for workflow in Workflow.objects.filter(name=STOCK_WORKFLOW, workflow_tasks__isnull=True):
        if not workflow.workflow_states.exists():
            workflow.delete()
    Group.objects.filter(name__in=STOCK_GROUPS, user__isnull=True, groupapprovaltask__isnull=True).delete()
