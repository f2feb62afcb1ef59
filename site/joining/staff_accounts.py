"""Accounts for the school's staff, many at once: a name to sign in and a password on paper for each."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from joining.usernames import suggest
from members import roles
from members.audit import log
from members.models import OneTimePassword, Person, User
from members.paper_passwords import WORKERS, Slip, readable_password

TRIES = 20


def without_account() -> QuerySet[Person]:
    """The staff who cannot sign in yet."""
    return Person.objects.filter(kind=Person.Kind.STAFF, left_on__isnull=True, account__isnull=True)


def make_accounts(people: Sequence[Person], *, by: User) -> list[Slip]:
    """Make a teacher's account for each of `people`; who has got one meanwhile is passed over.

    The password opens nothing but the making of an own one. Hashing is slow on purpose and is done before
    the transaction, so that nobody waits for the database meanwhile.
    """
    passwords = [readable_password() for _ in people]
    with ThreadPoolExecutor(WORKERS) as pool:
        hashes = list(pool.map(make_password, passwords))
    slips = []
    with transaction.atomic():
        free = set(
            without_account()
            .select_for_update(of=("self",))
            .filter(pk__in=[one.pk for one in people])
            .values_list("pk", flat=True)
        )
        teachers = Group.objects.get(name=roles.TEACHERS)
        for person, password, hashed in zip(people, passwords, hashes, strict=True):
            if person.pk not in free:
                continue
            user = _make_user(person, hashed)
            if user is None:
                continue
            user.groups.add(teachers)
            OneTimePassword.objects.create(user=user, issued_by=by)
            log(by, "account.made", person=person)
            slips.append(Slip(person, user.username, password))
    return slips


def _make_user(person: Person, hashed: str) -> User | None:
    """With the next suggested name, if somebody takes the first at this moment; None: the person has one."""
    tried: set[str] = set()
    while True:
        user = User(
            username=suggest(person.first_name, person.last_name, besides=tried),
            person=person,
            password=hashed,
        )
        try:
            with transaction.atomic():
                user.save()
        except IntegrityError:
            if User.objects.filter(person=person).exists():
                return None
            if len(tried) >= TRIES:
                raise
            tried.add(user.username)
        else:
            return user
