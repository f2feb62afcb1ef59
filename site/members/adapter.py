"""How sign-in behaves: own accounts only, none made by strangers; the second step of those who must."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.http import HttpRequest

from members.models import User
from members.second_factor import is_asked_of, is_last_of

_NO_MATCH = "Имя пользователя или пароль не подошли. Проверьте раскладку и Caps Lock и наберите ещё раз."
"""The same whatever was typed: a name or an address, known or not."""


class AccountAdapter(DefaultAccountAdapter):
    """allauth's own registration is closed: people join by letter, or the school makes their accounts."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _NO_MATCH,
        "username_password_mismatch": _NO_MATCH,
        "incorrect_password": "Пароль не подошёл. Проверьте раскладку и Caps Lock и наберите ещё раз.",
        "enter_current_password": "Нынешний пароль не подошёл. Проверьте раскладку и Caps Lock.",
        "invalid_password_reset": "Ссылка для нового пароля не подошла. Попросите письмо ещё раз.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return "/profil/"


class FactorAdapter(DefaultMFAAdapter):
    """The second step of who must have one is not taken off; names are the school's words."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": "Код не подошёл. Дождитесь на телефоне следующего и введите его.",
        "cannot_delete_authenticator": "Второй шаг входа для вас обязателен. Чтобы сменить телефон, сначала "
        "добавьте ключ, потом выключите это приложение.",
    }

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        if not is_last_of(authenticator):
            return True
        return not is_asked_of(authenticator.user, context.request)

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:  # noqa: A002
        count = Authenticator.objects.filter(user=user, type=type).count()
        return "Мой ключ" if count == 0 else f"Ключ {count + 1}"

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        host = context.request.get_host().partition(":")[0]
        return {"id": host, "name": self.get_totp_issuer()}
