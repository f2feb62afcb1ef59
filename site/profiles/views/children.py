"""A child's record, for the carers."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from core.pagination import paginate
from members.consents import children_of
from members.display import display_name
from members.models import Acceptance, CarerLink, Consent, Person, User
from profiles import children
from profiles.views.common import LARGEST_ID, for_members

PER_PAGE = 20
CONSENTS = "/soglasiya/"
"""Where a carer looks through the consents and revokes them."""


def _child(user: User, person_id: int) -> Person:
    """The child, if it is one of this carer's; else 404, for whether there is such a child is not said."""
    if person_id > LARGEST_ID or person_id not in children_of(user):
        raise Http404("Такой страницы нет.")
    return children.children(user).get(pk=person_id)


@for_members("GET")
def record(request: HttpRequest, user: User, person_id: int) -> HttpResponse:
    """What the child wrote, joined and agreed to. Each opening is written down."""
    pupil = _child(user, person_id)
    page_obj = paginate(request, children.comments_of(pupil), PER_PAGE)
    children.record_opened(user, pupil)
    account = getattr(pupil, "account", None)
    written = list(page_obj.object_list)
    pages = children.pages_of(written, user)
    context = {
        "pupil": pupil,
        "named": display_name(pupil, user),
        "account": account,
        "page_obj": page_obj,
        "comments": [(comment, pages.get(comment.page_id)) for comment in written],
        "consents": Consent.objects.live().filter(person=pupil),
        "consents_url": CONSENTS,
        "acceptances": Acceptance.objects.filter(user=account).select_related("text") if account else (),
        "link": CarerLink.objects.get(carer=user.person_id, pupil=pupil),
        "others": children.carers_of(pupil).exclude(carer=user.person_id),
    }
    return render(request, "profiles/child.html", context)


@for_members("POST")
def end_sessions(request: HttpRequest, user: User, person_id: int) -> HttpResponse:
    """End the child's visits."""
    pupil = _child(user, person_id)
    children.end_childs_sessions(user, pupil)
    messages.success(request, "Ребёнок вышел на всех устройствах. Пароль прежний.")
    return redirect("profiles:child", pupil.pk)


@for_members("POST")
def ask_for_password(request: HttpRequest, user: User, person_id: int) -> HttpResponse:
    """Ask the class teacher for a new password on paper."""
    pupil = _child(user, person_id)
    children.ask_for_password(user, pupil)
    messages.success(request, "Мы передали просьбу классному руководителю. Новый пароль он отдаст на бумаге.")
    return redirect("profiles:child", pupil.pk)


@for_members("GET", "POST")
def end_link(request: HttpRequest, user: User, link_id: int) -> HttpResponse:
    """End a carer's link: the carer, the class teacher, a coordinator."""
    links = CarerLink.objects.select_related("carer", "pupil__school_class")
    link = get_object_or_404(links, pk=min(link_id, LARGEST_ID))
    if not children.may_end(user, link):
        raise PermissionDenied
    is_own = link.carer_id == user.person_id
    of_class = link.pupil.school_class_id
    back = "/profil/" if is_own else f"/profil/klass/{of_class}/" if of_class else "/profil/klass/"
    if request.method == "POST":
        children.end_link(user, link)
        messages.success(
            request,
            "Вы больше не представляете ребёнка на сайте." if is_own else "Родитель отвязан от ребёнка.",
        )
        return redirect(back)
    context = {
        "link": link,
        "is_own": is_own,
        "back": back,
        "carer": display_name(link.carer, user),
        "pupil": display_name(link.pupil, user),
    }
    return render(request, "profiles/end_link.html", context)
