"""Where browser tests go: every page type, found through the registry, and what has no type."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone
from playwright.sync_api import Locator
from playwright.sync_api import Page as Tab
from wagtail.models import Page as WagtailPage

from blog.models import BlogPage, PostPage
from classes.models import ClassCornerPage, ClassesPage
from core.models import BasePage, SiteDocument, SitePicture
from core.visibility import visible_to
from demo.drawing import landscape
from demo.factories import PASSWORD, PlainPageFactory
from discussions.models import Comment
from events.models import EventsPage
from home.models import HomePage, PlainPage
from joining import codes
from joining.models import JoinCode
from links.models import LinkUse
from members.models import CarerLink, Consent, Person, User
from reading.models import ReadingListPage
from resources.models import AnnouncementPage, AnnouncementsPage, TimetablePage, UsefulSitesPage
from tests.architecture.test_page_types import TYPES
from tests.personas import ANONYMOUS, CARER, COLLEAGUE, COORDINATOR, PUPIL, TEACHER

VIDEO = "https://rutube.ru/video/0123456789abcdef0123456789abcdef/"
ALL_BLOCKS = "/vse-bloki/"


@dataclass(frozen=True, slots=True)
class Place:
    """Where it is (asked once the demo school stands), who looks, what is answered, what is done there."""

    find: Callable[[], str]
    login: str = ANONYMOUS
    status: int = 200
    act: Callable[[Tab], Any] | None = None


def build_page_of_all_blocks() -> PlainPage:
    """The demo school's pages do not use every block an editor has: this one does."""
    picture, document = SitePicture.objects.first(), SiteDocument.objects.first()
    shot = {"image": picture.pk, "alt": "", "caption": "Школа весной"}
    body = [
        ("heading", "Часть первая"),
        (
            "text",
            "<p>Слова, <b>важные</b>, <a href='/'>ссылка</a>.</p><ul><li>раз</li><li>два</li></ul>",
        ),
        ("subheading", "Часть внутри части"),
        ("picture", shot),
        ("gallery", {"pictures": [shot, shot | {"alt": "Двор школы"}, shot | {"caption": ""}]}),
        ("files", {"files": [{"document": document.pk, "title": ""}]}),
        ("video", {"title": "Опыт с маятником", "url": VIDEO, "transcript": "<p>Маятник качается.</p>"}),
        *[("note", (kind, "<p>Не пропустите.</p>")) for kind in ("advice", "important", "question")],
        ("quote", ("Ученье – свет.", "Пословица")),
        ("table", (["День", "Час", "Кабинет"], [["вторник", "15:00", "12"]], "Когда приходить")),
        ("heading", "Часть первая"),  # editors do repeat themselves
        ("button", {"text": "На главную", "page": HomePage.objects.get().pk, "url": ""}),
    ]
    home, slug = HomePage.objects.get(), ALL_BLOCKS.strip("/")
    return PlainPageFactory(parent=home, title="Все блоки", slug=slug, picture=picture, body=body)


def _richest(kind: type[BasePage]) -> str:
    """The page of this type that everybody sees and that is the richest in blocks; in a corner, its pupil."""
    user = User.objects.get(username=PUPIL) if _login_for(kind) else AnonymousUser()
    pages = visible_to(kind.objects.live(), user).order_by("path")
    return max(
        pages,
        key=lambda page: (len({block.block_type for block in getattr(page, "body", [])}), bool(page.picture)),
    ).url


def _login_for(kind: type[BasePage]) -> str:
    return PUPIL if kind is ClassCornerPage else ANONYMOUS


def _below(kind: type[BasePage], rest: str = "", **query: str) -> str:
    return kind.objects.get().url + rest + (f"?{urlencode(query)}" if query else "")


def _timetable(kind: str, **query: str) -> str:
    return TimetablePage.objects.get(kind=kind).url + (f"?{urlencode(query)}" if query else "")


def _corner(rest: str = "") -> str:
    return ClassCornerPage.objects.get(school_class__group__user__username=PUPIL).url + rest


def _corner_announcement() -> str:
    corner = ClassCornerPage.objects.get(school_class__group__user__username=PUPIL)
    return AnnouncementPage.objects.live().child_of(corner).filter(is_pinned=True).first().url


def _by_author() -> str:
    return _below(BlogPage, f"author/{PostPage.objects.live().first().author_list[0].pk}/")


def _by_year() -> str:
    return _below(BlogPage, f"{PostPage.objects.live().latest('published_on').published_on.year}/")


def _card(state: str) -> str:
    return LinkUse.objects.filter(link__state=state).order_by("link__address").first().page.specific.url


def _report() -> str:
    use = LinkUse.objects.filter(link__state="dead").first()
    return f"/links/report/{use.link_id}/?page={use.page_id}"


def _click(what: Locator) -> None:
    """Presses what sends a form, and waits for the whole answer."""
    with what.page.expect_navigation():
        what.click()


def _report_nothing(tab: Tab) -> None:
    tab.eval_on_selector_all(
        "input[type=radio]", "all => all.forEach(one => { one.checked = false; one.required = false })"
    )
    _click(tab.locator("main button[type=submit]").first)


def _forget_day(button: str, tab: Tab) -> None:
    tab.eval_on_selector("[name=given_on]", "one => { one.form.noValidate = true; one.value = '' }")
    _click(tab.get_by_role("button", name=button, exact=True))


def _sign_in_wrongly(tab: Tab) -> None:
    tab.fill("input[name=login]", "nikto")  # five such tries would close an account that other tests need
    tab.fill("input[name=password]", "не тот пароль")
    _click(tab.locator("main button[type=submit]").first)


def _choose_blue(tab: Tab) -> None:
    tab.check("[name=scheme][value=blue]")
    _click(tab.locator("main button.button--primary").first)
    tab.locator("html[data-scheme=blue]").wait_for()


def _open_account_menu(tab: Tab) -> None:
    tab.click(".account-menu > summary")


def _read_about_books() -> str:
    return ReadingListPage.objects.get(title="Что читать в 5–6 классах").url


def _comment(action: str, **fields: Any) -> str:
    """A form about a comment of the demo school."""
    comments = Comment.objects.filter(state=Comment.State.PUBLISHED, **fields)
    return f"/comments/{comments.order_by('pk').first().pk}/{action}/"


def _letter_code() -> str:
    row = JoinCode.objects.live().filter(pupil__last_name="Щербак", audience="carers").get()
    return f"/vstupit/{codes.pretty(codes.code_of(row))}/"


def _name_a_wrong_code(tab: Tab) -> None:
    tab.fill("[name=code]", "0000-0000-0000")
    _name_the_child(tab)


def _name_the_child(tab: Tab) -> None:
    tab.fill("[name=last_name]", "Щербак")
    tab.fill("[name=first_name]", "Глеб")
    _click(tab.locator("main button[type=submit]").first)


def _fill_in_nothing(tab: Tab) -> None:
    _name_the_child(tab)
    tab.eval_on_selector("main form", "form => form.noValidate = true")
    _click(tab.locator("main button[type=submit]").first)


def _refuse_without_a_reason(tab: Tab) -> None:
    tab.click("details.more > summary")
    tab.eval_on_selector("main form.askers", "form => form.noValidate = true")
    _click(tab.locator("main button[name=refuse]").first)


def _write_too_many_links(tab: Tab) -> None:
    tab.fill("textarea[name=text]", "https://example.org/ " * 5)
    _click(tab.locator("main button[type=submit]").first)


def _draft(step: str, title: str = "Как мы мерили скорость звука во дворе") -> str:
    return f"/napisat/{WagtailPage.objects.get(title=title).pk}/{step}/"


def _press(value: str, tab: Tab) -> None:
    _click(tab.locator(f"main button[value={value}]").last)


def _add_picture(tab: Tab) -> None:
    """The same drawing every time: the form puts it in once."""
    drawing = {"name": "opyt.jpg", "mimeType": "image/jpeg", "buffer": landscape(3).read()}
    tab.set_input_files("[name=pictures]", drawing)
    tab.locator(".shot").first.wait_for()


def _leave_picture_undescribed(tab: Tab) -> None:
    _add_picture(tab)
    _press("next", tab)


def _write_in_two_windows(tab: Tab) -> None:
    tab.evaluate("document.querySelector('[name=revision]').value = '1'")
    tab.fill("[name=text]", "Из другого окна.")
    _press("next", tab)


def _of(address: str, login: str) -> str:
    return address.format(Person.objects.get(account__username=login).pk)


def _link() -> str:
    return f"/profil/svyaz/{CarerLink.objects.get(carer__account__username=CARER).pk}/"


def _class_of_pupil() -> str:
    return f"/profil/klass/{Person.objects.get(account__username=PUPIL).school_class_id}/"


def _press_submit(tab: Tab) -> None:
    tab.eval_on_selector_all("main form", "all => all.forEach(one => { one.noValidate = true })")
    _click(tab.locator("main button[type=submit]").last)


def _press_leave(tab: Tab) -> None:
    tab.eval_on_selector_all("main form", "all => all.forEach(one => { one.noValidate = true })")
    _click(tab.locator("main .button--danger").first)


def _confirm_password(tab: Tab) -> None:
    if tab.locator("main [name=password]").count():
        tab.fill("main [name=password]", PASSWORD)
        _click(tab.locator("main button[type=submit]").first)
        tab.locator("#mfa_webauthn_add").wait_for()


def _write_too_much_of_oneself(tab: Tab) -> None:
    tab.eval_on_selector("main textarea", "one => { one.maxLength = 9999; one.value = 'я'.repeat(700) }")
    _click(tab.locator("main .button--primary").first)


def _pupil() -> Person:
    return Person.objects.get(account__username=PUPIL)


def _consent(way: str) -> str:
    photo = Consent.objects.get(person=_pupil(), purpose="photo", revoked_at=None)
    return way.format(photo.pk)


def _name_a_child(tab: Tab) -> None:
    """From a new text to the question about the name in it."""
    tab.fill("[name=title]", "Вечер поэзии")
    tab.fill("[name=text]", "Вчера Даша Иванченко читала стихи.")
    _press("next", tab)
    tab.wait_for_url("**/podrobnosti/")
    tab.fill("[name=summary]", "Коротко о вечере.")
    _press("next", tab)
    tab.wait_for_url("**/vzglyad/")
    _click(tab.locator(".bar button[type=submit]").first)
    tab.wait_for_selector("[name=name_reason]")


def _announcement_of_teacher() -> str:
    page = AnnouncementPage.objects.get(title="Что взять на экскурсию в музей")
    return f"/napisat/{page.pk}/podrobnosti/"


def _forget_what_for(tab: Tab) -> None:
    tab.fill("[name=how_to_use]", "")
    _press("next", tab)


KINDS = {kind._meta.label: Place(partial(_richest, kind), _login_for(kind)) for kind in TYPES}
OTHERS = {
    "all-blocks": Place(lambda: ALL_BLOCKS),
    "timetable-class": Place(partial(_timetable, "lessons", **{"class": "5 «А»"})),
    "timetable-all": Place(partial(_timetable, "lessons", day="tuesday")),
    "timetable-bells": Place(partial(_timetable, "bells")),
    "timetable-clubs": Place(partial(_timetable, "clubs")),
    "timetable-year": Place(partial(_timetable, "year")),
    "listing-filtered": Place(partial(_below, UsefulSitesPage, subject="matematika")),
    "listing-nothing": Place(partial(_below, BlogPage, subject="fizika", grade="1")),
    "listing-second-page": Place(partial(_below, UsefulSitesPage, page="2")),
    "blog-year": Place(_by_year),
    "blog-author": Place(_by_author),
    "announcements-archive": Place(partial(_below, AnnouncementsPage, "archive/")),
    "events-archive": Place(partial(_below, EventsPage, "archive/")),
    "corner-stream": Place(partial(_corner, "?stream=obyavleniya"), PUPIL),
    "corner-past": Place(partial(_corner, "?stream=meropriyatiya&past=on"), PUPIL),
    "corner-author": Place(_corner, TEACHER),
    "corner-announcement": Place(_corner_announcement, PUPIL),
    "classes-carer": Place(lambda: _below(ClassesPage), CARER),
    "classes-none": Place(lambda: _below(ClassesPage), COLLEAGUE),
    "home-carer": Place(lambda: "/", CARER),
    "month": Place(lambda: _below(EventsPage, f"calendar/{timezone.localdate():%Y/%-m}/")),
    "month-empty": Place(partial(_below, EventsPage, "calendar/2001/1/")),
    "search-empty": Place(lambda: "/search/"),
    "search-found": Place(lambda: "/search/?q=расписание"),
    "search-nothing": Place(lambda: "/search/?q=абракадабра"),
    "site-dead": Place(partial(_card, "dead")),
    "site-doubtful": Place(partial(_card, "doubtful")),
    "link-report": Place(_report),
    "link-report-refused": Place(_report, act=_report_nothing),
    "search-narrowed": Place(lambda: "/search/?q=математика&subject=matematika&grade=5"),
    "search-narrowed-to-nothing": Place(lambda: "/search/?q=дроби&subject=himiya"),
    "search-slip": Place(lambda: "/search/?q=распесание+кружкоф"),
    "search-partial": Place(lambda: "/search/?q=фотосинтез+звонок"),
    "display-settings": Place(lambda: "/nastroyki/?next=/blog/"),
    "display-settings-chosen": Place(lambda: "/nastroyki/", act=_choose_blue),
    "sign-in": Place(lambda: "/accounts/login/"),
    "sign-in-refused": Place(lambda: "/accounts/login/", act=_sign_in_wrongly),
    "password-reset": Place(lambda: "/accounts/password/reset/"),
    "sign-up-closed": Place(lambda: "/accounts/signup/"),
    "signed-in": Place(lambda: "/", login=TEACHER, act=_open_account_menu),
    "notices": Place(lambda: "/notices/", login=CARER),
    "notices-nothing": Place(lambda: "/notices/", login=COLLEAGUE),
    "comments": Place(_read_about_books),
    "comments-signed-in": Place(_read_about_books, login=PUPIL),
    "comments-moderator": Place(_read_about_books, login=COORDINATOR),
    "comment-refused": Place(partial(_comment, "reply"), login=TEACHER, act=_write_too_many_links),
    "comment-report": Place(partial(_comment, "report"), login=PUPIL),
    "comment-delete": Place(partial(_comment, "delete", user__username=PUPIL), login=PUPIL),
    "comment-moderate": Place(
        partial(_comment, "moderate", reports__settled_at__isnull=True, reports__isnull=False),
        login=COORDINATOR,
    ),
    "comment-names-a-child": Place(
        lambda: f"/comments/{Comment.objects.get(comment__contains='Тимур Хуажев').pk}/moderate/",
        login=COORDINATOR,
    ),
    "pictures-that-wait": Place(
        lambda: PostPage.objects.get(title__startswith="Осенний поход").url, login=COORDINATOR
    ),
    "password-change": Place(lambda: "/accounts/password/change/", login=TEACHER),
    "second-step": Place(lambda: "/accounts/2fa/", login=TEACHER),
    "second-step-on": Place(lambda: "/accounts/2fa/totp/activate/", login=TEACHER),
    "join": Place(lambda: "/vstupit/"),
    "join-refused": Place(lambda: "/vstupit/", act=_name_a_wrong_code),
    "join-carer": Place(_letter_code, act=_name_the_child),
    "join-carer-refused": Place(_letter_code, act=_fill_in_nothing),
    "join-colleague": Place(lambda: "/vstupit/kollega/"),
    "join-invite": Place(lambda: "/vstupit/priglasit/", login=COLLEAGUE),
    "join-asked": Place(lambda: "/vstupit/kollega/gotovo/"),
    "join-link-dead": Place(lambda: "/vstupit/parol/nichego/", status=404),
    "who-waits": Place(lambda: "/vstupit/kto/", login=COORDINATOR),
    "who-waits-refused": Place(lambda: "/vstupit/kto/", login=TEACHER, act=_refuse_without_a_reason),
    "keys": Place(lambda: "/accounts/2fa/webauthn/add/", login=TEACHER, act=_confirm_password),
    "visits": Place(lambda: "/accounts/sessions/", login=TEACHER),
    "settings": Place(lambda: "/profil/", login=TEACHER),
    "settings-refused": Place(lambda: "/profil/", login=COLLEAGUE, act=_write_too_much_of_oneself),
    "settings-pupil": Place(lambda: "/profil/", login=PUPIL),
    "settings-carer": Place(lambda: "/profil/", login=CARER),
    "member": Place(partial(_of, "/profil/{}/", TEACHER), login=CARER),
    "email-refused": Place(lambda: "/profil/pochta/", TEACHER, act=_press_submit),
    "leave-refused": Place(lambda: "/profil/uyti/", CARER, act=_press_leave),
    "goodbye": Place(lambda: "/profil/do-svidaniya/"),
    "child": Place(partial(_of, "/profil/deti/{}/", PUPIL), login=CARER),
    "link-end": Place(_link, login=CARER),
    "class-passwords-refused": Place(_class_of_pupil, TEACHER, act=_press_submit),
    "classes": Place(lambda: "/profil/klass/", login=COORDINATOR),
    "write-list": Place(lambda: "/napisat/", login=TEACHER),
    "write-text": Place(partial(_draft, "tekst"), TEACHER, act=lambda tab: tab.click("details.more summary")),
    "write-text-refused": Place(lambda: "/napisat/zapis/", TEACHER, act=partial(_press, "next")),
    "write-text-twice": Place(partial(_draft, "tekst"), TEACHER, act=_write_in_two_windows),
    "write-material-refused": Place(lambda: "/napisat/material/", TEACHER, act=partial(_press, "next")),
    "write-site-refused": Place(lambda: "/napisat/sayt/", TEACHER, act=partial(_press, "next")),
    "write-list-carer": Place(lambda: "/napisat/", CARER),
    "write-proposal-refused": Place(lambda: "/napisat/meropriyatie/", CARER, act=partial(_press, "next")),
    "write-class": Place(lambda: "/napisat/obyavlenie/", TEACHER, act=partial(_press, "next")),
    "write-class-event": Place(lambda: "/napisat/sobytie/", "kravtsova"),
    "write-class-event-refused": Place(lambda: "/napisat/sobytie/", TEACHER, act=partial(_press, "next")),
    "write-class-details": Place(_announcement_of_teacher, TEACHER, act=_forget_what_for),
    "write-details": Place(partial(_draft, "podrobnosti"), TEACHER, act=_add_picture),
    "write-details-refused": Place(partial(_draft, "podrobnosti"), TEACHER, act=_leave_picture_undescribed),
    "write-names": Place(lambda: "/napisat/zapis/", TEACHER, act=_name_a_child),
    "write-look": Place(partial(_draft, "vzglyad", "Небо на эту ночь"), login=TEACHER),
    "write-discard": Place(partial(_draft, "udalit"), login=TEACHER),
    "rules": Place(lambda: "/pravila/"),
    "data-policy": Place(lambda: "/dannye/"),
    "consents-mine": Place(lambda: "/soglasiya/", login=CARER),
    "consents-nothing": Place(lambda: "/soglasiya/", login=COLLEAGUE),
    "consent-take-back": Place(partial(_consent, "/soglasiya/{}/otozvat/"), login=CARER),
    "consents-register": Place(lambda: "/soglasiya/reestr/", login=COORDINATOR),
    "consents-none-found": Place(lambda: "/soglasiya/reestr/?state=ended", login=TEACHER),
    "consents-card-refused": Place(
        lambda: f"/soglasiya/reestr/{_pupil().pk}/", TEACHER, act=partial(_forget_day, "Записать")
    ),
    "consents-class-refused": Place(
        lambda: f"/soglasiya/klass/{_pupil().school_class_id}/",
        TEACHER,
        act=partial(_forget_day, "Записать всё"),
    ),
    "consent-revoke": Place(partial(_consent, "/soglasiya/reestr/otozvat/{}/"), login=TEACHER),
    "400": Place(partial(_below, BlogPage, subject="alhimiya"), status=400),
    "403": Place(
        lambda: AnnouncementPage.objects.live().filter(page_audience__isnull=False).first().url,
        login=PUPIL,
        status=403,
    ),
    "404": Place(lambda: "/net-takoy-stranitsy/", status=404),
}
PLACES = {**KINDS, **OTHERS}
