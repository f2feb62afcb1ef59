"""«Кто на снимках»: one answer for several chosen pictures, as after an outing of a class."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db import transaction
from wagtail.images.views.bulk_actions.image_bulk_action import ImageBulkAction

from core.models import SitePicture
from core.text import plural
from members.models import Person
from members.picture_form import PeopleField
from members.pictures import name_on


class WhoForm(forms.Form):
    """The children who can be recognised on all the chosen pictures."""

    people = PeopleField(
        required=True,
        error_messages={
            "required": "Напишите, кто на снимках. Если детей на них не узнать, откройте снимок."
        },
    )


class NamePeopleBulkAction(ImageBulkAction):
    """Writes down the same children on each of the chosen pictures, instead of what was written there."""

    display_name = "Кто на снимках"
    action_type = "name_people"
    aria_label = "Указать, кто на выбранных снимках"
    template_name = "members/admin/name_people.html"
    action_priority = 15
    form_class = WhoForm

    def check_perm(self, picture: SitePicture) -> bool:
        return bool(
            self.permission_policy.user_has_permission_for_instance(self.request.user, "change", picture)
        )

    def get_execution_context(self) -> dict[str, Any]:
        return {"people": self.cleaned_form.cleaned_data["people"]}

    @classmethod
    @transaction.atomic
    def execute_action(
        cls, pictures: list[SitePicture], people: Iterable[Person] = (), **kwargs: Any
    ) -> tuple[int, int]:
        for picture in pictures:
            picture.children_recognisable = SitePicture.Children.YES
            picture.save(update_fields=["children_recognisable"])
            name_on(picture, people)
        return len(pictures), 0

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str:
        forms_of = "снимке,снимках,снимках"
        return f"Записано, кто на {num_parent_objects} {plural(num_parent_objects, forms_of)}."
