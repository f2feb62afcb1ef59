"""One button in summer: classes go up, graduates go, leavers are told, reminded, erased."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from classes import leaving, ticks, year
from classes.models import ClassCornerPage, SchoolYear
from classes.services import equalise_corners
from classes.year import plan_year, start_year
from core.visibility import can_see
from demo.factories import PersonFactory, PupilFactory, SchoolClassFactory, UserFactory, entry_year_of
from members import roles
from members.assignments import looks_after
from members.classes import equalise_classes
from members.consents import classes_of
from members.models import Assignment, AuditEntry, CarerLink, Person, SchoolClass, User
from members.people_services import mark_left
from notices.models import Notice
from tests.pages import soup
from tests.personas import ADMIN, CARER, COLLEAGUE, COORDINATOR, MODERATOR, PUPIL, TEACHER

pytestmark = pytest.mark.usefixtures("nothing_told")
YEAR = reverse("school_year")
FIRST = date(entry_year_of(1) + 1, 9, 1)
"""The next first of September of the demo school."""
JUNE = FIRST.replace(month=6, day=20)
MAY = FIRST.replace(month=5, day=20)
"""In the demo's school year, before the next is offered."""
OnDay = Callable[[date], None]


@pytest.fixture
def on_day(monkeypatch: pytest.MonkeyPatch) -> OnDay:
    def be(day: date) -> None:
        monkeypatch.setattr("django.utils.timezone.localdate", lambda *args: day)

    return be


@pytest.fixture
def eleventh() -> SchoolClass:
    return SchoolClass.objects.get(entry_year=entry_year_of(11), letter="А")


def account(person: Person, login: str, role: str) -> User:
    return UserFactory(username=login, person=person, groups=[Group.objects.get(name=role)])


def child_of(carer: Person, of_class: SchoolClass, confirmed: date = FIRST) -> Person:
    pupil = PupilFactory(school_class=of_class)
    CarerLink.objects.create(carer=carer, pupil=pupil, confirmed_at=f"{confirmed}T10:00Z")
    return pupil


def titles_of_groups() -> set[str]:
    return set(Group.objects.filter(school_class__isnull=False).values_list("name", flat=True))


# Going up.


def test_a_year_that_is_begun_offers_leavers_alone(sign_in, on_day):
    on_day(MAY)
    page = soup(sign_in(COORDINATOR).get(YEAR))
    assert "уже начат" in page.select_one(".help-info").get_text()
    assert [row.td.get_text(strip=True) for row in page.select("tbody tr")][:2] == ["1 «А»", "2 «А»"]
    assert not page.find("button", string="Начать учебный год")
    for row in page.select("tbody tr"):
        _, pupils, leavers = row.find_all("td")
        assert bool(leavers.a) == (pupils.get_text(strip=True) != "0")


def test_the_coordinator_reads_first_what_will_happen(sign_in, on_day):
    on_day(FIRST)
    page = soup(sign_in(COORDINATOR).get(YEAR))
    rows = {row.td.get_text(strip=True): row.get_text(" ", strip=True) for row in page.select("tbody tr")}
    assert "→ 6 «А»" in rows["5 «А»"]
    assert "Выбрать, кто уходит после 9 класса" in rows["9 «А»"]
    assert "выпуск" in rows["11 «А»"]
    assert (
        page.select_one("button.button").get_text(strip=True)
        == f"Начать учебный год {FIRST.year}/{FIRST.year + 1}"
    )
    assert not SchoolYear.objects.filter(year=FIRST.year).exists()


@pytest.mark.parametrize("login", [TEACHER, MODERATOR, CARER, PUPIL, COLLEAGUE])
def test_nobody_else_starts_a_year_or_marks_leavers(login, sign_in, of_class, on_day):
    on_day(FIRST)
    client = sign_in(login)
    pupil = of_class.pupils.first()
    for address in (YEAR, reverse("class_leavers", args=[of_class.pk])):
        assert client.get(address).status_code in {302, 403}
        client.post(address, {"year": FIRST.year, "pupils": [pupil.pk]})
    client.post(reverse("school_year_corners"))
    pupil.refresh_from_db()
    assert pupil.left_on is None
    assert not SchoolYear.objects.filter(year=FIRST.year).exists()


def test_one_click_moves_all_classes_up(sign_in, on_day, of_class, corner, eleventh):
    on_day(FIRST)
    response = sign_in(COORDINATOR).post(YEAR, {"year": FIRST.year}, follow=True)
    assert f"Учебный год {FIRST.year}/{FIRST.year + 1} начат" in response.text
    corner.refresh_from_db()
    assert corner.title == corner.draft_title == "6 «А»"
    assert corner.url.endswith(f"/{of_class.entry_year}-a/")  # the address stays
    assert "Класс 6 «А»" in titles_of_groups()
    assert not [name for name in titles_of_groups() if "(" in name]
    eleventh.refresh_from_db()
    assert eleventh.ended_on == FIRST
    assert AuditEntry.objects.filter(action="year.started", actor__username=COORDINATOR).count() == 1
    assert can_see(corner, User.objects.get(username=PUPIL))


def test_a_second_click_does_nothing(sign_in, on_day, eleventh):
    on_day(FIRST)
    client = sign_in(COORDINATOR)
    client.post(YEAR, {"year": FIRST.year})
    told = Notice.objects.count()
    on_day(FIRST + timedelta(days=20))
    response = client.post(YEAR, {"year": FIRST.year}, follow=True)
    assert "уже начат" in response.text
    assert Notice.objects.count() == told
    assert SchoolYear.objects.filter(year=FIRST.year).count() == 1
    assert AuditEntry.objects.filter(action="year.started").count() == 1
    eleventh.refresh_from_db()
    assert eleventh.ended_on == FIRST


@pytest.mark.parametrize("sent", ["", "1999", "девятый", "2" * 300])
def test_a_plan_that_is_no_longer_the_plan_is_not_done(sent, sign_in, on_day):
    on_day(FIRST)
    response = sign_in(COORDINATOR).post(YEAR, {"year": sent}, follow=True)
    assert "Ничего не сделано" in response.text
    assert not SchoolYear.objects.filter(year=FIRST.year).exists()


def test_what_breaks_half_way_leaves_everything_as_it_was(on_day, eleventh, monkeypatch):
    on_day(FIRST)
    monkeypatch.setattr(year, "create_corners", lambda: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        start_year(None)
    eleventh.refresh_from_db()
    assert eleventh.ended_on is None
    assert not eleventh.pupils.filter(left_on__isnull=False).exists()
    assert not SchoolYear.objects.filter(year=FIRST.year).exists()


def test_in_june_graduates_go_and_names_wait_for_september(on_day, corner, eleventh):
    on_day(JUNE)
    plan = start_year(None)
    assert plan.waits
    corner.refresh_from_db()
    eleventh.refresh_from_db()
    assert (corner.title, eleventh.ended_on) == ("5 «А»", JUNE)
    on_day(FIRST)
    equalise_classes()
    equalise_corners()
    corner.refresh_from_db()
    assert corner.title == "6 «А»"
    assert plan_year().started


def test_a_year_begun_late_is_the_one_that_goes_on(on_day):
    on_day(FIRST.replace(year=FIRST.year + 1, month=2))
    assert plan_year().year == FIRST.year


def test_a_new_first_class_gets_a_corner(on_day):
    on_day(FIRST)
    fresh = SchoolClassFactory(entry_year=FIRST.year, letter="Э")
    assert [move.after for move in plan_year().moves if move.before == "новый класс"] == ["1 «Э»"]
    start_year(None)
    assert ClassCornerPage.objects.get(school_class=fresh).title == "1 «Э»"


def test_the_command_shows_first_and_does_with_yes(on_day):
    on_day(FIRST)
    shown, done, again = io.StringIO(), io.StringIO(), io.StringIO()
    call_command("start_year", stdout=shown)
    assert "5 «А» → 6 «А»" in shown.getvalue()
    assert not SchoolYear.objects.filter(year=FIRST.year).exists()
    call_command("start_year", "--yes", stdout=done)
    call_command("start_year", "--yes", stdout=again)
    assert "Готово" in done.getvalue()
    assert "уже начат" in again.getvalue()


# Graduates.


def test_graduates_and_their_carers_go_and_the_corner_stays_for_the_staff(
    on_day, eleventh, of_class, sign_in
):
    graduate = account(PupilFactory(school_class=eleventh), "vypusknik", roles.PUPILS)
    one, both = PersonFactory(kind="carer"), PersonFactory(kind="carer")
    CarerLink.objects.create(carer=one, pupil=graduate.person, confirmed_at=f"{FIRST}T10:00Z")
    CarerLink.objects.create(carer=both, pupil=graduate.person, confirmed_at=f"{FIRST}T10:00Z")
    child_of(both, of_class)
    of_one = account(one, "mama", roles.CARERS)
    account(both, "papa", roles.CARERS)
    corner = ClassCornerPage.objects.get(school_class=eleventh)
    assert sign_in("vypusknik").get(corner.url).status_code == 200
    on_day(FIRST)
    start_year(User.objects.get(username=COORDINATOR))
    for person in (graduate.person, one, both):
        person.refresh_from_db()
    assert [graduate.person.left_on, one.left_on, both.left_on] == [FIRST, FIRST, None]
    seen = {who: sign_in(who).get(corner.url).status_code for who in ("vypusknik", "mama", "papa", "tlekhas")}
    assert seen == {"vypusknik": 403, "mama": 403, "papa": 403, "tlekhas": 200}
    assert not of_one.groups.filter(name=roles.CARERS).exists()
    assert classes_of(User.objects.get(username="vypusknik")) == frozenset()
    notice = Notice.objects.get(recipient=graduate)
    assert notice.text.startswith("Ваша запись на сайте закроется 30 ноября")
    assert not Notice.objects.filter(recipient__username="papa").exists()
    assert AuditEntry.objects.filter(action="leaver.marked", person=graduate.person).count() == 1


# Leavers of other classes.


def test_the_coordinator_marks_who_leaves_and_takes_it_back(sign_in, of_class, corner):
    client, pupil = sign_in(COORDINATOR), User.objects.get(username=PUPIL)
    address = reverse("class_leavers", args=[of_class.pk])
    carer = User.objects.get(username=CARER)
    response = client.post(address, {"pupils": [pupil.person_id]}, follow=True)
    assert "Отмечено: 1" in response.text
    assert sign_in(PUPIL).get(corner.url).status_code == 403
    assert sign_in(CARER).get(corner.url).status_code == 403
    assert Notice.objects.filter(recipient__in=[pupil, carer], text__contains="закроется").count() == 2
    back = reverse("class_leaver_back", args=[of_class.pk, pupil.person_id])
    client.post(back)
    client.post(back)
    assert sign_in(PUPIL).get(corner.url).status_code == 200
    assert sign_in(CARER).get(corner.url).status_code == 200
    assert pupil.groups.filter(name=roles.PUPILS).exists()


def test_a_list_of_leavers_costs_the_same_with_twenty(sign_in, of_class, count_queries):
    client, address = sign_in(COORDINATOR), reverse("class_leavers", args=[of_class.pk])
    today = timezone.localdate()

    def gone(number: int) -> None:
        for _ in range(number):
            PupilFactory(school_class=of_class, left_on=today)

    gone(1)
    few = count_queries(lambda: client.get(address))
    gone(20)
    assert count_queries(lambda: client.get(address)) == few


@pytest.mark.parametrize("sent", [[], ["x"], ["0"], ["9" * 40], ["other"]])
def test_who_is_not_of_the_class_is_not_marked(sent, sign_in, of_class):
    other = User.objects.get(username="uchenik7b").person
    values = [str(other.pk) if one == "other" else one for one in sent]
    response = sign_in(COORDINATOR).post(reverse("class_leavers", args=[of_class.pk]), {"pupils": values})
    assert "pupils" in response.context["form"].errors
    other.refresh_from_db()
    assert other.left_on is None


def test_a_class_that_is_not_there_is_404(sign_in):
    assert sign_in(ADMIN).get(reverse("class_leavers", args=[10**6])).status_code == 404


# The end.


def test_leavers_are_reminded_a_week_before_and_erased_at_the_end(on_day, of_class):
    pupil = User.objects.get(username=PUPIL)
    carer = User.objects.get(username=CARER)
    on_day(FIRST)
    leaving.leave([pupil.person_id], None)
    on_day(FIRST + timedelta(days=82))
    ticks.leavers()
    assert not Notice.objects.filter(text__startswith="Осталась неделя").exists()
    on_day(FIRST + timedelta(days=84))
    ticks.leavers()
    ticks.leavers()
    soon = Notice.objects.filter(text__startswith="Осталась неделя: ваша запись закроется 30 ноября")
    assert set(soon.values_list("recipient", flat=True)) == {pupil.pk, carer.pk}
    on_day(FIRST + timedelta(days=89))
    ticks.leavers()
    assert User.objects.filter(pk=pupil.pk).exists()
    on_day(FIRST + timedelta(days=90))
    ticks.leavers()
    assert not User.objects.filter(pk__in=[pupil.pk, carer.pk]).exists()
    assert not Person.objects.filter(last_name="Иванченко").exists()
    assert Person.objects.filter(school_class=of_class, left_on__isnull=True).count() >= 20


def test_a_carer_whose_next_child_came_meanwhile_stays(on_day, of_class):
    pupil, carer = User.objects.get(username=PUPIL), User.objects.get(username=CARER)
    on_day(FIRST)
    leaving.leave([pupil.person_id], None)
    child_of(carer.person, of_class)
    on_day(FIRST + timedelta(days=90))
    ticks.leavers()
    carer.person.refresh_from_db()
    assert carer.person.left_on is None
    assert carer.groups.filter(name=roles.CARERS).exists()
    assert not User.objects.filter(pk=pupil.pk).exists()


def test_a_teacher_whose_child_leaves_stays_a_teacher(of_class):
    teacher = User.objects.get(username=TEACHER).person
    leaving.leave([child_of(teacher, of_class).pk], None)
    teacher.refresh_from_db()
    assert teacher.left_on is None


def test_a_carer_whom_the_school_marked_does_not_come_back_by_itself(on_day):
    carer = User.objects.get(username=CARER).person
    mark_left([carer], FIRST - timedelta(days=3), by=User.objects.get(username=COORDINATOR))
    ticks.leavers()
    carer.refresh_from_db()
    assert carer.left_on is not None


def test_a_class_teacher_who_left_no_longer_looks_after_the_corner(corner, of_class):
    teacher = of_class.class_teacher
    mark_left([teacher], FIRST, by=User.objects.get(username=COORDINATOR))
    equalise_corners()
    assert not looks_after(User.objects.get(person=teacher), corner)
    assert not Assignment.objects.filter(person=teacher, page=corner, ends_on=None).exists()
