"""What follows a sign-in and a change of password. Receivers, connected in apps.py."""

from __future__ import annotations

from typing import Any

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db.models import Exists, OuterRef
from django.http import HttpRequest
from django.utils import timezone

from members.middleware import OWN_PASSWORD_FIRST
from members.models import OneTimePassword, User
from notices.services import tell


def end_sessions(user: User, *, but: str | None = None) -> int:
    """End the visits of `user` everywhere, except the one with the key `but`; return how many ended."""
    ended = 0
    for session in UserSession.objects.filter(user=user).exclude(session_key=but or ""):
        session.end()
        ended += 1
    return ended


def forget_visits() -> None:
    """Delete what has run out: sessions, and where they were opened from."""
    Session.objects.filter(expire_date__lt=timezone.now()).delete()
    alive = Session.objects.filter(session_key=OuterRef("session_key"))
    UserSession.objects.exclude(Exists(alive)).delete()


def signed_in(sender: type[User], request: HttpRequest | None, user: User, **kwargs: Any) -> None:
    """A password on paper is good for making an own one."""
    if request is not None and OneTimePassword.objects.filter(user=user).exists():
        request.session[OWN_PASSWORD_FIRST] = True


def factor_changed(sender: type[Any], user: User, request: HttpRequest | None = None, **kwargs: Any) -> None:
    """Added, removed, or new recovery codes: the owner is told, in case it was somebody else.

    Other visits end: they began without this step, and the admin would open to them for its being there.
    """
    if request is not None and request.user == user:
        end_sessions(user, but=request.session.session_key)
    tell(
        user,
        subject="Второй шаг входа изменён",
        text="В вашей учётной записи включили, выключили или заменили второй шаг входа. Если это были не вы, "
        "смените пароль и скажите координатору сайта.",
        url="/accounts/2fa/",
        key=f"factor-changed:{user.pk}:{timezone.now():%Y%m%d%H%M}",  # codes come with the first of them
    )


def password_changed(sender: type[User], request: HttpRequest, user: User, **kwargs: Any) -> None:
    """By its owner: other visits end, the owner is told."""
    OneTimePassword.objects.filter(user=user).delete()
    request.session.pop(OWN_PASSWORD_FIRST, None)
    end_sessions(user, but=request.session.session_key if request.user == user else None)
    tell(
        user,
        subject="Пароль изменён",
        text="Пароль вашей учётной записи изменили. Если это были не вы, сразу попросите новый: ученик – "
        "у классного руководителя, взрослый – у координатора сайта.",
        url="/profil/",
    )
