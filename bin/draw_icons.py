"""Draw the icons that must be pixels, from those that are lines: run it when an icon changes.

Favicons for browsers and phones that take no SVG, and the signs of the generated covers (core.covers),
one for every icon of the sprite that a page may stand under: a mask, how much of each pixel is covered.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
ICONS = ROOT / "site" / "static" / "icons"
SIGNS = ROOT / "site" / "core" / "cover_signs"
SIGN_SIZE = 300
SYMBOL = re.compile(r'<symbol id="([\w-]+)" viewBox="([\d ]+)"([^>]*)>(.*?)</symbol>', re.DOTALL)
WANTED = [
    "mark",
    "calculator",
    "pen-line",
    "leaf",
    "book-open",
    "dna",
    "landmark",
    "atom",
    "flask-conical",
    "laptop",
    "graduation-cap",
    "link",
    "users",
    "megaphone",
    "calendar-days",
    "life-buoy",
    "file-text",
    "message-square",
    "trophy",
    "clock",
    "globe",
    "music",
    "languages",
    "dumbbell",
    "palette",
    "house",
    "info",
]


def draw(browser: Browser, svg: str, size: int, target: Path) -> None:
    """Write `svg` to `target` as a PNG of `size` pixels a side, on nothing."""
    page = browser.new_page(viewport={"width": size, "height": size})
    page.set_content(f"<style>body {{ margin: 0 }} svg {{ display: block; width: {size}px }}</style>{svg}")
    page.screenshot(path=target, omit_background=True)
    page.close()


def main() -> None:
    from bin.find_chromium import find_chromium

    symbols = {found[1]: found for found in SYMBOL.finditer((ICONS / "sprite.svg").read_text())}
    favicon = (ICONS / "favicon.svg").read_text()
    SIGNS.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=["--no-sandbox"])
        draw(browser, favicon, 48, ICONS / "favicon.png")
        # A phone cuts the corners itself: the ground goes to the edge.
        draw(browser, favicon.replace('rx="7" ', ""), 180, ICONS / "apple-touch-icon.png")
        for name in WANTED:
            found = symbols[name]
            lines = found[3].replace('stroke-width="2"', 'stroke-width="1.6"')
            svg = f'<svg viewBox="{found[2]}"{lines} color="#fff">{found[4]}</svg>'
            draw(browser, svg, SIGN_SIZE, SIGNS / f"{name}.png")
            with Image.open(SIGNS / f"{name}.png") as drawn:
                mask = drawn.getchannel("A").quantize(16)
            mask.save(SIGNS / f"{name}.png", optimize=True)
        browser.close()


if __name__ == "__main__":
    main()
