"""Every place of the site where a page may show itself, and what must be there.

A surface answers, for one visitor, the pages that it showed and those that it had to show. What is shown is
read from what the site sent; what had to be is the oracle's, narrowed by the kind of the surface in Python.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from unittest import mock

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.test import Client, RequestFactory
from django.utils import timezone
from wagtail.contrib.routable_page.models import RoutablePageMixin
from wagtail.models import Page
from wagtail.views import serve

from achievements.models import AchievementsPage, HonourBoardPage
from blog.models import BlogPage, PostPage
from classes.models import ClassCornerPage, ClassesPage
from core.models import ListingPage, SiteDocument, SitePicture
from core.text import to_slug
from discussions.models import Comment, CommentPolicy
from events.models import EventPage, EventsPage
from members.models import CarerLink, Person, User
from notices.models import Notice
from resources.models import AnnouncementPage, AnnouncementsPage, RegulationPage, SiteCardPage
from subjects.models import MaterialPage, SubjectPage
from subjects.streams import SubjectStreams
from tests.pages import content
from tests.personas import ANONYMOUS
from tests.proof.oracle import STEP, Oracle, everything, groups_of

Found = tuple[set[Any], set[Any]]
"""What was shown, and what had to be."""
_NEXT = re.compile(r"[?&;]page=(\d+)")
_HREF = re.compile(r'<a [^>]*?href="([^"]+)"')


@dataclass
class Visitor:
    """One persona: who looks, with what browser, by which oracle."""

    login: str
    oracle: Oracle

    def __post_init__(self) -> None:
        self.user: Any = AnonymousUser() if self.login == ANONYMOUS else User.objects.get(username=self.login)
        self.client = Client()
        if self.login != ANONYMOUS:
            self.client.force_login(self.user)
        self.allowed = self.oracle.allowed(self.user)

    def links(self, address: str, where: str = "main") -> set[int]:
        """The pages that the answer at `address` links to, inside the tag `where`."""
        return self._known(self._addresses(self.client.get(address).text, where))

    def all_links(self, address: str) -> set[int]:
        """The same of the list at `address` with all its further pages."""
        found: set[int] = set()
        join = "&" if "?" in address else "?"
        number, last = 1, 1
        while number <= last:
            here = address if number == 1 else f"{address}{join}page={number}"
            text = self.client.get(here).text
            last = max([last, *(int(one) for one in _NEXT.findall(text))])
            found |= self._known(self._addresses(text, "main"))
            number += 1
        return found

    def _addresses(self, text: str, where: str) -> set[str]:
        return addresses_in(_between(text, f"<{where}", f"</{where}>"))

    def _known(self, addresses: set[str]) -> set[int]:
        known = self.oracle.by_address
        return {known[address] for address in addresses if address in known}

    def of(self, kind: type[Page], pages: set[int]) -> set[int]:
        return {pk for pk in pages if isinstance(self.oracle.pages[pk], kind)}


def addresses_in(text: str) -> set[str]:
    return {address.split("#")[0] for address in _HREF.findall(text)}


def _between(text: str, start: str, end: str) -> str:
    return text.partition(start)[2].partition(end)[0]


def _page(kind: type[Page]) -> Any:
    return kind.objects.get()


def in_corner(visitor: Visitor, pk: int) -> bool:
    above = visitor.oracle.above(visitor.oracle.pages[pk])[:-1]
    return any(isinstance(visitor.oracle.pages[one], ClassCornerPage) for one in above)


def is_on(page: Page) -> bool:
    """Whether lists of what goes on now have this page."""
    today = timezone.localdate()
    if isinstance(page, AnnouncementPage):
        begun = page.starts_on is None or page.starts_on <= today
        return begun and (page.ends_on is None or page.ends_on >= today)
    return not (isinstance(page, EventPage) and page.is_over)


def has_begun(page: Page) -> bool:
    today = timezone.localdate()
    return not isinstance(page, AnnouncementPage) or page.starts_on is None or page.starts_on <= today


def own_corners(visitor: Visitor) -> set[int]:
    if not visitor.user.is_authenticated:
        return set()
    mine = groups_of(visitor.user)
    return {
        pk
        for pk in visitor.of(ClassCornerPage, visitor.allowed)
        if visitor.oracle.pages[pk].school_class.group_id in mine
    }


# The surfaces.


def the_page_itself(visitor: Visitor) -> Found:
    """Asked of the view, with finding and drawing left out, so that everybody can look at every page."""
    drawn = HttpResponse()
    with (
        mock.patch.object(Page, "serve", return_value=drawn),
        mock.patch.object(RoutablePageMixin, "serve", return_value=drawn),
    ):
        return _opened(visitor)


def _opened(visitor: Visitor) -> Found:
    opened, wrong = set(), set()
    for pk, page in visitor.oracle.pages.items():
        request = RequestFactory().get("/")
        request.user = visitor.user
        try:
            with mock.patch.object(Page, "route_for_request", return_value=(page, (), {})):
                status = serve(request, "").status_code
        except PermissionDenied:
            status = 403
        except Http404:
            status = 404
        if status == 200:
            opened.add(pk)
        elif status != (404 if not page.live else 302 if visitor.login == ANONYMOUS else 403):
            wrong.add((pk, status))
    return opened | wrong, visitor.allowed


def listings(visitor: Visitor) -> Found:
    """All sections with all their pages, and the archives beside them."""
    shown, due = set(), set()
    for section in Page.objects.filter(depth=3).specific():
        if not isinstance(section, ListingPage):
            continue
        children = visitor.oracle.children(section)
        addresses = [section.url]
        if isinstance(section, (AnnouncementsPage, EventsPage)):
            addresses.append(f"{section.url}archive/")
        for address in addresses:
            found = visitor.all_links(address)
            shown |= found & children | found - visitor.allowed
        due |= {pk for pk in children & visitor.allowed if has_begun(visitor.oracle.pages[pk])}
    return shown, due


def corners(visitor: Visitor) -> Found:
    """Each corner with all its streams, what is over too."""
    shown, due = set(), set()
    for corner in ClassCornerPage.objects.live():
        children = visitor.oracle.children(corner)
        if corner.pk not in visitor.allowed:
            shown |= visitor.links(corner.url) & children
            continue
        streams = ("obyavleniya", "meropriyatiya", "materialy") if children else ()
        for stream in streams:
            for past in ("", "&past=on") if stream != "materialy" else ("",):
                shown |= visitor.all_links(f"{corner.url}?stream={stream}{past}") & children
        shown |= visitor.links(corner.url) & children
        due |= {pk for pk in children & visitor.allowed if has_begun(visitor.oracle.pages[pk])}
    return shown, due


def the_first_page(visitor: Visitor) -> Found:
    """What is new for the school, talked about, new in the visitor's classes; the way to every section."""
    pages = visitor.oracle.pages
    shown = visitor.links("/")
    due: set[int] = visitor.of(SubjectPage, visitor.allowed) | menu(visitor)[1] | talked_about(visitor)
    orders: dict[type[Page], Callable[[Any], Any]] = {
        AnnouncementPage: lambda page: (not page.is_pinned, -page.first_published_at.timestamp(), -page.pk),
        EventPage: lambda page: (page.starts_at, page.pk),
        PostPage: lambda page: (-page.published_on.toordinal(), -page.pk),
        MaterialPage: lambda page: (-page.first_published_at.timestamp(), -page.pk),
    }
    first = {AnnouncementPage: 4, EventPage: 3, PostPage: 2, MaterialPage: 3}
    mine = own_corners(visitor)
    paths = {pages[pk].path for pk in mine}
    for kind, order in orders.items():
        on = sorted((pages[pk] for pk in visitor.of(kind, visitor.allowed) if is_on(pages[pk])), key=order)
        due |= {page.pk for page in [page for page in on if not in_corner(visitor, page.pk)][: first[kind]]}
        due |= {page.pk for page in [page for page in on if page.path[:-STEP] in paths][:2]}
    if mine:
        due |= mine if len(mine) == 1 else {_page(ClassesPage).pk}
    if visitor.login == ANONYMOUS:  # who comes for the first time is shown the way to «О сообществе»
        home = next(page for page in pages.values() if page.depth == 2)
        about = [pk for pk in visitor.oracle.children(home) & visitor.allowed if not pages[pk].show_in_menus]
        due |= set(sorted(about, key=lambda pk: pages[pk].path)[:1])
    return shown, due


def talked_about(visitor: Visitor) -> set[int]:
    """The four allowed pages with the newest words of the last sixty days, where somebody may still write."""
    since = timezone.now() - timedelta(days=60)
    policies = {policy.page_id: policy for policy in CommentPolicy.objects.all()}
    newest: dict[int, datetime] = {}
    for comment in Comment.objects.filter(state=Comment.State.PUBLISHED):
        if comment.page_id not in visitor.allowed or comment.submit_date < since:
            continue
        above = reversed(visitor.oracle.above(visitor.oracle.pages[comment.page_id]))
        policy = next((policies[pk] for pk in above if pk in policies), None)
        if policy is not None and policy.is_open:
            newest[comment.page_id] = max(newest.get(comment.page_id, since), comment.submit_date)
    return set(sorted(newest, key=lambda pk: (newest[pk], pk), reverse=True)[:4])


def menu(visitor: Visitor) -> Found:
    home = next(page for page in visitor.oracle.pages.values() if page.depth == 2)
    classes = _page(ClassesPage).pk
    has_class = bool(own_corners(visitor)) or everything(visitor.user)
    due = {
        pk
        for pk in visitor.oracle.children(home) & visitor.allowed
        if visitor.oracle.pages[pk].show_in_menus and (pk != classes or has_class)
    }
    text = visitor.client.get("/search/").text
    nav = _between(text, '<nav aria-label="Разделы сайта">', "</nav>")
    return visitor._known(addresses_in(nav)), due


def the_account_menu(visitor: Visitor) -> Found:
    mine = own_corners(visitor)
    due = mine if len(mine) < 2 else set()
    if len(mine) > 1 or everything(visitor.user):
        due = due | {_page(ClassesPage).pk}
    text = visitor.client.get("/search/").text
    drop = _between(text, '<details class="drop account-menu">', "</details>")
    return visitor._known(addresses_in(drop)), due


def subject_streams(visitor: Visitor) -> Found:
    """Every stream of every subject, whole, as the view gets it; what two of their pages link to."""
    shown, due = set(), set()
    for slug in ("matematika", "fizika"):
        page = SubjectPage.objects.get(subject__slug=slug)
        shown |= visitor.links(page.url) - visitor.allowed
    kinds = {kind for kind in {type(page) for page in visitor.oracle.pages.values()} if kind.stream_order}
    for subject_page in SubjectPage.objects.live():
        if subject_page.pk not in visitor.allowed:
            continue
        bears = set(subject_page.subject.page_subjects.values_list("page_id", flat=True))
        bears |= visitor.oracle.children(subject_page)
        due |= {
            (subject_page.pk, pk)
            for pk in bears & visitor.allowed
            if type(visitor.oracle.pages[pk]) in kinds and _on_subject_pages(visitor.oracle.pages[pk])
        }
        for kind in kinds:
            stream = to_slug(kind.subject_stream or kind.stream)
            shown |= {(subject_page.pk, pk) for pk in _whole_stream(visitor, subject_page, stream)}
    return shown, due


def _on_subject_pages(page: Page) -> bool:
    if isinstance(page, RegulationPage):
        return page.kind == RegulationPage.Kind.NORMS and page.in_force
    return is_on(page)


def _whole_stream(visitor: Visitor, subject_page: SubjectPage, stream: str) -> Iterator[int]:
    number, last = 1, 1
    while number <= last:
        request = RequestFactory().get(subject_page.url, {"page": number})
        request.user = visitor.user
        context = SubjectStreams(subject_page, request, None).whole(stream)
        last = context["page_obj"].paginator.num_pages
        yield from (visitor.oracle.by_address[card.url] for card in context["items"])
        number += 1


def search(visitor: Visitor) -> Found:
    """The words of all pages in corners, of others that are not for all; broad questions to the end."""
    shown, due = set(), set()
    inside = [page for page in _private(visitor) if in_corner(visitor, page.pk)]
    outside = [page for page in _private(visitor) if not in_corner(visitor, page.pk)]
    lived_in = [page for page in outside if isinstance(page, ClassCornerPage) and page.summary]
    others = [page for page in outside if not isinstance(page, ClassCornerPage)]
    for page in [*inside, *lived_in, *others[::3]]:
        text = page.summary if page in lived_in else page.title
        words = sorted(re.findall(r"\w{3,}", text), key=len)[-3:]
        found = visitor.links(f"/search/?q={'+'.join(words)}&exact=1")
        shown |= found & {page.pk} | found - visitor.allowed
        due |= {page.pk} & visitor.allowed
    for broad in ("экскурсия", "музей"):
        shown |= visitor.all_links(f"/search/?q={broad}") - visitor.allowed
    return shown, due


def feed(visitor: Visitor) -> Found:
    """As a stranger, whoever asks."""
    text = visitor.client.get(f"{_page(BlogPage).url}feed/").text
    addresses = set(re.findall(r'href="https?://[^/"]+(/[^"]+)"', text))
    shown = visitor.of(PostPage, visitor._known(addresses))
    stranger = {pk for pk in visitor.oracle.allowed(AnonymousUser()) if not in_corner(visitor, pk)}
    posts = [visitor.oracle.pages[pk] for pk in visitor.of(PostPage, stranger)]
    posts.sort(key=lambda post: (post.published_on, post.pk), reverse=True)
    return shown, {post.pk for post in posts[:20]}


def sitemap(visitor: Visitor) -> Found:
    """As a stranger, whoever asks."""
    text = visitor.client.get("/sitemap.xml").text
    shown = visitor._known(set(re.findall(r"<loc>https?://[^/<]+([^<]+)</loc>", text)))
    return shown, visitor.oracle.allowed(AnonymousUser())


def calendar_files(visitor: Visitor) -> Found:
    """The school's, each event's own, and the corners'."""
    pages = visitor.oracle.pages
    events = [pk for pk, page in pages.items() if isinstance(page, EventPage)]
    section = _page(EventsPage)
    shown = {("school", int(pk)) for pk in _uids(visitor, f"{section.url}ics/")}
    coming = {pk for pk in visitor.allowed & set(events) if not pages[pk].is_over}
    due = {("school", pk) for pk in coming & visitor.oracle.children(section)}
    private = [pk for pk in events if not visitor.oracle.may(pages[pk], AnonymousUser())]
    for pk in [*private, *events[:2]]:
        shown |= {("own", int(one)) for one in _uids(visitor, f"{pages[pk].get_url()}ics/")}
    due |= {("own", pk) for pk in visitor.allowed & {*private, *events[:2]}}
    for corner in ClassCornerPage.objects.live():
        shown |= {("corner", int(one)) for one in _uids(visitor, f"{corner.url}ics/")}
        if corner.pk in visitor.allowed:
            due |= {("corner", pk) for pk in coming & visitor.oracle.children(corner)}
    return shown, due


def _uids(visitor: Visitor, address: str) -> list[str]:
    response = visitor.client.get(address)
    return re.findall(r"event-(\d+)@", response.text) if response.status_code == 200 else []


def months(visitor: Visitor) -> Found:
    """The calendar of three months around today."""
    section, today = _page(EventsPage), timezone.localdate()
    shown = set()
    for step in (-1, 0, 1):
        month = (today.month - 1 + step) % 12 + 1
        year = today.year + (today.month - 1 + step) // 12
        shown |= visitor.of(EventPage, visitor.links(f"{section.url}calendar/{year}/{month}/"))
    near = visitor.oracle.children(section) & visitor.allowed
    within = {
        pk
        for pk in near
        if abs(
            (visitor.oracle.pages[pk].first_day.year - today.year) * 12
            + visitor.oracle.pages[pk].first_day.month
            - today.month
        )
        <= 1
    }
    return shown - (near - within), within


def _files(visitor: Visitor, model: Any, address: Callable[[Any], str]) -> Found:
    """Of pages that are not for everybody all, of the others every fifth."""
    shown, due = set(), set()
    stranger = AnonymousUser()
    used = [
        file
        for file in model.objects.order_by("pk")
        if visitor.oracle.uses[model._meta.model_name, str(file.pk)]
    ]
    of_children = [file for file in used if getattr(file, "children_recognisable", "no") != "no"]
    public = [file for file in used if visitor.oracle.may_open(file, stranger)]
    for file in {*public[::5], *of_children, *(file for file in used if file not in public)}:
        if visitor.oracle.may_open(file, visitor.user) and _children_let(file, visitor.user):
            due.add(file.pk)
        response = visitor.client.get(address(file))
        if response.status_code == 200:
            assert content(response)
            shown.add(file.pk)
    return shown, due


def _children_let(file: Any, user: Any) -> bool:
    """Whether each child on a picture has agreed to be seen by `user`: read from the rows, one by one."""
    if getattr(file, "children_recognisable", "no") == "no" or user.has_perm("wagtailadmin.access_admin"):
        return True
    me = getattr(user, "person", None)
    children = [row.person for row in file.people_rows.all()]
    return bool(children) and all(_lets(child, me) for child in children)


def _lets(child: Person, me: Person | None) -> bool:
    own = me is not None and (me == child or me.kind == "staff")
    if own or (me is not None and CarerLink.objects.filter(carer=me, pupil=child).exists()):
        return True
    enough = {"public"}
    if me is not None:
        enough.add("members")
        classes = {me.school_class_id, *(link.pupil.school_class_id for link in me.children_links.all())}
        if child.school_class_id in classes:
            enough.add("class")
    given = child.consents.filter(purpose="photo", revoked_at=None)
    return any(
        one.place in enough and (one.until is None or one.until >= timezone.localdate()) for one in given
    )


def documents(visitor: Visitor) -> Found:
    return _files(visitor, SiteDocument, lambda file: file.url)


def pictures(visitor: Visitor) -> Found:
    return _files(visitor, SitePicture, lambda file: file.get_rendition("fill-480x270").url)


def previews(visitor: Visitor) -> Found:
    """The draft of every page that is not for everybody; and the editor, for who may not edit it."""
    shown, due = set(), set()
    reads = not visitor.user.has_perm("wagtailadmin.access_admin")  # the door of the admin is one for all
    for page in _private(visitor)[: 5 if reads else None]:
        if (not reads and _is_own(visitor, page)) or visitor.oracle.may_edit(page, visitor.user):
            due.add((page.pk, "view_draft/"))
        for name in ("view_draft/",) if (page.pk, "view_draft/") in due else ("view_draft/", "edit/"):
            if visitor.client.get(f"/admin/pages/{page.pk}/{name}").status_code == 200:
                shown.add((page.pk, name))
    return shown, due


def own_texts(visitor: Visitor) -> Found:
    """The last look of «Написать» at every page that is not for everybody: its author's alone."""
    shown, due = set(), set()
    for page in _private(visitor):
        if _is_own(visitor, page) and _is_written(visitor, page):
            due.add(page.pk)
        answer = visitor.client.get(f"/napisat/{page.pk}/vzglyad/")
        leads_to = answer.headers.get("Location", "").partition("?")[0]  # a step that is not finished
        if answer.status_code == 200 or leads_to.startswith(f"/napisat/{page.pk}/"):
            shown.add(page.pk)
    return shown, due


def _is_written(visitor: Visitor, page: Page) -> bool:
    """Whether the form knows such pages; of announcements those of a class."""
    if isinstance(page, AnnouncementPage):
        return in_corner(visitor, page.pk)
    return isinstance(page, (PostPage, MaterialPage, SiteCardPage, EventPage))


def _is_own(visitor: Visitor, page: Page) -> bool:
    return page.owner_id is not None and page.owner_id == visitor.user.pk


def _private(visitor: Visitor) -> list[Page]:
    anonymous = AnonymousUser()
    return [page for page in visitor.oracle.pages.values() if not visitor.oracle.may(page, anonymous)]


def comments(visitor: Visitor) -> Found:
    """The permanent address of every comment leads to who may see its page, and to it alone."""
    shown, due = set(), set()
    stranger = visitor.oracle.allowed(AnonymousUser())
    published = Comment.objects.filter(state=Comment.State.PUBLISHED).order_by("pk")
    private = published.exclude(page__in=stranger)
    for comment in [*private, *published.filter(page__in=stranger)[:10]]:
        page = visitor.oracle.pages[comment.page_id]
        response = visitor.client.get(f"/comments/{comment.pk}/")
        if response.status_code == 302 and response["Location"].startswith(page.get_url()):
            shown.add(comment.pk)
        if page.pk in visitor.allowed:
            due.add(comment.pk)
    return shown, due


def notices(visitor: Visitor) -> Found:
    """Nobody is told of what is closed to them: of all notices, those about pages out of sight are none.

    Notices bound to their page are read from «Уведомления»: due are those whose page is in sight.
    """
    told = Notice.objects.filter(recipient=visitor.user.pk or 0, page=None)
    bound = dict(Notice.objects.filter(recipient=visitor.user.pk or 0, page__gt=0).values_list("pk", "page"))
    shown = _listed_notices(visitor) & set(bound) if bound else set()
    for notice in told:
        numbers = re.findall(r"^/comments/(\d+)/", notice.url)
        about = Comment.objects.filter(pk__in=numbers).values_list("page_id", flat=True).first()
        page = visitor.oracle.pages.get(about or visitor.oracle.by_address.get(notice.url, 0))
        if (
            page is not None
            and page.pk not in visitor.allowed
            and not visitor.oracle.may_edit(page, visitor.user)
        ):
            shown.add(notice.pk)
    return shown, {pk for pk, page in bound.items() if page in visitor.allowed}


def _listed_notices(visitor: Visitor) -> set[int]:
    found: set[int] = set()
    number, last = 1, 1
    while number <= last:
        text = visitor.client.get(f"/notices/?page={number}").text
        last = max([last, *(int(one) for one in _NEXT.findall(text))])
        found |= {int(one) for one in re.findall(r'href="/notices/(\d+)/"', text)}
        number += 1
    return found


def boards(visitor: Visitor) -> Found:
    section = _page(AchievementsPage)
    shown = visitor.of(HonourBoardPage, visitor.links(section.url))
    return shown, visitor.of(HonourBoardPage, visitor.allowed)


def the_admins_lists(visitor: Visitor) -> Found:
    """What Wagtail's scripts are told: files as they open; of pages, those of an editor's rights, drafts too.

    Which of the pages belong there Wagtail says; none may be in a container of others.
    """
    oracle, user = visitor.oracle, visitor.user
    if not user.is_authenticated or not user.has_perm("wagtailadmin.access_admin"):
        return _told_to_scripts(visitor, "pages"), set()
    shown, due = set(), set()
    for name, model in (("images", SitePicture), ("documents", SiteDocument)):
        shown |= {(name, pk) for pk in _told_to_scripts(visitor, name)}
        due |= {(name, file.pk) for file in model.objects.all() if oracle.may_open(file, user)}
    pages = _told_to_scripts(visitor, "pages")
    reached = {
        pk
        for pk, page in oracle.pages.items()
        if oracle.open_doors(page, user) or oracle.may_edit(page, user) or page.owner_id == user.pk
    }
    return shown | pages, due | pages & reached


def _told_to_scripts(visitor: Visitor, name: str) -> set[int]:
    told: set[int] = set()
    while True:
        answer = visitor.client.get(f"/admin/api/main/{name}/?limit=20&offset={len(told)}&order=id")
        items = answer.json()["items"] if answer.status_code == 200 else []
        if not items:
            return told
        told |= {item["id"] for item in items}


SURFACES: dict[str, Callable[[Visitor], Found]] = {
    "page": the_page_itself,
    "listings": listings,
    "corners": corners,
    "home": the_first_page,
    "menu": menu,
    "account menu": the_account_menu,
    "subject streams": subject_streams,
    "search": search,
    "feed": feed,
    "sitemap": sitemap,
    "calendar files": calendar_files,
    "months": months,
    "documents": documents,
    "pictures": pictures,
    "preview": previews,
    "own texts": own_texts,
    "comments": comments,
    "notices": notices,
    "boards": boards,
    "admin's lists": the_admins_lists,
}
