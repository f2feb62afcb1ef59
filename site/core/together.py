"""The site's two processes side by side: the server, and the worker, which is started again if it ends.

Knows nothing of Django, so that it costs little memory; `serve` becomes this process. When the server
ends, so does the worker; Ctrl-C, SIGTERM and a closed terminal stop both.
"""

from __future__ import annotations

import shlex
import signal
import subprocess
import sys
import time
from types import FrameType

LOOK = 0.3
FIRST_PAUSE, LONGEST_PAUSE = 2.0, 60.0
PATIENCE = 10.0


class Together:
    """Runs the commands `server` and `worker` until the server ends or a signal comes."""

    def __init__(self, server: list[str], worker: list[str]) -> None:
        self._commands = {"server": server, "worker": worker}
        self._is_stopping = False
        self._pause = FIRST_PAUSE

    def run(self) -> int:
        """Return the server's exit code; 0 when it was stopped by a signal."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._stop)
        server = self._start("server")
        worker = self._start("worker")
        started, died = time.monotonic(), None
        while not self._is_stopping and server.poll() is None:
            now = time.monotonic()
            if died is None and worker.poll() is not None:
                died = now
                if died - started > LONGEST_PAUSE:
                    self._pause = FIRST_PAUSE
            if died is not None and now - died > self._pause:
                self._pause = min(self._pause * 2, LONGEST_PAUSE)
                sys.stderr.write("Фоновая служба остановилась и запускается снова.\n")
                worker, started, died = self._start("worker"), now, None
            time.sleep(LOOK)
        self._end(server, worker)
        return 0 if self._is_stopping else server.returncode

    def _start(self, name: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen(self._commands[name])  # noqa: S603 (our own commands)

    def _end(self, *processes: subprocess.Popen[bytes]) -> None:
        for process in processes:
            process.terminate()
        for process in processes:
            try:
                process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self._is_stopping = True


if __name__ == "__main__":
    sys.exit(Together(*(shlex.split(command) for command in sys.argv[1:3])).run())
