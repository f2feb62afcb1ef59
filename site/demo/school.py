"""The demo school, put together from its content. Idempotent: what is there stays as it is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path
from textwrap import shorten
from typing import Any

from django.contrib.auth.models import Group
from django.utils import timezone
from django.utils.html import strip_tags
from wagtail.models import Page, Site
from wagtail.rich_text import RichText

from achievements.models import Achievement, AchievementsPage, BoardEntry, HonourBoardPage
from blog.models import BlogPage, PostAuthor, PostPage
from core.addresses import twin_key
from core.grades import first_of_september
from core.models import SchoolSettings, SiteDocument, SitePicture, Subject
from core.tables import read_table
from core.text import to_slug
from demo import factories as make
from demo.content import achievements as achievements_content
from demo.content import (
    announcements,
    care,
    events,
    families,
    instructions,
    links,
    parents,
    plain,
    posts,
    reading,
    regulations,
    timetables,
    writing,
)
from demo.content.subjects_humanities import SUBJECTS_HUMANITIES
from demo.content.subjects_science import SUBJECTS_SCIENCE
from demo.corners import put_corners
from demo.joining import put_letters_and_requests
from demo.legal import put_consents, put_texts_in_force
from demo.links import tell_stories
from demo.names import put_names
from demo.notices import put_notices
from demo.people import CLASSES, LOGINS, PEOPLE
from demo.pictures import picture_of
from demo.profiles import fill_in
from demo.talk import put_conversations
from events.models import EventPage, EventsPage
from home.models import HomePage
from home.services import create_school
from members import roles
from members.approval import send_page, set_rule
from members.models import Assignment, CarerLink, CommunitySettings, Consent, Person, SchoolClass, User
from notices.models import Mail
from reading.models import Book, BookAuthor, ReadingCornerPage, ReadingListEntry
from resources.models import (
    AnnouncementFile,
    AnnouncementsPage,
    ForParentsPage,
    HelpPage,
    OfficialPage,
    RegulationPage,
    SiteCardPage,
    TimetableChange,
    TimetablesPage,
    UsefulSitesPage,
)
from resources.services import import_sites
from subjects.models import MaterialFile, SubjectPage, SubjectPin

SITES_FILE = Path(__file__).parent / "content" / "useful-sites.csv"
Say = Callable[[str], None]


class DemoSchool:
    """Builds the school once; `say` is told of every step."""

    def __init__(self, say: Say) -> None:
        self.say = say
        self.today = timezone.localdate()
        self.people: dict[str, Person] = {}
        self.subjects: dict[str, Subject] = {}

    def build(self) -> HomePage:
        """Make everything that is missing and return the home page."""
        home = create_school(plain.SECTION_INTROS)
        self.subjects = {subject.slug: subject for subject in Subject.objects.all()}
        self._settings(home)
        for title, step in (
            ("правовые тексты", put_texts_in_force),
            ("люди и классы", self._people),
            ("простые страницы", lambda: self._plain_pages(home)),
            ("полезные сайты", self._sites),
            ("документы", self._regulations),
            ("предметы", self._subjects),
            ("объявления", self._announcements),
            ("статьи для родителей", self._parents),
            ("инструкции", self._instructions),
            ("расписания", self._timetables),
            ("блог", self._posts),
            ("списки книг", self._reading),
            ("достижения", self._achievements),
            ("мероприятия", self._events),
            ("уголки классов", lambda: put_corners(self)),
            ("назначения и проверка", lambda: self._care(home)),
            ("согласия", put_consents),
            ("комментарии", put_conversations),
            ("уведомления и письма", put_notices),
            ("ссылки", tell_stories),
            ("письма и заявки", lambda: put_letters_and_requests(self._account("orlov"))),
            ("профили", lambda: fill_in(self.people)),
            ("имена и снимки детей", lambda: put_names(self._post, self.people)),
        ):
            self.say(title)
            step()
        return home

    # What every step uses.

    def _day(self, offset: int) -> date:
        return self.today + timedelta(days=offset)

    def _staff(self) -> list[Group]:
        return list(Group.objects.filter(name__in=roles.STAFF))

    def _picture(self, item: dict[str, Any]) -> SitePicture | None:
        """The drawing of the scene that the content names; pages of one scene share it."""
        return picture_of(item["scene"]) if "scene" in item else None

    def _document(self, title: str, notes: list[tuple[str, Any]], requisites: str = "") -> SiteDocument:
        found = SiteDocument.objects.filter(title=title).first()
        if found:
            return found
        name = f"{to_slug(title)[:60]}.pdf"
        pdf = make.make_pdf(title, plain.HOME["school_name"], requisites, notes, name)
        return make.DocumentFactory.create(title=title, file=pdf)

    def _put(self, factory: type[make.OurPageFactory], parent: Page, title: str, **fields: Any) -> Any:
        """The page of this title below `parent`: the one that is there, or a new one.

        A field given as a function is called only for a new page.
        """
        kind = factory._meta.model
        found = kind.objects.child_of(parent).filter(title=title).first()
        if found is not None:
            return found
        values = {name: value() if callable(value) else value for name, value in fields.items()}
        values["subjects"] = [self.subjects[slug] for slug in values.get("subjects", [])]
        parent.refresh_from_db()
        return factory(parent=parent, title=title, **values)

    def _common(self, item: dict[str, Any]) -> dict[str, Any]:
        return {
            "summary": item["summary"],
            "body": item["body"],
            "subjects": item.get("subjects", []),
            "grades": item.get("grades", []),
        }

    # The steps.

    def _settings(self, home: HomePage) -> None:
        texts = plain.HOME
        settings = SchoolSettings.for_site(Site.objects.get(is_default_site=True))
        if settings.short_name != texts["short_name"]:
            for name in ("short_name", "address", "phone", "email", "motto"):
                setattr(settings, name, texts[name])
            settings.name = texts["school_name"]
            settings.save()
        if not home.welcome_title:
            home.welcome_title = texts["welcome_title"]
            home.welcome = texts["welcome"]
            home.summary = shorten(strip_tags(texts["welcome"]), 300, placeholder="…")
            home.picture = self._picture(texts)
            home.save_revision().publish()

    def _people(self) -> None:
        for grade, letter in CLASSES:
            make.SchoolClassFactory(entry_year=make.entry_year_of(grade), letter=letter)
        groups = {group.name: group for group in Group.objects.all()}
        for one in PEOPLE:
            school_class = None
            if one.grade:
                school_class = make.SchoolClassFactory(
                    entry_year=make.entry_year_of(one.grade), letter=one.letter
                )
            person = Person.objects.filter(
                last_name=one.last_name, first_name=one.first_name, patronymic=one.patronymic
            ).first() or make.PersonFactory.create(
                last_name=one.last_name,
                first_name=one.first_name,
                patronymic=one.patronymic,
                kind=one.kind,
                position=one.position,
                organisation=one.organisation,
                shown_as=one.shown_as,
                school_class=school_class,
            )
            self.people[one.key] = person
            if one.login and not hasattr(person, "account"):
                make.UserFactory(
                    username=one.login,
                    person=person,
                    groups=[groups[name] for name in one.roles],
                    is_superuser=one.login == LOGINS[0][0],
                    is_staff=one.login == LOGINS[0][0],
                )
        self._families()

    def _families(self) -> None:
        community = CommunitySettings.of_school()
        if community.second_factor_required:  # in the demo school everybody signs in with one password
            community.second_factor_required = False
            community.save()
        for (grade, letter), key in families.CLASS_TEACHERS.items():
            one = self._class(grade, letter)
            if one.class_teacher is None:
                one.class_teacher = self.people[key]
                one.save()
                taught = families.SUBJECT_TEACHERS.get((grade, letter), [])
                one.subject_teachers.set([self.people[teacher] for teacher in taught])
        for carer, children in families.CHILDREN.items():
            for child in children:
                CarerLink.objects.get_or_create(
                    carer=self.people[carer],
                    pupil=self.people[child],
                    defaults={"confirmed_at": timezone.now(), "relation": "родитель"},
                )
        for number, (key, purpose, place) in enumerate(families.CONSENTS, start=1):
            Consent.objects.get_or_create(
                person=self.people[key],
                purpose=purpose,
                place=place,
                defaults={"given_on": self._day(-70), "number": str(number)},
            )
        for last_name, first_name in families.CLASSMATES:
            Person.objects.get_or_create(
                last_name=last_name,
                first_name=first_name,
                kind=Person.Kind.PUPIL,
                school_class=self._class(5, "А"),
            )

    def _class(self, grade: int, letter: str) -> SchoolClass:
        return SchoolClass.objects.get(entry_year=make.entry_year_of(grade), letter=letter)

    def _plain_pages(self, home: HomePage) -> None:
        put: dict[str, Page] = {}
        for key, item in plain.PLAIN_PAGES.items():
            put[key] = self._put(
                make.PlainPageFactory,
                put[item["below"]] if "below" in item else home,
                item["title"],
                picture=lambda item=item: self._picture(item),
                **self._common(item),
            )

    def _sites(self) -> None:
        section = UsefulSitesPage.objects.get()
        for report in import_sites(read_table(SITES_FILE), section=section):
            if report.problems:
                self.say(str(report))
        for card in links.CARDS:
            key = twin_key(card["address"])
            self._put(make.SiteCardPageFactory, section, summary="", body=[], twin_key=key, **card)
        draft = {"address": "https://example.org/novyy-trenazhyor", "live": False}
        self._put(make.SiteCardPageFactory, section, "Тренажёр, который мы ещё проверяем", **draft)

    def _regulations(self) -> None:
        section = OfficialPage.objects.get()
        for item in regulations.REGULATIONS:
            dated = self._day(item["dated_days"])
            requisites = f"№ {item['number']} от {dated:%d.%m.%Y}"
            self._put(
                make.RegulationPageFactory,
                section,
                item["title"],
                kind=item["kind"],
                number=item["number"],
                dated=dated,
                in_force=item["in_force"],
                document=lambda item=item, line=requisites: self._document(item["title"], item["body"], line),
                **self._common(item),
            )
        for item in regulations.REGULATIONS:
            page = RegulationPage.objects.child_of(section).get(title=item["title"])
            if item["replaced_by"] and page.replaced_by is None:
                page.replaced_by = RegulationPage.objects.child_of(section).get(title=item["replaced_by"])
                page.save_revision().publish()

    def _subjects(self) -> None:
        for slug, texts in {**SUBJECTS_SCIENCE, **SUBJECTS_HUMANITIES}.items():
            page = SubjectPage.objects.get(subject__slug=slug)
            if not page.body:
                page.summary = texts["summary"]
                page.body = make.story(texts["intro"])
                page.picture = self._picture(texts)
                page.save_revision().publish()
            for number, item in enumerate(texts["materials"]):
                self._put(
                    make.MaterialPageFactory,
                    page,
                    item["title"],
                    kind=item["kind"],
                    topic=item["topic"],
                    licence=item["licence"],
                    how_to_use=item["how_to_use"],
                    author=self.people[item["author"]],
                    picture=lambda item=item: self._picture(item),
                    attachments=lambda item=item, number=number: self._material_files(item, number),
                    **{**self._common(item), "subjects": [slug]},
                )
            for item in texts["exercises"]:
                self._put(
                    make.ExercisePageFactory,
                    page,
                    item["title"],
                    kind=item["kind"],
                    address=item["url"],
                    how_to_use=item["how_to_use"],
                    **{**self._common(item), "subjects": [slug]},
                )
            if not page.pins.exists():
                first = page.get_children().live().order_by("path").first()
                site = (
                    SiteCardPage.objects.filter(page_subjects__subject__slug=slug).order_by("title").first()
                )
                page.pins = [SubjectPin(pinned_page_id=one.pk) for one in (first, site) if one]
                page.save_revision().publish()

    def _material_files(self, item: dict[str, Any], number: int) -> list[MaterialFile]:
        if number % 2:
            return []
        return [MaterialFile(document=self._document(item["title"], item["body"]), title="Для печати")]

    def _announcements(self) -> None:
        section = AnnouncementsPage.objects.get()
        for item in announcements.ANNOUNCEMENTS:
            starts, until = item["from_days"], item["until_days"]
            fields: dict[str, Any] = {}
            if item["state"] == "draft":
                fields["live"] = False
            if item["state"] == "scheduled":
                fields["go_live_at"] = timezone.now() + timedelta(days=starts)
            self._put(
                make.AnnouncementPageFactory,
                section,
                item["title"],
                starts_on=None if starts is None else self._day(starts),
                ends_on=None if until is None else self._day(until),
                is_pinned=item["pinned"],
                how_to_use=item["how_to_use"],
                audience=self._staff() if item["audience"] == "staff" else [],
                attachments=lambda item=item: self._announcement_files(item),
                picture=lambda item=item: self._picture(item),
                **self._common(item),
                **fields,
            )

    def _announcement_files(self, item: dict[str, Any]) -> list[AnnouncementFile]:
        if not item["attachment"]:
            return []
        document = self._document(f"{item['title'][:80]} – памятка", item["body"])
        return [AnnouncementFile(document=document, title="Памятка для печати")]

    def _parents(self) -> None:
        section = ForParentsPage.objects.get()
        for item in parents.PARENT_ARTICLES:
            media = {"transcript": item["transcript"]} if item["transcript"] else {}
            if item["media"] == "video":
                media["video_url"] = "https://rutube.ru/video/5c2f4e1d9ab03768b1c4d2e3f5a60718/"
            elif item["media"] == "audio":
                media["audio"] = lambda item=item: self._recording(item["title"])
            self._put(
                make.ParentArticlePageFactory,
                section,
                item["title"],
                kind=item["kind"],
                topic=item["topic"],
                author=self.people[item["author"]],
                picture=lambda item=item: self._picture(item),
                **media,
                **self._common(item),
            )

    def _recording(self, title: str) -> SiteDocument:
        found = SiteDocument.objects.filter(title=f"Запись: {title}").first()
        return found or make.DocumentFactory.create(title=f"Запись: {title}", file=make.quiet_recording())

    def _instructions(self) -> None:
        section = HelpPage.objects.get()
        for item in instructions.INSTRUCTIONS:
            self._put(
                make.InstructionPageFactory,
                section,
                item["title"],
                service=item["service"],
                service_url=item["service_url"],
                for_whom=item["audiences"],
                checked_on=self._day(item["checked_days"]),
                steps=lambda item=item: self._steps(item),
                **self._common(item),
            )

    def _steps(self, item: dict[str, Any]) -> list[tuple[str, Any]]:
        return [
            (
                "step",
                {
                    "title": step["title"],
                    "text": RichText(step["text"]),
                    "image": self._picture(item) if number == 0 else None,
                },
            )
            for number, step in enumerate(item["steps"])
        ]

    def _timetables(self) -> None:
        section = TimetablesPage.objects.get()
        year = first_of_september(self.today).year
        pages: list[tuple[str, str, str, list[tuple[str, Any]]]] = [
            ("Расписание уроков", "lessons", "Уроки всех классов на неделю, с изменениями.", self._lessons()),
            (
                "Расписание звонков",
                "bells",
                "Когда начинается и кончается каждый урок.",
                [
                    (
                        "bells",
                        {
                            "number": number,
                            "starts": time.fromisoformat(starts),
                            "ends": time.fromisoformat(ends),
                            "note": note,
                        },
                    )
                    for number, starts, ends, note in timetables.BELLS
                ],
            ),
            (
                "Кружки и секции",
                "clubs",
                "Куда можно записаться: возраст, руководитель, место, свободные места.",
                [("clubs", {**club, "leader": self.people[club["leader"]]}) for club in timetables.CLUBS],
            ),
            ("Учебный год", "year", "Четверти и каникулы.", self._year(year)),
        ]
        for title, kind, summary, rows in pages:
            changes = self._changes() if kind == "lessons" else []
            self._put(
                make.TimetablePageFactory,
                section,
                title,
                kind=kind,
                summary=summary,
                valid_from=date(year, 9, 1),
                rows=rows,
                changes=changes,
            )

    def _lessons(self) -> list[tuple[str, Any]]:
        names = ("monday", "tuesday", "wednesday", "thursday", "friday")
        blocks = []
        for school_class, days in timetables.LESSONS.items():
            numbers = sorted({lesson[0] for day in days for lesson in day})
            rows = []
            for number in numbers:
                row: dict[str, Any] = {"number": number, "saturday": ""}
                for name, day in zip(names, days, strict=True):
                    lesson = next((lesson for lesson in day if lesson[0] == number), None)
                    row[name] = f"{lesson[1]}, {_room(lesson[2])}" if lesson else ""
                rows.append(row)
            blocks.append(("lessons", {"school_class": school_class, "rows": rows}))
        return blocks

    def _changes(self) -> list[TimetableChange]:
        return [
            TimetableChange(
                day=self._school_day(item["day_offset"]),
                school_class=item["class"],
                number=item["number"],
                was=item["was"],
                now=item["now"],
                room=str(item["room"]),
                note=item["note"],
            )
            for item in timetables.CHANGES
        ]

    def _school_day(self, offset: int) -> date:
        day = self._day(offset)
        return day + timedelta(days=max(0, 7 - day.weekday())) if day.weekday() > 4 else day

    def _year(self, year: int) -> list[tuple[str, Any]]:
        def on(month_and_day: tuple[int, int]) -> date:
            month, day = month_and_day
            return date(year if month >= 9 else year + 1, month, day)

        periods = [
            {"name": item["name"], "kind": kind, "starts": on(item["starts"]), "ends": on(item["ends"])}
            for kind, items in (("term", timetables.TERMS), ("holiday", timetables.HOLIDAYS))
            for item in items
        ]
        return [("year", period) for period in sorted(periods, key=lambda period: period["starts"])]

    def _post(self, item: dict[str, Any]) -> PostPage:
        """A post without tags."""
        page: PostPage = self._put(
            make.PostPageFactory,
            BlogPage.objects.get(),
            item["title"],
            authors=lambda: [PostAuthor(person=self.people[key]) for key in item["authors"]],
            published_on=self._day(item["days"]),
            picture=lambda: self._picture(item),
            **self._common(item),
        )
        return page

    def _posts(self) -> None:
        section = BlogPage.objects.get()
        for item in posts.POSTS:
            page: PostPage = self._put(
                make.PostPageFactory,
                section,
                item["title"],
                authors=lambda item=item: [PostAuthor(person=self.people[key]) for key in item["authors"]],
                published_on=self._day(item["days"]),
                picture=lambda item=item: self._picture(item),
                audience=self._staff() if item["audience"] == "staff" else [],
                **self._common(item),
            )
            if not page.tags.exists():
                page.tags.add(*item["tags"])
                page.save_revision().publish()

    def _reading(self) -> None:
        section = ReadingCornerPage.objects.get()
        for item in reading.READING_LISTS:
            self._put(
                make.ReadingListPageFactory,
                section,
                item["title"],
                entries=lambda item=item: [self._entry(book) for book in item["books"]],
                picture=lambda item=item: self._picture(item),
                **self._common(item),
            )

    def _entry(self, book: dict[str, str]) -> ReadingListEntry:
        author = BookAuthor.objects.get_or_create(name=book["author"])[0]
        return ReadingListEntry(
            book=Book.objects.get_or_create(author=author, title=book["title"])[0], why=book["why"]
        )

    def _achievements(self) -> None:
        chosen = []
        for item in achievements_content.ACHIEVEMENTS:
            who: dict[str, Any] = {"team": item["who"].get("team", "")}
            if "person" in item["who"]:
                who["person"] = self.people[item["who"]["person"]]
            found = Achievement.objects.filter(event=item["event"], result=item["result"], **who).first()
            record = found or make.AchievementFactory(
                event=item["event"],
                level=item["level"],
                result=item["result"],
                happened_on=self._day(item["days"]),
                subject=self.subjects.get(item["subject"]),
                proof=item["proof"],
                text=item["text"],
                verified_by=self.people.get(item["verified_by"]),
                **who,
            )
            if item["on_board"]:
                chosen.append(record)
        board = HonourBoardPage.objects.child_of(AchievementsPage.objects.get()).get()
        if not board.entries.exists():
            board.entries = [
                BoardEntry(achievement=record, from_day=self._day(-30), until_day=self._day(150))
                for record in chosen
            ]
            board.save_revision().publish()

    def _events(self) -> None:
        section = EventsPage.objects.get()
        for item in events.EVENTS:
            all_day = not item["start_time"]
            start = datetime.combine(self._event_day(item), time.fromisoformat(item["start_time"] or "00:00"))
            starts_at = timezone.make_aware(start)
            length = timedelta(minutes=item.get("duration_minutes") or 0)
            if item.get("days"):
                length = timedelta(days=item["days"] - 1, hours=0 if not all_day else 23)
            self._put(
                make.EventPageFactory,
                section,
                item["title"],
                kind=item["kind"],
                starts_at=starts_at,
                ends_at=starts_at + length if length else None,
                all_day=all_day,
                place=item["place"],
                online_url=item["online_url"],
                organiser=item["organiser"],
                is_outside=item["outside"],
                source_url=item["source_url"],
                is_cancelled=item["cancelled"],
                picture=lambda item=item: self._picture(item),
                **self._common(item),
            )

    def _event_day(self, item: dict[str, Any]) -> date:
        """Its day; teachers gather neither at a weekend nor in the holidays of the new year."""
        day = self._day(item["start_days"])
        if item["kind"] not in ("seminar", "online") or item["start_days"] <= 0:
            return day
        last = timedelta(days=item.get("days", 1) - 1)
        while (
            day.weekday() > 4 or (day + last).weekday() > 4 or _is_new_year(day) or _is_new_year(day + last)
        ):
            day += timedelta(days=1)
        return day

    def _care(self, home: HomePage) -> None:
        places = {page.slug: page for page in Page.objects.descendant_of(home).filter(depth__lte=4)}
        for slug, key in care.CARE.items():
            Assignment.objects.get_or_create(
                page=places[slug], person=self.people[key], defaults={"starts_on": self._day(-60)}
            )
        for slug in care.WAITS_IN:
            set_rule(places[slug], waits=True)
        last_mail = Mail.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        for item in (care.WAITING_SITE, care.RETURNED_SITE, writing.RETURNED_SITE):
            self._suggest_site(item)
        self._propose_event(care.PROPOSED_EVENT)
        # The notices stay, for show; nobody gets a letter about what was made up.
        Mail.objects.filter(pk__gt=last_mail).delete()
        draft = care.DRAFT_POST
        self._put(
            make.PostPageFactory,
            BlogPage.objects.get(),
            draft["title"],
            live=False,
            owner=self._account(draft["author"]),
            authors=lambda: [PostAuthor(person=self.people[draft["author"]])],
            published_on=self.today,
            **self._common(draft),
        )

    def _account(self, key: str) -> User:
        return User.objects.get(person=self.people[key])

    def _propose_event(self, item: dict[str, Any]) -> None:
        section = EventsPage.objects.get()
        if EventPage.objects.child_of(section).filter(title=item["title"]).exists():
            return
        author = self._account(item["author"])
        begins = datetime.combine(self._day(item["start_days"]), time.fromisoformat(item["start_time"]))
        page = self._put(
            make.EventPageFactory,
            section,
            item["title"],
            live=False,
            owner=author,
            kind=item["kind"],
            starts_at=timezone.make_aware(begins),
            place=item["place"],
            organiser=item["organiser"],
            **self._common(item),
        )
        send_page(page, author)

    def _suggest_site(self, item: dict[str, Any]) -> None:
        """A card that a teacher sent; with a reason, it has come back."""
        section = UsefulSitesPage.objects.get()
        if SiteCardPage.objects.child_of(section).filter(title=item["title"]).exists():
            return
        author = self._account(item["author"])
        names = ("summary", "body", "address", "kind", "purpose", "how_to_use", "subjects", "grades")
        fields = {name: item[name] for name in names}
        page = self._put(make.SiteCardPageFactory, section, item["title"], live=False, owner=author, **fields)
        send_page(page, author)
        if "reason" in item:
            page.current_workflow_task.on_action(
                page.current_workflow_task_state,
                self._account(item["checked_by"]),
                "reject",
                comment=item["reason"],
            )


def _is_new_year(day: date) -> bool:
    return (day.month, day.day) >= (12, 30) or (day.month, day.day) <= (1, 10)


def _room(name: str) -> str:
    return f"каб.\N{NO-BREAK SPACE}{name}" if name[0].isdigit() else name
