"""The cache outlives a test's transaction: a size of a picture that was rolled back must not stay in it."""

from __future__ import annotations

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def _empty_cache() -> None:
    cache.clear()
