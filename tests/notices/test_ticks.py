"""Regular tasks: run when due, caught up once, each by one worker; a failure is kept and stops nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.utils import timezone

from notices import schedule
from notices.models import Mail, Notice, TickRun
from notices.schedule import run_next_due_tick
from notices.ticks import TICKS, tick
from tests.personas import ADMIN, COORDINATOR, MODERATOR

Add = Callable[..., list[str]]


@pytest.fixture
def only_mine() -> Iterator[Add]:
    """`only_mine("name", every=…, fails=…)` registers a task, the only ones there; returns its runs."""
    kept = dict(TICKS)
    TICKS.clear()

    def add(
        name: str, *, every: timedelta = timedelta(minutes=1), fails: Exception | None = None
    ) -> list[str]:
        ran: list[str] = []

        @tick(name, every=every, title=f"задача {name}")
        def run() -> None:
            ran.append(name)
            if fails:
                raise fails

        return ran

    yield add
    TICKS.clear()
    TICKS.update(kept)


def run_all_due() -> int:
    """What a worker does in a moment; how many tasks were run."""
    for number in range(len(TICKS) + 20):
        if not run_next_due_tick():
            return number
    pytest.fail("There is no end of due tasks.")


def let_pass(minutes: float) -> None:
    for run in TickRun.objects.all():
        run.started_at -= timedelta(minutes=minutes)
        if run.ended_at:
            run.ended_at -= timedelta(minutes=minutes)
        run.save()


def test_a_task_is_run_at_once_and_again_when_its_time_has_passed(only_mine):
    ran = only_mine("a")
    assert run_all_due() == 1
    assert run_all_due() == 0
    let_pass(0.5)
    assert run_all_due() == 0
    let_pass(0.6)
    assert run_all_due() == 1
    assert len(ran) == 2
    run = TickRun.objects.get()
    assert run.started_at <= run.ended_at


def test_a_task_that_was_missed_many_times_is_caught_up_once(only_mine):
    ran = only_mine("a")
    run_all_due()
    let_pass(60 * 24 * 3)
    assert run_all_due() == 1
    assert len(ran) == 2


def test_each_task_has_its_own_time(only_mine):
    often, seldom = only_mine("often"), only_mine("seldom", every=timedelta(hours=1))
    for _ in range(3):
        run_all_due()
        let_pass(1.1)
    assert (len(often), len(seldom)) == (3, 1)


def test_a_failure_is_kept_and_shown_and_stops_nothing(only_mine, sign_in):
    broken, sound = only_mine("broken", fails=KeyError("нет\x00такого")), only_mine("sound")
    assert run_all_due() == 2
    run = TickRun.objects.get(name="broken")
    assert "нет" in run.last_error
    assert "Traceback" in run.last_error
    assert run.ended_at is not None
    let_pass(2)
    run_all_due()
    assert (len(broken), len(sound)) == (2, 2)
    page = sign_in(COORDINATOR).get("/admin/ticks/")
    assert "Задача broken" in page.text
    assert "KeyError" in page.text
    assert "нет" in sign_in(COORDINATOR).get("/admin/ticks/inspect/broken/").text


def test_a_failure_is_forgotten_when_the_task_succeeds(only_mine):
    only_mine("a", fails=ValueError("раз"))
    run_all_due()
    del TICKS["a"]
    only_mine("a")
    let_pass(2)
    run_all_due()
    assert TickRun.objects.get().last_error == ""


def test_the_one_that_has_waited_longest_goes_first(only_mine):
    order: list[str] = []
    for name in ("a", "b", "c"):
        only_mine(name)
    run_all_due()
    let_pass(2)
    TickRun.objects.filter(name="c").update(started_at=timezone.now() - timedelta(hours=2))
    while True:
        before = dict(TickRun.objects.values_list("name", "started_at"))
        if not run_next_due_tick():
            break
        after = dict(TickRun.objects.values_list("name", "started_at"))
        order += [name for name in after if after[name] != before[name]]
    assert order[0] == "c"
    assert sorted(order) == ["a", "b", "c"]


def test_what_another_worker_runs_is_left_to_it_until_it_must_be_dead(only_mine):
    ran = only_mine("a")
    TickRun.objects.create(name="a", started_at=timezone.now() - timedelta(minutes=2), ended_at=None)
    assert run_all_due() == 0
    let_pass(4)
    assert run_all_due() == 1
    assert len(ran) == 1


def test_a_clock_that_was_put_back_does_not_stop_the_tasks(only_mine):
    ran = only_mine("a")
    TickRun.objects.create(
        name="a",
        started_at=timezone.now() + timedelta(days=300),
        ended_at=timezone.now() + timedelta(days=300),
    )
    assert run_all_due() == 1
    assert len(ran) == 1


def test_two_tasks_of_one_name_are_refused(only_mine):
    only_mine("a")
    with pytest.raises(ValueError, match="Two ticks"):
        only_mine("a")


def test_every_task_of_the_site_runs_on_the_demo_school():
    assert set(TICKS) >= {"publish_scheduled", "sweep_mail", "forget_old", "review_reminders"}
    assert run_all_due() == len(TICKS)
    assert {run.name: run.last_error for run in TickRun.objects.all()} == dict.fromkeys(TICKS, "")


# What is old is forgotten.


def test_old_notices_and_letters_are_deleted_and_what_is_unread_or_unsent_stays(carer):
    old, new = timezone.now() - timedelta(days=181), timezone.now() - timedelta(days=179)
    for text, read_at in (("старое", old), ("новее", new), ("непрочитанное", None)):
        Notice.objects.create(recipient=carer, text=text, created_at=old, read_at=read_at)
    for subject, state, sent_at in (
        ("старое", Mail.State.SENT, old),
        ("новее", Mail.State.SENT, new),
        ("ждёт", Mail.State.WAITING, None),
        ("не ушло", Mail.State.FAILED, None),
    ):
        Mail.objects.create(
            to="k@example.org", subject=subject, text="т", state=state, sent_at=sent_at, created_at=old
        )
    TICKS["forget_old"].run()
    assert set(Notice.objects.values_list("text", flat=True)) == {"новее", "непрочитанное"}
    assert set(Mail.objects.values_list("subject", flat=True)) == {"новее", "ждёт", "не ушло"}


def test_what_nobody_reads_goes_after_a_year_and_a_way_into_an_account_after_three_days(carer):
    now = timezone.now()
    for days in (364, 366):
        created = now - timedelta(days=days)
        Notice.objects.create(recipient=carer, text=f"{days}", created_at=created)
        Mail.objects.create(
            to="k@example.org", subject=f"{days}", text="т", state=Mail.State.FAILED, created_at=created
        )
    for hours in (71, 73):
        sent = now - timedelta(hours=hours)
        Mail.objects.create(
            to="k@example.org",
            subject=f"{hours}",
            text="т",
            state=Mail.State.SENT,
            sent_at=sent,
            created_at=sent,
            is_private=True,
        )
    TICKS["forget_old"].run()
    assert set(Notice.objects.values_list("text", flat=True)) == {"364"}
    assert set(Mail.objects.values_list("subject", flat=True)) == {"364", "71"}


# Whether the worker is alive.


@pytest.mark.parametrize("login", [COORDINATOR, ADMIN])
def test_the_coordinator_is_told_when_nothing_has_run_for_ten_minutes(login, sign_in, only_mine):
    client = sign_in(login)
    words = "Фоновая служба сайта не работает"
    assert words in client.get("/admin/").text, "it has never run"
    only_mine("a")
    run_all_due()
    assert words not in client.get("/admin/").text
    let_pass(11)
    assert words in client.get("/admin/").text


def test_others_are_not_troubled_with_it(sign_in):
    assert schedule.is_silent()
    assert "Фоновая служба" not in sign_in(MODERATOR).get("/admin/").text
