"""What the rooms above may listen to."""

from __future__ import annotations

from django.dispatch import Signal

consent_ended = Signal()
"""A consent was revoked. Sent within the transaction, with `person`, `purpose`, `consent` (its place).

Another live consent may still stand: receivers ask `members.consents` again. A consent that runs out is
announced by nobody: it is read by its date.
"""
