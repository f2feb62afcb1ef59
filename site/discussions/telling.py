"""Whom what happened to a comment is told. Called inside the transaction of what happened.

Nobody is told twice of the same, of the own words, or of a page closed to them, unless they look after
it: then its comments are in their queue. Letters name the page
and not the words, and a child by the class alone: a mailbox is outside the school. A title that names a
child stays out too.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils.text import capfirst
from wagtail.models import Page

from core.models import BasePage
from core.text import quoted
from core.visibility import can_see
from discussions.models import Comment, CommentReport
from members.assignments import caretakers_of, looks_after
from members.display import display_name
from members.models import User
from members.name_checks import title_for_letters
from notices.services import tell


def of_waiting(comment: Comment, page: BasePage) -> None:
    """The moderators: there is something to read."""
    who, title = _author(comment), title_for_letters(page)
    for user in _others(caretakers_of(page), comment.user_id):
        tell(
            user,
            subject=f"Комментарий ждёт проверки: {quoted(title)}",
            text=f"{who} пишет на странице {quoted(title)}. Комментарий появится, когда вы его одобрите.",
            url=reverse("moderate_comment", args=[comment.pk]),
            key=f"comment-{comment.pk}-waiting-{_stamp(comment.edited_at)}",
        )


def of_published(comment: Comment, page: BasePage, *, by: User) -> None:
    """The one who was answered, and those who answer for the page; `by` knows already."""
    told = {comment.user_id, by.pk}
    title = title_for_letters(page)
    answered = comment.answers or (None if comment.is_root else Comment.objects.get(pk=comment.parent_id))
    if answered is not None and answered.user is not None and answered.user_id not in told:
        told.add(answered.user_id)
        _tell_of_new(answered.user, comment, page, "Вам ответили", title)
    for user in _responsible_for(page):
        if user.pk not in told:
            told.add(user.pk)
            _tell_of_new(user, comment, page, "Новый комментарий", title)


def of_approval(comment: Comment) -> None:
    """Its author: it stands on the page."""
    if (user := _author_to_tell(comment)) is not None:
        title = title_for_letters(comment.page)
        tell(
            user,
            subject=f"Ваш комментарий опубликован: {quoted(title)}",
            text=f"Модератор прочитал ваш комментарий на странице {quoted(title)}, теперь его видят все.",
            url=reverse("comment", args=[comment.pk]),
            key=f"comment-{comment.pk}-published-{_stamp(comment.decided_at)}",
        )


def of_hiding(comment: Comment) -> None:
    """Its author: it was hidden, and why."""
    if (user := _author_to_tell(comment)) is not None:
        title = title_for_letters(comment.page)
        tell(
            user,
            subject=f"Ваш комментарий скрыт: {quoted(title)}",
            text=f"Модератор скрыл ваш комментарий на странице {quoted(title)}.\nПричина: {comment.reason}",
            url=reverse("comment", args=[comment.pk]),
            key=f"comment-{comment.pk}-hidden-{_stamp(comment.decided_at)}",
        )


def of_report(report: CommentReport) -> None:
    """The moderators, once for all reports of a comment that are open together."""
    comment = report.comment
    if comment.reports.filter(settled_at__isnull=True).exclude(pk=report.pk).exists():
        return
    title = title_for_letters(comment.page)
    for user in _others(caretakers_of(comment.page), report.reporter_id):
        tell(
            user,
            subject=f"Жалоба на комментарий: {quoted(title)}",
            text=f"На комментарий на странице {quoted(title)} пожаловались: {report.get_kind_display()}.",
            url=reverse("moderate_comment", args=[comment.pk]),
            key=f"comment-report-{report.pk}",
        )


def _author_to_tell(comment: Comment) -> User | None:
    """The author's account, unless the author decided or the page has closed to the author since."""
    user = comment.user
    if user is None or user.pk == comment.decided_by_id or not can_see(comment.page, user):
        return None
    return user


def _tell_of_new(user: User, comment: Comment, page: Page, what: str, title: str) -> None:
    if not can_see(page, user) and not looks_after(user, page):
        return
    tell(
        user,
        subject=f"{what}: {quoted(title)}",
        text=f"{_author(comment)} пишет на странице {quoted(title)}.",
        url=reverse("comment", args=[comment.pk]),
        key=f"comment-{comment.pk}-new",
    )


def _responsible_for(page: BasePage) -> list[User]:
    """The accounts of the page's authors and owner; where there are none, its caretakers."""
    persons = [person.pk for person in page.written_by]
    users = list(User.objects.filter(is_active=True, person_id__in=persons))
    if not users and page.owner is not None and page.owner.is_active:
        users = [page.owner]
    return users or list(caretakers_of(page).distinct())


def _author(comment: Comment) -> str:
    """Who wrote it, for a letter: as a stranger sees it, since a mailbox is outside the school."""
    return capfirst(display_name(comment.author, AnonymousUser()))


def _others(users: Iterable[User], but: int | None) -> list[User]:
    return [user for user in dict.fromkeys(users) if user.pk != but]


def _stamp(moment: datetime | None) -> str:
    return f"{moment.timestamp():.0f}" if moment else "first"
