"""What is not done, and why, in words for the person."""

from __future__ import annotations


class Refused(Exception):  # noqa: N818 (a sentence for the person, not an error of ours)
    """`why` stands on the page; `status` is that of the answer."""

    def __init__(self, why: str, status: int = 403) -> None:
        super().__init__(why)
        self.why = why
        self.status = status
