"""Pictures that the project draws itself, in the colours of the site: nothing to load, always the same.

`draw` gives a scene by its name; the scenes stand in `SCENES` with what is to be read in place of each.
"""

from __future__ import annotations

from functools import lru_cache

from django.core.files.base import ContentFile

from demo.drawing import children as _children
from demo.drawing import home, lessons, outdoors, school
from demo.drawing.scenes import SCENES, Scene

__all__ = ["SCENES", "WITH_CHILDREN", "Scene", "children", "draw", "landscape"]

WITH_CHILDREN = ("mill", "campfire", "choir", "match")
"""Scenes that stand for photographs of children: their pictures wait for consents."""

_ROOMS = (home, lessons, outdoors, school)  # each puts its scenes into the table


def draw(name: str) -> ContentFile:
    """Return the JPEG of a scene."""
    return ContentFile(SCENES[name].jpeg(), name=f"{name.replace('_', '-')}.jpg")


def children(seed: int) -> ContentFile:
    """Return a JPEG with children in front: what the site holds for a photograph."""
    return draw(WITH_CHILDREN[seed % len(WITH_CHILDREN)])


@lru_cache(maxsize=8)
def _numbered(seed: int) -> bytes:
    return _children.numbered(seed)


def landscape(seed: int) -> ContentFile:
    """Return a JPEG of an invented landscape; the same seed draws the same picture."""
    return ContentFile(_numbered(seed), name=f"risunok-{seed:03}.jpg")
