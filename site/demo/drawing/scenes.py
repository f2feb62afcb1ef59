"""The table of scenes: each has a name, a title for the shelf of pictures, and words on what is drawn."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from demo.drawing.canvas import Canvas


@dataclass(frozen=True, slots=True)
class Scene:
    name: str
    title: str
    description: str
    background: str
    put: Callable[[Canvas], None]

    def jpeg(self) -> bytes:
        canvas = Canvas(self.background, self.name)
        self.put(canvas)
        return canvas.jpeg()


SCENES: dict[str, Scene] = {}


def scene(
    name: str, title: str, description: str, background: str
) -> Callable[[Callable[[Canvas], None]], Callable[[Canvas], None]]:
    def keep(put: Callable[[Canvas], None]) -> Callable[[Canvas], None]:
        SCENES[name] = Scene(name, title, description, background, put)
        return put

    return keep
