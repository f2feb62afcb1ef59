"""Factories of plausible rows and pages: tests and the demo school are built from the same."""

from __future__ import annotations

from datetime import time, timedelta
from functools import cache
from typing import Any

import factory
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.utils import timezone
from factory.django import DjangoModelFactory
from wagtail.models import Page
from wagtail.rich_text import RichText
from wagtail_factories import PageFactory

from achievements.models import Achievement, AchievementsPage, BoardEntry, HonourBoardPage
from blog.models import BlogPage, PostAuthor, PostPage
from classes.models import ClassCornerPage, ClassesPage
from core.grades import first_of_september
from core.models import PageAudience, PageGrade, PageSubject, SiteDocument, SitePicture, Subject
from demo.documents import make_pdf
from demo.drawing import draw, landscape
from demo.story import story
from discussions.models import Comment
from events.models import EventPage, EventsPage
from home.models import HomePage, PlainPage
from members import legal
from members.models import Person, SchoolClass, User
from reading.models import Book, BookAuthor, ReadingCornerPage, ReadingListEntry, ReadingListPage
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
from subjects.models import ExercisePage, MaterialPage, SubjectPage, SubjectsPage

PASSWORD = "vmeste-demo"  # noqa: S105 (of the demo school, printed at its start)
PLAIN_STORY = [("heading", "О чём это"), ("text", "<p>Несколько слов по делу.</p>")]


class SubjectFactory(DjangoModelFactory):
    class Meta:
        model = Subject
        django_get_or_create = ("slug",)

    slug = "matematika"
    title = factory.LazyAttribute(lambda subject: subject.slug.capitalize())


class SchoolClassFactory(DjangoModelFactory):
    class Meta:
        model = SchoolClass
        django_get_or_create = ("entry_year", "letter")

    entry_year = factory.LazyFunction(lambda: entry_year_of(5))
    letter = "А"


def entry_year_of(grade: int) -> int:
    """The year in which those who are now in `grade` were first-graders."""
    return first_of_september(timezone.localdate()).year - grade + 1


class PersonFactory(DjangoModelFactory):
    class Meta:
        model = Person

    last_name = factory.Sequence(lambda number: f"Соколова-{number}")
    first_name = "Марина"
    patronymic = "Викторовна"
    kind = Person.Kind.STAFF


class PupilFactory(PersonFactory):
    first_name = "Вера"
    patronymic = ""
    kind = Person.Kind.PUPIL
    school_class = factory.SubFactory(SchoolClassFactory)


@cache
def _hashed(password: str) -> str:
    """Hashing is slow on purpose; the accounts of the demo school share one password and its hash."""
    return make_password(password)


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User
        django_get_or_create = ("username",)
        skip_postgeneration_save = True

    username = factory.Sequence(lambda number: f"user{number}")
    email = factory.LazyAttribute(lambda user: f"{user.username}@example.org")

    @factory.post_generation
    def password(user: User, create: bool, given: str | None, **kwargs: Any) -> None:  # noqa: N805, FBT001
        user.password = _hashed(given or PASSWORD)
        if create:
            user.save()

    @factory.post_generation
    def groups(user: User, create: bool, given: list[Any] | None, **kwargs: Any) -> None:  # noqa: N805, FBT001
        if create and given:
            user.groups.add(*given)

    @factory.post_generation
    def accepted(user: User, create: bool, given: bool | None, **kwargs: Any) -> None:  # noqa: N805, FBT001
        """Who has an account has accepted the rules, unless a test is about just that."""
        if create and given is not False:
            legal.accept(user, legal.unaccepted(user))


class CommentFactory(DjangoModelFactory):
    """A stored comment under `target`, an answer to `parent`; nobody is asked and nobody is told."""

    class Meta:
        model = Comment

    class Params:
        target: Any = None
        parent: Any = None

    content_type = factory.LazyAttribute(lambda one: ContentType.objects.get_for_model(one.target))
    object_pk = factory.LazyAttribute(lambda one: str(one.target.pk))
    page_id = factory.SelfAttribute("target.pk")
    site_id = settings.SITE_ID
    parent_id = factory.LazyAttribute(lambda one: one.parent.pk if one.parent else 0)
    thread_id = factory.LazyAttribute(lambda one: one.parent.thread_id if one.parent else 0)
    level = factory.LazyAttribute(lambda one: one.parent.level + 1 if one.parent else 0)
    comment = factory.Sequence(lambda number: f"Мысль номер {number}.")
    state = Comment.State.PUBLISHED


class PictureFactory(DjangoModelFactory):
    class Meta:
        model = SitePicture

    title = "Рисунок"
    description = "Рисунок: дома среди холмов, деревья и солнце"
    children_recognisable = SitePicture.Children.NO
    file = factory.LazyAttribute(
        lambda picture: draw(picture.scene) if picture.scene else landscape(picture.seed)
    )

    class Params:
        scene = ""
        seed = 1


def quiet_recording() -> ContentFile:
    """An MP3 of about two seconds of silence, written frame by frame: MPEG-1 Layer III, 44.1 kHz."""
    frame = b"\xff\xfb\x10\xc4" + bytes(100)
    return ContentFile(frame * 80, name="zapis.mp3")


class DocumentFactory(DjangoModelFactory):
    class Meta:
        model = SiteDocument

    title = "Документ"
    file = factory.LazyAttribute(
        lambda document: make_pdf(document.title, "Школа", "", document.notes, document.file_name)
    )

    class Params:
        notes = [("text", "<p>Текст документа.</p>")]
        file_name = "dokument.pdf"


class OurPageFactory(PageFactory):
    """A page below `parent`, published unless `live=False`; a future `go_live_at` waits for its time.

    Beside the fields: `subjects`, `grades`, `audience` (groups), `body` in the notation of demo.story.
    """

    class Meta:
        abstract = True

    title = factory.Sequence(lambda number: f"Страница {number}")
    slug = ""
    summary = "Несколько слов о странице."
    subjects: list[Subject] = []
    grades: list[int] = []
    audience: list[Any] = []

    @classmethod
    def _create_instance(cls, model_class: type[Page], parent: Page, kwargs: dict[str, Any]) -> Page:
        publish = kwargs.pop("live", True)
        rows = {
            "page_subjects": [PageSubject(subject=subject) for subject in kwargs.pop("subjects")],
            "page_grades": [PageGrade(grade=grade) for grade in kwargs.pop("grades")],
            "page_audience": [PageAudience(group=group) for group in kwargs.pop("audience")],
        }
        if isinstance(kwargs.get("body"), list):
            kwargs["body"] = story(kwargs["body"])
        waits = kwargs.get("go_live_at") is not None
        page = model_class(**kwargs, **rows, live=publish and not waits)
        if page.live:
            page.first_published_at = page.last_published_at = timezone.now()
        parent.add_child(instance=page)
        revision = page.save_revision()
        if waits and publish:
            revision.publish()
        elif page.live:
            # What publishing would write, without saving and indexing the same page a second time.
            page.live_revision, page.has_unpublished_changes = revision, False
            model_class.objects.filter(pk=page.pk).update(
                live_revision=revision, has_unpublished_changes=False
            )
        return page


class ContentFactory(OurPageFactory):
    class Meta:
        abstract = True

    body = PLAIN_STORY


class HomePageFactory(OurPageFactory):
    class Meta:
        model = HomePage


class PlainPageFactory(ContentFactory):
    class Meta:
        model = PlainPage


class UsefulSitesPageFactory(OurPageFactory):
    class Meta:
        model = UsefulSitesPage


class SiteCardPageFactory(ContentFactory):
    class Meta:
        model = SiteCardPage

    address = factory.Sequence(lambda number: f"https://site{number}.example.org")
    kind = SiteCardPage.Kind.SITE
    purpose = "Правила русского языка с примерами."
    how_to_use = "Сомневаетесь в запятой – найдите правило и придумайте свой пример."


class ForParentsPageFactory(OurPageFactory):
    class Meta:
        model = ForParentsPage


class ParentArticlePageFactory(ContentFactory):
    class Meta:
        model = ParentArticlePage

    kind = ParentArticlePage.Kind.ADVICE
    topic = ParentArticlePage.Topic.LEARNING


class AnnouncementsPageFactory(OurPageFactory):
    class Meta:
        model = AnnouncementsPage


class AnnouncementPageFactory(ContentFactory):
    class Meta:
        model = AnnouncementPage

    how_to_use = "Прочитайте до пятницы и возьмите с собой сменную обувь."


class TimetablesPageFactory(OurPageFactory):
    class Meta:
        model = TimetablesPage


class TimetablePageFactory(OurPageFactory):
    class Meta:
        model = TimetablePage

    kind = TimetablePage.Kind.BELLS
    rows = factory.LazyFunction(
        lambda: [("bells", {"number": 1, "starts": time(8, 30), "ends": time(9, 10), "note": ""})]
    )


class HelpPageFactory(OurPageFactory):
    class Meta:
        model = HelpPage


class InstructionPageFactory(ContentFactory):
    class Meta:
        model = InstructionPage

    service = "Электронный дневник"
    checked_on = factory.LazyFunction(timezone.localdate)
    steps = factory.LazyFunction(
        lambda: [
            ("step", {"title": "Откройте сайт", "text": RichText("<p>Наберите адрес.</p>"), "image": None})
        ]
    )


class OfficialPageFactory(OurPageFactory):
    class Meta:
        model = OfficialPage


class RegulationPageFactory(ContentFactory):
    class Meta:
        model = RegulationPage

    kind = RegulationPage.Kind.RULES
    number = "01-08/1"
    dated = factory.LazyFunction(lambda: timezone.localdate() - timedelta(days=100))


class SubjectsPageFactory(OurPageFactory):
    class Meta:
        model = SubjectsPage


class SubjectPageFactory(ContentFactory):
    class Meta:
        model = SubjectPage

    subject = factory.SubFactory(SubjectFactory)


class MaterialPageFactory(ContentFactory):
    class Meta:
        model = MaterialPage

    kind = MaterialPage.Kind.LESSON
    topic = "Дроби"
    how_to_use = "На первом уроке темы, вместо объяснения у доски."


class ExercisePageFactory(ContentFactory):
    class Meta:
        model = ExercisePage

    kind = ExercisePage.Kind.TRAINER
    address = "https://learningapps.org/"
    how_to_use = "Десять минут после обеда."


class BlogPageFactory(OurPageFactory):
    class Meta:
        model = BlogPage


class PostPageFactory(ContentFactory):
    class Meta:
        model = PostPage

    authors = factory.LazyFunction(lambda: [PostAuthor(person=PersonFactory())])
    published_on = factory.LazyFunction(timezone.localdate)


class ReadingCornerPageFactory(OurPageFactory):
    class Meta:
        model = ReadingCornerPage


class BookFactory(DjangoModelFactory):
    class Meta:
        model = Book
        django_get_or_create = ("author", "title")

    author = factory.LazyFunction(lambda: BookAuthor.objects.get_or_create(name="Н. Н. Носов")[0])
    title = "Витя Малеев в школе и дома"


class ReadingListPageFactory(ContentFactory):
    class Meta:
        model = ReadingListPage

    entries = factory.LazyFunction(lambda: [ReadingListEntry(book=BookFactory(), why="Смешно и про школу.")])


class AchievementFactory(DjangoModelFactory):
    class Meta:
        model = Achievement

    event = "Олимпиада по математике"
    level = Achievement.Level.MUNICIPAL
    result = "победитель"
    happened_on = factory.LazyFunction(lambda: timezone.localdate() - timedelta(days=20))
    team = "команда «Импульс», 8–9 классы"
    verified_by = factory.SubFactory(PersonFactory)


class AchievementsPageFactory(OurPageFactory):
    class Meta:
        model = AchievementsPage


class HonourBoardPageFactory(OurPageFactory):
    class Meta:
        model = HonourBoardPage

    entries = factory.LazyFunction(lambda: [BoardEntry(achievement=AchievementFactory())])


class EventsPageFactory(OurPageFactory):
    class Meta:
        model = EventsPage


class EventPageFactory(ContentFactory):
    class Meta:
        model = EventPage

    kind = EventPage.Kind.TRIP
    starts_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=3))
    place = "Школьный двор"


class ClassesPageFactory(OurPageFactory):
    class Meta:
        model = ClassesPage


class ClassCornerPageFactory(ContentFactory):
    class Meta:
        model = ClassCornerPage

    school_class = factory.SubFactory(SchoolClassFactory)


FACTORIES: dict[type[Page], type[OurPageFactory]] = {
    factory_class._meta.model: factory_class
    for factory_class in list(vars().values())
    if isinstance(factory_class, type)
    and issubclass(factory_class, OurPageFactory)
    and not factory_class._meta.abstract
}
