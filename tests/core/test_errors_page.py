"""When the site itself breaks: a page in Russian that needs nothing of what may be broken."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest
from django.core.exceptions import BadRequest, PermissionDenied
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from config.urls import handler400, handler500
from config.urls import urlpatterns as own
from tests.personas import ANONYMOUS, PUPIL, TEACHER

__all__ = ["handler400", "handler500"]
FAULTS = {
    "bug": ZeroDivisionError("секрет сервера"),
    "database": OperationalError("секрет сервера"),
    "bad": BadRequest("секрет сервера"),
    "closed": PermissionDenied(),
    "refused": PermissionDenied("Сначала <заберите> её с проверки."),
    "library": PermissionDenied("Reauthentication not available"),
    "absent": Http404("секрет сервера"),
}


def breaks(request: HttpRequest, name: str) -> HttpResponse:
    raise FAULTS[name]


urlpatterns = [path("broken/<str:name>/", breaks), *own]
pytestmark = pytest.mark.urls(__name__)


@pytest.fixture(autouse=True)
def _quiet_log() -> Iterator[None]:
    logger = logging.getLogger("django.request")
    logger.setLevel(logging.CRITICAL)
    yield
    logger.setLevel(logging.NOTSET)


@pytest.mark.parametrize("login", [ANONYMOUS, TEACHER])
@pytest.mark.parametrize(
    ("name", "status", "heading"),
    [
        ("bug", 500, "Сайт споткнулся"),
        ("database", 500, "Сайт споткнулся"),
        ("bad", 400, "Не получилось понять запрос"),
        ("closed", 403, None),
        ("library", 403, None),
        ("refused", 403, "Так сделать нельзя"),
        ("absent", 404, "Такой страницы нет"),
    ],
)
def test_a_fault_is_answered_in_russian_without_its_insides(name, status, heading, login, sign_in):
    client = sign_in(login)
    client.raise_request_exception = False
    response = client.get(f"/broken/{name}/")
    expected = heading or (
        "Сюда пускают после входа" if login == ANONYMOUS else "Эта страница – для другой группы"
    )
    assert response.status_code == status
    assert f"<h1>{expected}</h1>" in response.text
    assert '<html lang="ru">' in response.text
    assert 'href="/"' in response.text
    for inside in ("секрет сервера", "Traceback", "ZeroDivision", "OperationalError", "breaks", "Reauth"):
        assert inside not in response.text


@pytest.mark.parametrize("login", [ANONYMOUS, TEACHER])
def test_a_refusal_for_a_reason_gives_the_reason_and_no_advice_about_groups(login, sign_in):
    page = sign_in(login).get("/broken/refused/").text
    assert "Сначала &lt;заберите&gt; её с проверки." in page
    assert "групп" not in page.split("<main")[1].split("</main>")[0]


def test_a_pupil_reads_who_may_write_here(sign_in):
    response = sign_in(PUPIL).get("/napisat/")
    assert response.status_code == 403
    assert "<h1>Так сделать нельзя</h1>" in response.text
    assert "Писать на сайте могут взрослые участники сообщества." in response.text
    assert "для другой группы" not in response.text


@pytest.mark.parametrize("name", ["bug", "bad"])
def test_a_fault_is_answered_without_the_database(name, django_assert_num_queries):
    client = Client(raise_request_exception=False)
    with django_assert_num_queries(0):
        response = client.get(f"/broken/{name}/")
    assert "<h1>" in response.text


def test_a_fault_of_a_form_is_answered_too():
    response = Client(raise_request_exception=False).post("/broken/bug/", {"text": "Написанное"})
    assert response.status_code == 500
    assert "вернитесь назад" in response.text


def test_a_fault_is_written_to_the_log(caplog):
    logging.getLogger("django.request").setLevel(logging.ERROR)
    logger = logging.getLogger("django")
    logger.propagate = True
    try:
        Client(raise_request_exception=False).get("/broken/bug/")
    finally:
        logger.propagate = False
    assert "ZeroDivisionError" in caplog.text
