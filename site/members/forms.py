"""The forms of signing in and of passwords."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import ChangePasswordForm, LoginForm, ResetPasswordForm
from allauth.account.utils import user_pk_to_url_str
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db import transaction
from django.http import HttpRequest

from members.models import User
from notices.services import write_mail

LONGEST_LOGIN = 254
"""As long as an e-mail address may be; SQLite refuses to compare much longer ones."""


class SignInForm(LoginForm):
    """allauth's form with an end to the name."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].validators.append(MaxLengthValidator(LONGEST_LOGIN))
        # A browser fills in the name it keeps with the password; a phone begins no name with a capital.
        self.fields["login"].widget.attrs |= {
            "autocomplete": "username",
            "autocapitalize": "none",
            "spellcheck": "false",
        }


class NewPasswordForm(ChangePasswordForm):
    """A new password is another than the old one: the one on paper has been in several hands."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if cleaned.get("oldpassword") and cleaned.get("oldpassword") == cleaned.get("password1"):
            raise ValidationError({"password1": "Это прежний пароль. Придумайте другой."})
        return cleaned


class ForgottenPasswordForm(ResetPasswordForm):
    """Takes as long for an address that nobody has as for one that somebody has."""

    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        if self.users:
            return str(super().save(request, **kwargs))
        address: str = self.cleaned_data["email"]
        _compose_in_vain(address)
        return address


def _compose_in_vain(address: str) -> None:
    """All the work of a letter with a link: made, written down, and taken back."""
    nobody = User(pk=0, username="nobody", email=address)
    adapter = get_adapter()
    with transaction.atomic():
        token = PasswordResetTokenGenerator().make_token(nobody)
        url = adapter.get_reset_password_from_key_url(f"{user_pk_to_url_str(nobody)}-{token}")
        context = {"user": nobody, "password_reset_url": url, "username": nobody.username}
        letter = adapter.render_mail("account/email/password_reset_key", address, context)
        write_mail(address, subject=str(letter.subject), text=str(letter.body), is_private=True)
        transaction.set_rollback(True)
