"""A class corner is closed in Wagtail's admin too: its files and pages are in no list, nor by number."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from classes.models import ClassCornerPage
from core.models import SiteDocument, SitePicture
from demo.factories import DocumentFactory, MaterialPageFactory, PictureFactory
from subjects.models import MaterialPage
from tests.pages import content
from tests.personas import ADMIN, CLERK, COORDINATOR, EDITOR, MODERATOR, PSYCHOLOGIST

OUTSIDE = (EDITOR, CLERK, PSYCHOLOGIST, "zaytseva")
INSIDE = ("tlekhas", "orlov", MODERATOR, COORDINATOR, ADMIN)
"""Those of 9 «А», and who sees everything."""
TITLE = "Зюзюка уголка"


@pytest.fixture
def page() -> MaterialPage:
    document = DocumentFactory(title=f"{TITLE}: список")
    return MaterialPageFactory(
        parent=ClassCornerPage.objects.get(title="9 «А»"),
        title=f"{TITLE}: страница",
        picture=PictureFactory(title=f"{TITLE}: снимок", seed=7201),
        body=[("text", f'<p><a linktype="document" id="{document.pk}">Список</a></p>')],
    )


@pytest.fixture
def document(page) -> SiteDocument:
    return SiteDocument.objects.get(title=f"{TITLE}: список")


def by_number(page: MaterialPage, document: SiteDocument) -> list[str]:
    picture, scan = page.picture_id, document.pk
    named = [
        ("wagtailimages:edit", picture),
        ("wagtailimages:delete", picture),
        ("wagtailimages:url_generator", picture),
        ("wagtailimages:image_usage", picture),
        ("wagtailimages_chooser:chosen", picture),
        ("wagtailimages_chooser:select_format", picture),
        ("wagtaildocs:edit", scan),
        ("wagtaildocs:delete", scan),
        ("wagtaildocs:document_usage", scan),
        ("wagtaildocs_chooser:chosen", scan),
        ("wagtailadmin_explore", page.pk),
        ("wagtailadmin_explore_results", page.pk),
        ("wagtailadmin_choose_page_child", page.pk),
        ("wagtailadmin_pages:usage", page.pk),
        ("wagtailadmin_pages:edit", page.pk),
        ("wagtailadmin_pages:view_draft", page.pk),
        ("wagtailadmin_pages:history", page.pk),
        ("wagtailadmin_pages:copy", page.pk),
    ]
    return [
        *(reverse(name, args=[number]) for name, number in named),
        reverse("wagtailimages:preview", args=[picture, "width-100"]),
        f"{reverse('wagtailimages_chooser:chosen_multiple')}?id={picture}",
        f"{reverse('wagtaildocs_chooser:chosen_multiple')}?id={scan}",
        f"{reverse('wagtailadmin_choose_page_chosen_multiple')}?id={page.pk}",
        f"/admin/pages/{page.pk}/revisions/compare/earliest...latest/",
        f"/admin/api/main/images/{picture}/",
        f"/admin/api/main/documents/{scan}/",
        f"/admin/api/main/pages/{page.pk}/",
        f"/admin/bulk/core/sitepicture/delete/?id={picture}",
        f"/admin/bulk/core/sitedocument/delete/?id={scan}",
        *(f"/admin/bulk/wagtailcore/page/{act}/?id={page.pk}" for act in ("move", "delete", "publish")),
        f"/admin/bulk/wagtailcore/page/delete/?id=all&childOf={page.get_parent().pk}",
        "/admin/bulk/wagtailcore/page/delete/?id=all",
    ]


def answer(client: Client, address: str) -> tuple[int, str]:
    response = client.get(address)
    if response.streaming:
        return response.status_code, content(response).decode(errors="replace")
    return response.status_code, response.text


@pytest.mark.parametrize("login", OUTSIDE)
def test_nothing_of_a_closed_corner_is_there_by_number(login, page, document, sign_in):
    client = sign_in(login)
    got = {address: answer(client, address) for address in by_number(page, document)}
    assert {address: status for address, (status, _) in got.items() if status != 404} == {}
    assert [address for address, (_, text) in got.items() if TITLE in text] == []


@pytest.mark.parametrize("login", [COORDINATOR, ADMIN])
def test_who_sees_everything_works_as_before(login, page, document, sign_in):
    client = sign_in(login)
    here = [address for address in by_number(page, document) if "generate_url" not in address]  # switched off
    statuses = {address: answer(client, address)[0] for address in here}
    assert {address: status for address, status in statuses.items() if status not in {200, 302}} == {}


@pytest.mark.parametrize("login", ["tlekhas", MODERATOR])
def test_who_is_inside_finds_them(login, page, document, sign_in):
    client = sign_in(login)
    for address in (
        reverse("wagtailimages_chooser:chosen", args=[page.picture_id]),
        reverse("wagtaildocs_chooser:chosen", args=[document.pk]),
        f"/admin/api/main/images/{page.picture_id}/",
    ):
        assert client.get(address).status_code == 200, address


LISTS = [
    f"/admin/images/?q={TITLE}",
    "/admin/images/",
    f"/admin/documents/?q={TITLE}",
    "/admin/documents/",
    f"/admin/images/chooser/results/?q={TITLE}",
    f"/admin/documents/chooser/results/?q={TITLE}",
    "/admin/api/main/images/?limit=20&order=-id",
    "/admin/api/main/documents/?limit=20&order=-id",
    f"/admin/api/main/pages/?search={TITLE}",
    f"/admin/pages/search/?q={TITLE}",
    f"/admin/choose-page/search/?q={TITLE}",
    "/admin/pages/usage/subjects/materialpage/",
    "/admin/bulk/core/sitepicture/delete/?id=all",
    "/admin/bulk/core/sitedocument/delete/?id=all",
]


@pytest.mark.parametrize("login", OUTSIDE)
def test_no_list_names_them(login, page, document, sign_in):
    client = sign_in(login)
    assert [address for address in LISTS if f"{TITLE}:" in client.get(address).text] == []


def test_the_lists_name_them_to_the_coordinator(page, document, sign_in):
    client = sign_in(COORDINATOR)
    silent = [address for address in LISTS if f"{TITLE}:" not in client.get(address).text]
    assert silent == []


@pytest.mark.parametrize("login", [EDITOR, "zaytseva"])
def test_a_file_of_a_closed_corner_is_neither_replaced_nor_deleted(login, page, document, sign_in):
    client = sign_in(login)
    with document.file.open() as file:
        before = file.read()
    evil = SimpleUploadedFile("x.txt", b"evil")
    filled = {"title": "взломано", "file": evil, "tags": "", "collection": "1"}
    assert client.post(reverse("wagtaildocs:edit", args=[document.pk]), filled).status_code == 404
    assert client.post(reverse("wagtaildocs:delete", args=[document.pk])).status_code == 404
    assert client.post(reverse("wagtailimages:delete", args=[page.picture_id])).status_code == 404
    client.post(f"/admin/bulk/core/sitepicture/delete/?id={page.picture_id}")
    client.post("/admin/bulk/core/sitedocument/delete/?id=all")
    kept = SiteDocument.objects.get(pk=document.pk)
    with kept.file.open() as file:
        assert (kept.title, file.read()) == (document.title, before)
    assert SitePicture.objects.filter(pk=page.picture_id).exists()


@pytest.mark.parametrize("login", OUTSIDE)
def test_reports_of_the_whole_site_are_the_coordinators(login, sign_in):
    client = sign_in(login)
    for name in ("site_history", "page_types_usage"):
        for end in ("", "_results"):
            address = reverse(f"wagtailadmin_reports:{name}{end}")
            assert client.get(address).status_code == 403
            assert address not in client.get("/admin/").text
            assert sign_in(COORDINATOR).get(address).status_code == 200
