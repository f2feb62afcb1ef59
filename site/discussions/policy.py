"""Who may write where. Asked by the page, by the form and again by the service that writes."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Case, F, Model, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Substr
from wagtail.models import Page

from core.models import BasePage
from core.visibility import Visitor
from discussions.models import CommentPolicy
from members.assignments import looks_after
from members.models import User

Rule = CommentPolicy.Rule

# The starting policies of sections (design.md, rule 4), given to them by `home.services.create_school`.
ANSWERS = {"staff": Rule.FREE, "colleagues": Rule.FREE, "carers": Rule.WAIT, "pupils": Rule.WAIT}
MEMBERS = {"staff": Rule.FREE, "colleagues": Rule.FREE, "carers": Rule.FREE, "pupils": Rule.WAIT}
ADULTS = {"staff": Rule.FREE, "colleagues": Rule.FREE, "carers": Rule.FREE, "pupils": Rule.NO}
NOBODY = {"staff": Rule.NO, "colleagues": Rule.NO, "carers": Rule.NO, "pupils": Rule.NO}


def page_of(target: Model) -> BasePage | None:
    """The page whose policy, visibility and caretakers hold for `target`; None for what is not discussed.

    This is the allow-list. A page is discussed when its type says `discussable`. A model of records joins
    with a line here that names the page on which its rows are shown; all else goes by `Comment.page`.
    """
    return target if isinstance(target, BasePage) and target.discussable else None


def find_target(page_id: int) -> BasePage | None:
    """The page with this number, as its own class, if it may be discussed; published or not."""
    found = Page.objects.filter(pk=page_id).first()
    return page_of(found.specific) if found is not None and found.depth > 1 else None


def policy_for(page: Page) -> CommentPolicy:
    """The policy of `page`: its own or its nearest ancestor's; where none, nobody writes. One query."""
    return policies_for([page])[page.pk]


def policies_for(pages: Collection[Page]) -> dict[int | None, CommentPolicy]:
    """`policy_for` of each of `pages`, by their keys; one query for all."""
    above = {
        page.pk: [page.path[: depth * page.steplen] for depth in range(page.depth, 0, -1)] for page in pages
    }
    paths = {path for nearest_first in above.values() for path in nearest_first}
    rows = CommentPolicy.objects.filter(page__path__in=paths).select_related("page")
    policies = {policy.page.path: policy for policy in rows}
    found: dict[int | None, CommentPolicy] = {}
    for page in pages:
        nearest = next((policies[path] for path in above[page.pk] if path in policies), None)
        found[page.pk] = nearest or CommentPolicy(page=page)
    return found


def open_to_somebody(pages: QuerySet[Page]) -> QuerySet[Page]:
    """Those of `pages` under which anybody may write: `policies_for` said in SQL, for lists that are cut."""
    above = Substr(OuterRef("path"), 1, F("page__depth") * Page.steplen)
    nearest = CommentPolicy.objects.filter(page__path=above).order_by("-page__depth")
    closed = Q(**NOBODY)
    is_open = Case(When(closed, then=Value(value=False)), default=Value(value=True))
    return pages.annotate(is_open=Subquery(nearest.values_list(is_open)[:1])).filter(is_open=True)


def ensure_policy(page: Page, rules: dict[str, Rule]) -> None:
    """Give `page` this policy unless it has one."""
    CommentPolicy.objects.get_or_create(page_id=page.pk, defaults=rules)


@dataclass(frozen=True, slots=True)
class Standing:
    """What one visitor may in one discussion."""

    policy: CommentPolicy
    moderates: bool
    rule: CommentPolicy.Rule
    why_not: str = ""

    @property
    def may_write(self) -> bool:
        return self.rule != Rule.NO

    @property
    def waits(self) -> bool:
        return self.rule == Rule.WAIT


def standing_of(user: Visitor, page: BasePage) -> Standing:
    """What `user` may under `page`, whose visibility has been asked already. Constant queries."""
    policy = policy_for(page)
    if not isinstance(user, User):
        return Standing(policy, moderates=False, rule=Rule.NO, why_not="Войдите, чтобы написать.")
    moderates = looks_after(user, page)
    if not policy.is_open:
        return Standing(policy, moderates, Rule.NO, "Комментарии на этой странице закрыты.")
    person = user.person
    if person is None:
        why_not = "Ваша учётная запись ещё не связана с человеком. Попросите об этом координатора."
        return Standing(policy, moderates, Rule.NO, why_not)
    if person.left_on is not None:
        why_not = "Вы больше не участник сообщества, поэтому написать нельзя. Прочитать и забрать своё можно."
        return Standing(policy, moderates, Rule.NO, why_not)
    rule = Rule.FREE if moderates else policy.rule_for(person)
    why_not = f"Здесь пишут только {policy.writers}." if rule == Rule.NO else ""
    return Standing(policy, moderates, rule, why_not)
