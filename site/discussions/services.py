"""Writing and deciding: each function is one transaction, asks everything again, tells whom it concerns."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID, uuid5

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, transaction
from django.utils import timezone
from wagtail.log_actions import log

from core.models import BasePage
from core.refusals import Refused
from core.text import plural
from core.visibility import Visitor, can_see
from discussions import telling
from discussions.models import DEEPEST, Comment, CommentReport
from discussions.policy import Standing, page_of, standing_of
from discussions.text import excerpt, read_text, without_null
from members import naming
from members.assignments import looks_after
from members.models import User

State = Comment.State
MINUTE = timedelta(minutes=1)
MOST_A_MINUTE = 5
MOST_REPORTS_AN_HOUR = 10
SAME_WORDS_WITHIN = timedelta(minutes=10)
EDITABLE_FOR = timedelta(minutes=15)
OWN = "Это ваш комментарий: его можно исправить или удалить."


class TooOften(Refused):
    """More in a minute than anybody writes; the same form may be sent again a little later."""

    def __init__(self, why: str) -> None:
        super().__init__(why, status=429)


class Named(Refused):
    """The words name children, and nothing lets it: a reason is asked of the moderator."""

    def __init__(self, missing: list[naming.Missing], moderator: User) -> None:
        named = "; ".join(one.told_to(moderator) for one in missing)
        super().__init__(
            f"В тексте {plural(len(missing), 'назван ребёнок,названы дети,названы дети')}: {named}. Родители "
            "не разрешали называть имя здесь. Чтобы одобрить, напишите, почему имя можно назвать, "
            "или запишите согласие.",
            status=400,
        )


class Changed(Refused):
    """Other words, or other reports, than the moderator has read; to be read again."""

    def __init__(self) -> None:
        super().__init__("Пока вы читали, комментарий изменился. Прочитайте его ещё раз.", status=409)


def place_to_write(author: User, target: BasePage | None) -> tuple[BasePage, Standing]:
    """Return `target` and what `author` may there; raise Refused where the author may not write now."""
    page = page_of(target) if target is not None else None
    if page is None or not page.live:
        raise Refused("Такой страницы на сайте нет – или её уже убрали.", status=404)
    if not can_see(page, author):
        raise Refused("Эта страница для вас закрыта.")
    standing = standing_of(author, page)
    if not standing.may_write:
        raise Refused(standing.why_not)
    return page, standing


def parent_of_reply(target: BasePage, parent_id: int, *, lock: bool = False) -> Comment:
    """Return the comment under `target` that may be answered; raise Refused where there is none such."""
    comments = Comment.objects.select_for_update() if lock else Comment.objects.with_authors()
    found = comments.filter(pk=parent_id).first()
    if found is None or found.state == State.DELETED:
        raise Refused("Комментария, на который вы отвечаете, больше нет.", status=404)
    if found.page_id != target.pk or found.object_pk != str(target.pk):
        raise Refused("Этот комментарий – с другой страницы.", status=400)
    if found.state != State.PUBLISHED:
        raise Refused("Ответить можно только на опубликованный комментарий.")
    return found


def names_somebody(comment: Comment) -> bool:
    """Whether `comment` waits because of a child's name in it."""
    return bool(naming.missing_in_comment(comment.comment, comment.page.specific, comment.pk))


def page_of_published(comment_id: int) -> BasePage | None:
    """The live page under which this published comment stands, if it does."""
    found = Comment.objects.filter(pk=comment_id, state=State.PUBLISHED, page__live=True).first()
    return found.page.specific if found is not None else None


def is_withheld(comment: Comment, viewer: Visitor) -> bool:
    """Whether `comment` names a child whose name `viewer` may not read."""
    withheld = naming.withheld_comments(viewer)
    return withheld is not None and withheld.filter(comment_id=comment.pk).exists()


def create_comment(
    author: User, target: BasePage, text: str, *, parent_id: int | None = None, nonce: UUID | None = None
) -> Comment:
    """Store what `author` wrote under `target`, published or waiting by the policy, and return it.

    Words that name a child without a consent for the place wait whatever the policy.
    The same form (`nonce`), or the same words of the same author in the same place within ten minutes,
    are stored once. Raises Refused, TooOften, and ValidationError for the text.
    """
    text = read_text(text)
    own_nonce = uuid5(nonce, str(author.pk)) if nonce else None
    try:
        with transaction.atomic():
            return _create(author, target, text, parent_id, own_nonce)
    except IntegrityError:
        if not type(target).objects.filter(pk=target.pk).exists():
            raise Refused("Этой страницы на сайте больше нет.", status=404) from None
        raise


def _create(author: User, target: BasePage, text: str, parent_id: int | None, nonce: UUID | None) -> Comment:
    # One author's forms are taken one after another, so that what is counted below stays true.
    User.objects.select_for_update(no_key=True).get(pk=author.pk)
    stored = Comment.objects.filter(nonce=nonce).first() if nonce else None
    if stored is not None:
        if stored.comment == text and stored.state != State.DELETED:
            return stored
        nonce = None  # gone back to the form and written something else: that is another comment
    _, standing = place_to_write(author, target)
    answered = parent_of_reply(target, parent_id, lock=True) if parent_id else None
    parent = answered
    if answered is not None and answered.level >= DEEPEST:
        parent = Comment.objects.get(pk=answered.parent_id)
    own = Comment.objects.filter(user=author)
    now = timezone.now()
    same = own.under(target).filter(comment=text, submit_date__gt=now - SAME_WORDS_WITHIN)
    for twin in same.exclude(state=State.DELETED):
        if twin.is_root if parent is None else twin.parent_id == parent.pk:
            return twin
    if own.filter(submit_date__gt=now - MINUTE).count() >= MOST_A_MINUTE:
        raise TooOften(f"За минуту можно написать {MOST_A_MINUTE} комментариев. Подождите немного.")
    comment = Comment(
        content_type=ContentType.objects.get_for_model(target),
        object_pk=str(target.pk),
        site_id=settings.SITE_ID,
        page_id=target.pk,
        user=author,
        comment=text,
        submit_date=now,
        state=State.WAITING if standing.waits else State.PUBLISHED,
        nonce=nonce,
        answers=answered if answered is not parent else None,
    )
    if parent is not None:
        comment.parent_id, comment.thread_id, comment.level = parent.pk, parent.thread_id, parent.level + 1
    if naming.missing_in_comment(text, target):
        comment.state = State.WAITING  # whatever the policy: a child is named
    comment.save()
    if comment.state == State.WAITING:
        telling.of_waiting(comment, target)
    else:
        telling.of_published(comment, target, by=author)
    return comment


def editable_until(comment: Comment) -> datetime:
    """Until when its author may change it."""
    return comment.submit_date + EDITABLE_FOR


def may_edit(author: User, comment: Comment) -> bool:
    """Whether the author may still change it, as far as the comment itself goes."""
    mine = comment.user_id == author.pk and comment.state in {State.PUBLISHED, State.WAITING}
    return mine and timezone.now() <= editable_until(comment)


def why_not_edit(author: User, comment: Comment) -> str:
    """Why `author` may not change it, in words for the author; empty where nothing is in the way."""
    if comment.user_id != author.pk:
        return "Исправить можно только свой комментарий."
    if comment.state == State.HIDDEN:
        return "Комментарий скрыт модератором, исправить его нельзя."
    if not may_edit(author, comment):
        return "Исправить комментарий можно в течение 15 минут после отправки."
    if comment.open_reports().exists():  # the moderator reads what was complained of
        return (
            "На комментарий пожаловались, и модератор сейчас его читает. Пока он не решил, исправить слова "
            "нельзя. Если хотите, комментарий можно удалить."
        )
    return ""


@transaction.atomic
def edit_comment(author: User, comment: Comment, text: str) -> Comment:
    """Change the author's own words within fifteen minutes, unless somebody complained of them.

    Words that a moderator checks wait again, and those that name a child without consent.
    """
    text = read_text(text)
    comment = Comment.objects.select_for_update().get(pk=comment.pk)
    target, standing = place_to_write(author, comment.content_object)
    if why := why_not_edit(author, comment):
        raise Refused(why)
    if text == comment.comment:
        return comment
    comment.comment = text
    comment.edited_at = timezone.now()
    if standing.waits or naming.missing_in_comment(text, target):
        comment.state = State.WAITING
    comment.save()
    naming.comment_stored(comment.pk, text, author)
    if comment.state == State.WAITING:
        telling.of_waiting(comment, target)
    return comment


@transaction.atomic
def delete_comment(author: User, comment: Comment) -> None:
    """Take the author's own comment off the page. Its replies stay. A second time changes nothing."""
    comment = Comment.objects.select_for_update().get(pk=comment.pk)
    if comment.user_id != author.pk:
        raise Refused("Удалить можно только свой комментарий.")
    if comment.state == State.DELETED:
        return
    comment.state = State.DELETED
    comment.deleted_at = timezone.now()
    comment.save()


@transaction.atomic
def report_comment(reporter: User, comment: Comment, kind: str, text: str = "") -> CommentReport:
    """Tell the moderators that `comment` should not stand there. One open report a person and comment."""
    User.objects.select_for_update(no_key=True).get(pk=reporter.pk)
    comment = Comment.objects.select_for_update().get(pk=comment.pk)
    if comment.user_id == reporter.pk:
        raise Refused(OWN)
    if comment.state != State.PUBLISHED:
        raise Refused("Этого комментария на странице уже нет.", status=404)
    found = CommentReport.objects.filter(comment=comment, reporter=reporter, settled_at__isnull=True).first()
    if found is not None:
        return found
    lately = timezone.now() - timedelta(hours=1)
    if reporter.comment_reports.filter(created_at__gt=lately).count() >= MOST_REPORTS_AN_HOUR:
        raise TooOften("За час вы отправили много жалоб. Модератор их уже видит – подождите немного.")
    report = CommentReport.objects.create(comment=comment, reporter=reporter, kind=kind, text=text)
    telling.of_report(report)
    return report


@transaction.atomic
def publish_comment(moderator: User, comment: Comment, read: str, name_reason: str = "") -> bool:
    """Let `comment` stand on the page and settle its reports; return whether anything changed.

    Where it names a child without consent `name_reason` says why it may; raises Named without one.

    `read` is the stamp (`Comment.stamp`) of what the moderator had before the eyes. Raises Changed where
    it is another by now, so that nothing becomes public unread.
    """
    missing = naming.missing_in_comment(comment.comment, comment.page.specific, comment.pk)
    name_reason = excerpt(without_null(name_reason), 599)
    if missing and not name_reason and comment.state != State.DELETED:
        raise Named(missing, moderator)
    changed = _decide(moderator, comment, State.PUBLISHED, "", read)
    if changed and missing:
        naming.let_comment_through(comment.pk, [one.person for one in missing], name_reason, moderator)
    return changed


@transaction.atomic
def hide_comment(moderator: User, comment: Comment, reason: str, read: str) -> bool:
    """Take `comment` off the page, for a reason that its author sees, and settle its reports.

    `read` as for `publish_comment`: a reason given for words that stand there no more helps nobody.
    """
    reason = excerpt(without_null(reason), 299)
    if not reason:
        raise Refused("Напишите, почему комментарий скрыт: причину увидит автор.", status=400)
    return _decide(moderator, comment, State.HIDDEN, reason, read)


def _decide(moderator: User, comment: Comment, state: Comment.State, reason: str, read: str) -> bool:
    comment = Comment.objects.select_for_update().get(pk=comment.pk)
    if not looks_after(moderator, comment.page):
        raise Refused("Этот комментарий – не в вашем разделе.")
    reports = list(comment.open_reports())
    # What its author has taken away stays away; the reports of it are settled all the same.
    changes = comment.state not in {state, State.DELETED}
    if not changes and not reports:
        return False  # decided so already: a form sent twice is no mistake
    if comment.stamp(reports) != read:
        raise Changed
    now = timezone.now()
    settled = comment.reports.filter(pk__in=[report.pk for report in reports])
    settled.update(settled_at=now, settled_by=moderator)
    if changes:
        comment.state, comment.reason = state, reason
    comment.decided_by, comment.decided_at = moderator, now
    comment.save()
    action = "discussions.publish" if state == State.PUBLISHED else "discussions.hide"
    log(comment, action, user=moderator, data={"reason": reason, "reports": len(reports)})
    if changes and state == State.PUBLISHED:
        telling.of_approval(comment)
        telling.of_published(comment, comment.content_object, by=moderator)
    elif changes:
        telling.of_hiding(comment)
    return True
