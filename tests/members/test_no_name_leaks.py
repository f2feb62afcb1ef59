"""No child's name is anywhere that strangers can look, over all pages; what a consent let stand goes with it.

A stranger is who is not signed in, and an outside colleague. Two independent readings of every answer: the
site's own matcher, and a crude one by beginnings of the two names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import timedelta
from html import unescape
from urllib.parse import unquote

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from wagtail.models import Page

from core.models import PictureRendition, SiteDocument, SitePicture
from core.visibility import visible_to
from discussions.models import Comment
from members.models import Consent, NameUse, Person, Place, Purpose, User
from members.name_index import NameIndex, index_of, people_of_lists, plain
from members.names import find_named
from notices.models import Mail
from tests.personas import ANONYMOUS, COLLEAGUE

ROUTES = re.compile(r"/(feed|ics|archive|calendar|author/\d+|tag/[\w-]+|\d{4})/$|[?&](page|comments)=\d+")
FOUND = re.compile(r"<article\b.*?</article>", re.DOTALL)
MONTHS = re.compile(r"/calendar/(\d{4})/")


@pytest.fixture(scope="module")
def pupils(django_db_setup: None, django_db_blocker) -> list[Person]:
    with django_db_blocker.unblock():
        return list(Person.objects.filter(kind=Person.Kind.PUPIL, left_on__isnull=True))


@pytest.fixture
def index() -> NameIndex:
    return index_of(*people_of_lists())


def near(text: str, pupil: Person) -> bool:
    """Whether the beginnings of both names stand within thirty letters."""
    first, last = re.escape(plain(pupil.first_name)[:4]), re.escape(plain(pupil.last_name)[:5])
    between = r"[^.!?]{0,30}?"
    return re.search(rf"{first}[а-я]*{between}{last}|{last}[а-я]*{between}{first}", text) is not None


def named_in(text: str, pupils: Iterable[Person], index: NameIndex) -> set[int]:
    """The pupils named in an answer: its text, markup, addresses."""
    text = unescape(unquote(text))
    small = plain(text)
    suspects = {
        pupil.pk
        for pupil in pupils
        if plain(pupil.last_name)[:5] in small or plain_latin(pupil.last_name) in text.lower()
    }
    if not suspects:
        return set()
    found = {one.pk for one in find_named(re.sub(r"</?(?:b|i|a|em|strong)\b[^>]*>", "", text), index)}
    return found | {pupil.pk for pupil in pupils if pupil.pk in suspects and near(small, pupil)}


def plain_latin(name: str) -> str:
    from core.text import to_slug

    return to_slug(name)[:5]


def may_stand(place: Place) -> set[int]:
    """Who has a consent for there, or stands there for a written reason."""
    consents = Consent.objects.live().filter(purpose=Purpose.NAME, place__in=place.and_wider)
    reasons = NameUse.objects.exclude(reason="")
    return {*consents.values_list("person_id", flat=True), *reasons.values_list("person_id", flat=True)}


def without_question(text: str, address: str) -> str:
    """Of a page of search, what was found: the question stands there again in the words of who asked."""
    return text if not address.startswith("/search/") else "\n".join(FOUND.findall(text))


def everything(client: Client, viewer, pupils: list[Person]) -> dict[str, str]:
    """What the site says at every address that `viewer` can reach: addresses and headers are in it too."""
    addresses = {page.get_url() for page in visible_to(Page.objects.filter(depth__gte=2), viewer)}
    addresses |= {"/search/?q=ученик", "/search/?q=класс", "/sitemap.xml", "/robots.txt", "/accounts/login/"}
    asked = pupils if viewer.is_anonymous else pupils[:6]  # search narrows by the same rule for both
    addresses |= {f"/search/?q={pupil.last_name}" for pupil in asked}
    addresses |= {f"/comments/{pk}/" for pk in Comment.objects.values_list("pk", flat=True)}
    said: dict[str, str] = {}
    while addresses:
        here = addresses.pop()
        response = client.get(here)
        body = b"".join(response.streaming_content) if response.streaming else response.content
        headers = "\n".join(f"{name}: {value}" for name, value in response.headers.items())
        address = "" if here.startswith("/search/") else here
        text = body.decode()
        said[here] = f"{address}\n{headers}\n{without_question(text, here)}"
        for link in re.findall(r'href="([^"#]+)"', body.decode()):
            further = here.split("?")[0] + link if link.startswith("?") else unescape(link)
            month = MONTHS.search(further)
            if month and abs(int(month[1]) - timezone.localdate().year) > 1:
                continue
            if further.startswith("/links/"):  # a form about a link, one for each; its page is looked at
                continue
            is_short = further.count("/") < 7 and further.count("?") < 2
            if is_short and further.startswith("/") and ROUTES.search(further) and further not in said:
                addresses.add(further)
    return said


@pytest.mark.parametrize(("login", "place"), [(ANONYMOUS, Place.PUBLIC), (COLLEAGUE, Place.MEMBERS)])
def test_no_childs_name_anywhere_without_a_consent_that_reaches(login, place, pupils, index, sign_in):
    viewer = User.objects.get(username=login) if login else AnonymousUser()
    said = everything(sign_in(login), viewer, pupils)
    assert len(said) > 250
    for sort in ("/feed/", "/ics/", "/search/", "/sitemap.xml", "/comments/", "page="):
        assert any(sort in address for address in said), sort
    allowed = may_stand(place)
    leaks = {
        address: sorted(str(pupil) for pupil in pupils if pupil.pk in found)
        for address, text in said.items()
        if (found := named_in(text, pupils, index) - allowed)
    }
    assert leaks == {}
    if login:
        return
    # What stands on a consent goes with it, at the next request, from everywhere at once.
    shown = Person.objects.get(last_name="Черкашин")
    with_name = [address for address, text in said.items() if shown.pk in named_in(text, pupils, index)]
    assert any(address.startswith("/search/") for address in with_name)
    assert len(with_name) >= 2, with_name
    page = NameUse.objects.get(person=shown, page__isnull=False).page
    Consent.objects.filter(person=shown).update(revoked_at=timezone.now())
    client = Client()
    for address in [*with_name, "/", page.get_parent().url, "/sitemap.xml"]:
        answer = client.get(address).content.decode()
        answer = without_question(answer, address)
        assert shown.pk not in named_in(answer, pupils, index), address
        assert page.title not in unescape(answer), address
    assert client.get(page.url).status_code == 302  # to sign in: the staff still read it


def test_no_childs_name_in_names_of_files_and_in_letters(pupils, index):
    files = [
        f"{one.title}\n{one.file.name}\n{getattr(one, 'description', '')}"
        for one in (*SiteDocument.objects.all(), *SitePicture.objects.all())
    ]
    files += PictureRendition.objects.values_list("file", flat=True)
    assert len(files) > 100
    letters = [f"{letter.to}\n{letter.subject}\n{letter.text}" for letter in Mail.objects.all()]
    assert letters
    allowed = may_stand(Place.PUBLIC)
    assert [text for text in (*files, *letters) if named_in(text, pupils, index) - allowed] == []


def test_no_page_of_the_demo_school_is_taken_for_naming_somebody():
    """Two pages name a child on purpose; a false alarm on any other would show here."""
    titles = set(NameUse.objects.filter(page__isnull=False).values_list("page__title", flat=True))
    assert titles == {
        "Маятник на двух нитях: как мы готовились к олимпиаде",
        "Школьный музей: журнал 1957 года",
    }


def test_a_consent_that_runs_out_hides_by_its_date_alone(pupils):
    page = Page.objects.get(title="Маятник на двух нитях: как мы готовились к олимпиаде")
    cache.clear()
    assert Client().get(page.url).status_code == 200
    consents = Consent.objects.filter(person__last_name="Черкашин", purpose=Purpose.NAME)
    consents.update(until=timezone.localdate() - timedelta(days=1))
    assert Client().get(page.url).status_code == 302
