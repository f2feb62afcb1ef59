"""The choosers of registers in Wagtail's admin: as closed as the registers themselves."""

from __future__ import annotations

import pytest
from django.urls import reverse
from wagtail.snippets.models import get_snippet_models
from wagtail.test.utils.form_data import inline_formset

from blog.models import BlogPage, PostPage
from members.models import Person, User
from tests.pages import add_page, errors
from tests.personas import ADMIN, COORDINATOR, LIBRARIAN, MODERATOR, PUPIL, STAFF, TEACHER

VIEWS = ("choose", "choose_results", "chosen_multiple", "chosen")
EDITORS = (*STAFF, LIBRARIAN, "zaytseva")
REFUSED = 302
"""Wagtail's refusal: to the admin's first page, with a message."""
WHOLE = {
    "person": ("members.view_person", "achievements.view_achievement"),
    "schoolclass": ("members.view_schoolclass", "achievements.view_achievement"),
}


def addresses(model) -> list[str]:
    viewset, one = model.snippet_viewset.chooser_viewset, model._default_manager.first()
    assert one is not None
    address = {view: viewset.get_url_name(view) for view in VIEWS}
    return [
        reverse(address["choose"]),
        reverse(address["choose_results"]),
        f"{reverse(address['chosen_multiple'])}?id={one.pk}",
        reverse(address["chosen"], args=[one.pk]),
    ]


@pytest.mark.parametrize("login", EDITORS)
@pytest.mark.parametrize("model", get_snippet_models(), ids=lambda model: model.__name__)
def test_who_may_not_view_a_register_gets_nothing_from_its_chooser(model, login, sign_in):
    name, user = model._meta.model_name, User.objects.get(username=login)
    own = f"{model._meta.app_label}.view_{name}"
    may = any(user.has_perm(permission) for permission in WHOLE.get(name, (own,)))
    client = sign_in(login)
    if name == "person" and not may:
        return  # below: other rows, not none
    wrong = {
        address: status
        for address in addresses(model)
        if (status := client.get(address).status_code) != (200 if may else REFUSED)
    }
    assert wrong == {}
    create = reverse(model.snippet_viewset.chooser_viewset.get_url_name("create"))
    if not user.has_perm(f"{model._meta.app_label}.add_{name}"):
        assert client.post(create, {}).status_code == REFUSED


@pytest.mark.parametrize("login", EDITORS)
def test_a_pupil_is_chosen_by_who_has_the_registers_alone(login, sign_in):
    client, user = sign_in(login), User.objects.get(username=login)
    may = any(user.has_perm(permission) for permission in WHOLE["person"])
    pupil, adult = User.objects.get(username=PUPIL).person, User.objects.get(username=TEACHER).person
    viewset = Person.snippet_viewset.chooser_viewset
    results = reverse(viewset.get_url_name("choose_results"))
    many = reverse(viewset.get_url_name("chosen_multiple"))
    for one, allowed in ((adult, True), (pupil, may)):
        found = client.get(results, {"q": one.last_name}).text
        assert (str(one) in found) is allowed
        chosen = client.get(reverse(viewset.get_url_name("chosen"), args=[one.pk]))
        assert chosen.status_code == (200 if allowed else 404)
        taken = client.get(many, {"id": one.pk}).json()["result"]
        assert [row["id"] for row in taken] == ([str(one.pk)] if allowed else [])


def test_the_roles_differ_in_what_they_choose_from():
    whole = {login: User.objects.get(username=login) for login in EDITORS}
    may = {login for login, user in whole.items() if any(map(user.has_perm, WHOLE["person"]))}
    assert {ADMIN, COORDINATOR, MODERATOR} <= may
    assert not {TEACHER, "zaytseva"} & may


def test_a_form_that_refuses_a_pupil_does_not_tell_the_name(sign_in):
    pupil = User.objects.get(username=PUPIL).person
    filled = {"title": "Опыт", "summary": "Коротко.", "authors": inline_formset([{"person": str(pupil.pk)}])}
    answer = add_page(sign_in("zaytseva"), PostPage, BlogPage.objects.get(), filled, publish=False)
    assert "authors-0-person" in errors(answer)
    assert pupil.last_name not in answer.text


@pytest.mark.parametrize("text", ["x", "²", "9" * 30])
def test_a_number_that_is_none_is_404(text, sign_in):
    viewset = Person.snippet_viewset.chooser_viewset
    client = sign_in(TEACHER)
    assert client.get(reverse(viewset.get_url_name("chosen"), args=[text])).status_code == 404
    many = reverse(viewset.get_url_name("chosen_multiple"))
    assert client.get(many, {"id": text}).json()["result"] == []
