"""allauth's forms of keys (WebAuthn), which meet an answer that no browser gives without falling."""

from __future__ import annotations

import struct
from typing import Any

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
