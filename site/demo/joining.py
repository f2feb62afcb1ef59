"""Letters of 5 «А» and those who wait to be let in."""

from __future__ import annotations

from demo import factories as make
from demo.content import joining as content
from joining import codes, colleagues, gate, letters, services
from joining.models import JoinCode, JoinRequest
from joining.services import Carer, NewAccount
from members.models import Person, SchoolClass, User
from notices.models import Mail


def put_letters_and_requests(by: User) -> None:
    """Issue the codes of 5 «А»; a pupil, a carer and a colleague ask to join."""
    if JoinRequest.objects.exists():
        return
    of_class = SchoolClass.objects.get(entry_year=make.entry_year_of(5), letter="А")
    rows = codes.ensure(letters.pupils_of(of_class), by)

    def code(last_name: str, first_name: str, audience: str) -> JoinCode:
        pupil = Person.objects.get(last_name=last_name, first_name=first_name, school_class=of_class)
        return rows[pupil.pk, audience]

    last_mail = Mail.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    texts = gate.texts_to_accept()
    child = content.PUPIL
    services.join_pupil(
        code(child["last_name"], child["first_name"], JoinCode.For.PUPIL),
        "demo-pupil",
        NewAccount(child["username"], make.PASSWORD, texts),
    )
    mother = content.CARER
    services.join_carer(
        code(*content.CARERS_CHILD, JoinCode.For.CARERS),
        "demo-carer",
        NewAccount(mother["username"], make.PASSWORD, texts),
        Carer(*(mother[name] for name in ("last_name", "first_name", "patronymic", "relation"))),
    )
    policy = texts[-1] if texts else None
    colleagues.ask(colleagues.About(**content.COLLEAGUE), content.COLLEAGUE_EMAIL, "demo-colleague", policy)
    # The notices stay, for show; nobody gets a letter about what was made up.
    Mail.objects.filter(pk__gt=last_mail).delete()
