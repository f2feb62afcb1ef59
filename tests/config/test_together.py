"""`make run` is two processes: a worker that dies is started again, and neither outlives the other."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.STATICFILES_DIRS[0]).parent.parent
LIVES = "import time; time.sleep(60)"
Start = Callable[[str, str], subprocess.Popen[str]]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """`start(server, worker)` runs two lines of Python side by side; each leaves its number in a file."""
    started: list[subprocess.Popen[str]] = []

    def command(name: str, line: str) -> str:
        script = tmp_path / f"{name}.py"
        note = f"import os; open({str(tmp_path / name)!r}, 'a').write(f'{{os.getpid()}}\\n')\n"
        script.write_text(note + line, encoding="utf-8")
        return f"{sys.executable} {script}"

    def run(server: str, worker: str) -> subprocess.Popen[str]:
        together = subprocess.Popen(  # noqa: S603 (our own interpreter)
            [sys.executable, "-m", "core.together", command("server", server), command("worker", worker)],
            env={**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "site")])},
            cwd=ROOT,
            stderr=subprocess.PIPE,
            text=True,
        )
        started.append(together)
        return together

    yield run
    for one in started:
        if one.poll() is None:
            one.terminate()
        one.communicate(timeout=30)


def numbers(tmp_path: Path, name: str, least: int = 1) -> list[int]:
    """The process numbers that `name` has had, once there are so many."""
    until = time.monotonic() + 30
    while time.monotonic() < until:
        path = tmp_path / name
        found = [int(line) for line in path.read_text().split()] if path.exists() else []
        if len(found) >= least:
            return found
        time.sleep(0.05)
    pytest.fail(f"{name} was not started {least} times.")


def is_alive(number: int) -> bool:
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_stops_both_within_seconds(sign, start, tmp_path):
    together = start(LIVES, LIVES)
    children = numbers(tmp_path, "server") + numbers(tmp_path, "worker")
    asked = time.monotonic()
    together.send_signal(sign)
    assert together.wait(30) == 0
    assert time.monotonic() - asked < 5
    assert [number for number in children if is_alive(number)] == []


def test_when_the_server_ends_the_worker_ends_and_the_code_is_the_server_s(start, tmp_path):
    known = str(tmp_path / "worker")  # the server waits until the worker has said its number
    waits = f"import os, sys, time\nwhile not os.path.exists({known!r}): time.sleep(0.1)\nsys.exit(3)"
    together = start(waits, LIVES)
    worker = numbers(tmp_path, "worker")[0]
    assert together.wait(30) == 3
    assert not is_alive(worker)


def test_a_worker_that_dies_is_started_again_and_the_site_stands(start, tmp_path):
    together = start(LIVES, "raise SystemExit(1)")
    server = numbers(tmp_path, "server")[0]
    began = time.monotonic()
    numbers(tmp_path, "worker", least=3)
    assert 2 < time.monotonic() - began < 25, "not at once, or a broken worker would eat the machine"
    assert together.poll() is None
    assert is_alive(server)
    together.terminate()
    assert "запускается снова" in together.communicate(timeout=30)[1]


def test_the_pause_stays_long_while_the_worker_dies_at_once(tmp_path):
    notes = tmp_path / "started"
    dies = f"import time; open({str(notes)!r}, 'a').write(f'{{time.monotonic()}}\\n')"
    runs = (
        "from core import together\n"
        "together.FIRST_PAUSE, together.LONGEST_PAUSE = 0.5, 2.0\n"
        f"python = {sys.executable!r}\n"
        f"together.Together([python, '-c', {LIVES!r}], [python, '-c', {dies!r}]).run()"
    )
    together = subprocess.Popen(  # noqa: S603 (our own interpreter)
        [sys.executable, "-c", runs],
        env={**os.environ, "PYTHONPATH": str(ROOT / "site")},
        stderr=subprocess.DEVNULL,
    )
    try:
        until = time.monotonic() + 60
        began: list[float] = []
        while len(began) < 5 and time.monotonic() < until:
            time.sleep(0.1)
            began = [float(line) for line in notes.read_text().split()] if notes.exists() else []
    finally:
        together.terminate()
        together.wait(30)
    assert len(began) >= 5
    assert min(began[3] - began[2], began[4] - began[3]) > 1.2, "0.5, 1, 2, 2: and not 0.5 again"


def test_a_worker_that_is_killed_is_started_again(start, tmp_path):
    together = start(LIVES, LIVES)
    first = numbers(tmp_path, "worker")[0]
    os.kill(first, signal.SIGKILL)
    assert len(numbers(tmp_path, "worker", least=2)) == 2
    assert together.poll() is None


def test_a_worker_that_does_not_listen_is_ended_all_the_same(start, tmp_path):
    together = start(LIVES, "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN)\n" + LIVES)
    worker = numbers(tmp_path, "worker")[0]
    time.sleep(0.5)
    together.terminate()
    assert together.wait(30) == 0
    assert not is_alive(worker)
