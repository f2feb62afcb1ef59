"""Draw the pictures of docs/design from the page of components: run it when the visual language changes.

make dev                                  in another terminal
.venv/bin/python bin/draw_design.py http://127.0.0.1:8000
"""

from __future__ import annotations

import io
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
TO = ROOT / "docs" / "design"
LARGEST = 150_000
# Name of the file: the section of the page, light or dark, width.
PICTURES = {
    "colours": ("colours", "light", 960),
    "colours-dark": ("colours", "dark", 960),
    "subjects": ("subjects", "light", 960),
    "type": ("type", "light", 960),
    "cards": ("card", "light", 1100),
    "notes": ("notes", "light", 640),
}


def draw(base: str, to: Path = TO) -> list[Path]:
    """Draw every picture from the site at `base`, which runs with DEBUG; say which files were made."""
    from bin.find_chromium import find_chromium

    to.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium())
        try:
            return [_draw(browser, base, to / f"{name}.png", of) for name, of in PICTURES.items()]
        finally:
            browser.close()


def _draw(browser: Browser, base: str, file: Path, of: tuple[str, str, int]) -> Path:
    section, scheme, width = of
    tab = browser.new_page(
        base_url=base, viewport={"width": width, "height": 900}, color_scheme=scheme, locale="ru-RU"
    )
    answer = tab.goto("/komponenty/")
    if answer is None or not answer.ok:
        sys.exit(f"{base}/komponenty/ не открылась: сайт должен работать с DEBUG (make dev).")
    part = tab.locator(f"#{section}")
    part.scroll_into_view_if_needed()
    tab.wait_for_load_state("networkidle")
    tab.evaluate("document.fonts.ready")
    taken = Image.open(io.BytesIO(part.screenshot()))
    taken.convert("RGB").quantize(128, dither=Image.Dither.NONE).save(file, optimize=True)
    tab.close()
    if file.stat().st_size > LARGEST:
        sys.exit(f"{file.name} больше {LARGEST // 1000} КБ: уменьшите раздел или ширину.")
    return file


if __name__ == "__main__":
    for made in draw(sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000"):
        print(f"{made.relative_to(ROOT)}: {made.stat().st_size // 1000} КБ")
