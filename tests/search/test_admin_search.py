"""Nothing that an editor types into a search box of the admin is an error of ours."""

from __future__ import annotations

import pytest

from tests.personas import ADMIN

QUERIES = [
    '"',
    "'",
    'дроби"',
    "(((",
    "звонки AND",
    "NOT",
    "* OR NEAR/2",
    "title:звонки -нет",
    "^зв*",
    "\\",
    "%_",
    " ",
    "\t\n",
    "{{ 7*7 }}",
    "<script>alert(1)</script>",
    "🔔👩‍👩‍👧",
    "\u202eикновз",
    "слово " * 5000,
    "ъ" * 1900,
]
PLACES = [
    "/admin/pages/",
    "/admin/images/",
    "/admin/images/results/",
    "/admin/images/chooser/results/",
    "/admin/documents/",
    "/admin/documents/results/",
    "/admin/documents/chooser/results/",
    "/admin/users/",
    "/admin/choose-page/search/",
    "/admin/redirects/",
    "/admin/reports/site-history/",
    "/admin/snippets/members/person/",
    "/admin/snippets/achievements/achievement/",
    "/admin/core/subject/",
    "/admin/snippets/members/schoolclass/",
    "/admin/snippets/members/carerlink/",
    "/admin/reading/book/",
]


@pytest.fixture
def editor(sign_in):
    client = sign_in(ADMIN)
    client.raise_request_exception = False
    return client


@pytest.mark.parametrize("place", PLACES)
def test_the_box_is_where_we_look_for_it(place, editor):
    assert editor.get(place, {"q": "школа"}).status_code == 200


@pytest.mark.parametrize("place", PLACES)
def test_any_query_gets_an_answer(place, editor):
    answers = {query[:20]: editor.get(place, {"q": query}).status_code for query in QUERIES}
    assert {query: status for query, status in answers.items() if status not in {200, 400}} == {}
    refused = {query for query, status in answers.items() if status == 400}
    assert refused <= {"слово слово слово сл", "ъ" * 20}


@pytest.mark.parametrize("place", PLACES)
def test_a_nul_is_400(place, editor):
    assert editor.get(f"{place}?q=%00").status_code == 400
