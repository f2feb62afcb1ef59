"""What a service does not do, and why, in words for the person."""

from __future__ import annotations


class Refused(Exception):  # noqa: N818 (a sentence for the person, not an error of ours)
    """`why` stands on the page, or by `field` of the form if it is one's fault; `status` is the answer's."""

    def __init__(self, why: str, status: int = 403, *, field: str = "") -> None:
        super().__init__(why)
        self.why = why
        self.status = status
        self.field = field
