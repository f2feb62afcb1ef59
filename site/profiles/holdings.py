"""What this room holds about a person (members.personal_data)."""

from __future__ import annotations

from members.models import Person
from members.personal_data import Held, Holder, account_of, holds
from notices.models import Mail
from profiles.models import EmailChange


@holds("addresses", title="Смены адреса почты", fields=("profiles.EmailChange.user",))
class Addresses(Holder):
    def export(self, person: Person) -> Held:
        rows = EmailChange.objects.filter(user=account_of(person)) if account_of(person) else ()
        return Held([{"Новый адрес": one.address, "Когда": one.asked_at} for one in rows])

    def erase(self, person: Person, *, keep_texts: bool) -> None:
        """Letters to addresses that were never confirmed are letters to this person too."""
        for change in EmailChange.objects.filter(user=account_of(person) or 0):
            Mail.objects.filter(to__iexact=change.address).delete()
            change.delete()
