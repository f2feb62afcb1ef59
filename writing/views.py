"""Three steps – text, details, a last look – and the list of what one has written."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, cast
from urllib.parse import urlencode
from uuid import UUID, uuid4

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render, resolve_url
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.kept_forms import sign_in_and_return, take_kept
from core.models import BasePage
from core.pagination import paginate
from members.approval import Outcome
from members.models import User
from writing import services
from writing.blocks import NotExpressible, flow_of, words_of
from writing.drafts import State, obstacle_to_editing, own_draft, own_pages, reason_of, state_of
from writing.forms import StepForm, TextForm, details_form, text_form
from writing.kinds import KINDS, MATERIAL, SITE, Kind, Places, kind_of, places_of
from writing.pictures import ACCEPTED, AT_ONCE, DescriptionForm, is_described, may_upload

PER_PAGE = 20
View = Callable[..., HttpResponse]
BACK_TO_LOOK = {"send", "take_back", "discard"}


def writers_only(view: View) -> View:
    """Sign in first, losing nothing that was typed; who may write nowhere is refused."""

    @wraps(view)
    def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            match = request.resolver_match
            back = request.get_full_path()
            if match and match.url_name in BACK_TO_LOOK:
                back = reverse("writing:look", kwargs=kwargs)
            if request.method == "POST":
                return sign_in_and_return(request, back)
            return HttpResponseRedirect(f"{resolve_url('account_login')}?{urlencode({'next': back})}")
        places = places_of(request.user)
        if not places:
            raise PermissionDenied("Писать на сайте могут учителя и модераторы.")
        request.writing_places = places  # type: ignore[attr-defined]
        return view(request, *args, **kwargs)

    return never_cache(inner)


@require_safe
@writers_only
def index(request: HttpRequest) -> HttpResponse:
    """What to write, and what one has written: the returned first."""
    user = _user(request)
    page_of = paginate(request, own_pages(user), PER_PAGE)
    rows = [
        {"page": page, "kind": kind_of(page), "state": state_of(page).value, "reason": reason_of(page)}
        for page in page_of.object_list
    ]
    kinds = [kind for kind in KINDS if kind.slug in _places(request)]
    return render(
        request, "writing/index.html", {"kinds": kinds, "rows": rows, "page_obj": page_of, "query": ""}
    )


@require_http_methods(["GET", "HEAD", "POST"])
@writers_only
def new(request: HttpRequest, slug: str) -> HttpResponse:
    """The first step of something new."""
    kind = next((kind for kind in KINDS if kind.slug == slug), None)
    if kind is None:
        raise Http404
    user, places = _user(request), _places(request).get(slug)
    if not places:
        raise PermissionDenied(f"«{kind.label}» – этого вам пока не поручили. Попросите координатора.")
    if kind is not SITE and user.person is None:
        raise PermissionDenied("Ваша учётная запись не связана с человеком. Попросите об этом координатора.")
    draft = services.blank(kind, user)
    options: dict[str, Any] = {"draft": draft, "user": user, "places": places}
    key = _key(request.POST.get("key", ""))
    if request.method == "POST":
        there = services.started(user, key)
        if there is not None:
            return _sent_again(request, there)
        form = text_form(kind, request.POST, request.FILES, strict=_goes_on(request), **options)
        if form.is_valid():
            place = form.cleaned_data["place"] if kind is MATERIAL else places[0]
            draft = services.start(kind, place, form, key)
            return _after_text(request, draft, form)
    else:
        kept = _kept(request)
        form = text_form(kind, kept, initial={"place": request.GET.get("place", "")}, **options)
        if kept:
            key = _key(kept.get("key", ""))
    return _render_text(request, kind, form, {"key": key})


@require_http_methods(["GET", "HEAD", "POST"])
@writers_only
def text(request: HttpRequest, page_id: int) -> HttpResponse:
    """The first step of a draft that is there."""
    user = _user(request)
    draft = own_draft(user, page_id)
    kind = kind_of(draft)
    obstacle = obstacle_to_editing(draft, user)
    options: dict[str, Any] = {"draft": draft, "user": user}
    context: dict[str, Any] = {"obstacle": obstacle, "reason": reason_of(draft)}
    if request.method == "POST":
        form, both = _filled(request, text_form, kind, options)
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
        form = text_form(kind, _bound(request, text_form, kind, options), **options)
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
    context: dict[str, Any] = {"obstacle": obstacle, "reason": reason_of(draft)}
    if request.method != "POST":
        data = _bound(request, details_form, kind, options)
        form: StepForm = details_form(kind, data, **options)
        rows = _rows(draft, user, data if data and "do" in data else None)
        if "check" in request.GET:
            for row in rows:
                row.show_missing()
        return _render_details(request, kind, form, rows, context)
    strict = _goes_on(request)
    form, both = _filled(request, details_form, kind, options)
    rows = _rows(draft, user, request.POST, strict=strict)
    if not form.is_valid() or not all(row.is_valid() for row in rows) or both or obstacle:
        if obstacle and form.is_valid():
            form.add_error(None, obstacle)
        return _render_details(request, kind, form, rows, {**context, "both": both})
    try:
        for row in rows:
            row.save()
        services.save_step(form)
        answer = _act(request, user, page_id)
    except services.StaleDraftError:
        return details(request, page_id)
    if isinstance(answer, HttpResponse):
        return answer
    draft = own_draft(user, page_id)
    fresh = details_form(kind, draft=draft, user=user)
    return _render_details(
        request, kind, fresh, _rows(draft, user, None), {**context, "wrong_pictures": answer}
    )


@require_safe
@writers_only
def look(request: HttpRequest, page_id: int) -> HttpResponse:
    """The third step: the page exactly as readers will see it, with «Отправить» above and below it."""
    user = _user(request)
    draft = own_draft(user, page_id)
    step = _unfinished(draft, user)
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
    }
    return TemplateResponse(request, draft.get_template(request), context)


@require_POST
@writers_only
def send(request: HttpRequest, page_id: int) -> HttpResponse:
    """Send to readers or to approval."""
    user = _user(request)
    draft = own_draft(user, page_id)
    step = _unfinished(draft, user)
    if step:
        return redirect(f"{reverse(f'writing:{step}', args=[page_id])}?check=1")
    if request.POST.get("revision", "") not in {"", str(draft.latest_revision_id)}:
        messages.warning(
            request, "Текст изменился в другом окне. Посмотрите, как он выглядит теперь, и отправьте."
        )
        return redirect("writing:look", page_id=page_id)
    try:
        outcome = services.send(draft, user)
    except services.StaleDraftError:
        messages.warning(request, "Текст только что изменился. Посмотрите и отправьте ещё раз.")
        return redirect("writing:look", page_id=page_id)
    if outcome is Outcome.PUBLISHED:
        messages.success(request, f"Опубликовано: «{draft.title}». Страницу уже видят читатели.")
    else:
        messages.success(
            request,
            f"Отправлено: «{draft.title}». Модератор прочтёт и опубликует или вернёт с замечанием – мы сообщим.",
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
            messages.success(request, f"Черновик «{draft.title}» удалён.")
        return redirect("writing:index")
    return render(request, "writing/discard.html", {"draft": draft})


# What the steps share.


def _user(request: HttpRequest) -> User:
    return cast("User", request.user)


def _places(request: HttpRequest) -> Places:
    return cast("Places", request.writing_places)  # type: ignore[attr-defined]


def _goes_on(request: HttpRequest) -> bool:
    """«Дальше» asks for all that is required; every other button keeps the draft as it is."""
    return request.POST.get("do", "next") == "next"


def _key(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        return uuid4()


def _filled(
    request: HttpRequest, make: Callable[..., StepForm], kind: Kind, options: dict[str, Any]
) -> tuple[StepForm, list[dict[str, Any]]]:
    """The form with what was sent; and what stands in both windows, if the draft has changed meanwhile."""
    strict = _goes_on(request)
    form = make(kind, request.POST, request.FILES, strict=strict, **options)
    form.is_valid()
    theirs, names = services.clashes(form, request.POST.get("revision", ""))
    data = request.POST.copy()
    for name, value in theirs.items():
        data.setlist(name, [str(one) for one in value] if isinstance(value, list) else [str(value or "")])
    data["revision"] = str(options["draft"].latest_revision_id)
    form = make(kind, data, request.FILES, strict=strict, **options)
    form.is_valid()
    return form, [{"field": form[name], "stored": _shown(form, name)} for name in names]


def _shown(form: StepForm, name: str) -> str:
    """The stored value of a field in words."""
    value = form.answers[name]
    choices = dict(getattr(form.fields[name], "choices", ()) or ())
    if not choices:
        return "да" if value is True else "нет" if value is False else str(value or "")
    named = {str(getattr(key, "value", key)): str(label) for key, label in choices.items()}
    values = value if isinstance(value, list) else [value]
    return ", ".join(named.get(str(one), str(one)) for one in values)


def _kept(request: HttpRequest) -> dict[str, Any] | None:
    kept = take_kept(request, request.get_full_path())
    if kept:
        messages.info(request, "Вот что вы написали до входа. Файлы и снимки выберите ещё раз.")
    return cast("dict[str, Any] | None", kept)


def _bound(
    request: HttpRequest, make: Callable[..., StepForm], kind: Kind, options: dict[str, Any]
) -> dict[str, Any] | None:
    """What a freshly opened form is filled with: what was typed before sign-in, or, to be checked, the draft."""
    kept = _kept(request)
    if kept:
        return kept
    return make(kind, **options).answers if "check" in request.GET else None


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
    if not _goes_on(request):
        messages.success(request, f"Черновик «{draft.title}» сохранён.")
        return redirect("writing:index")
    return redirect("writing:details", page_id=draft.pk)


def _unfinished(draft: BasePage, user: User) -> str:
    """The step at which something required is missing; empty when all is there."""
    kind = kind_of(draft)
    for step, make in (("text", text_form), ("details", details_form)):
        blank = make(kind, draft=draft, user=user)
        if not make(kind, blank.answers, draft=draft, user=user).is_valid():
            return step
    own = [picture for picture in _pictures(draft) if picture.uploaded_by_user_id == user.pk]
    return "" if all(is_described(picture) for picture in own) else "details"


def _pictures(draft: BasePage) -> list[Any]:
    return [] if kind_of(draft) is SITE else services.picture_rows(draft)


class PictureRow:
    """A picture of the second step; its words are asked of who uploaded it."""

    def __init__(self, picture: Any, user: User, data: Any, *, strict: bool) -> None:
        self.picture = picture
        self.form: DescriptionForm | None = None
        if picture.uploaded_by_user_id == user.pk:
            options = {"instance": picture, "user": user, "prefix": f"p{picture.pk}", "strict": strict}
            present = data is not None and f"p{picture.pk}-description" in data
            self.form = DescriptionForm(data if present else None, **options)

    def is_valid(self) -> bool:
        return self.form is None or not self.form.is_bound or self.form.is_valid()

    def save(self) -> None:
        if self.form is not None and self.form.is_bound and self.form.has_changed():
            self.form.save()

    def show_missing(self) -> None:
        """Say what is not described yet."""
        if self.form is not None and not self.form.is_bound:
            answers = {
                f"{self.form.prefix}-{name}": self.form[name].initial or "" for name in self.form.fields
            }
            self.form.data, self.form.is_bound = answers, True


def _rows(draft: BasePage, user: User, data: Any, *, strict: bool = True) -> list[PictureRow]:
    return [PictureRow(picture, user, data, strict=strict) for picture in _pictures(draft)]


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
        messages.success(request, f"Черновик «{draft.title}» сохранён.")
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
    takes_pictures = kind is not SITE
    if takes_pictures:
        try:
            flow_of(form.draft.body)
        except NotExpressible:
            takes_pictures = False
    context = {
        "kind": kind,
        "form": form,
        "draft": form.draft,
        "rows": rows,
        "takes_pictures": takes_pictures,
        "may_upload": may_upload(form.user),
        "at_once": AT_ONCE,
        "accepted": ACCEPTED,
        **extra,
    }
    return render(request, "writing/details.html", context)
