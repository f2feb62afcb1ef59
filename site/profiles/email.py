"""Another address of mail: asked for, confirmed from the new mailbox, told to the old one."""

from __future__ import annotations

from datetime import timedelta

from allauth.account.internal.userkit import filter_users_by_email
from allauth.account.models import EmailAddress
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from core.refusals import Refused
from members.audit import log
from members.models import User
from notices.letters import absolute
from notices.services import write_mail
from profiles.models import EmailChange

DAY = timedelta(days=1)
MOST_A_DAY = 3
"""Letters that one account makes the site write in a day, and letters to one address."""
TOO_OFTEN = "За сутки можно отправить три таких письма. Проверьте папку «Спам» или попробуйте завтра."
NOT_FOR_CHILDREN = "Почту ученика записывает школа: сайт не пишет детям на почту, которую назвали они сами."
NOT_OPEN = "Ссылка больше не действует: по ней уже подтвердили адрес, её отменили или прошло двое суток."


def may_have_mailbox(user: User) -> bool:
    """Adults name their mailbox themselves; a child does not, for the site would write to it."""
    return user.person is None or user.person.is_adult


def open_change(user: User) -> EmailChange | None:
    """What waits for confirmation."""
    newest = EmailChange.objects.filter(user=user, done_at=None).first()
    return newest if newest is not None and newest.is_open else None


@transaction.atomic
def ask(user: User, address: str) -> EmailChange:
    """Write to `address` a letter with a link; what was asked before counts no more.

    Says nothing of whether somebody has the address: its owner gets another letter then.
    """
    User.objects.select_for_update(no_key=True).get(pk=user.pk)  # one after another, so the count is true
    if not may_have_mailbox(user):
        raise Refused(NOT_FOR_CHILDREN)
    lately = EmailChange.objects.filter(asked_at__gt=timezone.now() - DAY)
    own, same = lately.filter(user=user).count(), lately.filter(address__iexact=address).count()
    if max(own, same) >= MOST_A_DAY:
        raise Refused(TOO_OFTEN, status=429)
    EmailChange.objects.filter(user=user, done_at=None).update(done_at=timezone.now())
    change = EmailChange.objects.create(user=user, address=address)
    if _is_of_another(user, address):
        _write(address, "Этот адрес уже есть на сайте «Вместе»", "taken")
    else:
        link = absolute(reverse("profiles:confirm_email", args=[change.key]))
        _write(
            address, "Подтвердите адрес почты", "confirm", is_private=True, link=link, username=user.username
        )
    return change


@transaction.atomic
def confirm(user: User, key: str) -> EmailChange:
    """Make the address the account's own. The link works once, for who asked, for two days."""
    change = EmailChange.objects.select_for_update().filter(key=key, user=user).first()
    if change is None:
        raise Refused("Такой ссылки нет – или она не для этой учётной записи.", status=404)
    if not change.is_open or not may_have_mailbox(user):
        raise Refused(NOT_OPEN, status=410)
    if _is_of_another(user, change.address):
        raise Refused("Пока письмо шло, этот адрес подтвердил кто-то другой.", status=409)
    fresh = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    before, fresh.email = fresh.email, change.address
    fresh.save(update_fields=["email"])
    EmailAddress.objects.filter(user=user).delete()
    EmailAddress.objects.create(user=user, email=change.address.lower(), verified=True, primary=True)
    change.done_at = timezone.now()
    change.save(update_fields=["done_at"])
    log(user, "email.changed", person=user.person)
    if before and before.lower() != change.address.lower():
        _write(before, "Адрес почты изменён", "changed", username=user.username)
    return change


def cancel(user: User) -> None:
    """Take back what was asked."""
    EmailChange.objects.filter(user=user, done_at=None).update(done_at=timezone.now())


def _is_of_another(user: User, address: str) -> bool:
    return any(other.pk != user.pk for other in filter_users_by_email(address))


def _write(to: str, subject: str, template: str, *, is_private: bool = False, **context: str) -> None:
    text = render_to_string(f"profiles/letters/{template}.txt", context)
    write_mail(to, subject=subject, text=text, is_private=is_private)
