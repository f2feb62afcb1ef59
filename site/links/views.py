"""«Не открывается»: the page with a reader's small form."""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from wagtail.models import Page

from core.visibility import visible_to
from links.forms import ReportForm
from links.models import Link
from links.reports import Taken, client_key, report

FROM_ONE_VISIT = 10
_KEY = "reported_links"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report_link(request: HttpRequest, link_id: int) -> HttpResponse:
    """Show the form, or take it and go back to the page the reader came from.

    404 for a link that stands on no page that this person may see: what is on the others is not told.
    """
    link = get_object_or_404(Link, pk=link_id)
    page = _page_of(link, request)
    form = ReportForm(request.POST or None)
    too_many = False
    if request.method == "POST" and form.is_valid():
        too_many = not _take(link, form.cleaned_data["trouble"], request)
        if not too_many:
            messages.success(
                request, "Спасибо! Мы проверим ссылку, а тот, кто ведёт раздел, увидит ваше сообщение."
            )
            return HttpResponseRedirect(page.get_url(request) or "/")
    context = {"link": link, "page_of_link": page, "form": form, "too_many": too_many}
    return render(request, "links/report.html", context, status=429 if too_many else 200)


def _page_of(link: Link, request: HttpRequest) -> Page:
    """The page the reader came from, or another one with the link that this person may see."""
    pages = visible_to(Page.objects.filter(pk__in=link.uses.values("page")), request.user)
    asked = request.GET.get("page", "")
    found = (
        pages.filter(pk=asked).first() if asked.isascii() and asked.isdigit() and len(asked) < 10 else None
    )
    page = found or pages.order_by("path").first()
    if page is None:
        raise Http404
    return page


def _take(link: Link, trouble: str, request: HttpRequest) -> bool:
    """Take the report, unless there are too many from this visit or this network today."""
    reported: list[int] = request.session.get(_KEY, [])
    if link.pk in reported:
        return True
    if len(reported) >= FROM_ONE_VISIT:
        return False
    client = client_key(get_adapter().get_client_ip(request))
    if report(link, trouble, client) == Taken.TOO_MANY:
        return False
    request.session[_KEY] = [*reported, link.pk]
    return True
