"""What comments hold about a person (members.personal_data)."""

from __future__ import annotations

from django.utils import timezone
from wagtail.models import Page

from discussions.models import Comment, CommentReport
from members.models import Person
from members.personal_data import Held, Holder, Row, account_of, holds

State = Comment.State


@holds(
    "comments",
    title="Комментарии",
    fields=(
        "discussions.Comment.decided_by",
        "discussions.CommentReport.reporter",
        "discussions.CommentReport.settled_by",
        "django_comments.Comment.user",
        "django_comments.CommentFlag.user",
    ),
)
class Comments(Holder):
    def export(self, person: Person) -> Held:
        user = account_of(person)
        if user is None:
            return Held()
        own = Comment.objects.filter(user=user).order_by("submit_date", "pk")
        titles = dict(Page.objects.filter(pk__in=own.values("page")).values_list("pk", "title"))
        rows: list[Row] = [
            {
                "Под страницей": titles.get(one.page_id, ""),
                "Когда": one.submit_date,
                "Состояние": one.get_state_display(),
                "Текст": one.comment,
            }
            for one in own
        ]
        reports = CommentReport.objects.filter(reporter=user)
        rows += [
            {"Жалоба": one.get_kind_display(), "Когда": one.created_at, "Подробнее": one.text}
            for one in reports
        ]
        return Held(rows)

    def erase(self, person: Person, *, keep_texts: bool) -> None:
        """What others have read stays without a name, or goes; what nobody has read goes."""
        user = account_of(person)
        if user is None:
            return
        own = Comment.objects.filter(user=user)
        going = own.exclude(state=State.PUBLISHED) if keep_texts else own
        for comment in going:
            comment.comment, comment.reason = "", ""
            comment.state, comment.deleted_at = State.DELETED, comment.deleted_at or timezone.now()
            comment.save()
        own.update(user_name="", user_email="", user_url="", ip_address=None)
