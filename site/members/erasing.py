"""Deleting people and accounts in the admin is erasing: by the registry of what is held, not by cascade.

A plain delete would take away who stands on a picture or in a text, and so open what waits for a consent.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from core.text import plural
from members.audit import log
from members.classes import equalise_account
from members.models import CarerLink, Person, User
from members.personal_data import erase


def erase_people(request: HttpRequest, instances: Iterable[Any]) -> HttpResponse | None:
    """Hook before_delete_snippet: people are erased, anything else is left to Wagtail."""
    people = [one for one in instances if isinstance(one, Person)]
    if not people or request.method != "POST":
        return None
    if not request.user.has_perm("members.delete_person"):
        raise PermissionDenied
    accounts = list(User.objects.filter(person__in=people))
    if any(not _may_erase(request.user, account) for account in accounts):
        messages.error(
            request, "Себя и администраторов удалить отсюда нельзя. Снимите с них отметку и повторите."
        )
        return redirect("wagtailsnippets_members_person:list")
    for person in people:
        erase(person, by=request.user)
    said = plural(len(people), "человек стёрт,человека стёрты,человек стёрты")
    messages.success(request, f"{len(people)} {said}. Их тексты остались без имени.")
    return redirect("wagtailsnippets_members_person:list")


def erase_account(request: HttpRequest, user: User) -> HttpResponse | None:
    """Hook before_delete_user: the account of a person goes with what is held for it; the person stays."""
    if request.method != "POST" or user.person is None:
        return None
    if not request.user.has_perm("members.delete_user") or not _may_erase(request.user, user):
        raise PermissionDenied
    erase(user.person, by=request.user, keep_person=True)
    messages.success(request, f"Учётная запись {user.username} удалена. Человек остался в списке.")
    return redirect("wagtailusers_users:index")


def log_ended_links(request: HttpRequest, instances: Iterable[Any]) -> None:
    """Hook before_delete_snippet: a carer's link that ends in the admin is written down as everywhere."""
    if request.method == "POST" and request.user.has_perm("members.delete_carerlink"):
        for link in instances:
            if isinstance(link, CarerLink):
                details = f"Родитель: человек № {link.carer_id}"
                log(request.user, "carer.unlinked", person=link.pupil, details=details)


def log_opened_accounts(request: HttpRequest, action_type: str, objects: Iterable[Any], action: Any) -> None:
    """Hook after_bulk_action: accounts opened or closed many at once, without signals."""
    if action_type != "set_active_state":
        return
    state = "да" if action.cleaned_form.cleaned_data["mark_as_active"] else "нет"
    for user in User.objects.filter(pk__in=[one.pk for one in objects if isinstance(one, User)]):
        equalise_account(user)
        log(
            request.user,
            "role.changed",
            person=user.person,
            details=f"{user.username}: учётная запись открыта – {state}",
        )


def erase_accounts(
    request: HttpRequest, action_type: str, objects: Iterable[Any], action: Any
) -> HttpResponse | None:
    """Hook before_bulk_action: accounts ticked in the list are erased each like a single one."""
    users = [one for one in objects if isinstance(one, User)]
    if action_type != "delete" or all(user.person is None for user in users):
        return None
    if any(not _may_erase(request.user, user) for user in users):
        raise PermissionDenied
    with transaction.atomic():
        for user in users:
            if user.person is not None:
                erase(user.person, by=request.user, keep_person=True)
            else:
                user.delete()
    said = plural(len(users), "учётная запись удалена,учётные записи удалены,учётных записей удалено")
    messages.success(request, f"{len(users)} {said}. Люди остались в списке.")
    return redirect("wagtailusers_users:index")


def _may_erase(by: Any, account: User) -> bool:
    return account.pk != by.pk and (by.is_superuser or not account.is_superuser)
