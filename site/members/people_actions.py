"""Bulk actions of the register of people: move to a class, mark as left, bring back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone
from wagtail.admin.widgets import AdminDateInput
from wagtail.snippets.bulk_actions.snippet_bulk_action import SnippetBulkAction

from core.text import plural
from members.models import Person, SchoolClass
from members.people_services import bring_back, check_leaving_day, mark_left, move_to_class


class PeopleAction(SnippetBulkAction):
    """Of people alone, for who may change them."""

    models = [Person]
    template_name = "members/admin/people_action.html"
    question = ""
    button = ""

    def check_perm(self, obj: Person) -> bool:
        return bool(self.request.user.has_perm("members.change_person"))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "title": self.display_name, "action": self}

    def get_execution_context(self) -> dict[str, Any]:
        return {"by": self.request.user, **(self.cleaned_form.cleaned_data if self.cleaned_form else {})}

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str:
        people = plural(num_parent_objects, "человек,человека,человек")
        return f"{self.display_name}: {num_parent_objects} {people}."


class ClassForm(forms.Form):
    school_class = forms.ModelChoiceField(
        SchoolClass.objects.filter(ended_on__isnull=True), label="В какой класс"
    )


class MoveAction(PeopleAction):
    display_name = "Перевести в класс"
    action_type = "move_to_class"
    aria_label = "Перевести выбранных учеников в другой класс"
    action_priority = 10
    form_class = ClassForm
    question = "Ученики перейдут в выбранный класс. Взрослых это не коснётся."
    button = "Перевести"

    @classmethod
    def execute_action(cls, objects: Sequence[Person], **kwargs: Any) -> tuple[int, int]:
        return move_to_class(objects, kwargs["school_class"], by=kwargs["by"]), 0


class DayForm(forms.Form):
    day = forms.DateField(
        label="С какого дня",
        initial=timezone.localdate,
        widget=AdminDateInput,
        validators=[check_leaving_day],
    )


class LeftAction(PeopleAction):
    display_name = "Отметить ушедших"
    action_type = "mark_left"
    aria_label = "Отметить, что выбранные люди ушли"
    action_priority = 20
    form_class = DayForm
    question = (
        "Эти люди больше не участники: роли и группы классов они теряют сразу, учётная запись закрывается "
        "через срок из настроек «Сообщество», потом данные стираются."
    )
    button = "Отметить"

    @classmethod
    def execute_action(cls, objects: Sequence[Person], **kwargs: Any) -> tuple[int, int]:
        return mark_left(objects, kwargs["day"], by=kwargs["by"]), 0


class BackAction(PeopleAction):
    display_name = "Вернуть ушедших"
    action_type = "bring_back"
    aria_label = "Вернуть выбранных людей в сообщество"
    action_priority = 25
    question = "Отметка «ушёл» снимется, группы классов и основная роль вернутся. Другие роли дайте заново."
    button = "Вернуть"

    @classmethod
    def execute_action(cls, objects: Sequence[Person], **kwargs: Any) -> tuple[int, int]:
        return bring_back(objects, by=kwargs["by"]), 0


ACTIONS = (MoveAction, LeftAction, BackAction)
