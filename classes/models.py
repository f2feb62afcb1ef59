"""Классы: a corner for each class, closed to all but its own; below it live page types of other sections."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.models import PagePermissionTester

from classes.streams import CornerStreams, stream_choices
from core.calendar_files import calendar_response
from core.filters import FilterForm
from core.forms import PageForm
from core.grades import GRADES
from core.models import ContentPage, ListingPage
from core.text import to_slug
from members.display import display_name
from members.models import Person, SchoolClass


class ClassesPage(ListingPage):
    """The corners that this visitor may enter."""

    template = "classes/classes_page.html"
    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = ["classes.ClassCornerPage"]
    page_description = "Раздел «Классы»: уголки классов, каждый открыт только своему классу."
    found_forms = "класс,класса,классов"
    icon = "house"

    class Meta:
        verbose_name = "раздел «Классы»"
        verbose_name_plural = "разделы «Классы»"

    def get_items(self) -> models.QuerySet[Any]:
        """Those who study now, the youngest first, then graduates."""
        corners = ClassCornerPage.objects.child_of(self).select_related("school_class")
        return corners.order_by(
            models.F("school_class__ended_on").desc(nulls_first=True),
            "-school_class__entry_year",
            "school_class__letter",
        )


class CornerForm(PageForm):
    """One corner a class, and it stays with its class."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields.get("school_class")
        if field is None:
            return
        twin = ClassCornerPage.objects.filter(school_class=self.instance.school_class_id).exclude(
            pk=self.instance.pk
        )
        if self.instance.pk and not twin.exists():
            field.disabled = True
        else:  # a new one, or a copy that must find another class
            field.queryset = SchoolClass.objects.filter(ended_on__isnull=True)

    def clean_school_class(self) -> SchoolClass:
        chosen: SchoolClass = self.cleaned_data["school_class"]
        if ClassCornerPage.objects.filter(school_class=chosen).exclude(pk=self.instance.pk).exists():
            raise ValidationError("У этого класса уголок уже есть. Откройте его в разделе «Классы».")
        return chosen


class CornerPermissions(PagePermissionTester):
    """Who may what with a corner: as with any page, but nobody opens it by hand."""

    def can_set_view_restrictions(self) -> bool:
        """No: `classes.closing` alone says to whom a corner is open."""
        return False


class CornerFilter(FilterForm):
    """One kind of what is in the corner, and of it what is over."""

    stream = forms.ChoiceField(label="Показать", required=False, choices=stream_choices)
    past = forms.BooleanField(label="Прошедшее", required=False)


class ClassCornerPage(RoutablePageMixin, ContentPage):
    """A class among themselves: pupils, carers, teachers. Its title and its address come from the class."""

    template = "classes/class_corner_page.html"
    parent_page_types: ClassVar[list[str]] = ["classes.ClassesPage"]
    subpage_types: ClassVar[list[str]] = [
        "resources.AnnouncementPage",
        "events.EventPage",
        "subjects.MaterialPage",
    ]
    page_description = "Уголок класса: его объявления, события и материалы видит только этот класс."
    base_form_class = CornerForm
    private_page_options: ClassVar[list[str]] = []
    discussable = False
    stream = "Классы"
    icon = "house"
    card_prefetch = ("school_class__class_teacher",)

    school_class = models.ForeignKey(
        "members.SchoolClass", models.PROTECT, verbose_name="класс", related_name="corners"
    )

    content_panels = [
        FieldPanel(
            "school_class",
            help_text="Чей это уголок. Название и адрес сложатся сами; сменить класс потом нельзя.",
        ),
        *ContentPage.content_panels[1:],
    ]
    topic_panels: ClassVar[list[Any]] = []
    reach_panels: ClassVar[list[Any]] = [FieldPanel("review_on")]

    class Meta:
        verbose_name = "уголок класса"
        verbose_name_plural = "уголки классов"

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        self._fill_title()
        super().full_clean(*args, **kwargs)

    def minimal_clean(self) -> None:
        self._fill_title()
        super().minimal_clean()

    def _fill_title(self) -> None:
        """«6 «А»» from September on; the address stays what it was in the first year."""
        if self.school_class_id:
            self.title = self.draft_title = self.school_class.title
            self.slug = self.slug or to_slug(f"{self.school_class.entry_year} {self.school_class.letter}")

    def permissions_for_user(self, user: Any) -> CornerPermissions:
        return CornerPermissions(user, self)

    @property
    def grade_list(self) -> list[int]:
        """The grade that the class is in, so that search finds «5 класс»."""
        grade = self.school_class.grade
        return [grade] if grade in GRADES else []

    @property
    def teachers(self) -> list[Person]:
        """Who teaches here, without the class teacher."""
        people = self.school_class.subject_teachers.filter(left_on__isnull=True)
        return list(people.exclude(pk=self.school_class.class_teacher_id))

    def card_meta(self) -> list[str]:
        if self.school_class.ended_on:
            return ["выпускники"]
        teacher = self.school_class.class_teacher
        return [f"классный руководитель – {display_name(teacher, AnonymousUser())}"] if teacher else []

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        form = CornerFilter.read(request)
        streams = CornerStreams(self, request)
        if form.cleaned_data["stream"]:
            context |= streams.whole(form.cleaned_data["stream"], past=form.cleaned_data["past"])
        else:
            context |= {"streams": streams.beginnings(), "teachers": self.teachers}
        return context

    @path("ics/", name="ics")
    def ics(self, request: HttpRequest) -> HttpResponse:
        """What comes, as a file for one's own calendar."""
        return calendar_response(f"Класс {self.title}", CornerStreams(self, request).entries(), "class.ics")


class TeacherCare(models.Model):
    """The assignment that a class teacher has by being one. `classes.services` alone makes and ends it."""

    school_class = models.OneToOneField(SchoolClass, models.CASCADE, related_name="teacher_care")
    assignment = models.OneToOneField("members.Assignment", models.CASCADE, related_name="teacher_care")

    class Meta:
        verbose_name = "назначение классного руководителя"
        verbose_name_plural = "назначения классных руководителей"

    def __str__(self) -> str:
        return f"{self.school_class}: {self.assignment}"


class SchoolYear(models.Model):
    """A school year that somebody has started: classes are moved up once."""

    year = models.PositiveSmallIntegerField("год, в котором он начинается", unique=True)
    started_at = models.DateTimeField("когда начат на сайте", default=timezone.now)

    class Meta:
        verbose_name = "учебный год"
        verbose_name_plural = "учебные годы"
        ordering = ("-year",)

    def __str__(self) -> str:
        return f"{self.year}/{self.year + 1}"
