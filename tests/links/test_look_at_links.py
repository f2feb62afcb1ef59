"""Who looks after pages sees their links in the admin, and nobody else does."""

from __future__ import annotations

import pytest

from demo.factories import PlainPageFactory
from links.models import Link, LinkCheck, LinkReport, LinkUse, Reason
from links.services import read_page
from resources.models import SiteCardPage
from subjects.models import SubjectPage
from tests.links.moderating import INDEX, OLD, addresses, at
from tests.personas import ADMIN, ANONYMOUS, COORDINATOR, MODERATOR, PUPIL, TEACHER

pytestmark = pytest.mark.usefixtures("in_care")


def test_a_moderator_sees_the_links_in_her_care_and_no_others(moderator, link, elsewhere):
    body = [("text", '<a href="https://chuzhoe.example.org">а</a>')]
    page = PlainPageFactory(parent=SubjectPage.objects.get(subject__slug="fizika"), title="Чужая", body=body)
    read_page(page)
    shown = moderator.get(INDEX, {"q": "example.org"})
    assert OLD in addresses(shown)
    assert "chuzhoe" not in shown.text
    assert "Старый сайт" in shown.text
    assert "Опыт дома" not in shown.text
    assert moderator.get(at(Link.objects.get(address="https://chuzhoe.example.org"))).status_code == 404
    one = moderator.get(at(link))
    assert "И ещё на 1 странице не в вашем ведении" in one.text
    assert "Опыт дома" not in one.text


@pytest.mark.parametrize("login", [ADMIN, COORDINATOR])
def test_a_coordinator_sees_all(login, sign_in, link, elsewhere):
    shown = sign_in(login).get(at(link))
    assert "Старый сайт" in shown.text
    assert "Опыт дома" in shown.text
    assert "не в вашем ведении" not in shown.text


@pytest.mark.parametrize("login", [TEACHER, PUPIL, ANONYMOUS])
def test_others_see_and_do_nothing(login, sign_in, link, card):
    client = sign_in(login)
    answers = [client.get(INDEX), client.get(at(link))]
    answers += [
        client.post(at(link, action), {"until": "2027-01-01"}) for action in ("check", "vouch", "replace")
    ]
    answers.append(client.post(at(link, "put_away", card.pk), {"reason": "так"}))
    for answer in answers:
        assert answer.status_code in {302, 403, 404}
        assert OLD not in answer.text
    assert Link.objects.get(pk=link.pk).asked_at is None
    assert SiteCardPage.objects.get(pk=card.pk).live


def test_the_menu_names_links_to_who_has_any(sign_in):
    assert INDEX in sign_in(MODERATOR).get("/admin/").text
    assert INDEX not in sign_in(TEACHER).get("/admin/").text


@pytest.mark.parametrize("action", ["check", "vouch", "replace"])
def test_actions_are_not_for_get(action, moderator, link):
    assert moderator.get(at(link, action)).status_code == 405


def test_the_worst_come_first_and_filters_narrow(moderator, link):
    LinkReport.objects.create(link=link, trouble="closed", client="a")
    Link.objects.filter(pk=link.pk).update(state="dead", reason="gone", status=404)
    order = [Link.objects.get(address=address).state for address in addresses(moderator.get(INDEX))]
    rank = ["dead", "doubtful", "new", "works"]
    assert order == sorted(order, key=rank.index)
    assert len(order) > 10
    assert OLD in addresses(moderator.get(INDEX, {"state": "dead"}))
    assert OLD not in addresses(moderator.get(INDEX, {"state": "works"}))
    assert OLD in addresses(moderator.get(INDEX, {"reported": "true"}))
    assert OLD not in addresses(moderator.get(INDEX, {"reported": "false"}))
    assert addresses(moderator.get(INDEX, {"q": "Старый сайт"})) == [OLD, f"{OLD}/drugoe"]
    assert addresses(moderator.get(INDEX, {"reason": "gone", "q": "staroe"})) == [OLD]


@pytest.mark.parametrize(
    "query",
    ["state=vcera", "reason=%27", "reported=maybe", "p=999", "p=abc", "q=%22", "q=%25", "ordering=-pk"],
)
def test_a_strange_query_is_no_error(query, moderator, link):
    assert moderator.get(f"{INDEX}?{query}").status_code == 200
    assert moderator.get(f"{INDEX}results/?{query}").status_code == 200


def test_the_list_costs_the_same_with_fifty_links_more(moderator, link, count_queries):
    before = count_queries(lambda: moderator.get(INDEX))
    use = LinkUse.objects.get(link=link)
    for number in range(50):
        more = Link.objects.create(address=f"https://s{number}.example.org", host=f"s{number}", state="dead")
        LinkUse.objects.create(link=more, page_id=use.page_id)
        LinkReport.objects.create(link=more, trouble="closed", client="a")
    assert count_queries(lambda: moderator.get(INDEX)) <= before


def test_the_history_names_what_was_met(moderator, link):
    LinkCheck.objects.create(
        link=link, reason=Reason.GONE, status=404, landed_at="https://kuda.example.org/<b>"
    )
    LinkCheck.objects.create(link=link, reason=Reason.BAD_CERTIFICATE)
    shown = moderator.get(at(link))
    for words in (
        "страницы больше нет",
        "404",
        "защищённое соединение не прошло проверку",
        "kuda.example.org/&lt;b&gt;",
    ):
        assert words in shown.text


def test_a_script_in_an_address_does_not_run(sign_in, home):
    evil = "https://a.example.org/?q=%3Cscript%3E&x='\"><script>alert(1)</script>"
    Link.objects.create(address=evil, host="a.example.org", state="dead")
    LinkUse.objects.create(link=Link.objects.get(address=evil), page_id=home.pk)
    admin = sign_in(ADMIN)
    for shown in (admin.get(INDEX, {"state": "dead"}), admin.get(at(Link.objects.get(address=evil)))):
        assert "a.example.org" in shown.text
        assert "<script>alert(1)" not in shown.text
