"""A new password on paper, for a pupil who has forgotten the old one and has no mailbox."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from core.visibility import Visitor
from members.accounts import end_sessions
from members.assignments import is_coordinator
from members.audit import log
from members.classes import led_by
from members.models import OneTimePassword, Person, SchoolClass, User

_TEXT = """
agat aist apelsin arbuz aster bambuk barhan belka bereg bereza bobr budka buket cheremsha delfin
dozhd dubrava dyatel gavan gitara globus gnomik grib gusenok gvozdika iris iskra izumrud kalina
kamin kamush karman karta kedr kenguru kiparis klen klubok kolos komet korabl koster kover krab
krokus lagun lampa landysh lavanda lebed limon lisenok listok lodka lotos luna lyutik magnit malina
marmelad mayak medved melnik metel mimoza more most motor muskat nebo nevod nora oblako okean olen
omlet opera orel orion oreh osen ostrov paket palma panda parus pchela pero pesok pihta plamya
planeta polet poni povar prigorok prud ptica raduga raketa reka roman romashka rosa rubin ruchey
ryabina sadik salut samovar sapfir sever sirop skazka skripka sneg sokol solnce sova step strekoza
sugrob taiga teatr tigr topol trava tropa tuman tyulpan ulitka utro vasilek veter vishnya volna
vorobey yabloko yahta yantar zaboy zarya zebra zerno zima zvezda zvonok
"""
_WORDS = _TEXT.split()
WORKERS = 4


@dataclass(frozen=True, slots=True)
class Slip:
    """What is printed for one person, once."""

    person: Person
    username: str
    password: str


def classes_for(user: Visitor) -> QuerySet[SchoolClass]:
    """The classes whose pupils `user` gives passwords to: the class teacher's own, the coordinator's all."""
    if is_coordinator(user):
        return SchoolClass.objects.filter(ended_on__isnull=True)
    return led_by(user)


def pupils_of(school_class: SchoolClass) -> QuerySet[Person]:
    """The pupils of the class who have an open account; an account with other rights is not among them."""
    return Person.objects.filter(
        kind=Person.Kind.PUPIL,
        school_class=school_class,
        left_on__isnull=True,
        account__is_active=True,
        account__is_superuser=False,
    ).select_related("account", "school_class")


def readable_password() -> str:
    """Three words and two digits: read from paper and typed by a child, one of some 280 million."""
    words = [secrets.choice(_WORDS) for _ in range(3)]
    return f"{'-'.join(words)}-{secrets.randbelow(90) + 10}"


def issue(by: User, pupils: Sequence[Person]) -> list[Slip]:
    """Give each of `pupils` a password that opens nothing but the making of an own one; end their visits.

    `pupils` are of `pupils_of` a class of `classes_for(by)`. The hashing, half a second each on purpose,
    is done before the transaction, so that nobody waits for the database meanwhile.
    """
    slips = [Slip(pupil, pupil.account.username, readable_password()) for pupil in pupils]
    with ThreadPoolExecutor(WORKERS) as pool:
        hashes = list(pool.map(make_password, [slip.password for slip in slips]))
    now = timezone.now()
    with transaction.atomic():
        for slip, hashed in zip(slips, hashes, strict=True):
            account = slip.person.account
            User.objects.filter(pk=account.pk).update(password=hashed)
            OneTimePassword.objects.update_or_create(
                user=account, defaults={"issued_by": by, "issued_at": now}
            )
            end_sessions(account)
            log(by, "password.reset_on_paper", person=slip.person)
    return slips
