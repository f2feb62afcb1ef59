"""The register of achievements in Wagtail's admin."""

from __future__ import annotations

from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from achievements.models import Achievement
from core.choosers import AskingChooser


class AchievementViewSet(SnippetViewSet):
    """Records that moderators enter, check and choose for the honour board."""

    model = Achievement
    chooser_viewset_class = AskingChooser
    icon = "pick"
    menu_label = "Достижения"
    menu_order = 310
    add_to_admin_menu = True
    list_display = ["event", "result", "level", "happened_on", "verified_by"]
    list_filter = ["level", "subject", "verified_by"]
    list_per_page = 50


register_snippet(AchievementViewSet)
