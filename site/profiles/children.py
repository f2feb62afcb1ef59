"""What a carer sees and does of a child: by a confirmed link, without entering the child's account."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from wagtail.models import Page

from core.visibility import Visitor, visible_to
from discussions.models import Comment
from members.accounts import end_sessions
from members.assignments import coordinators, is_coordinator
from members.audit import log
from members.classes import led_by
from members.consents import children_of
from members.display import display_name
from members.models import AuditEntry, CarerLink, Person, User
from notices.services import tell


def children(user: User) -> QuerySet[Person]:
    """The children of `user`, by links that the school has confirmed."""
    return Person.objects.filter(pk__in=children_of(user)).select_related("school_class", "account")


def carers_of(pupil: Person) -> QuerySet[CarerLink]:
    """The links by which carers see the record of `pupil`."""
    return CarerLink.objects.filter(pupil=pupil, confirmed_at__isnull=False).select_related("carer")


def comments_of(pupil: Person) -> QuerySet[Comment]:
    """What the child has written under pages, the newest first; what the child took back is not shown."""
    own = Comment.objects.filter(user__person=pupil).exclude(state=Comment.State.DELETED)
    return own.order_by("-submit_date", "-pk")


def pages_of(comments: Iterable[Comment], viewer: Visitor) -> dict[int, Page]:
    """The pages under which `comments` stand, by number, those that `viewer` may open."""
    wanted = {comment.page_id for comment in comments}
    return visible_to(Page.objects.filter(pk__in=wanted), viewer).in_bulk()


def record_opened(user: User, pupil: Person) -> None:
    """Write down that a carer looked."""
    log(user, "child.record_seen", person=pupil)


def last_opened(pupil: Person) -> AuditEntry | None:
    """When a carer last looked, for the child to know."""
    return AuditEntry.objects.filter(action="child.record_seen", person=pupil).first()


def may_end(user: User, link: CarerLink) -> bool:
    """A link is ended by the carer, by the child's class teacher, by a coordinator."""
    if user.person_id == link.carer_id or is_coordinator(user):
        return True
    return led_by(user).filter(pk=link.pupil.school_class_id or 0).exists()


@transaction.atomic
def end_link(user: User, link: CarerLink) -> None:
    """Delete the link, of which nothing stays, and tell the other side that it is so."""
    log(user, "carer.unlinked", person=link.pupil, details=f"Родитель: человек № {link.carer_id}")
    account = User.objects.filter(person=link.carer_id, is_active=True).exclude(pk=user.pk).first()
    if account is not None:
        tell(
            account,
            subject="Школа закончила вашу связь с ребёнком на сайте",
            text="Теперь вы не видите страницу ребёнка и то, что открыто его классу. Если это ошибка, "
            "обратитесь к классному руководителю.",
        )
    link.delete()


@transaction.atomic
def end_childs_sessions(user: User, pupil: Person) -> int:
    """End the child's visits on all devices."""
    account = User.objects.filter(person=pupil).first()
    if account is None:
        return 0
    ended = end_sessions(account)
    tell(
        account,
        subject="Ваш вход на всех устройствах закончили родители",
        text="Чтобы войти снова, нужен ваш пароль.",
    )
    return ended


@transaction.atomic
def ask_for_password(user: User, pupil: Person) -> None:
    """Ask the class teacher (the coordinators, where there is none) to print a new password; once a day."""
    of_class = pupil.school_class
    teacher = of_class.class_teacher if of_class is not None else None
    teachers = User.objects.filter(person=teacher or 0, is_active=True, person__left_on__isnull=True)
    who = display_name(pupil, AnonymousUser())  # as a stranger sees it: a mailbox is outside the school
    for account in teachers if teachers.exists() else coordinators():
        tell(
            account,
            subject=f"Родители просят новый пароль: {who}",
            text="Напечатать новый пароль можно на странице класса.",
            url=f"/profil/klass/{of_class.pk}/" if of_class is not None else "/profil/klass/",
            key=f"password-asked:{pupil.pk}:{timezone.localdate():%Y%m%d}",
        )
