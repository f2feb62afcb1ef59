"""The coordinator's first page of the admin says what the community still lacks."""

from __future__ import annotations

from django.urls import reverse

from demo.factories import PupilFactory, SchoolClassFactory, UserFactory, entry_year_of
from members.models import LegalText
from tests.pages import soup
from tests.personas import COORDINATOR, MODERATOR


def lines(client) -> str:
    heading = soup(client.get(reverse("wagtailadmin_home"))).find(id="desk-lacking")
    return heading.find_parent("section").get_text(" ", strip=True) if heading else ""


def test_each_lack_is_named_with_the_way_to_mend_it(sign_in):
    of_nobody = SchoolClassFactory(entry_year=entry_year_of(6), letter="Я")
    UserFactory(person=PupilFactory(school_class=of_nobody))
    LegalText.objects.filter(kind="policy").update(in_force_from=None)
    said = lines(sign_in(COORDINATOR))
    assert "не заполнено 1 правовой текст" in said
    assert "Нет классного руководителя" in said
    assert "Нет согласия на обработку данных" in said


def test_it_is_the_coordinators(sign_in):
    assert lines(sign_in(MODERATOR)) == ""
