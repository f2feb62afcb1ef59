"""What a member does with comments: each view reads, calls one service and redirects."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from core.kept_forms import sign_in_and_return, take_kept
from core.models import BasePage
from core.refusals import Refused
from core.visibility import can_see
from discussions import services
from discussions.forms import REASONS, CommentForm, HideForm, ReportForm
from discussions.models import Comment
from discussions.policy import find_target, page_of
from discussions.queue import comments_in_care
from discussions.reading import place_of
from discussions.services import Changed, Named, TooOften
from discussions.text import show_text, without_null
from members.assignments import looks_after
from members.models import User
from members.naming import named_in

State = Comment.State
LARGEST_ID = 2**31 - 1
View = Callable[..., HttpResponse]


def for_members(view: View) -> View:
    """Sign in first; what was typed when the session had ended is kept over the signing in.

    The view gets the account as its second argument.
    """

    @never_cache
    @require_http_methods(["GET", "HEAD", "POST"])
    def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not isinstance(request.user, User):
            if request.method == "POST":
                return sign_in_and_return(request, request.path)
            return redirect_to_login(request.get_full_path())
        return view(request, request.user, *args, **kwargs)

    return inner


def _kept(request: HttpRequest) -> dict[str, Any]:
    """What was typed here when the session had ended, once."""
    kept = take_kept(request, request.path) if request.method == "GET" else None
    return dict(kept.items()) if kept else {}


def _find(comment_id: int, user: Any) -> tuple[Comment, BasePage]:
    """The comment and its page, both as `user` may see them; 404 or 403 otherwise."""
    comment = Comment.objects.with_authors().filter(pk=min(comment_id, LARGEST_ID)).first()
    target = page_of(comment.content_object) if comment is not None and comment.content_object else None
    if comment is None or target is None or not target.live:
        raise Http404("Такого комментария нет.")
    if not can_see(target, user):
        raise PermissionDenied
    mine = comment.user_id is not None and comment.user_id == user.pk and comment.state != State.DELETED
    if comment.state != State.PUBLISHED and not mine and not looks_after(user, target):
        raise Http404("Такого комментария нет.")
    if not mine and services.is_withheld(comment, user) and not looks_after(user, target):
        raise Http404("Такого комментария нет.")
    return comment, target


@never_cache
@require_safe
def show(request: HttpRequest, comment_id: int) -> HttpResponse:
    """The permanent address of a comment: to its page, its place and its thread unfolded."""
    try:
        comment, target = _find(comment_id, request.user)
    except PermissionDenied:
        return _closed(request, comment_id)
    place = place_of(comment, target, request.user)
    if place is None:
        raise Http404("Такого комментария нет.")
    return HttpResponseRedirect(place)


def _closed(request: HttpRequest, comment_id: int) -> HttpResponse:
    """Where the page cannot be seen: to the queue for who looks after it, else to sign in, else 403."""
    if not isinstance(request.user, User):
        return redirect_to_login(request.get_full_path())
    comment = comments_in_care(request.user).filter(pk=min(comment_id, LARGEST_ID)).first()
    if comment is None:
        raise PermissionDenied
    messages.info(request, "Сама страница для вас закрыта. Комментарий – здесь, в очереди.")
    return redirect(f"{reverse('discussions:queue')}?state={comment.state}")


@for_members
def write(request: HttpRequest, author: User, page_id: int) -> HttpResponse:
    """Write under a page. The form is on the page too; here it stands alone, with what was wrong in it."""
    return _compose(request, author, find_target(min(page_id, LARGEST_ID)))


@for_members
def reply(request: HttpRequest, author: User, comment_id: int) -> HttpResponse:
    """Answer a comment."""
    found = Comment.objects.filter(pk=min(comment_id, LARGEST_ID)).first()
    target = page_of(found.content_object) if found is not None and found.content_object else None
    if found is None:
        refusal = Refused("Комментария, на который вы отвечаете, больше нет.", status=404)
        return _refuse(request, refusal, request.POST.get("text", ""))
    if services.is_withheld(found, author) and not (target and looks_after(author, target)):
        refusal = Refused("Этого комментария на странице сейчас нет.", status=404)
        return _refuse(request, refusal, request.POST.get("text", ""))
    return _compose(request, author, target, found.pk)


def _compose(
    request: HttpRequest, author: User, target: BasePage | None, parent_id: int | None = None
) -> HttpResponse:
    kept = _kept(request)
    typed = request.POST.get("text", "") or kept.get("text", "")
    form = CommentForm(request.POST) if request.method == "POST" else CommentForm(initial=kept)
    status = 400 if form.is_bound else 200
    try:
        if target is not None and form.is_valid():
            stored = _store(request, author, target, parent_id, form)
            if stored is not None:
                return stored
            status = 429
        target, standing = services.place_to_write(author, target)
        parent = services.parent_of_reply(target, parent_id) if parent_id else None
    except Refused as refusal:
        return _refuse(request, refusal, typed, target)
    context = {
        "target": target,
        "form": form,
        "parent": parent,
        "parent_text": show_text(parent.comment) if parent else "",
        "standing": standing,
        "was_kept": bool(kept),
    }
    return render(request, "discussions/write.html", context, status=status)


def _store(
    request: HttpRequest, author: User, target: BasePage, parent_id: int | None, form: CommentForm
) -> HttpResponse | None:
    """The redirect after storing; None, and the form says why, for who writes too often."""
    text, nonce = form.cleaned_data["text"], form.cleaned_data["nonce"]
    try:
        comment = services.create_comment(author, target, text, parent_id=parent_id, nonce=nonce)
    except TooOften as refusal:
        form.add_error("text", refusal.why)
        return None
    return _after_writing(request, author, comment, target)


def _after_writing(request: HttpRequest, author: User, comment: Comment, target: BasePage) -> HttpResponse:
    if comment.state == State.WAITING:
        why = (
            " В нём назван ребёнок, такие комментарии мы сначала читаем."
            if services.names_somebody(comment)
            else ""
        )
        messages.success(request, f"Спасибо! Комментарий появится, когда его прочитает модератор.{why}")
    else:
        messages.success(request, "Комментарий опубликован.")
    return redirect(place_of(comment, target, author) or target.get_absolute_url())


def _refuse(
    request: HttpRequest, refusal: Refused, text: str = "", target: BasePage | None = None
) -> HttpResponse:
    """Say why not, with what was typed still there to be copied, and lead back to a page that may be seen."""
    back = target if target is not None and can_see(target, request.user) else None
    context = {"why": refusal.why, "text": without_null(text), "target": back}
    return render(request, "discussions/refused.html", context, status=refusal.status)


@for_members
def edit(request: HttpRequest, author: User, comment_id: int) -> HttpResponse:
    """Change one's own words within fifteen minutes."""
    comment, target = _find(comment_id, author)
    kept = _kept(request)
    typed = request.POST.get("text", "") or kept.get("text", "")
    form = CommentForm(
        request.POST if request.method == "POST" else None, initial={"text": comment.comment} | kept
    )
    if why := services.why_not_edit(author, comment):
        return _refuse(request, Refused(why), typed, target)
    status = 200
    if request.method == "POST":
        if form.is_valid():
            try:
                comment = services.edit_comment(author, comment, form.cleaned_data["text"])
            except Refused as refusal:
                return _refuse(request, refusal, typed, target)
            return _after_writing(request, author, comment, target)
        status = 400
    context = {"target": target, "form": form, "until": services.editable_until(comment)}
    return render(request, "discussions/edit.html", context, status=status)


@for_members
def delete(request: HttpRequest, author: User, comment_id: int) -> HttpResponse:
    """Take one's own comment off the page."""
    comment, target = _find(comment_id, author)
    if comment.user_id != author.pk:
        return _refuse(request, Refused("Удалить можно только свой комментарий."), target=target)
    if request.method == "POST":
        services.delete_comment(author, comment)
        messages.success(request, "Комментарий удалён.")
        return redirect(f"{target.get_absolute_url()}#comments")
    return render(request, "discussions/delete.html", _about(comment, target))


@for_members
def report(request: HttpRequest, reporter: User, comment_id: int) -> HttpResponse:
    """Tell the moderators of a comment that should not stand there."""
    comment, target = _find(comment_id, reporter)
    if comment.user_id == reporter.pk:
        return _refuse(request, Refused(services.OWN), target=target)
    form = ReportForm(request.POST if request.method == "POST" else None, initial=_kept(request))
    status = 200
    if request.method == "POST":
        if form.is_valid():
            try:
                services.report_comment(
                    reporter, comment, form.cleaned_data["kind"], form.cleaned_data["text"]
                )
            except TooOften as refusal:
                form.add_error(None, refusal.why)
                status = refusal.status
            except Refused as refusal:
                return _refuse(request, refusal, form.cleaned_data["text"], target)
            else:
                messages.success(request, "Спасибо. Модератор посмотрит на этот комментарий.")
                return redirect(place_of(comment, target, reporter) or target.get_absolute_url())
        else:
            status = 400
    context = {**_about(comment, target), "form": form}
    return render(request, "discussions/report.html", context, status=status)


@for_members
def moderate(request: HttpRequest, moderator: User, comment_id: int) -> HttpResponse:
    """A moderator's decision about one comment, from the page itself or from a letter."""
    comment = Comment.objects.with_authors().filter(pk=min(comment_id, LARGEST_ID)).first()
    target = page_of(comment.content_object) if comment is not None and comment.content_object else None
    if comment is None or target is None:
        raise Http404("Такого комментария нет.")
    if not looks_after(moderator, target):
        raise PermissionDenied
    action = request.POST.get("action", "")
    form = HideForm(request.POST if action == "hide" else None, initial=_kept(request))
    problem, status = "", 200
    if request.method == "POST":
        status = 400
        if action == "publish" or (action == "hide" and form.is_valid()):
            try:
                _carry_out(request, moderator, comment, form if action == "hide" else None)
                return _after_deciding(request, moderator, comment, target)
            except (Changed, Named) as refusal:
                problem, status = refusal.why, refusal.status
                comment = Comment.objects.with_authors().get(pk=comment.pk)
            except Refused as refusal:
                return _refuse(request, refusal, request.POST.get("reason", ""))
    reports = list(comment.open_reports())
    context = {
        **_about(comment, target),
        "form": form,
        "reasons": REASONS,
        "reports": reports,
        "stamp": comment.stamp(reports),
        "problem": problem,
        "is_closed": not can_see(target, moderator),
        "to_queue": _came_from_queue(request, moderator, target),
        "named": named_in([comment.pk], moderator).get(comment.pk, []),
        "name_reason": without_null(request.POST.get("name_reason", "")),
    }
    return render(request, "discussions/moderate.html", context, status=status)


def _carry_out(request: HttpRequest, moderator: User, comment: Comment, hiding: HideForm | None) -> None:
    """Hide for the reason in `hiding`, or publish where there is none."""
    read = request.POST.get("read", "")
    if hiding is None:
        services.publish_comment(moderator, comment, read, request.POST.get("name_reason", ""))
        messages.success(request, "Готово: комментарий на странице.")
    else:
        services.hide_comment(moderator, comment, hiding.cleaned_data["reason"], read)
        messages.success(request, "Комментарий скрыт. Автор увидит причину.")


def _after_deciding(
    request: HttpRequest, moderator: User, comment: Comment, target: BasePage
) -> HttpResponse:
    if _came_from_queue(request, moderator, target):
        return redirect("discussions:queue")
    return redirect(place_of(comment, target, moderator) or target.get_absolute_url())


def _came_from_queue(request: HttpRequest, moderator: User, target: BasePage) -> bool:
    """Whether the way back is to the queue; it always is where the page itself is closed to the moderator."""
    return "queue" in request.GET or not can_see(target, moderator)


def _about(comment: Comment, target: BasePage) -> dict[str, Any]:
    return {"target": target, "comment": comment, "text": show_text(comment.comment)}
