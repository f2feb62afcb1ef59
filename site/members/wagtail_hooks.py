"""People and classes in Wagtail's admin."""

from __future__ import annotations

from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from members import review_report  # noqa: F401 (registers its address and its place in the menu)
from members.models import Person


class PersonViewSet(SnippetViewSet):
    """The register of people, whether or not they have an account."""

    model = Person
    icon = "user"
    menu_label = "Люди"
    menu_order = 300
    add_to_admin_menu = True
    copy_view_enabled = False
    list_display = ["__str__", "kind", "school_class", "position"]
    list_filter = ["kind", "school_class"]
    list_per_page = 50
    panels = [
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("last_name"), FieldPanel("first_name"), FieldPanel("patronymic")])],
            heading="Имя",
        ),
        FieldPanel("kind"),
        FieldPanel("school_class"),
        FieldRowPanel([FieldPanel("position"), FieldPanel("organisation")]),
        FieldPanel("shown_as"),
    ]


register_snippet(PersonViewSet)
