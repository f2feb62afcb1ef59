"""The cache of one machine: files, shared by all workers."""

from __future__ import annotations

import os
import pickle
import tempfile
import time
from pathlib import Path
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.filebased import FileBasedCache

MOST_ENTRIES = 100_000


class SharedFileCache(FileBasedCache):
    """Django's cache in files, whose `add` is one step: limits on guessing take their locks with it.

    Django's own looks first and writes then; two workers that looked at the same time both go on. It also
    lists the folder at each write, and beyond some number throws away a third at random, counters of wrong
    passwords among it. Here a write looks at nothing else, and the worker sweeps.
    """

    def _cull(self) -> None:
        """Nothing at a write: see `sweep`."""

    def sweep(self, most: int = MOST_ENTRIES) -> None:
        """Delete what has run out; of more than `most` that are left, what would run out first."""
        now, left = time.time(), []
        for path in self._list_cache_files():
            until = _runs_out(path)
            if until < now:
                self._delete(path)
            else:
                left.append((until, path))
        for _, path in sorted(left)[: max(0, len(left) - most)]:
            self._delete(path)

    def add(self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        if self.has_key(key, version):  # deletes one that has run out
            return False
        self._createdir()
        descriptor, unfinished = tempfile.mkstemp(dir=self._dir)
        try:
            with open(descriptor, "wb") as file:  # noqa: PTH123 (a descriptor)
                self._write_content(file, timeout, value)
            os.link(unfinished, self._key_to_file(key, version))
        except FileExistsError:
            return False
        finally:
            Path(unfinished).unlink()
        return True


def _runs_out(path: str) -> float:
    """When the entry in the file `path` ends; one that is gone or broken has ended."""
    try:
        with open(path, "rb") as file:  # noqa: PTH123
            until: float | None = pickle.load(file)  # noqa: S301 (our own file)
    except (FileNotFoundError, EOFError, pickle.UnpicklingError):
        return 0
    return float("inf") if until is None else until
