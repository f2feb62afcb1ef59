"""What follows a sign-in and a change of password. Receivers, connected in apps.py."""

from __future__ import annotations

from typing import Any

from allauth.usersessions.models import UserSession
from django.http import HttpRequest

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


def signed_in(sender: type[User], request: HttpRequest | None, user: User, **kwargs: Any) -> None:
    """A password on paper is good for making an own one."""
    if request is not None and OneTimePassword.objects.filter(user=user).exists():
        request.session[OWN_PASSWORD_FIRST] = True


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
