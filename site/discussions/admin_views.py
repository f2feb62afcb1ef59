"""The moderators' queue and the policies, in Wagtail's admin."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.log_actions import log
from wagtail.models import Page

from core.pagination import paginate, query_without_page
from core.refusals import Refused
from core.text import plural
from discussions import services
from discussions.forms import REASONS, HideForm, PolicyForm
from discussions.models import CommentPolicy, CommentQuerySet
from discussions.policy import policy_for
from discussions.queue import (
    QueueFilter,
    comments_in_care,
    entries,
    narrow,
    sections_of,
    with_all,
)
from discussions.services import Changed
from members.assignments import looks_after, looks_after_anything, pages_in_care
from members.models import User

PER_PAGE = 40
FORMS = "комментарий,комментария,комментариев"
View = Callable[..., HttpResponse]


def for_caretakers(view: View) -> View:
    """403 for who looks after nothing. Wagtail would make a redirect of PermissionDenied.

    The view gets the account as its second argument.
    """

    @wraps(view)
    def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        user = request.user
        if not isinstance(user, User) or not looks_after_anything(user):
            return render(request, "403.html", status=403)
        return view(request, user, *args, **kwargs)

    return inner


@require_http_methods(["GET", "HEAD", "POST"])
@for_caretakers
def queue(request: HttpRequest, moderator: User) -> HttpResponse:
    """What waits and what was reported in the pages in care; other states by the filter."""
    mine = comments_in_care(moderator)
    form = QueueFilter(request.GET, sections=sections_of(mine))
    if not form.is_valid():
        raise BadRequest("Нет такого отбора")
    answer = Answer(HideForm(), status=200)
    if request.method == "POST":
        answer = _decide(request, moderator)
        if not answer.problem:
            rest = query_without_page(request)  # the page may be gone with what stood on it
            return redirect(f"{request.path}?{rest}" if rest else request.path)
    page_of = paginate(request, with_all(narrow(mine, form.cleaned_data)), PER_PAGE)
    context = {
        "filters": form,
        "page_obj": page_of,
        "entries": entries(list(page_of.object_list), request),
        "found_text": f"{page_of.paginator.count} {plural(page_of.paginator.count, FORMS)}",
        "query": query_without_page(request),
        "hide_form": answer.hide_form,
        "reasons": REASONS,
        "chosen": answer.ticked,
        "problem": answer.problem,
        "page_title": "Комментарии",
        "header_icon": "comment",
    }
    return render(request, "discussions/admin/queue.html", context, status=answer.status)


def _numbers(values: list[str]) -> list[int]:
    return [int(one) for one in values if one.isascii() and one.isdigit() and len(one) < 10][:PER_PAGE]


@dataclass(slots=True)
class Answer:
    """What came of a form of the queue: what is wrong, if anything, and what stays ticked."""

    hide_form: HideForm
    problem: str = ""
    ticked: list[int] = field(default_factory=list)
    status: int = 400


def _decide(request: HttpRequest, moderator: User) -> Answer:
    """Do what the form of the queue asks for, save for what has changed since it was drawn."""
    ticked = _numbers(request.POST.getlist("chosen"))
    form = HideForm(request.POST)
    one = _numbers(request.POST.getlist("approve"))
    action = "publish" if one else request.POST.get("action", "")
    hides = action == "hide"
    if action not in {"publish", "hide"}:
        return Answer(HideForm(), "Выберите, что сделать: одобрить или скрыть.", ticked)
    if not one and not ticked:
        return Answer(form if hides else HideForm(), "Отметьте хотя бы один комментарий.")
    if hides and not form.is_valid():
        return Answer(form, "Напишите причину: её увидит автор.", ticked)
    comments = comments_in_care(moderator).filter(pk__in=one or ticked).order_by("pk")
    reason = form.cleaned_data["reason"] if hides else None
    done, changed, refusal = _carry_out(request, moderator, comments, reason)
    if done:
        word = "скрыто" if hides else "одобрено"
        messages.success(request, f"Готово, {word}: {done} {plural(done, FORMS)}.")
    if changed:
        return Answer(form if hides else HideForm(), _words_for(len(changed)), changed, 409)
    if refusal is not None:
        return Answer(HideForm(), refusal.why, status=refusal.status)
    return Answer(HideForm(), "" if done else "Этих комментариев в вашей очереди больше нет.")


def _carry_out(
    request: HttpRequest, moderator: User, comments: CommentQuerySet, reason: str | None
) -> tuple[int, list[int], Refused | None]:
    """Hide for `reason`, or publish without one.

    Return how many, the numbers of those that changed, and why another was refused, if one was.
    """
    done, changed, refused = 0, [], None
    with transaction.atomic():
        for comment in comments:
            read = request.POST.get(f"read-{comment.pk}", "")
            try:
                if reason is None:
                    why = request.POST.get(f"name-reason-{comment.pk}", "")
                    services.publish_comment(moderator, comment, read, why)
                else:
                    services.hide_comment(moderator, comment, reason, read)
            except Changed:
                changed.append(comment.pk)
            except Refused as refusal:
                refused = refusal
            else:
                done += 1
    return done, changed, refused


def _words_for(changed: int) -> str:
    verb = plural(changed, "изменился,изменились,изменились")
    again = "Он остался отмеченным" if changed == 1 else "Они остались отмеченными"
    return f"Пока вы читали, {verb} {changed} {plural(changed, FORMS)}. {again}: прочитайте и решите ещё раз."


@require_safe
@for_caretakers
def policies(request: HttpRequest, moderator: User) -> HttpResponse:
    """Where who may write: all pages in care that have a policy of their own."""
    rows = CommentPolicy.objects.filter(page__in=pages_in_care(moderator).values("pk"))
    page_of = paginate(request, rows.select_related("page"), PER_PAGE)
    context = {
        "page_obj": page_of,
        "query": query_without_page(request),
        "page_title": "Кто комментирует",
        "header_icon": "comment",
    }
    return render(request, "discussions/admin/policies.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_caretakers
def edit_policy(request: HttpRequest, moderator: User, page_id: int) -> HttpResponse:
    """The policy of one page: its own, or what it inherits, to be made its own."""
    page = Page.objects.filter(pk=min(page_id, 2**31 - 1), depth__gt=1).first()
    if page is None:
        raise Http404
    if not looks_after(moderator, page):
        return render(request, "403.html", status=403)
    now = policy_for(page)
    own = now if now.pk and now.page_id == page.pk else None
    inherited = own is None
    if request.method == "POST" and "inherit" in request.POST and own is not None and page.depth > 3:
        own.delete()
        log(page.specific_deferred, "discussions.policy", user=moderator, data={"inherits": True})
        messages.success(request, "Теперь здесь действует правило раздела.")
        return redirect(request.path)
    instance = own or CommentPolicy(
        page=page, staff=now.staff, colleagues=now.colleagues, carers=now.carers, pupils=now.pupils
    )
    form = PolicyForm(request.POST if request.method == "POST" else None, instance=instance)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            form.save()
            log(page.specific_deferred, "discussions.policy", user=moderator, data=dict(form.cleaned_data))
        messages.success(request, "Правило сохранено и уже действует.")
        return redirect(reverse("discussions:policies"))
    context = {
        "target": page,
        "form": form,
        "inherited_from": now.page if inherited and now.pk else None,
        "is_inherited": inherited,
        "may_inherit": not inherited and page.depth > 3,
        "page_title": "Кто комментирует",
        "page_subtitle": page.get_admin_display_title(),
        "header_icon": "comment",
    }
    return render(request, "discussions/admin/policy.html", context, status=400 if form.errors else 200)
