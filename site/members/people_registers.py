"""People, classes, carers and children: the coordinator's registers in Wagtail's admin."""

from __future__ import annotations

from datetime import date
from typing import Any

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpResponse
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.admin.widgets.button import Button
from wagtail.snippets.views.snippets import IndexView, SnippetViewSet

from core.any_case import any_case
from core.choosers import AskingChooser
from core.text import LOOK_ALIKE
from core.visibility import Visitor
from members.audit import log
from members.family_panel import FamilyPanel
from members.models import CarerLink, Person, SchoolClass
from members.people_menu import PEOPLE_MENU
from members.people_services import check_leaving_day, confirm_link, may_mark_left


class AnyCaseIndex(IndexView):
    """A list whose search ignores the case of letters, on every database."""

    def search_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return (
            queryset.filter(any_case(self.search_fields, self.search_query))
            if self.search_query
            else queryset
        )


class PersonIndex(IndexView):
    """The list of people; taken as a table, it is written in the audit log."""

    FORMATS = (IndexView.FORMAT_XLSX,)  # a CSV would need care with formulas and with Excel's encodings

    def as_spreadsheet(self, queryset: QuerySet[Person], spreadsheet_format: str) -> HttpResponse:
        log(self.request.user, "people.exported", details=f"{len(queryset)} чел.")
        return self.write_xlsx_response(queryset)

    @property
    def header_more_buttons(self) -> list[Button]:
        return [one for one in super().header_more_buttons if "export=csv" not in (one.url or "")]


class PersonFilters(WagtailFilterSet):
    """Who is looked for."""

    account = django_filters.ChoiceFilter(
        label="Учётная запись",
        method="by_account",
        choices=[("open", "есть"), ("waiting", "ждёт подтверждения или закрыта"), ("none", "нет")],
    )
    here = django_filters.ChoiceFilter(
        label="В сообществе", method="by_leaving", choices=[("yes", "сейчас"), ("left", "ушли")]
    )

    class Meta:
        model = Person
        fields = ["kind", "school_class"]

    def by_account(self, people: QuerySet[Person], name: str, value: str) -> QuerySet[Person]:
        if value == "none":
            return people.filter(account__isnull=True)
        return people.filter(account__is_active=value == "open")

    def by_leaving(self, people: QuerySet[Person], name: str, value: str) -> QuerySet[Person]:
        return people.filter(left_on__isnull=value == "yes")


class PersonForm(WagtailAdminModelForm):
    """A pupil is of a class; two people of one name in one class are told apart by the file's number.

    Only who works at a school has a position and teaches something; how a pupil is named is not chosen.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unasked = {
            Person.Kind.PUPIL: ("position", "organisation", "subjects", "shown_as"),
            Person.Kind.CARER: ("position", "organisation", "subjects"),
        }
        for name in unasked.get(self.instance.kind, ()):
            self.fields.pop(name, None)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        pupil = data.get("kind") == Person.Kind.PUPIL
        if pupil and not data.get("school_class") and not data.get("left_on"):
            self.add_error("school_class", "Выберите класс, в котором ученик учится.")
        if not pupil and data.get("school_class"):
            self.add_error("school_class", "Класс указывают только ученику. Уберите его.")
        if self.instance.pk and self.instance.kind != data.get("kind") and self._is_tied():
            self.add_error(
                "kind", "У этого человека есть дети, родители или назначения: сначала уберите связи."
            )
        self._check_leaving(data.get("left_on"))
        names = {
            name: data.get(name, "") for name in ("last_name", "first_name", "patronymic", "file_number")
        }
        same = Person.objects.filter(school_class=data.get("school_class"), kind=data.get("kind"), **names)
        if not self.errors and same.exclude(pk=self.instance.pk).exists():
            self.add_error(
                "last_name",
                "Такой человек уже записан. Если это полный тёзка, впишите номер личного дела."
                if pupil
                else "Такой человек уже записан.",
            )
        return data

    def _check_leaving(self, day: date | None) -> None:
        if day is None or "left_on" not in self.changed_data:
            return
        if self.instance.pk and not may_mark_left([self.instance], self.for_user):
            self.add_error("left_on", "Это администратор: отметить его ушедшим может только администратор.")
            return
        try:
            check_leaving_day(day)
        except ValidationError as error:
            self.add_error("left_on", error)

    def _is_tied(self) -> bool:
        one: Person = self.instance
        return one.children_links.exists() or one.carer_links.exists() or one.assignments.exists()


_WRITES_ACHIEVEMENTS = "achievements.view_achievement"


class PersonChooser(AskingChooser):
    """Every editor chooses authors among adults; a pupil is chosen by who has the registers."""

    used_by = (_WRITES_ACHIEVEMENTS,)

    def rows_for(self, user: Visitor) -> QuerySet[Person]:
        people = Person.objects.filter(erased_at__isnull=True)
        return people if self.has_whole(user) else people.exclude(kind=Person.Kind.PUPIL)


class PersonViewSet(SnippetViewSet):
    """The register of people, whether or not they have an account."""

    model = Person
    icon = "user"
    menu_label = "Люди"
    menu_order = 10
    menu_hook = PEOPLE_MENU
    copy_view_enabled = False
    list_display = [
        "__str__",
        "kind",
        "school_class",
        Column("account_state", label="Учётная запись"),
    ]
    filterset_class = PersonFilters
    index_view_class = PersonIndex
    chooser_viewset_class = PersonChooser
    list_export = [
        "last_name",
        "first_name",
        "patronymic",
        "get_kind_display",
        "school_class",
        "file_number",
        "position",
        "organisation",
        "account_state",
        "left_on",
    ]
    export_headings = {"get_kind_display": "Кто это", "account_state": "Учётная запись"}
    export_filename = "lyudi"
    list_per_page = 50
    edit_handler = ObjectList(
        [
            MultiFieldPanel(
                [
                    FieldRowPanel(
                        [FieldPanel("last_name"), FieldPanel("first_name"), FieldPanel("patronymic")]
                    )
                ],
                heading="Имя",
            ),
            FieldRowPanel([FieldPanel("kind"), FieldPanel("school_class", widget=forms.Select)]),
            FieldPanel("file_number"),
            FieldRowPanel([FieldPanel("position"), FieldPanel("organisation")]),
            FieldPanel("subjects", widget=forms.CheckboxSelectMultiple),
            FieldPanel("shown_as"),
            FieldPanel(
                "left_on", help_text="С этого дня человек не участник: его учётная запись закрывается."
            ),
            FamilyPanel(heading="Кто с кем связан"),
        ],
        base_form_class=PersonForm,
    )

    def get_queryset(self, request: Any) -> QuerySet[Person]:
        return Person.objects.filter(erased_at__isnull=True).select_related("school_class", "account")


class SchoolClassForm(WagtailAdminModelForm):
    """A letter is a letter: «а», «A» of the Latin keyboard and «А» are one class."""

    def clean_letter(self) -> str:
        letter = str(self.cleaned_data["letter"]).upper().translate(LOOK_ALIKE)
        if not letter.isalpha():
            raise forms.ValidationError("Напишите букву класса, например «А».")
        return letter


class SchoolClassChooser(AskingChooser):
    """A class is named in the register of achievements too."""

    used_by = (_WRITES_ACHIEVEMENTS,)


class SchoolClassViewSet(SnippetViewSet):
    """«Классы»: who leads, who teaches."""

    model = SchoolClass
    chooser_viewset_class = SchoolClassChooser
    icon = "group"
    menu_label = "Классы"
    menu_order = 20
    menu_hook = PEOPLE_MENU
    menu_name = "classes"
    copy_view_enabled = False
    ordering = ("-entry_year", "letter")
    list_display = [
        "__str__",
        "class_teacher",
        Column("pupils_now", label="Учеников"),
        "entry_year",
    ]
    list_per_page = 50
    edit_handler = ObjectList(
        [
            FieldRowPanel([FieldPanel("entry_year"), FieldPanel("letter")]),
            FieldPanel("class_teacher", widget=forms.Select),
            FieldPanel("subject_teachers", widget=forms.CheckboxSelectMultiple),
        ],
        base_form_class=SchoolClassForm,
    )

    def get_queryset(self, request: Any) -> QuerySet[SchoolClass]:
        return SchoolClass.objects.with_pupils().select_related("class_teacher")


class CarerLinkForm(WagtailAdminModelForm):
    """A link that the coordinator makes is confirmed by that."""

    def save(self, commit: bool = True) -> CarerLink:  # noqa: FBT001, FBT002 (Django's signature)
        link: CarerLink = super().save(commit=False)
        return confirm_link(link, by=self.for_user) if commit else link


class CarerLinkViewSet(SnippetViewSet):
    """«Родители и дети»: who may see which child's record and answer for consents."""

    model = CarerLink
    chooser_viewset_class = AskingChooser
    icon = "link"
    menu_label = "Родители и дети"
    menu_order = 30
    menu_hook = PEOPLE_MENU
    menu_name = "carers"
    copy_view_enabled = False
    index_view_class = AnyCaseIndex
    search_backend_name = None
    search_fields = ["carer__last_name", "carer__first_name", "pupil__last_name", "pupil__first_name"]
    list_display = ["carer", "pupil", "relation", Column("state", label="Сейчас")]
    list_filter = ["pupil__school_class"]
    list_per_page = 50
    edit_handler = ObjectList(
        [FieldPanel("carer"), FieldPanel("pupil"), FieldPanel("relation")], base_form_class=CarerLinkForm
    )

    def get_queryset(self, request: Any) -> QuerySet[CarerLink]:
        return CarerLink.objects.select_related("carer", "pupil__school_class")
