"""Forms of Wagtail's admin that the site narrows."""

from __future__ import annotations

from typing import Any

from wagtail.admin.forms.pages import CopyForm


class CopyWithoutAliasForm(CopyForm):
    """Copying a page, without aliases: one would answer everybody for a page closed by its ancestor."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("alias", None)
