"""A class in the hands of its teacher: passwords on paper, the carers' links."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from members.models import CarerLink, Person, SchoolClass, User
from members.paper_passwords import classes_for, issue, pupils_of
from profiles.forms import SlipsForm
from profiles.views.common import LARGEST_ID, for_members


@for_members("GET")
def class_list(request: HttpRequest, user: User) -> HttpResponse:
    """The classes that this person answers for; the only one opens itself."""
    classes = classes_for(user)
    if not classes:
        raise PermissionDenied
    if len(classes) == 1:
        return redirect("profiles:class", classes[0].pk)
    return render(request, "profiles/classes.html", {"classes": classes})


@for_members("GET", "POST")
def school_class(request: HttpRequest, user: User, class_id: int) -> HttpResponse:
    """Who has an account and which carers; chosen pupils get a new password, shown once."""
    one = get_object_or_404(SchoolClass, pk=min(class_id, LARGEST_ID))
    if not classes_for(user).filter(pk=one.pk).exists():
        raise PermissionDenied
    form = SlipsForm(request.POST if request.method == "POST" else None, offered=pupils_of(one))
    if request.method == "POST" and form.is_valid():
        slips = issue(user, list(form.cleaned_data["pupils"]))
        site = request.build_absolute_uri("/").rstrip("/")
        return render(request, "profiles/slips.html", {"slips": slips, "school_class": one, "site": site})
    links = CarerLink.objects.filter(confirmed_at__isnull=False).select_related("carer")
    pupils = (
        Person.objects.filter(kind=Person.Kind.PUPIL, school_class=one, left_on=None, erased_at=None)
        .select_related("account")
        .prefetch_related(Prefetch("carer_links", queryset=links))
    )
    offered = set(pupils_of(one).values_list("pk", flat=True))
    chosen = set(request.POST.getlist("pupils"))
    context = {
        "school_class": one,
        "rows": [(pupil, str(pupil.pk) in chosen) for pupil in pupils if pupil.pk in offered],
        "others": [pupil for pupil in pupils if pupil.pk not in offered],
        "with_carers": [pupil for pupil in pupils if pupil.carer_links.all()],
        "form": form,
    }
    return render(request, "profiles/class.html", context, status=400 if form.errors else 200)
