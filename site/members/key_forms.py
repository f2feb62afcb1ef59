"""allauth's forms of the second step: of keys (WebAuthn), which meet an answer that no browser gives without
falling, and of codes, named alike by the field and above the form.
"""

from __future__ import annotations

import struct
from typing import Any

from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from django.core.exceptions import ValidationError

SPOILT = (KeyError, IndexError, AttributeError, TypeError, ValueError, struct.error)
REFUSAL = "Ключ ответил непонятно. Попробуйте ещё раз или войдите другим способом."


class _MeetsSpoilt:
    """Answers with a sentence where the library would fall."""

    def clean_credential(self) -> Any:
        try:
            return super().clean_credential()  # type: ignore[misc]
        except SPOILT as error:
            raise ValidationError(REFUSAL) from error


class SignInWithKeyForm(_MeetsSpoilt, LoginWebAuthnForm):
    """Instead of a password."""


class SecondStepWithKeyForm(_MeetsSpoilt, AuthenticateWebAuthnForm):
    """After a password."""


class AgainWithKeyForm(_MeetsSpoilt, ReauthenticateWebAuthnForm):
    """Before what the safety of the account hangs on."""


class AddKeyForm(AddWebAuthnForm):
    """A new key."""

    def clean(self) -> dict[str, Any]:
        try:
            cleaned: dict[str, Any] = super().clean()
        except SPOILT as error:
            raise ValidationError(REFUSAL) from error
        return cleaned


class _TakesDigits:
    """A code is digits, the spare ones too: a phone shows the keyboard of numbers."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields  # type: ignore[attr-defined]
        fields["code"].widget.attrs["inputmode"] = "numeric"


class ActivateAppForm(_TakesDigits, ActivateTOTPForm):
    """The first code of the application."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = "Код из приложения"


class SecondStepForm(_TakesDigits, AuthenticateForm):
    """A code after the password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = "Код"


class AgainWithCodeForm(_TakesDigits, ReauthenticateForm):
    """A code before what the safety of the account hangs on."""
