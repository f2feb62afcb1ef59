"""«Учётные записи сотрудников» in the admin, for coordinators."""

from __future__ import annotations

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from core.fields import ChosenField
from joining.admin_views import crumbs
from joining.staff_accounts import make_accounts, without_account
from members.assignments import is_coordinator
from members.models import Person


class StaffForm(forms.Form):
    """Who gets an account."""

    people = ChosenField(
        Person.objects.none(),
        label="Кому",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Отметьте хотя бы одного человека."},
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def staff_accounts(request: HttpRequest) -> HttpResponse:
    """Choose people; their slips are shown once, to be printed."""
    if not is_coordinator(request.user):
        raise PermissionDenied
    form = StaffForm(request.POST if request.method == "POST" else None)
    people = without_account()
    form.fields["people"].queryset = people  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid():
        slips = make_accounts(list(form.cleaned_data["people"]), by=request.user)  # type: ignore[arg-type]
        site = request.build_absolute_uri("/").rstrip("/")
        return render(request, "joining/staff_slips.html", {"slips": slips, "site": site})
    context = {
        "form": form,
        "any": people.exists(),
        "header_title": "Учётные записи сотрудников",
        "header_icon": "user",
        "breadcrumbs_items": crumbs(("Учётные записи сотрудников", "")),
    }
    return render(request, "joining/admin/staff.html", context, status=400 if form.errors else 200)
