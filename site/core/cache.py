"""The cache of one machine: files, shared by all workers."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.filebased import FileBasedCache


class SharedFileCache(FileBasedCache):
    """Django's cache in files, whose `add` is one step: limits on guessing take their locks with it.

    Django's own looks first and writes then; two workers that looked at the same time both go on.
    """

    def add(self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        if self.has_key(key, version):  # deletes one that has run out
            return False
        self._createdir()
        self._cull()
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
