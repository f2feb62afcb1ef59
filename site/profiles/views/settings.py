"""«Профиль и настройки», and the page of an adult member."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from core.cards import cards_of
from core.kept_forms import take_kept
from core.pagination import paginate
from members.assignments import is_coordinator
from members.display import display_name
from members.models import OneTimePassword, Person, User
from members.paper_passwords import classes_for
from notices.models import LettersOff
from profiles import children, services
from profiles.email import may_have_mailbox, open_change
from profiles.forms import PersonForm
from profiles.views.common import LARGEST_ID, for_members


@for_members("GET", "POST", keeps_form=True)
def settings(request: HttpRequest, user: User) -> HttpResponse:
    """All that a member sets, in plain sections."""
    person = user.person
    form = None
    if person is not None and person.is_adult:
        kept = take_kept(request, request.path) if request.method == "GET" else None
        wanted = not LettersOff.objects.filter(user=user).exists()
        form = PersonForm(
            request.POST if request.method == "POST" else kept, instance=person, initial={"letters": wanted}
        )
        if request.method == "POST" and form.is_valid():
            services.save_profile(user, form)
            messages.success(request, "Сохранено.")
            return redirect("profiles:settings")
    return render(request, "profiles/settings.html", {"form": form, **_context(request, user)})


def _context(request: HttpRequest, user: User) -> dict[str, Any]:
    person = user.person
    is_pupil = person is not None and not person.is_adult
    return {
        "person": person,
        "is_pupil": is_pupil,
        "named": display_name(person, user) if person else "",
        "named_to_all": display_name(person, AnonymousUser()) if person else "",
        "has_mailbox": may_have_mailbox(user),
        "email_change": open_change(user),
        "children": children.children(user) if person is not None and person.is_adult else (),
        "carers": children.carers_of(person) if person is not None and is_pupil else (),
        "last_opened": children.last_opened(person) if person is not None and is_pupil else None,
        "leads_classes": is_coordinator(user) or classes_for(user).exists(),
        "paper": OneTimePassword.objects.filter(user=user).exists(),
    }


@for_members("GET")
def member(request: HttpRequest, user: User, person_id: int) -> HttpResponse:
    """The page of an adult of the community, for who is signed in. A child has none."""
    person = Person.objects.filter(
        pk=min(person_id, LARGEST_ID), erased_at=None, left_on=None, account__is_active=True
    ).first()
    if person is not None and person.pk == user.person_id and not person.is_adult:
        return redirect("profiles:settings")
    if person is None or not person.is_adult:
        raise Http404("Такой страницы участника нет.")
    page_obj = paginate(request, services.published_by(person, user))
    context = {
        "person": person,
        "named": display_name(person, user),
        "subjects": person.subjects.all(),
        "page_obj": page_obj,
        "items": cards_of(page_obj.object_list, request),
        "is_own": person.pk == user.person_id,
    }
    return render(request, "profiles/member.html", context)
