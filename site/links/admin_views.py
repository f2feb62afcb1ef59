"""«Ссылки» in Wagtail's admin: the list, a link with its history, and what may be done about it."""

from __future__ import annotations

from typing import Any, cast

import django_filters
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import (
    Case,
    Count,
    F,
    IntegerField,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse, reverse_lazy
from django.utils.functional import cached_property
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, StatusTagColumn, TitleColumn
from wagtail.admin.views.generic.base import BaseListingView

from core.any_case import any_case
from core.text import plural, quoted
from links import care
from links.forms import PutAwayForm, ReplaceForm, VouchForm
from links.models import Link, LinkReport, LinkUse, Reason
from members.assignments import looks_after_anything, pages_in_care
from members.models import User

HOME: dict[str, Any] = {"url": reverse_lazy("wagtailadmin_home"), "label": "Главная"}
WORST_FIRST = {"dead": 0, "doubtful": 1, "new": 2, "works": 3}


class LinksFilter(WagtailFilterSet):
    state = django_filters.ChoiceFilter(label="Состояние", choices=Link.State.choices)
    reason = django_filters.ChoiceFilter(label="Что показала проверка", choices=Reason.choices)
    reported = django_filters.BooleanFilter(label="Есть жалобы читателей", method="by_reports")

    class Meta:
        model = Link
        fields: list[str] = []

    def by_reports(self, links: QuerySet[Link], name: str, value: bool) -> QuerySet[Link]:  # noqa: FBT001
        reported = Q(pk__in=LinkReport.objects.values("link"))
        return links.filter(reported if value else ~reported)


class UsesColumn(Column):
    cell_template_name = "links/admin/uses_cell.html"


class CheckedColumn(Column):
    cell_template_name = "links/admin/checked_cell.html"


class LinksView(BaseListingView):
    """The links on the pages in this person's care, the worst first."""

    page_title = "Ссылки"
    header_icon = "link"
    breadcrumbs_items = [HOME]
    paginate_by = 50
    index_url_name = "links_admin:index"
    index_results_url_name = "links_admin:index_results"
    filterset_class = LinksFilter
    is_searchable = True
    verbose_name_plural = "ссылок"
    template_name = "links/admin/index.html"
    columns = [
        TitleColumn("address", label="Адрес", url_name="links_admin:link", width="34%"),
        StatusTagColumn(
            "get_state_display", label="Состояние", primary=lambda link: link.state == Link.State.WORKS
        ),
        CheckedColumn("last_checked_at", label="Последняя проверка"),
        UsesColumn("uses_here", label="Где стоит"),
        Column("reports_number", label="Жалоб"),
    ]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not looks_after_anything(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_base_queryset(self) -> QuerySet[Link]:
        reports = LinkReport.objects.filter(link=OuterRef("pk")).order_by().values("link")
        uses = LinkUse.objects.filter(page__in=pages_in_care(self.request.user)).select_related("page")
        return (
            care.links_in_care(self.request.user)
            .annotate(reports_number=Subquery(reports.annotate(number=Count("pk")).values("number")))
            .prefetch_related(Prefetch("uses", uses.order_by("page__path"), to_attr="uses_here"))
        )

    def order_queryset(self, queryset: QuerySet[Link]) -> QuerySet[Link]:
        places = [When(state=state, then=Value(place)) for state, place in WORST_FIRST.items()]
        return queryset.order_by(
            Case(*places, output_field=IntegerField()),
            F("reports_number").desc(nulls_last=True),
            "host",
            "address",
        )

    def search_queryset(self, queryset: QuerySet[Link]) -> QuerySet[Link]:
        if not self.is_searching:
            return queryset
        asked = self.search_query
        titled = any_case(("page__title",), asked)
        on_pages = LinkUse.objects.filter(titled, page__in=pages_in_care(self.request.user)).values("link")
        return queryset.filter(Q(address__icontains=asked) | Q(pk__in=on_pages))

    @cached_property
    def checks_are_off(self) -> bool:
        return not settings.LINK_CHECKS


def _person(request: HttpRequest) -> User:
    """Who is signed in: the admin lets nobody else in."""
    return cast("User", request.user)


def _link_to_mend(request: HttpRequest, pk: int) -> Link | None:
    """The link, unless it is on this person's pages no longer: the same form came twice, say."""
    return care.links_in_care(request.user).filter(pk=pk).first()


def _gone(request: HttpRequest) -> HttpResponseRedirect:
    messages.warning(request, "Этой ссылки на ваших страницах уже нет.")
    return HttpResponseRedirect(reverse("links_admin:index"))


def _crumbs(link: Link, *more: str) -> list[dict[str, Any]]:
    here = reverse("links_admin:link", args=[link.pk]) if more else ""
    crumbs: list[dict[str, Any]] = [{"url": reverse("links_admin:index"), "label": "Ссылки"}]
    crumbs.append({"url": here, "label": link.host})
    return [HOME, *crumbs, *({"url": "", "label": label} for label in more)]


def _back(link: Link) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("links_admin:link", args=[link.pk]))


def _show(request: HttpRequest, link: Link, **forms: Any) -> HttpResponse:
    """The page of a link; `forms` are those that were sent and refused."""
    uses = care.uses_in_care(link, request.user)
    cards = care.cards_of_link(link, _person(request))
    reports = link.reports.order_by().values_list("trouble").annotate(number=Count("pk"))
    context = {
        "link": link,
        "header_title": link.address,
        "breadcrumbs_items": _crumbs(link),
        "header_icon": "link",
        "uses": uses[: care.MOST_PLACES],
        "elsewhere": link.uses.count() - uses.count(),
        "checks": link.checks.select_related("person__person")[:30],
        "reports": [(LinkReport.Trouble(trouble).label, number) for trouble, number in reports],
        "vouch_form": VouchForm(),
        "replace_form": ReplaceForm(link=link),
        "cards": [(card, PutAwayForm(auto_id=f"id_%s_{card.pk}")) for card in cards],
        "checks_are_off": not settings.LINK_CHECKS,
        **forms,
    }
    return render(request, "links/admin/link.html", context)


@require_safe
def show_link(request: HttpRequest, pk: int) -> HttpResponse:
    """One link: state, places, history, reports, and the forms."""
    return _show(request, get_object_or_404(care.links_in_care(request.user), pk=pk))


@require_POST
def ask_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Queue a check for the worker."""
    link = _link_to_mend(request, pk)
    if link is None:
        return _gone(request)
    care.ask_again(link)
    messages.success(request, "Ссылка поставлена в очередь. Обычно проверка занимает минуту-две.")
    return _back(link)


@require_POST
def vouch(request: HttpRequest, pk: int) -> HttpResponse:
    """«Работает, я проверил»."""
    link = _link_to_mend(request, pk)
    if link is None:
        return _gone(request)
    form = VouchForm(request.POST)
    if not form.is_valid():
        return _show(request, link, vouch_form=form)
    care.vouch(link, _person(request), form.cleaned_data["until"])
    messages.success(request, "Отмечено: ссылка работает.")
    return _back(link)


@require_POST
def replace(request: HttpRequest, pk: int) -> HttpResponse:
    """First show where the new address would stand; put it there when that is confirmed."""
    link = _link_to_mend(request, pk)
    if link is None:
        return _gone(request)
    form = ReplaceForm(request.POST, link=link)
    if not form.is_valid():
        return _show(request, link, replace_form=form)
    new = form.cleaned_data["address"]
    if "confirmed" not in request.POST:
        places = care.places_of(link, _person(request), new)
        context = {
            "link": link,
            "new": new,
            "places": places,
            "ready": [place for place in places if not place.obstacle],
            "left": care.uses_in_care(link, request.user).count() - len(places),
            "header_title": "Замена адреса",
            "header_icon": "link",
            "breadcrumbs_items": _crumbs(link, "Замена адреса"),
        }
        return render(request, "links/admin/replace.html", context)
    places = care.replace(link, _person(request), new)
    done = sum(not place.obstacle for place in places)
    if done:
        messages.success(
            request, f"Адрес заменён на {done} {plural(done, 'странице,страницах,страницах')} и опубликован."
        )
    for place in places:
        if place.obstacle:
            messages.warning(request, f"{quoted(place.page.title)}: {place.obstacle}.")
    untried = care.uses_in_care(link, request.user).count() - (len(places) - done)
    if untried > 0:
        messages.warning(
            request,
            f"Ссылка стоит ещё на {untried} {plural(untried, 'странице,страницах,страницах')}: за один раз "
            f"берётся не больше {care.MOST_PLACES}. "
            + ("Повторите замену." if done else "Сначала устраните то, что мешает на этих."),
        )
    if done == len(places) and untried <= 0:
        return HttpResponseRedirect(reverse("links_admin:index"))
    return _back(link)


@require_POST
def put_away(request: HttpRequest, pk: int, page_id: int) -> HttpResponse:
    """Take a card off the site with a reason."""
    link = _link_to_mend(request, pk)
    if link is None:
        return _gone(request)
    card = next((card for card in care.cards_of_link(link, _person(request)) if card.pk == page_id), None)
    if card is None:
        raise Http404
    form = PutAwayForm(request.POST, auto_id=f"id_%s_{card.pk}")
    if not form.is_valid():
        others = [one for one in care.cards_of_link(link, _person(request)) if one.pk != card.pk]
        forms = [(one, PutAwayForm(auto_id=f"id_%s_{one.pk}")) for one in others]
        return _show(request, link, cards=[(card, form), *forms])
    care.put_away(card, _person(request), form.cleaned_data["reason"])
    messages.success(request, f"Карточка {quoted(card.title)} снята с сайта и стала черновиком.")
    return HttpResponseRedirect(reverse("links_admin:index"))
