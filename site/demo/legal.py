"""The legal texts of the demo school, filled in and in force, and the stories of some consents."""

from __future__ import annotations

import re
from datetime import timedelta

from django.utils import timezone

from demo.content.legal import MORE, PAPERS, PLACES, REVOKED
from members import legal
from members.audit import log
from members.models import AuditEntry, Consent, LegalText, User

_HINT = re.compile(r"<p>\[\[.*?\]\]</p>\s*", re.DOTALL)


def put_texts_in_force() -> None:
    """Fill the open places of each text and let it count; one that is in force stays as it is."""
    for kind in legal.Kind:
        if legal.current(kind) is not None:
            continue
        draft = legal.new_draft(kind)
        body = _HINT.sub("", draft.body)
        draft.body = legal.OPEN_PLACE.sub(lambda place: PLACES[place[1]], body) + MORE.get(kind, "")
        draft.save()
        legal.put_in_force(draft, None)
        since = timezone.now() - timedelta(days=75)
        LegalText.objects.filter(pk=draft.pk).update(in_force_from=timezone.localdate(since))
        AuditEntry.objects.filter(action="text.in_force", at__gt=since).update(at=since)


def put_consents() -> None:
    """Let some consents have a term and bans, and one be revoked by the carer."""
    teacher = User.objects.get(username="uchitel")
    consents = Consent.objects.filter(revoked_at=None).select_related("person__school_class")
    for (login, purpose), paper in PAPERS.items():
        of_child = consents.filter(person__account__username=login, purpose=purpose, signed_by="")
        days = int(paper["days"])
        of_child.update(
            signed_by=paper["signed_by"],
            bans=paper["bans"],
            until=timezone.localdate() + timedelta(days=days) if days else None,
            recorded_by=teacher,
        )
    login, purpose, place, carer = REVOKED
    child, by = User.objects.get(username=login).person, User.objects.get(username=carer)
    if child is None or Consent.objects.filter(person=child, purpose=purpose).exists():
        return
    now = timezone.now()
    revoked = Consent.objects.create(
        person=child,
        purpose=purpose,
        place=place,
        given_on=timezone.localdate() - timedelta(days=70),
        signed_by=str(by.person),
        recorded_by=teacher,
        recorded_at=now - timedelta(days=69),
        revoked_at=now - timedelta(days=12),
        revoked_by=by,
    )
    about = f"{revoked.get_purpose_display()}: {revoked.get_place_display()}"
    for who, action, days in ((teacher, "consent.recorded", 69), (by, "consent.revoked", 12)):
        entry = log(who, action, person=child, details=about)
        AuditEntry.objects.filter(pk=entry.pk).update(at=now - timedelta(days=days))
