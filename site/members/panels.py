"""The first page of Wagtail's admin: what waits for this person, what of this person's waits or came back."""

from __future__ import annotations

from typing import Any

from wagtail.admin.ui.components import Component

from members.queue import lines, sent_by, waiting_for, with_authors

MOST_LINES = 10


class WaitingPanel(Component):
    """«Ждут вашей проверки»: the oldest few, and how many there are."""

    order = 100
    template_name = "members/admin/waiting_panel.html"

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        user = parent_context["request"].user
        states = with_authors(waiting_for(user))
        count = states.count()
        return {"count": count, "lines": lines(states[:MOST_LINES], user) if count else []}


class SentPanel(Component):
    """«Вы отправили на проверку»: what waits, and what came back with its reason."""

    order = 110
    template_name = "members/admin/sent_panel.html"

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        user = parent_context["request"].user
        return {"lines": lines(with_authors(sent_by(user))[:MOST_LINES], user)}
