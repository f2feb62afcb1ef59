"""Checking a password: once for an account, whatever it was named by."""

from __future__ import annotations

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.http import HttpRequest

from members.models import OneTimePassword, User


class SignInBackend(AuthenticationBackend):
    """allauth's, which looks for a mailbox twice and so hashes twice for one that somebody has: the time
    of the answer would tell."""

    def authenticate(self, request: HttpRequest | None, **credentials: Any) -> User | None:
        self._refused: set[int] = set()
        found: User | None = super().authenticate(request, **credentials)
        return found

    def _check_password(self, user: User | None, password: str) -> User | None:
        if user is None or user.pk in self._refused:
            return None
        found: User | None = super()._check_password(user, password)
        slip = OneTimePassword.objects.filter(user=user.pk).first()
        if slip is not None and slip.has_run_out:
            found = None
        if found is None:
            self._refused.add(user.pk)
        return found
