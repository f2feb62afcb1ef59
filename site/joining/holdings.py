"""What joining holds about a person (members.personal_data)."""

from __future__ import annotations

from joining.decisions import erase_made
from joining.models import Invitation, JoinCode, JoinRequest
from members.models import Person
from members.personal_data import Held, Holder, Row, account_of, holds


@holds(
    "joining",
    title="Вступление",
    fields=(
        "joining.ListUpload.by",
        "joining.Invitation.invited_by",
        "joining.JoinRequest.user",
        "joining.JoinRequest.invited_by",
        "joining.JoinRequest.decided_by",
        "joining.JoinCode.made_by",
    ),
)
class Joining(Holder):
    def export(self, person: Person) -> Held:
        """The person's own requests to join, and whom they invited."""
        user = account_of(person)
        if user is None:
            return Held()
        rows: list[Row] = [
            {
                "Заявка": asked.get_kind_display(),
                "Кем приходится": asked.relation,
                "Подана": asked.created_at,
                "Решение": asked.get_state_display(),
            }
            for asked in JoinRequest.objects.filter(user=user)
        ]
        rows += [
            {"Приглашение на": invitation.email, "Отправлено": invitation.created_at}
            for invitation in Invitation.objects.filter(invited_by=user)
        ]
        return Held(rows)

    def erase(self, person: Person, *, keep_texts: bool) -> None:
        """A request of an account that is no more cannot be decided."""
        user = account_of(person)
        if user is not None:
            JoinRequest.objects.filter(user=user).delete()


@holds(
    "letters",
    title="Письма с кодами",
    fields=("joining.JoinCode.pupil", "joining.JoinRequest.pupil"),
    of_account=False,
)
class Letters(Holder):
    def export(self, person: Person) -> Held:
        """When codes were issued; the codes themselves are in the letters alone."""
        return Held(
            [
                {"Код": code.get_audience_display(), "Выдан": code.issued_at, "Действует по": code.expires_on}
                for code in JoinCode.objects.filter(pupil=person)
            ]
        )

    def erase(self, person: Person, *, keep_texts: bool) -> None:
        """Nobody could let in who waits because of this child: what they made goes too."""
        asked = JoinRequest.objects.select_for_update(of=("self",)).filter(pupil=person)
        for row in asked.filter(state=JoinRequest.State.WAITING).exclude(user__person=person).order_by("pk"):
            erase_made(row)
        JoinRequest.objects.filter(pupil=person).delete()
        JoinCode.objects.filter(pupil=person).delete()
