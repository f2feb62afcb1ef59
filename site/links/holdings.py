"""What the care for links holds about a person (members.personal_data)."""

from __future__ import annotations

from members.personal_data import Holder, holds


@holds("links", title="Ссылки", fields=("links.Link.vouched_by", "links.LinkCheck.person"))
class Links(Holder):
    """Who looked at a link by hand: a mark that goes with the account."""
