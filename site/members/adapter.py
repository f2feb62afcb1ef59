"""How sign-in behaves: own accounts only, none made by strangers."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):
    """Registration is closed: accounts are made by the school (joining by letter comes with classes)."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
