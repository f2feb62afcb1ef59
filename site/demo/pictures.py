"""Pictures of the demo school: one for each scene that its content names."""

from __future__ import annotations

from core.models import SitePicture
from demo.drawing import SCENES
from demo.factories import PictureFactory


def picture_of(name: str) -> SitePicture:
    """The picture of the scene: the one that is there, or a new one."""
    scene = SCENES[name]
    found = SitePicture.objects.filter(title=scene.title).first()
    return found or PictureFactory.create(title=scene.title, description=scene.description, scene=name)
