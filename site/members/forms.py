"""The sign-in form."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import LoginForm
from django.core.validators import MaxLengthValidator

LONGEST_LOGIN = 254
"""As long as an e-mail address may be; SQLite refuses to compare much longer ones."""


class SignInForm(LoginForm):
    """allauth's form with an end to the name."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].validators.append(MaxLengthValidator(LONGEST_LOGIN))
