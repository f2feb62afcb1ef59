"""The site in large letters and other colours: nothing sticks out, axe finds nothing, the choice lasts."""

from __future__ import annotations

import os
import re

import pytest
from playwright.sync_api import expect

from core.display import SCHEMES
from tests.e2e.places import PLACES
from tests.e2e.test_accessibility import complaints
from tests.e2e.test_keyboard import press_tab_until
from tests.e2e.test_layout import CUT_OFF, STICKS_OUT

# One of each template, and whatever else has more in a row than others.
TRIED = [name for name in PLACES if not re.search("refused|nothing|archive|empty|twice|search-n|blog-", name)]
LOOKED_AT = ["home.HomePage", "all-blocks", "subjects.SubjectPage", "month", "write-details-refused"]
if os.environ.get("DISPLAY_ALL"):
    TRIED = list(PLACES)


@pytest.mark.parametrize("name", TRIED)
def test_the_largest_letters_fit(name, go_to):
    found = {}
    tab = go_to(name, width=390, display="200.white.wide.shown.off")
    found[390] = tab.evaluate(STICKS_OUT) + tab.evaluate(CUT_OFF)
    tab.set_viewport_size({"width": 1280, "height": 900})
    found[1280] = tab.evaluate(STICKS_OUT)
    assert {width: lines for width, lines in found.items() if lines} == {}


@pytest.mark.parametrize("name", LOOKED_AT)
def test_axe_finds_nothing_in_any_scheme(name, go_to):
    found = {}
    for scheme, _ in SCHEMES[1:]:
        tab = go_to(name, width=1280, display=f"125.{scheme}.normal.hidden.off")
        found[scheme] = complaints(tab)
    assert {scheme: lines for scheme, lines in found.items() if lines} == {}
