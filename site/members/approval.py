"""What a member wrote goes to readers at once or waits for who looks after the place.

One mechanism for the editor and for the plain form: a workflow of one step, `CaretakerTask`, on the
home page. The step passes by itself where the author is trusted; Wagtail then publishes the page.
"""

from __future__ import annotations

from enum import Enum
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, Revision, TaskState, Workflow, WorkflowPage, WorkflowState, WorkflowTask

from core.models import BasePage
from core.text import quoted
from core.visibility import Visitor
from members import assignments, display, naming
from members.models import ApprovalRule, Person, User
from members.name_checks import title_for_letters
from notices.services import tell

CHANGED = "changed"
NAMES = "names"
"""In the editor's address: the page is no longer what was to be approved."""
WORKFLOW = "Проверка"


class Outcome(Enum):
    """What became of a page that was sent."""

    PUBLISHED = "published"
    WAITING = "waiting"


def ensure_workflow(home: Page) -> None:
    """Put the workflow on the home page, for all the site, unless it is there."""
    from members.models import CaretakerTask  # noqa: PLC0415 (the task asks this module)

    task = CaretakerTask.objects.first() or CaretakerTask.objects.create(name=WORKFLOW)
    step = WorkflowTask.objects.filter(task=task.task_ptr).select_related("workflow").first()
    if step is None:
        workflow = Workflow.objects.create(name=WORKFLOW)
        step = WorkflowTask.objects.create(workflow=workflow, task=task.task_ptr, sort_order=0)
    if not WorkflowPage.objects.filter(page=home.pk).exists():
        WorkflowPage.objects.create(page_id=home.pk, workflow=step.workflow)


@transaction.atomic
def send_page(page: BasePage, author: User) -> Outcome:
    """Send the latest draft of `page`, stored and owned by `author`, to readers or to approval.

    Sent again while it waits: what is newest waits instead. Sent after a return: waits again.
    Raises PermissionDenied if `author` may not edit the page, NamesMissing if it names a child and may not.
    """
    # One at a time: a form sent twice is sent once.
    page = Page.objects.select_for_update().get(pk=page.pk).specific
    if not page.permissions_for_user(author).can_edit():
        raise PermissionDenied
    if page.latest_revision_id is None:
        page.save_revision(user=author)
    naming.require(page.get_latest_revision_as_object())
    state = page.current_workflow_state
    if state is not None and state.status == WorkflowState.STATUS_IN_PROGRESS:
        if state.current_task_state.revision_id == page.latest_revision_id and not publishes_at_once(
            author, page
        ):
            return Outcome.WAITING
        state.cancel(user=author)
        state = None
    if state is None:
        state = page.get_workflow().start(page, author)
    else:
        state.resume(user=author)
    return Outcome.PUBLISHED if state.status == WorkflowState.STATUS_APPROVED else Outcome.WAITING


def is_trusted(page: Page) -> bool:
    """Whether what teachers write at or below `page` goes to readers at once: yes, unless a row says no."""
    paths = [page.path[:end] for end in range(page.steplen, len(page.path) + 1, page.steplen)]
    rules = ApprovalRule.objects.filter(page__path__in=paths).order_by("-page__depth")
    waits = rules.values_list("waits", flat=True).first()
    return not waits


def publishes_at_once(user: Visitor, page: Page) -> bool:
    """Whether what `user`, who may edit `page`, sends from there is not checked by anybody.

    Trust is for those who work here: what carers and colleagues send is always read first.
    """
    person = user.person if isinstance(user, User) else None
    works_here = person is None or person.kind == Person.Kind.STAFF
    return (works_here and is_trusted(page)) or assignments.looks_after(user, page)


@transaction.atomic
def set_rule(page: Page, *, waits: bool | None) -> None:
    """Say whether what is written below `page` waits for approval; None leaves it to the place above."""
    if waits is None:
        ApprovalRule.objects.filter(page=page.pk).delete()
    else:
        ApprovalRule.objects.update_or_create(page_id=page.pk, defaults={"waits": waits})


def changed_meanwhile(state: TaskState, page: Page) -> bool:
    """Whether `page` has a newer text than the one that waits, by somebody who may not approve it."""
    newest: Revision | None = page.latest_revision
    if newest is None or newest.pk == state.revision_id:
        return False
    return newest.user is None or not assignments.looks_after(newest.user, page)


# Telling people. Each is called in the transaction of what it tells of.


def _editor(page: Page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def _for_author(page: Page, author: User) -> str:
    """Where its author mends the page: carers and colleagues have no editor, but the form of the site."""
    if author.has_perm("wagtailadmin.access_admin"):
        return _editor(page)
    return reverse("writing:look", args=[page.pk])


def _newest_title(page: Page) -> str:
    return title_for_letters(page, page.draft_title)


def _name(user: User | None, viewer: User) -> str:
    if user is None:
        return "учётная запись, которой больше нет"
    return display.display_name(user.person, viewer) if user.person else user.get_full_name()


def tell_waiting(page: Page, author: User | None, state: TaskState) -> None:
    """Those who look after the page learn that it waits for them."""
    for caretaker in assignments.caretakers_of(page):
        if caretaker != author:
            tell(
                caretaker,
                subject=f"Ждёт проверки: {quoted(_newest_title(page))}",
                text=f"{quoted(_newest_title(page))} ждёт проверки. Автор – {_name(author, caretaker)}.\n"
                "Прочитайте и одобрите или верните автору с объяснением.",
                url=_editor(page),
                key=f"approval-waits:{state.pk}",
            )


def tell_published_at_once(page: Page, author: User) -> None:
    """Those who look after the page learn that a trusted author published; once a day for each page."""
    caretakers = list(assignments.caretakers_of(page))
    if author in caretakers:
        return
    for caretaker in caretakers:
        if caretaker != author:
            tell(
                caretaker,
                subject=f"Опубликовано без проверки: {quoted(_newest_title(page))}",
                text=f"{_name(author, caretaker)} – автор, которому здесь доверяют. Страница "
                f"{quoted(_newest_title(page))} уже на сайте. Прочитайте, когда будет время.",
                url=page.specific.get_absolute_url() or _editor(page),
                key=f"published-at-once:{page.pk}:{timezone.localdate()}",
            )


def tell_approved(sender: Any, instance: WorkflowState, user: User | None = None, **kwargs: Any) -> None:
    """The author learns that the page is approved and published."""
    if instance.requested_by is not None and instance.requested_by != user:
        _tell_published(instance, user)


def _tell_published(state: WorkflowState, approver: User | None) -> None:
    page = Page.objects.get(pk=state.object_id)
    author = state.requested_by
    when = "" if page.live else " Она появится в назначенное время."
    tell(
        author,
        subject=f"Одобрено: {quoted(_newest_title(page))}",
        text=f"Вашу страницу {quoted(_newest_title(page))} прочитали и одобрили.{when}\n"
        f"Проверка – {_name(approver, author)}.",
        url=page.specific.get_absolute_url() if page.live else _for_author(page, author),
        key=f"approval-done:{state.pk}",
    )


def tell_returned(sender: Any, instance: WorkflowState, user: User | None = None, **kwargs: Any) -> None:
    """The author learns that the page came back, and why."""
    author = instance.requested_by
    if author is None or author == user:
        return
    page = Page.objects.get(pk=instance.object_id)
    tell(
        author,
        subject=f"Вернули на доработку: {quoted(_newest_title(page))}",
        text=f"{_name(user, author)} просит поправить:\n\n{instance.current_task_state.comment}\n\n"
        "Исправьте и отправьте снова: то, что вы написали, сохранено.",
        url=_for_author(page, author),
        key=f"approval-returned:{instance.current_task_state.pk}",
    )


def tell_cancelled(sender: Any, instance: WorkflowState, user: User | None = None, **kwargs: Any) -> None:
    """The author learns that somebody else ended the approval: by publishing, or by taking the page back."""
    author = instance.requested_by
    if author is None or author == user:
        return
    page = Page.objects.filter(pk=instance.object_id).first()
    if page is None:
        return
    if page.live and not page.has_unpublished_changes:
        _tell_published(instance, user)
        return
    tell(
        author,
        subject=f"Снято с проверки: {quoted(_newest_title(page))}",
        text=f"{quoted(_newest_title(page))} больше не ждёт проверки: "
        f"так решили без неё – {_name(user, author)}. Черновик остался у вас.",
        url=_for_author(page, author),
        key=f"approval-cancelled:{instance.pk}",
    )
