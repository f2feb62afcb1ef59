"""The first page of the admin: what waits for this person, and nothing of what waits for others.

Asked of every room below; a fixed number of queries, however much waits.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, TaskState, WorkflowState
from wagtail.query import PageQuerySet

from core.models import SitePicture
from core.templatetags.core_tags import day
from core.text import plural
from discussions.queue import comments_in_care
from home.silence import last_words, quiet_sections
from joining.decisions import decidable_by
from joining.lacks import lacks
from links.care import links_in_care
from links.models import Link
from members import assignments, queue
from members.models import User
from members.reminders import pages_to_review

SHOWN = 4
"""So many of what waits are named; the place that a line leads to has all."""
MOST_SECTIONS = 12


@dataclass(frozen=True, slots=True)
class Detail:
    """One of the things that a line counts."""

    title: str
    url: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """What waits: how many, in words, and where it is done. `icon` is one of the site's own."""

    number: int
    text: str
    url: str
    icon: str
    details: Sequence[Detail] = ()

    @property
    def more(self) -> int:
        """How many are not named."""
        return self.number - len(self.details) if self.details else 0


@dataclass(frozen=True, slots=True)
class Desk:
    """All of the first page: what to decide, what of one's own to finish, what the school lacks."""

    to_do: list[Line]
    own: list[Line]
    lacking: list[Detail]
    sections: list[Detail]

    @property
    def is_calm(self) -> bool:
        return not (self.to_do or self.own or self.lacking)


def desk_of(user: User) -> Desk:
    """What waits for `user`, the most urgent first."""
    is_coordinator = assignments.is_coordinator(user)
    cares = is_coordinator or assignments.looks_after_anything(user)
    to_do = [*_returned(user)]
    if cares:
        to_do += [*_approvals(user), *_comments(user)]
    to_do += [*_people(user), *_pictures(user, everybodys=is_coordinator)]
    if cares:
        to_do += [*_links(user), *_reviews(user), *_silence(user)]
    return Desk(
        to_do=to_do,
        own=[*_drafts(user), *_with_others(user)],
        lacking=[Detail(lack.text, lack.url) for lack in lacks()] if is_coordinator else [],
        sections=_sections(user),
    )


def greeting_of(user: User) -> str:
    """How the admin addresses whoever has come: by name and patronymic, as teachers do."""
    person = user.person
    return f"{person.first_name} {person.patronymic}".strip() if person else user.get_username()


def _edit(page_id: int) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page_id])


def _approvals(user: User) -> Iterator[Line]:
    waiting = queue.with_authors(queue.waiting_for(user))
    if not (number := waiting.count()):
        return
    details = [
        Detail(row.title, row.url, f"{row.place}, автор – {row.author}")
        for row in queue.lines(waiting[:SHOWN], user)
    ]
    text = plural(
        number, "страница ждёт вашей проверки,страницы ждут вашей проверки,страниц ждут вашей проверки"
    )
    yield Line(number, text, reverse("approval_queue"), "check", details)


def _comments(user: User) -> Iterator[Line]:
    comments = comments_in_care(user)
    if number := comments.unsettled().count():
        text = plural(
            number,
            "комментарий ждёт вашего решения,комментария ждут вашего решения,"
            "комментариев ждут вашего решения",
        )
        yield Line(number, text, reverse("discussions:queue"), "message-square")


def _people(user: User) -> Iterator[Line]:
    if number := decidable_by(user).count():
        text = (
            plural(number, "человек ждёт,человека ждут,человек ждут")
            + f", когда {plural(number, 'его,их,их')} впустят"
        )
        yield Line(number, text, reverse("joining:waiting"), "users")


def _pictures(user: User, *, everybodys: bool) -> Iterator[Line]:
    """Children can be recognised and nobody is named: only editors see such a picture."""
    waiting = SitePicture.objects.exclude(children_recognisable=SitePicture.Children.NO).filter(
        people_rows__isnull=True
    )
    if not everybodys:
        waiting = waiting.filter(uploaded_by_user=user)
    if not (number := waiting.count()):
        return
    details = [
        Detail(title or f"Снимок {pk}", reverse("wagtailimages:edit", args=[pk]))
        for pk, title in waiting.order_by("created_at", "pk").values_list("pk", "title")[:SHOWN]
    ]
    text = plural(number, "снимок,снимка,снимков") + f": отметьте, кто на {plural(number, 'нём,них,них')}"
    yield Line(number, text, reverse("wagtailimages:index"), "image", details)


def _links(user: User) -> Iterator[Line]:
    if number := links_in_care(user).filter(state=Link.State.DEAD).count():
        text = plural(number, "ссылка не открывается,ссылки не открываются,ссылок не открываются")
        yield Line(number, text, f"{reverse('links_admin:index')}?state={Link.State.DEAD}", "link")


def _reviews(user: User) -> Iterator[Line]:
    due = pages_to_review(timezone.localdate(), assignments.pages_in_care(user))
    if not due:
        return
    details = [
        Detail(page.get_admin_display_title(), _edit(page.pk), f"срок – {day(on)}")
        for page, on in due[:SHOWN]
    ]
    text = plural(len(due), "страницу пора перечитать,страницы пора перечитать,страниц пора перечитать")
    yield Line(len(due), text, reverse("review_report"), "clock", details)


def _silence(user: User) -> Iterator[Line]:
    silent = quiet_sections(assignments.pages_in_care(user), timezone.localdate())
    if not silent:
        return
    details = [
        Detail(section.title, reverse("wagtailadmin_explore", args=[section.pk]), _last(section.last_word))
        for section in silent[:SHOWN]
    ]
    text = plural(len(silent), "раздел давно молчит,раздела давно молчат,разделов давно молчат")
    yield Line(len(silent), text, details[0].url, "megaphone", details)


def _returned(user: User) -> Iterator[Line]:
    """What came back to its author, each with the reason."""
    states, number = _sent(user, WorkflowState.STATUS_NEEDS_CHANGES)
    if number:
        details = [Detail(row.title, row.url, row.reason) for row in queue.lines(states, user)]
        text = plural(
            number,
            "ваш текст вернули с замечанием,ваших текста вернули с замечаниями,"
            "ваших текстов вернули с замечаниями",
        )
        yield Line(number, text, details[0].url if details else "", "reply", details)


def _with_others(user: User) -> Iterator[Line]:
    """What of one's own somebody else reads now."""
    states, number = _sent(user, WorkflowState.STATUS_IN_PROGRESS)
    if number:
        details = [
            Detail(row.title, row.url, f"отправлен {day(row.since)}") for row in queue.lines(states, user)
        ]
        text = plural(
            number, "ваш текст ждёт модератора,ваших текста ждут модератора,ваших текстов ждут модератора"
        )
        yield Line(number, text, details[0].url if details else "", "clock", details)


def _sent(user: User, status: str) -> tuple[QuerySet[TaskState], int]:
    states = queue.with_authors(queue.sent_by(user).filter(workflowstate__status=status))
    return states[:SHOWN], states.count()


def _drafts(user: User) -> Iterator[Line]:
    drafts = _own_drafts(user)
    number = drafts.count()
    if not number:
        return
    details = [
        Detail(page.get_admin_display_title(), _edit(page.pk), _touched(page.latest_revision_created_at))
        for page in drafts.order_by("-latest_revision_created_at", "-pk")[:SHOWN]
    ]
    text = plural(number, "ваш черновик не дописан,ваших черновика не дописаны,ваших черновиков не дописаны")
    yield Line(number, text, details[0].url, "pen-line", details)


def _own_drafts(user: User) -> PageQuerySet:
    """What `user` began and nobody has read: neither sent nor put off till a day."""
    begun = Q(live=False, owner=user, first_published_at__isnull=True)
    changed = Q(live=True, has_unpublished_changes=True, latest_revision__user=user)
    sent = WorkflowState.objects.filter(
        base_content_type=ContentType.objects.get_for_model(Page),
        object_id=OuterRef("key"),
        status__in=(WorkflowState.STATUS_IN_PROGRESS, WorkflowState.STATUS_NEEDS_CHANGES),
    )
    pages = Page.objects.filter(begun | changed).annotate(key=Cast("pk", CharField()))
    return pages.exclude(Exists(sent)).annotate_approved_schedule().filter(_approved_schedule=False)


def _sections(user: User) -> list[Detail]:
    """The sections that were given to `user`, with the way to add to each."""
    if user.person_id is None:
        return []
    given = assignments.of_members().filter(person=user.person_id).values("page")
    pages = Page.objects.filter(pk__in=given, depth__gte=3).order_by("path").annotate(last_word=last_words())
    return [
        Detail(page.title, reverse("wagtailadmin_explore", args=[page.pk]), _last(page.last_word))
        for page in pages[:MOST_SECTIONS]
    ]


def _last(moment: datetime | None) -> str:
    return f"последнее – {day(moment)}" if moment else "здесь ещё ничего нет"


def _touched(moment: datetime | None) -> str:
    return f"правили {day(moment)}" if moment else ""
