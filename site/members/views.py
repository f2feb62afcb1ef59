"""Views in the admin: what waits for approval, and where it has to."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from wagtail.models import Page

from core.pagination import paginate
from core.text import quoted
from members.approval import is_trusted, set_rule
from members.assignments import looks_after
from members.models import ApprovalRule
from members.queue import lines, waiting_for, with_authors

LIKE_ABOVE, AT_ONCE, WAITS = "above", "at-once", "waits"


class RuleForm(forms.Form):
    """One of three."""

    rule = forms.ChoiceField(
        label="Что пишут учителя",
        widget=forms.RadioSelect,
        choices=[
            (LIKE_ABOVE, "как во всём разделе выше"),
            (AT_ONCE, "появляется на сайте сразу, а модератор узнаёт об этом"),
            (WAITS, "ждёт, пока модератор прочитает и одобрит"),
        ],
    )


def approval_queue(request: HttpRequest) -> HttpResponse:
    """All that waits for this person, the oldest first."""
    page_obj = paginate(request, with_authors(waiting_for(request.user)))
    context = {"page_obj": page_obj, "lines": lines(page_obj.object_list, request.user)}
    return render(request, "members/admin/queue.html", context)


def approval_rule(request: HttpRequest, page_id: int) -> HttpResponse:
    """Show and change the rule of one section; for who looks after it."""
    page = get_object_or_404(Page, pk=page_id, depth__gte=2)
    if not looks_after(request.user, page):
        raise PermissionDenied
    row = ApprovalRule.objects.filter(page=page).first()
    now = LIKE_ABOVE if row is None else WAITS if row.waits else AT_ONCE
    form = RuleForm(request.POST or None, initial={"rule": now})
    if request.method == "POST" and form.is_valid():
        set_rule(page, waits={LIKE_ABOVE: None, AT_ONCE: False, WAITS: True}[form.cleaned_data["rule"]])
        outcome = "появляется сразу" if is_trusted(page) else "ждёт проверки"
        messages.success(request, f"{quoted(page.title)}: то, что пишут учителя, {outcome}.")
        return redirect("wagtailadmin_explore", page.pk)
    parent = page.get_parent()
    context = {"page": page, "form": form, "trusted_above": parent.is_root() or is_trusted(parent)}
    return render(request, "members/admin/approval_rule.html", context)
