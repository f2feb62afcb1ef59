"""A carer's mailbox: no letters go there before its owner has opened one."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from django.core import signing
from django.db import IntegrityError, transaction
from django.urls import reverse

from members.models import User
from notices.letters import absolute
from notices.services import write_mail

DAYS = 14
_SALT = "joining.mailbox"


def ask(user: User, email: str) -> None:
    """Write one letter to `email`; its link makes the address `user`'s. Within the caller's transaction."""
    token = signing.dumps({"user": user.pk, "email": email.lower()}, salt=_SALT)
    link = absolute(reverse("joining:mailbox", args=[token]))
    write_mail(
        email,
        subject="Ваша почта на сайте «Вместе»",
        text=(
            "Здравствуйте!\n\nЭтот адрес написали при вступлении в школьное сообщество «Вместе». Если это "
            f"были вы, подтвердите его, и письма о новом будут приходить сюда:\n\n{link}\n\n"
            f"Ссылка действует {DAYS} дней. Если это были не вы, удалите письмо: больше мы не напишем.\n"
        ),
        is_private=True,
    )


def address_of(token: str) -> tuple[User, str] | None:
    """Whose mailbox and which a letter's link confirms; None for a wrong, late or needless one."""
    try:
        said = signing.loads(token, salt=_SALT, max_age=DAYS * 86_400)
    except signing.BadSignature:
        return None
    user = User.objects.filter(pk=said["user"]).first()
    return (user, said["email"]) if user is not None and user.email in {"", said["email"]} else None


def confirm(user: User, email: str) -> bool:
    """Make `email` the address of `user`; False if it is confirmed for another account."""
    try:
        with transaction.atomic():
            row, _ = EmailAddress.objects.get_or_create(user=user, email=email)
            row.verified = row.primary = True
            row.save()
            User.objects.filter(pk=user.pk, email="").update(email=email)
    except IntegrityError:
        return False
    return True
