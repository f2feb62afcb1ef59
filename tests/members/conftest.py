"""The cache outlives a test's transaction: counted sign-ins of one test must not bar another's."""

from __future__ import annotations

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def _empty_cache() -> None:
    cache.clear()
