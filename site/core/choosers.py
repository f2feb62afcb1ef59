"""Choosers of registers: Wagtail shows them to everybody who may enter its admin; these ask."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from wagtail.snippets.views import chooser

from core.visibility import Visitor


def _is_number(text: str) -> bool:
    """Whether the database takes `text` for a number of a row."""
    return text.isdecimal() and len(text) <= 18


class _AskingMixin:
    """A view of a chooser that knows the rows for `request.user`: those of its viewset's `rows_for`."""

    rows_for: Any = None
    request: HttpRequest

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.rows_for(request.user) is None:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]

    def get_object_list(self) -> QuerySet[Any]:
        return self.rows_for(self.request.user)

    def get_object(self, pk: str) -> Model:
        if not _is_number(pk):
            raise Http404
        return self.get_object_list().get(pk=pk)

    def get_objects(self, pks: list[str]) -> QuerySet[Any]:
        return self.get_object_list().filter(pk__in=[pk for pk in pks if _is_number(pk)])


class _Choose(_AskingMixin, chooser.ChooseView):
    pass


class _Results(_AskingMixin, chooser.ChooseResultsView):
    pass


class _Chosen(_AskingMixin, chooser.SnippetChosenView):
    pass


class _ChosenMultiple(_AskingMixin, chooser.SnippetChosenMultipleView):
    pass


class _Create(_AskingMixin, chooser.SnippetCreateView):
    pass


class AskingChooser(chooser.SnippetChooserViewSet):
    """The chooser of a register, for who may view the register; a subclass may let others see some rows."""

    choose_view_class = _Choose
    choose_results_view_class = _Results
    chosen_view_class = _Chosen
    chosen_multiple_view_class = _ChosenMultiple
    create_view_class = _Create
    used_by: ClassVar[tuple[str, ...]] = ()
    """The permissions, beside viewing the register, of those whose forms choose from it."""

    def has_whole(self, user: Visitor) -> bool:
        """Whether `user` may choose from all rows."""
        own = f"{self.model._meta.app_label}.view_{self.model._meta.model_name}"
        return any(user.has_perm(permission) for permission in (own, *self.used_by))

    def rows_for(self, user: Visitor) -> QuerySet[Any] | None:
        """What `user` may choose from; None for who may not choose at all."""
        return self.model._default_manager.all() if self.has_whole(user) else None

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        common: dict[str, Any] = super().get_common_view_kwargs(rows_for=self.rows_for, **kwargs)
        return common
