"""Three steps – text, details, a last look – and the list of what one has written."""

from __future__ import annotations

from typing import Any, cast
from uuid import UUID, uuid4

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.models import Page

from core.models import BasePage
from core.pagination import paginate
from core.text import quoted
from members.approval import Outcome, publishes_at_once
from members.models import User
from members.naming import NamesMissing
from writing import services
from writing.access import writers_only
from writing.blocks import NotExpressibleError, flow_of, words_of
from writing.drafts import State, obstacle_to_editing, own_draft, own_pages, reason_of, state_of
from writing.filling import PictureRow, bound, filled, goes_on, kept, rows, unfinished
from writing.forms import StepForm, TextForm
from writing.kinds import KINDS, SITE, Kind, Places, kind_of
from writing.pictures import ACCEPTED, AT_ONCE, may_upload
from writing.registry import details_form, text_form

PER_PAGE = 20
LONGEST_REASON = 600


@require_safe
@writers_only
def index(request: HttpRequest) -> HttpResponse:
    """What to write, and what one has written: the returned first."""
    user = _user(request)
    page_of = paginate(request, own_pages(user), PER_PAGE)
    listed = [
        {"page": page, "kind": kind_of(page), "state": state_of(page).value, "reason": reason_of(page)}
        for page in page_of.object_list
    ]
    kinds = [kind for kind in KINDS if kind.slug in _places(request)]
    return render(
        request, "writing/index.html", {"kinds": kinds, "rows": listed, "page_obj": page_of, "query": ""}
    )


@require_http_methods(["GET", "HEAD", "POST"])
@writers_only
def new(request: HttpRequest, slug: str) -> HttpResponse:
    """The first step of something new."""
    kind = next((kind for kind in KINDS if kind.slug == slug), None)
    if kind is None:
        raise Http404
    user, places = _user(request), _places(request).get(slug)
    if not places or (kind.of_class and _is_other(request.GET.get("place", ""), places)):
        raise PermissionDenied(f"«{kind.label}» – {kind.refusal}")
    if kind is not SITE and user.person is None:
        raise PermissionDenied("Ваша учётная запись не связана с человеком. Попросите об этом координатора.")
    draft = services.blank(kind, user)
    options: dict[str, Any] = {"draft": draft, "user": user, "places": places}
    key = _key(request.POST.get("key", ""))
    if request.method == "POST":
        there = services.started(user, key)
        if there is not None:
            return _sent_again(request, there)
        form = text_form(kind, request.POST, request.FILES, strict=goes_on(request), **options)
        if form.is_valid():
            draft = services.start(kind, form.cleaned_data.get("place") or places[0], form, key)
            return _after_text(request, draft, form)
    else:
        typed = kept(request)
        form = text_form(kind, typed, initial={"place": request.GET.get("place", "")}, **options)
        if typed:
            key = _key(typed.get("key", ""))
    corner = places[0] if kind.of_class and len(places) == 1 else None
    return _render_text(request, kind, form, {"key": key, "corner": corner})


@require_http_methods(["GET", "HEAD", "POST"])
@writers_only
def text(request: HttpRequest, page_id: int) -> HttpResponse:
    """The first step of a draft that is there."""
    user = _user(request)
    draft = own_draft(user, page_id)
    kind = kind_of(draft)
    obstacle = obstacle_to_editing(draft, user)
    options: dict[str, Any] = {"draft": draft, "user": user}
    context: dict[str, Any] = {
        "obstacle": obstacle,
        "reason": reason_of(draft),
        "corner": draft.get_parent() if kind.of_class else None,
    }
    if request.method == "POST":
        form, both = filled(request, text_form, kind, options)
        if form.is_valid() and not both and not obstacle:
            try:
                services.save_step(form)
            except services.StaleDraftError:
                return text(request, page_id)
            return _after_text(request, form.draft, form)
        if form.is_valid() and obstacle:
            form.add_error(None, obstacle)
        context["both"] = both
    else:
        if obstacle:
            return redirect("writing:look", page_id=page_id)
        form = text_form(kind, bound(request, text_form, kind, options), **options)
    return _render_text(request, kind, form, context)


@require_http_methods(["GET", "HEAD", "POST"])
@writers_only
def details(request: HttpRequest, page_id: int) -> HttpResponse:
    """The second step: pictures, subjects and grades, what the kind of page requires."""
    user = _user(request)
    draft = own_draft(user, page_id)
    kind = kind_of(draft)
    obstacle = obstacle_to_editing(draft, user)
    if obstacle and request.method != "POST":
        return redirect("writing:look", page_id=page_id)
    options: dict[str, Any] = {"draft": draft, "user": user}
    context: dict[str, Any] = {
        "obstacle": obstacle,
        "reason": reason_of(draft),
        "corner": draft.get_parent() if kind.of_class else None,
    }
    if request.method != "POST":
        data = bound(request, details_form, kind, options)
        form: StepForm = details_form(kind, data, **options)
        shots = rows(draft, user, data if data and "do" in data else None)
        if "check" in request.GET:
            for row in shots:
                row.show_missing()
        return _render_details(request, kind, form, shots, context)
    strict = goes_on(request)
    form, both = filled(request, details_form, kind, options)
    shots = rows(draft, user, request.POST, strict=strict)
    if not form.is_valid() or not all(row.is_valid() for row in shots) or both or obstacle:
        if obstacle and form.is_valid():
            form.add_error(None, obstacle)
        return _render_details(request, kind, form, shots, {**context, "both": both})
    try:
        services.save_step(form, [changed for row in shots for changed in row.changed])
        answer = _act(request, user, page_id)
    except services.StaleDraftError:
        return details(request, page_id)
    if isinstance(answer, HttpResponse):
        return answer
    draft = own_draft(user, page_id)
    fresh = details_form(kind, draft=draft, user=user)
    return _render_details(
        request, kind, fresh, rows(draft, user, None), {**context, "wrong_pictures": answer}
    )


@require_safe
@writers_only
def look(request: HttpRequest, page_id: int) -> HttpResponse:
    """The third step: the page exactly as readers will see it, with «Отправить» above and below it."""
    user = _user(request)
    draft = own_draft(user, page_id)
    step = unfinished(draft, user)
    if step and state_of(draft) is not State.WAITING:
        return redirect(f"{reverse(f'writing:{step}', args=[page_id])}?check=1")
    request.is_preview = True  # type: ignore[attr-defined]
    context = draft.get_context(request)
    context["writing"] = {
        "page_id": page_id,
        "kind": kind_of(draft),
        "state": state_of(draft).value,
        "reason": reason_of(draft),
        "obstacle": obstacle_to_editing(draft, user),
        "revision": draft.latest_revision_id,
        "at_once": publishes_at_once(user, draft),
    }
    return TemplateResponse(request, draft.get_template(request), context)


@require_POST
@writers_only
def send(request: HttpRequest, page_id: int) -> HttpResponse:
    """Send to readers or to approval."""
    user = _user(request)
    draft = own_draft(user, page_id)
    step = unfinished(draft, user)
    if step:
        return redirect(f"{reverse(f'writing:{step}', args=[page_id])}?check=1")
    if request.POST.get("revision", "") not in {"", str(draft.latest_revision_id)}:
        messages.warning(
            request, "Текст изменился в другом окне. Посмотрите, как он выглядит теперь, и отправьте."
        )
        return redirect("writing:look", page_id=page_id)
    reason = request.POST.get("name_reason", "").replace("\x00", "").strip()[:LONGEST_REASON]
    try:
        outcome = services.send(draft, user, reason)
    except NamesMissing as question:
        return _ask_about_names(request, draft, question)
    except services.StaleDraftError:
        messages.warning(request, "Текст только что изменился. Посмотрите и отправьте ещё раз.")
        return redirect("writing:look", page_id=page_id)
    if outcome is Outcome.PUBLISHED:
        messages.success(request, f"Опубликовано: {quoted(draft.title)}. Страницу уже видят читатели.")
    else:
        messages.success(
            request,
            f"Отправлено: {quoted(draft.title)}. Модератор прочтёт и опубликует или вернёт с замечанием.",
        )
    return redirect("writing:index")


@require_POST
@writers_only
def take_back(request: HttpRequest, page_id: int) -> HttpResponse:
    """Take back what waits for approval."""
    user = _user(request)
    try:
        services.take_back(own_draft(user, page_id), user)
    except services.StaleDraftError:
        messages.warning(request, "Страница только что изменилась. Посмотрите, что с ней стало.")
    else:
        messages.success(request, "Текст снова у вас: исправьте его и отправьте ещё раз.")
    return redirect("writing:index")


@require_http_methods(["GET", "HEAD", "POST"])
@writers_only
def discard(request: HttpRequest, page_id: int) -> HttpResponse:
    """Delete a draft of one's own, after a question."""
    user = _user(request)
    draft = own_draft(user, page_id)
    state = state_of(draft)
    may = draft.permissions_for_user(user).can_delete() and not draft.live and state is not State.WAITING
    if not may:
        raise PermissionDenied("Удалить можно только черновик. Опубликованное снимает с сайта модератор.")
    if request.method == "POST":
        try:
            services.discard(draft, user)
        except services.StaleDraftError:
            messages.warning(request, "Черновик только что изменился, и мы его не удалили.")
        else:
            messages.success(request, f"Черновик {quoted(draft.title)} удалён.")
        return redirect("writing:index")
    return render(request, "writing/discard.html", {"draft": draft})


# What the steps share.


def _ask_about_names(request: HttpRequest, draft: BasePage, question: NamesMissing) -> HttpResponse:
    """Nothing is sent yet: children are named, and the author says why they may be, or takes them out."""
    context = {
        "draft": draft,
        "missing": [(one.person, one.words) for one in question.missing],
        "longest": LONGEST_REASON,
        "was_empty": "name_reason" in request.POST,
    }
    return render(request, "writing/names.html", context, status=400)


def _user(request: HttpRequest) -> User:
    return cast("User", request.user)


def _places(request: HttpRequest) -> Places:
    return cast("Places", request.writing_places)  # type: ignore[attr-defined]


def _is_other(place: str, places: list[Page]) -> bool:
    """Whether the address names a place that is not among those of this person."""
    return bool(place) and place not in {str(page.pk) for page in places}


def _key(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        return uuid4()


def _sent_again(request: HttpRequest, draft: BasePage) -> HttpResponse:
    """The form of a new page, sent a second time: its text is a change of the page that it has made."""
    stored = text_form(kind_of(draft), draft=draft, user=_user(request)).answers
    if "word" in request.FILES and str(stored.get("text", "")).startswith(
        request.POST.get("text", "").strip()
    ):
        return redirect("writing:details", page_id=draft.pk)
    first = draft.revisions.order_by("created_at", "pk").first()
    sent = request.POST.copy()
    sent["revision"] = str(first.pk) if first else ""
    request.POST = sent  # type: ignore[assignment]
    return text(request, draft.pk)


def _after_text(request: HttpRequest, draft: BasePage, form: StepForm) -> HttpResponse:
    if isinstance(form, TextForm) and form.from_word is not None:
        found = form.from_word
        said = services.told_of(len(found.pictures), found.left_out)
        messages.success(request, f"Текст из файла перенесён: абзацев – {words_of(found.flow)}, {said}.")
    if not goes_on(request):
        messages.success(request, f"Черновик {quoted(draft.title)} сохранён.")
        return redirect("writing:index")
    return redirect("writing:details", page_id=draft.pk)


def _act(request: HttpRequest, user: User, page_id: int) -> HttpResponse | list[str]:
    """Do what the button of the second step says: an answer, or what is wrong with the new pictures."""
    do, _, number = request.POST.get("do", "next").partition("-")
    draft = own_draft(user, page_id)
    here = redirect("writing:details", page_id=page_id)
    here["Location"] += "#pictures"
    uploads = request.FILES.getlist("pictures")
    if uploads and kind_of(draft) is not SITE and may_upload(user):
        wrong = services.add_pictures(draft, user, uploads)
        if not wrong:
            messages.success(request, "Снимки добавлены. Напишите, что на каждом из них.")
        return wrong or here
    if number.isascii() and number.isdigit() and len(number) < 19:
        if do in {"up", "down"}:
            services.move_picture(draft, user, int(number), -1 if do == "up" else 1)
        elif do == "remove":
            services.remove_picture(draft, user, int(number))
        return here
    if do == "leave":
        messages.success(request, f"Черновик {quoted(draft.title)} сохранён.")
        return redirect("writing:index")
    if do == "back":
        return redirect("writing:text", page_id=page_id)
    if do == "upload":
        return ["Сначала выберите снимки."]
    return redirect("writing:look", page_id=page_id)


def _render_text(request: HttpRequest, kind: Kind, form: StepForm, extra: dict[str, Any]) -> HttpResponse:
    context = {"kind": kind, "form": form, "draft": form.draft, "is_new": form.draft.pk is None, **extra}
    return render(request, "writing/text.html", context)


def _render_details(
    request: HttpRequest, kind: Kind, form: StepForm, rows: list[PictureRow], extra: dict[str, Any]
) -> HttpResponse:
    in_editor = False
    if kind is not SITE:
        try:
            flow_of(form.draft.body)
        except NotExpressibleError:
            in_editor = True
    may_add = may_upload(form.user)
    context = {
        "kind": kind,
        "form": form,
        "draft": form.draft,
        "rows": rows,
        "rows_wrong": any(row.form is not None and row.form.errors for row in rows),
        "takes_pictures": kind is not SITE and not in_editor and (bool(rows) or may_add),
        "in_editor": in_editor,
        "may_upload": may_add,
        "at_once": AT_ONCE,
        "accepted": ACCEPTED,
        **extra,
    }
    return render(request, "writing/details.html", context)
