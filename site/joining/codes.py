"""Codes of letters: made, printed again, found, revoked.

A code is derived from the row's nonce under the site's secret key, so that a letter can be printed again
and a copy of the database gives nobody a code. It is found by a digest under another key.
"""

from __future__ import annotations

import hmac
import re
import secrets
from collections.abc import Iterable
from datetime import date
from hashlib import sha256

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from joining.models import JoinCode, expiry
from members.audit import log
from members.models import CommunitySettings, Person, User

ALPHABET = "0123456789ACEHKMPTXY"
"""Digits, and capitals that look the same in Russian: typed right with either keyboard layout."""
LENGTH = 12
"""20¹² codes: 51.8 bits."""
GROUP = 4
CARERS_LIMIT = 6
LONGEST_INPUT = 60
_LOOK_ALIKES = str.maketrans(
    "АСЕЁНКМРТХУ" + "ОOQD" + "IІL|" + "Z" + "З" + "S" + "БG" + "ВB" + "UV",
    "ACEEHKMPTXY" + "0000" + "1111" + "2" + "3" + "5" + "66" + "88" + "YY",
)
_SEPARATORS = re.compile(r"[\s\-–—−‑‐_.,·]+")


def _key(purpose: str) -> bytes:
    return hmac.digest(settings.SECRET_KEY.encode(), f"joining.{purpose}".encode(), sha256)


def derive(nonce: str) -> str:
    """The code of a nonce: the same for as long as the site's secret key is the same."""
    number = int.from_bytes(hmac.digest(_key("code"), nonce.encode(), sha256))
    letters = []
    for _ in range(LENGTH):
        number, place = divmod(number, len(ALPHABET))
        letters.append(ALPHABET[place])
    return "".join(letters)


def digest_of(code: str) -> str:
    """What a code is found by."""
    return hmac.new(_key("digest"), code.encode(), sha256).hexdigest()


def pretty(code: str) -> str:
    """As it is printed: «A1B2-C3D4-E5F6»."""
    return "-".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))


def normalise(typed: str) -> str:
    """The code that `typed` means: spaces, dashes, case, letters that look like others."""
    return _SEPARATORS.sub("", typed[:LONGEST_INPUT].upper()).translate(_LOOK_ALIKES)


def code_of(row: JoinCode) -> str:
    """The code of `row` in clear, for its letter; empty if the secret key has changed since."""
    code = derive(row.nonce)
    return code if hmac.compare_digest(digest_of(code), row.digest) else ""


@transaction.atomic
def ensure(pupils: Iterable[Person], by: User) -> dict[tuple[int, str], JoinCode]:
    """Give each of `pupils` both codes, making those that are missing, run out or can be printed no longer.

    Returns them by pupil and audience, in a number of queries that does not grow with the class.
    """
    people = list(pupils)
    list(Person.objects.select_for_update().filter(pk__in=[one.pk for one in people]).values("pk"))
    found: dict[tuple[int, str], JoinCode] = {}
    dead = []
    for row in JoinCode.objects.filter(pupil__in=people, revoked_at__isnull=True):
        if row.is_live and code_of(row):
            found[row.pupil_id, row.audience] = row
        else:
            dead.append(row.pk)
    JoinCode.objects.filter(pk__in=dead).update(revoked_at=timezone.now())
    last_day = expiry(CommunitySettings.of_school().code_days)
    wanted = [(one, audience) for one in people for audience in JoinCode.For]
    new = [_new(one, audience, by, last_day) for one, audience in wanted if (one.pk, audience) not in found]
    for row in JoinCode.objects.bulk_create(new):
        found[row.pupil_id, row.audience] = row
    return found


def _new(pupil: Person, audience: str, by: User, last_day: date) -> JoinCode:
    nonce = secrets.token_hex(16)
    return JoinCode(
        pupil=pupil,
        audience=audience,
        nonce=nonce,
        digest=digest_of(derive(nonce)),
        expires_on=last_day,
        made_by=by,
    )


@transaction.atomic
def revoke(pupils: Iterable[Person], by: User, *, what: str) -> int:
    """Let the codes of `pupils` open nothing from now on; return how many there were."""
    people = list(pupils)
    number = JoinCode.objects.filter(pupil__in=people, revoked_at__isnull=True).update(
        revoked_at=timezone.now()
    )
    if number:
        log(by, "code.revoked", person=people[0] if len(people) == 1 else None, details=f"{what}: {number}")
    return number
