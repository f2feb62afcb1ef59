"""The home page and plain pages."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.search import index

from core.models import BasePage, ContentPage
from home.queries import news_for


class HomePage(BasePage):
    """The first page: who we are, what is new and near, and the way to every section."""

    template = "home/home_page.html"
    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page"]
    subpage_types: ClassVar[list[str]] = [
        "home.PlainPage",
        "resources.UsefulSitesPage",
        "resources.ForParentsPage",
        "resources.AnnouncementsPage",
        "resources.TimetablesPage",
        "resources.HelpPage",
        "resources.OfficialPage",
        "subjects.SubjectsPage",
        "blog.BlogPage",
        "reading.ReadingCornerPage",
        "achievements.AchievementsPage",
        "events.EventsPage",
        "classes.ClassesPage",
    ]
    max_count = 1
    discussable = False
    page_description = "Главная страница: приветствие, новое и близкое, все разделы."

    welcome_title = models.CharField("приветствие", max_length=160, blank=True)
    welcome = RichTextField("несколько слов о сообществе", blank=True, features=["bold", "italic", "link"])

    content_panels = [
        *BasePage.content_panels,
        FieldPanel(
            "welcome_title", help_text="Крупная строка вверху главной: «Добро пожаловать в нашу школу»."
        ),
        FieldPanel("welcome", help_text="Два-три предложения: кто мы и что здесь можно найти."),
    ]
    topic_panels: ClassVar[list[Any]] = []
    search_fields = [*BasePage.search_fields, index.SearchField("welcome")]

    class Meta:
        verbose_name = "главная страница"
        verbose_name_plural = "главные страницы"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context |= news_for(request)
        return context


class PlainPage(ContentPage):
    """Any text that is nobody's section: about the community, how to use the site."""

    template = "home/plain_page.html"
    parent_page_types: ClassVar[list[str]] = ["home.HomePage", "home.PlainPage"]
    subpage_types: ClassVar[list[str]] = ["home.PlainPage"]
    page_description = (
        "Любой текст, которому нет места в разделах: о сообществе, о школе, как пользоваться сайтом."
    )
    stream = "О сообществе"
    icon = "info"

    class Meta:
        verbose_name = "простая страница"
        verbose_name_plural = "простые страницы"
