"""The coordinator's registers of people, classes, carers: fill, find, move thirty at once; refusals."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from core.models import SitePicture
from demo.factories import PersonFactory, PupilFactory, SchoolClassFactory, UserFactory, entry_year_of
from members.models import AuditEntry, CarerLink, Person, PicturePerson, SchoolClass, User
from notices.models import Mail, Notice
from notices.services import write_mail
from tests.pages import content, soup
from tests.personas import CARER, COORDINATOR, MODERATOR, PUPIL, TEACHER

PEOPLE = "wagtailsnippets_members_person"
CLASSES = "wagtailsnippets_members_schoolclass"
CARERS = "wagtailsnippets_members_carerlink"
REGISTERS = (PEOPLE, CLASSES, CARERS)


def bulk(action: str, people: list[Person]) -> str:
    ids = "&".join(f"id={one.pk}" for one in people)
    return f"{reverse('wagtail_bulk_action', args=['members', 'person', action])}?{ids}"


def send_person(client, **fields):
    sent = {"last_name": "Ёлкина", "first_name": "Ульяна", "kind": "pupil", "shown_as": "full"}
    return client.post(reverse(f"{PEOPLE}:add"), sent | fields)


def of_grade(grade: int, letter: str = "В") -> SchoolClass:
    return SchoolClassFactory(entry_year=entry_year_of(grade), letter=letter)


@pytest.mark.parametrize("register", REGISTERS)
@pytest.mark.parametrize("login", [TEACHER, MODERATOR])
def test_registers_are_the_coordinators(register, login, sign_in):
    answer = sign_in(login).get(reverse(f"{register}:list"))
    assert answer.status_code == 302
    assert sign_in(COORDINATOR).get(reverse(f"{register}:list")).status_code == 200


@pytest.mark.parametrize(
    ("login", "asked"),
    [(PUPIL, set()), (CARER, {"shown_as"}), (TEACHER, {"position", "organisation", "shown_as"})],
)
def test_a_pupil_is_not_asked_of_work(login, asked, sign_in):
    person = Person.objects.get(account__username=login)
    form = soup(sign_in(COORDINATOR).get(reverse(f"{PEOPLE}:edit", args=[person.pk])))
    named = {field["name"] for field in form.select("form [name]")}
    assert named & {"position", "organisation", "shown_as"} == asked
    assert ("subjects" in named) == (login == TEACHER)


@pytest.mark.parametrize("login", [CARER, PUPIL])
def test_readers_get_a_refusal(login, sign_in):
    assert sign_in(login).get(reverse(f"{PEOPLE}:list")).status_code == 403


@pytest.mark.parametrize("asked", ["иванченко", "ИВАНЧЕНКО", "Иванч"])
@pytest.mark.parametrize("register", [PEOPLE, CARERS])
def test_search_ignores_the_case_of_letters(asked, register, sign_in):
    page = soup(sign_in(COORDINATOR).get(reverse(f"{register}:list"), {"q": asked}))
    assert "Иванченко" in page.select_one("main table").get_text()


def test_registers_of_people_go_by_the_alphabet_whatever_the_case_and_yo(sign_in):
    new = of_grade(6)
    wanted = ["Brown Ann", "Абрамова Яна", "Ёжиков Ян", "Ежикова Ася", "ежова Инна", "Ёлкин елисей",
              "Елкин Ёсиф", "ЁЛКИН Захар", "Жуков Ян", "иванова Ольга", "Яблоков Ян"]  # fmt: skip
    for last_name, first_name in (name.split() for name in reversed(wanted)):
        child = PupilFactory(last_name=last_name, first_name=first_name, patronymic="", school_class=new)
        parent = PersonFactory(
            last_name=last_name, first_name=first_name, patronymic="", kind="carer", organisation="проба"
        )
        CarerLink.objects.create(carer=parent, pupil=child, confirmed_at=timezone.now())
    coordinator = sign_in(COORDINATOR)

    def shown(address: str, selector: str) -> list[str]:
        return [" ".join(one.get_text().split()) for one in soup(coordinator.get(address)).select(selector)]

    by_class = f"?school_class={new.pk}"
    for name, register in [
        ("people", shown(reverse(f"{PEOPLE}:list") + by_class, "main table tbody .title .title-wrapper")),
        ("letters", shown(reverse("joining_admin:class", args=[new.pk]), "main table tbody tr")),
        ("consents", shown(reverse("consent_class", args=[new.pk]), "main table tbody tr")[1:]),
    ]:
        assert len(register) == len(wanted), name
        assert all(line.startswith(begin) for line, begin in zip(register, wanted, strict=True)), name
    pairs = shown(reverse(f"{CARERS}:list") + f"?pupil__school_class={new.pk}", "main table tbody .title")
    assert [line.split()[0] for line in pairs] == [one.split()[0] for one in wanted]


def test_a_name_written_anew_finds_its_place(sign_in):
    new = of_grade(6)
    first, last = (PupilFactory(last_name=name, school_class=new) for name in ("Абрамова", "Яблоков"))
    Person.objects.filter(pk=last.pk).update(last_name="абакумов")  # past save(), as lists are loaded
    assert list(Person.objects.filter(school_class=new)) == [last, first]


def test_a_pupil_is_written_down_with_a_class(sign_in):
    coordinator = sign_in(COORDINATOR)
    refused = send_person(coordinator)
    assert "Выберите класс" in refused.text
    assert send_person(coordinator, school_class=of_grade(6).pk).status_code == 302
    assert Person.objects.get(last_name="Ёлкина").school_class == of_grade(6)


def test_an_adult_has_no_class(sign_in):
    refused = send_person(sign_in(COORDINATOR), kind="carer", school_class=of_grade(6).pk)
    assert "Класс указывают только ученику" in refused.text


def test_namesakes_of_one_class_are_told_apart_by_the_file(sign_in):
    coordinator, school_class = sign_in(COORDINATOR), of_grade(6).pk
    send_person(coordinator, school_class=school_class)
    assert "впишите номер личного дела" in send_person(coordinator, school_class=school_class).text
    assert send_person(coordinator, school_class=school_class, file_number="17-б").status_code == 302
    assert Person.objects.filter(last_name="Ёлкина").count() == 2


def test_a_person_shows_whose_child_it_is(sign_in):
    pupil = User.objects.get(username=PUPIL).person
    page = sign_in(COORDINATOR).get(reverse(f"{PEOPLE}:edit", args=[pupil.pk])).text
    assert "Иванченко Оксана Васильевна" in page
    assert PUPIL in page


def test_a_link_made_by_the_coordinator_is_confirmed_and_opens_the_class(sign_in):
    carer = UserFactory(person=PersonFactory(kind="carer"))
    pupil = PupilFactory(school_class=of_grade(6))
    sent = {"carer": carer.person.pk, "pupil": pupil.pk, "relation": "мама"}
    assert sign_in(COORDINATOR).post(reverse(f"{CARERS}:add"), sent).status_code == 302
    link = CarerLink.objects.get(pupil=pupil)
    assert link.confirmed_at is not None
    assert link.confirmed_by.username == COORDINATOR
    assert pupil.school_class.group in carer.groups.all()
    assert AuditEntry.objects.filter(action="carer.linked", person=pupil).exists()
    link.delete()
    assert pupil.school_class.group not in carer.groups.all()


def test_the_letter_of_a_class_is_understood(sign_in):
    sent = {"entry_year": 2020, "letter": "b"}
    assert sign_in(COORDINATOR).post(reverse(f"{CLASSES}:add"), sent).status_code == 302
    assert SchoolClass.objects.filter(entry_year=2020, letter="В").exists()
    again = sign_in(COORDINATOR).post(reverse(f"{CLASSES}:add"), sent | {"letter": "в"})
    assert again.status_code == 200


def test_a_new_class_teacher_is_of_the_class_at_once(sign_in):
    account = UserFactory(person=PersonFactory())
    one = of_grade(6)
    sent = {"entry_year": one.entry_year, "letter": one.letter, "class_teacher": account.person.pk}
    assert sign_in(COORDINATOR).post(reverse(f"{CLASSES}:edit", args=[one.pk]), sent).status_code == 302
    one.refresh_from_db()
    assert one.group in account.groups.all()


def test_thirty_pupils_move_to_a_class_at_once(sign_in):
    old, new = of_grade(6), of_grade(6, "Г")
    pupils = [PupilFactory(school_class=old, last_name=f"Петров-{number}") for number in range(30)]
    account = UserFactory(person=pupils[0])
    answer = sign_in(COORDINATOR).post(bulk("move_to_class", pupils), {"school_class": new.pk})
    assert answer.status_code == 302
    assert new.pupils.count() == 30
    names = set(account.groups.filter(school_class__isnull=False).values_list("name", flat=True))
    assert names == {"Класс 6 «Г»"}
    assert AuditEntry.objects.filter(action="people.moved").count() == 30


def test_who_left_loses_the_class_and_may_come_back(sign_in):
    pupil = PupilFactory(school_class=of_grade(6))
    account = UserFactory(person=pupil)
    coordinator, today = sign_in(COORDINATOR), timezone.localdate()
    assert account.groups.exists()
    coordinator.post(bulk("mark_left", [pupil]), {"day": f"{today:%d.%m.%Y}"})
    pupil.refresh_from_db()
    assert pupil.left_on == today
    assert not account.groups.exists()
    coordinator.post(bulk("bring_back", [pupil]))
    assert account.groups.exists()


@pytest.mark.parametrize("action", ["move_to_class", "mark_left", "bring_back"])
@pytest.mark.parametrize("login", [TEACHER, MODERATOR])
def test_bulk_actions_are_the_coordinators(action, login, sign_in):
    pupil = PupilFactory(left_on=None)
    new = of_grade(8)
    sent = {"school_class": new.pk, "day": f"{timezone.localdate() - timedelta(days=1):%d.%m.%Y}"}
    sign_in(login).post(bulk(action, [pupil]), sent)
    before = (pupil.school_class_id, pupil.left_on)
    pupil.refresh_from_db()
    assert (pupil.school_class_id, pupil.left_on) == before


def test_the_lists_cost_the_same_for_a_hundred(sign_in, count_queries):
    coordinator = sign_in(COORDINATOR)
    for register in REGISTERS:
        address = reverse(f"{register}:list")
        few = count_queries(lambda address=address: coordinator.get(address))
        for number in range(8):
            pupil = PupilFactory(last_name=f"Петров-{number}", school_class=of_grade(number + 1))
            CarerLink.objects.create(carer=PersonFactory(kind="carer"), pupil=pupil)
        assert count_queries(lambda address=address: coordinator.get(address)) == few


def test_a_table_of_people_is_taken_with_the_filter_and_written_down(sign_in):
    coordinator = sign_in(COORDINATOR)
    address = reverse(f"{PEOPLE}:list")
    assert "export=xlsx" in coordinator.get(address).text
    taken = coordinator.get(address, {"kind": "pupil", "export": "xlsx"})
    sheet = load_workbook(io.BytesIO(content(taken))).active
    rows = list(sheet.iter_rows(values_only=True))
    assert len(rows) == 1 + Person.objects.filter(kind="pupil").count()
    assert "Иванченко" in {row[0] for row in rows}
    assert AuditEntry.objects.filter(action="people.exported", actor__username=COORDINATOR).exists()


def test_deleting_a_person_erases_and_keeps_closed_what_showed_them(sign_in):
    pupil = PupilFactory(last_name="Щукина", school_class=of_grade(6))
    UserFactory(person=pupil, username="shchukina")
    picture = SitePicture.objects.first()
    PicturePerson.objects.create(picture=picture, person=pupil)
    coordinator = sign_in(COORDINATOR)
    address = reverse(f"{PEOPLE}:delete", args=[pupil.pk])
    assert coordinator.get(address).status_code == 200
    assert Person.objects.get(pk=pupil.pk).last_name == "Щукина"
    assert coordinator.post(address).status_code == 302
    assert not User.objects.filter(username="shchukina").exists()
    assert "Щукина" not in str(Person.objects.filter(pk=pupil.pk).first())
    assert PicturePerson.objects.filter(picture=picture).exists()
    assert "Щукина" not in coordinator.get(reverse(f"{PEOPLE}:list"), {"kind": "pupil"}).text


def test_people_are_deleted_in_bulk_the_same_way(sign_in):
    pupils = [PupilFactory(last_name=f"Щукина-{number}", school_class=of_grade(6)) for number in range(3)]
    UserFactory(person=pupils[0], username="shchukina")
    assert sign_in(COORDINATOR).post(bulk("delete", pupils)).status_code == 302
    assert not Person.objects.filter(last_name__startswith="Щукина").exists()
    assert AuditEntry.objects.filter(action="erased").count() >= 3


@pytest.mark.parametrize("whose", [COORDINATOR, "admin"])
def test_neither_oneself_nor_an_administrator_is_deleted(whose, sign_in):
    person = User.objects.get(username=whose).person
    sign_in(COORDINATOR).post(reverse(f"{PEOPLE}:delete", args=[person.pk]))
    assert User.objects.filter(username=whose).exists()


def test_an_account_is_deleted_and_the_pupil_stays_in_the_class(sign_in):
    pupil = PupilFactory(last_name="Щукина", school_class=of_grade(6))
    account = UserFactory(person=pupil)
    sign_in(COORDINATOR).post(reverse("wagtailusers_users:delete", args=[account.pk]))
    assert not User.objects.filter(pk=account.pk).exists()
    assert Person.objects.get(pk=pupil.pk).last_name == "Щукина"


def test_a_teacher_deletes_nobody(sign_in):
    pupil = PupilFactory(school_class=of_grade(6))
    sign_in(TEACHER).post(reverse(f"{PEOPLE}:delete", args=[pupil.pk]))
    sign_in(TEACHER).post(bulk("delete", [pupil]))
    assert Person.objects.filter(pk=pupil.pk, erased_at=None).exists()


def test_a_link_given_to_another_carer_is_over_for_the_first(sign_in):
    pupil = PupilFactory(school_class=of_grade(6))
    first, second = (UserFactory(person=PersonFactory(kind="carer")) for _ in range(2))
    link = CarerLink.objects.create(carer=first.person, pupil=pupil, confirmed_at=timezone.now())
    assert pupil.school_class.group in first.groups.all()
    sent = {"carer": second.person.pk, "pupil": pupil.pk, "relation": "папа"}
    assert sign_in(COORDINATOR).post(reverse(f"{CARERS}:edit", args=[link.pk]), sent).status_code == 302
    assert pupil.school_class.group not in first.groups.all()
    assert pupil.school_class.group in second.groups.all()


def test_a_link_ended_in_the_register_is_written_down_without_a_name(sign_in):
    pupil = PupilFactory(school_class=of_grade(6))
    carer = PersonFactory(kind="carer", last_name="Щукин")
    coordinator = sign_in(COORDINATOR)
    sent = {"carer": carer.pk, "pupil": pupil.pk, "relation": "папа"}
    coordinator.post(reverse(f"{CARERS}:add"), sent)
    link = CarerLink.objects.get(carer=carer)
    assert coordinator.post(reverse(f"{CARERS}:delete", args=[link.pk])).status_code == 302
    entries = AuditEntry.objects.filter(person=pupil, action__in=["carer.linked", "carer.unlinked"])
    assert entries.count() == 2
    assert not any("Щукин" in one.details for one in entries)


def of_accounts(action: str, accounts: list[User]) -> str:
    ids = "&".join(f"id={one.pk}" for one in accounts)
    return f"{reverse('wagtail_bulk_action', args=['members', 'user', action])}?{ids}"


def test_accounts_deleted_in_bulk_are_erased_like_one(sign_in):
    pupil = PupilFactory(last_name="Щукина", school_class=of_grade(6))
    account = UserFactory(person=pupil, email="shchukina@example.org")
    write_mail("shchukina@example.org", subject="Привет", text="Письмо")
    assert sign_in(COORDINATOR).post(of_accounts("delete", [account])).status_code == 302
    assert not User.objects.filter(pk=account.pk).exists()
    assert Person.objects.get(pk=pupil.pk).last_name == "Щукина"
    assert not Mail.objects.filter(to="shchukina@example.org").exists()
    assert AuditEntry.objects.filter(action="erased", person=pupil).exists()


def test_accounts_closed_in_bulk_lose_the_class_and_it_is_written_down(sign_in):
    account = UserFactory(person=PupilFactory(school_class=of_grade(6)))
    sent = {"mark_as_active": "False"}
    assert sign_in(COORDINATOR).post(of_accounts("set_active_state", [account]), sent).status_code == 302
    assert not account.groups.exists()
    assert AuditEntry.objects.filter(action="role.changed", person=account.person).exists()


def test_what_is_set_in_another_account_is_written_down_and_told(sign_in, nothing_told):
    account = UserFactory(person=PersonFactory(), email="staryy@example.org")
    EmailAddress.objects.create(user=account, email="staryy@example.org", verified=True, primary=True)
    sent = {
        "username": account.username,
        "email": "novyy@example.org",
        "person": account.person.pk,
        "is_active": "on",
        "password1": "Sovsem-novyy-parol-7",
        "password2": "Sovsem-novyy-parol-7",
    }
    address = reverse("wagtailusers_users:edit", args=[account.pk])
    assert sign_in(COORDINATOR).post(address, sent).status_code == 302
    entries = AuditEntry.objects.filter(person=account.person).values_list("action", flat=True)
    assert {"password.set", "email.changed"} <= set(entries)
    assert Notice.objects.filter(recipient=account).count() == 1
    assert not EmailAddress.objects.filter(email="staryy@example.org").exists()


def test_staff_who_have_left_lose_their_roles_at_once(sign_in):
    person = User.objects.get(username=MODERATOR).person
    client, coordinator = sign_in(MODERATOR), sign_in(COORDINATOR)
    assert client.get("/admin/").status_code == 200
    coordinator.post(bulk("mark_left", [person]), {"day": f"{timezone.localdate():%d.%m.%Y}"})
    for closed in ("/admin/", "/napisat/", "/soglasiya/reestr/"):
        assert client.get(closed).status_code == 403
    assert client.get("/profil/uyti/").status_code == 200
    held = set(person.account.groups.values_list("name", flat=True))
    assert not held
    coordinator.post(bulk("bring_back", [person]))
    assert client.get("/admin/").status_code == 200
    assert {"Учителя", "Модераторы"} <= set(person.account.groups.values_list("name", flat=True))


def test_the_only_coordinator_stays_one(sign_in):
    person = User.objects.get(username=COORDINATOR).person
    client = sign_in(COORDINATOR)
    client.post(bulk("mark_left", [person]), {"day": f"{timezone.localdate():%d.%m.%Y}"})
    assert client.get(reverse(f"{PEOPLE}:list")).status_code == 200
