"""What joining forgets by itself."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from joining.decisions import erase_made
from joining.models import UPLOAD_KEPT_FOR, Invitation, JoinCode, JoinRequest, ListUpload
from notices.ticks import tick

DECISION_KEPT = timedelta(days=30)
WAITS_AT_MOST = timedelta(days=90)
CODE_KEPT = timedelta(days=180)
AT_ONCE = 200


@tick("forget_joining", every=timedelta(hours=1), title="стирание старых списков, заявок и кодов")
def forget() -> None:
    """Erase lists that nobody confirmed, decisions of a month ago, what nobody decided in three months."""
    now = timezone.now()
    ListUpload.objects.filter(created_at__lt=now - UPLOAD_KEPT_FOR).delete()
    JoinRequest.objects.filter(decided_at__lt=now - DECISION_KEPT).delete()
    Invitation.objects.filter(created_at__lt=now - DECISION_KEPT).delete()
    JoinCode.objects.filter(revoked_at__lt=now - CODE_KEPT).delete()
    old = JoinRequest.objects.filter(state=JoinRequest.State.WAITING, created_at__lt=now - WAITS_AT_MOST)
    for number in old.order_by("pk").values_list("pk", flat=True)[:AT_ONCE]:
        with transaction.atomic():
            row = old.select_for_update(of=("self",)).filter(pk=number).first()
            if row is not None:  # nobody has decided meanwhile
                erase_made(row)
                row.delete()
