"""Take the pictures of README and of the editor's guide anew: make screenshots.

Seeds the demo school in a folder of its own, serves it, opens Chromium, writes docs/pictures/*.png in few
colours, and fails if the set has grown heavy or a page is not what its picture is called after.

    .venv/bin/python bin/take_screenshots.py              all of them
    .venv/bin/python bin/take_screenshots.py home dark    some, by name
    VAR_DIR=… bin/take_screenshots.py --url http://…      of a site that is already running over that folder
"""

from __future__ import annotations

import argparse
import io
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures"
HEAVIEST_SET = 2_500_000
COLOURS = 128
DESK, PHONE = (1280, 800), (375, 760)
EDITOR = (1200, 780)
START_SECONDS = 900

Act = Callable[[Any], object]


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture: who looks at what, on which screen, after doing what."""

    path: Callable[[], str]
    login: str = ""
    size: tuple[int, int] = DESK
    act: Act | None = None
    dark: bool = False


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("names", nargs="*", help="какие снимки; без имён – все")
    parser.add_argument("--url", help="уже запущенный сайт; его папка – в VAR_DIR")
    asked = parser.parse_args()
    shots = all_shots()
    if unknown := set(asked.names) - set(shots):
        sys.exit(f"Нет таких снимков: {', '.join(sorted(unknown))}. Есть: {', '.join(shots)}")
    wanted = {name: shot for name, shot in shots.items() if not asked.names or name in asked.names}
    with site(asked.url) as url:
        prepare_django()
        take(url, wanted)
    weigh()


@contextmanager
def site(url: str | None) -> Iterator[str]:
    """The address of a demo school: the given one, or one made for this run and gone after it."""
    if url:
        yield url
        return
    folder = tempfile.mkdtemp(prefix="vmeste-pictures-")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    os.environ |= {"VAR_DIR": folder, "PORT": str(port), "HOST": "127.0.0.1", "LINK_CHECKS": "False"}
    server = subprocess.Popen(  # noqa: S603 (our own command)
        [sys.executable, str(ROOT / "manage.py"), "serve"],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        wait_for(f"http://127.0.0.1:{port}", server)
        yield f"http://127.0.0.1:{port}"
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait(20)
        shutil.rmtree(folder, ignore_errors=True)


def wait_for(url: str, server: subprocess.Popen[bytes]) -> None:
    for _ in range(START_SECONDS * 2):
        if server.poll() is not None:
            sys.exit("Сайт для снимков не запустился.")
        try:
            urllib.request.urlopen(f"{url}/robots.txt", timeout=5)  # noqa: S310
        except OSError:
            time.sleep(0.5)
        else:
            return
    sys.exit("Сайт для снимков не запустился вовремя.")


def prepare_django() -> None:
    """The same database as the server's: to find pages by what they are, and to sign in."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.embedded"
    sys.path[:0] = [str(ROOT), str(ROOT / "site")]
    import django

    django.setup()


def take(url: str, shots: dict[str, tuple[Shot, ...]]) -> None:
    from playwright.sync_api import sync_playwright

    from bin.find_chromium import find_chromium

    PICTURES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=["--no-sandbox"])
        for name, parts in shots.items():
            taken = [look(browser, url, name, shot) for shot in parts]
            size = keep(name, taken[0] if len(taken) == 1 else side_by_side(taken))
            print(f"{name}.png  {size / 1024:.0f} KB")
        browser.close()


def look(browser: Any, url: str, name: str, shot: Shot) -> Any:
    """What is on the screen, as Pillow's image. Ends the run where the page is not the one asked for."""
    from PIL import Image

    # Django's database knows nothing of Playwright's event loop.
    path, cookie = outside_loop(lambda: (shot.path(), session_of(shot.login)))
    context = browser.new_context(
        base_url=url,
        viewport={"width": shot.size[0], "height": shot.size[1]},
        color_scheme="dark" if shot.dark else "light",
        reduced_motion="reduce",
        locale="ru-RU",
    )
    if cookie:
        context.add_cookies([{"name": "sessionid", "value": cookie, "url": url}])
    tab = context.new_page()
    answer = tab.goto(path, wait_until="load")
    if answer is None or not answer.ok or "/accounts/login/" in tab.url:
        sys.exit(f"{name}: {path} не открылась")
    if shot.act:
        shot.act(tab)
    tab.evaluate("document.fonts.ready")
    tab.wait_for_timeout(300)
    picture = Image.open(io.BytesIO(tab.screenshot())).convert("RGB")
    context.close()
    return picture


def side_by_side(phones: list[Any]) -> Any:
    """Phones in a row on a sheet as large as the other pictures."""
    from PIL import Image, ImageDraw

    sheet = Image.new("RGB", DESK, "#e9e3d5")
    gap = (DESK[0] - sum(phone.width for phone in phones)) // (len(phones) + 1)
    left = gap
    for phone in phones:
        top = (DESK[1] - phone.height) // 2
        mask = Image.new("L", phone.size, 0)
        ImageDraw.Draw(mask).rounded_rectangle((0, 0, phone.width - 1, phone.height - 1), 22, fill=255)
        sheet.paste(phone, (left, top), mask)
        left += phone.width + gap
    return sheet


def outside_loop(ask: Callable[[], Any]) -> Any:
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(ask).result()


def session_of(login: str) -> str:
    """The cookie of somebody who has signed in."""
    if not login:
        return ""
    from django.conf import settings
    from django.test import Client

    from members.models import User

    client = Client()
    client.force_login(User.objects.get(username=login))
    return str(client.cookies[settings.SESSION_COOKIE_NAME].value)


def keep(name: str, picture: Any) -> int:
    """Store it in few colours; return how many bytes it takes."""
    from PIL import Image

    few = picture.quantize(COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    path = PICTURES / f"{name}.png"
    few.save(path, optimize=True)
    return path.stat().st_size


def weigh() -> None:
    total = sum(path.stat().st_size for path in PICTURES.glob("*.png"))
    print(f"всего {total / 1024:.0f} KB")
    if total > HEAVIEST_SET:
        sys.exit(f"Снимки весят больше {HEAVIEST_SET // 1000} КБ: уберите лишнее.")


# What is shown. Pages are found by what they are, not by their titles.


def all_shots() -> dict[str, tuple[Shot, ...]]:
    shots: dict[str, Shot | tuple[Shot, ...]] = {
        # README.
        "home": Shot(lambda: "/"),
        "subject": Shot(lambda: maths().url),
        "comments": Shot(lambda: f"{talked_about().url}", act=scroll_to("[id=comments], .comments")),
        "phone": (
            Shot(lambda: "/", size=PHONE),
            Shot(lambda: timetable().url, size=PHONE),
            Shot(lambda: talked_about().url, size=PHONE, dark=True),
        ),
        "dark": Shot(lambda: maths().url, dark=True),
        "cms": Shot(lambda: "/admin/", "koordinator"),
        # The guide: the first steps of an editor.
        "guide-desk": Shot(lambda: "/admin/", "uchitel", EDITOR),
        "guide-choice": Shot(lambda: admin("add_subpage", maths().pk), "moderator", EDITOR),
        "guide-post": Shot(new_post, "uchitel", EDITOR, fill_post),
        "guide-blocks": Shot(new_post, "uchitel", EDITOR, choose_block),
        "guide-picture": Shot(new_post, "uchitel", EDITOR, upload_picture),
        "guide-preview": Shot(lambda: admin("edit", talked_about().pk), "koordinator", EDITOR, open_preview),
        "guide-checks": Shot(lambda: admin("edit", talked_about().pk), "koordinator", EDITOR, open_checks),
        "guide-send": Shot(returned_page, "uchitel", EDITOR, open_actions),
        "guide-review": Shot(waiting_page, "koordinator", EDITOR, open_actions),
        "guide-queue": Shot(lambda: "/admin/comments/", "koordinator", EDITOR),
        "guide-face": Shot(school_settings, "koordinator", EDITOR, try_pale_colour),
    }
    return {name: shot if isinstance(shot, tuple) else (shot,) for name, shot in shots.items()}


def maths() -> Any:
    from subjects.models import SubjectPage

    return SubjectPage.objects.get(subject__slug="matematika")


def timetable() -> Any:
    from resources.models import TimetablePage

    return TimetablePage.objects.live().filter(kind="bells").first() or TimetablePage.objects.live().first()


def talked_about() -> Any:
    """The post under which most has been said."""
    from django.db.models import Count, Q

    from blog.models import PostPage

    said = Count("discussion", filter=Q(discussion__state="published"))
    return PostPage.objects.live().public().annotate(said=said).order_by("-said", "pk").first()


def admin(view: str, *args: Any) -> str:
    from django.urls import reverse

    return reverse(f"wagtailadmin_pages:{view}", args=args)


def new_post() -> str:
    from blog.models import BlogPage

    return admin("add", "blog", "postpage", BlogPage.objects.get().pk)


def _by_state(status: str) -> str:
    from wagtail.models import WorkflowState

    state = WorkflowState.objects.filter(status=status).order_by("pk").first()
    if state is None:
        sys.exit(f"В учебной школе нет страницы, которая {status}")
    return admin("edit", int(state.object_id))


def waiting_page() -> str:
    return _by_state("in_progress")


def returned_page() -> str:
    from wagtail.models import WorkflowState

    from members.models import User

    teacher = User.objects.get(username="uchitel")
    state = WorkflowState.objects.filter(status="needs_changes", requested_by=teacher).first()
    return admin("edit", int(state.object_id)) if state else _by_state("needs_changes")


def school_settings() -> str:
    from django.urls import reverse
    from wagtail.models import Site

    return reverse("wagtailsettings:edit", args=["core", "schoolsettings", Site.objects.get().pk])


def scroll_to(selector: str) -> Act:
    def act(tab: Any) -> None:
        tab.locator(selector).first.evaluate(
            "(one) => window.scrollBy(0, one.getBoundingClientRect().top - 90)"
        )

    return act


def fill_post(tab: Any) -> None:
    tab.fill("[name=title]", "Как мы измеряли высоту липы без лестницы")
    tab.fill("[name=summary]", "Тень, палка и подобные треугольники: урок во дворе, который можно повторить.")
    tab.locator("[name=title]").scroll_into_view_if_needed()


def choose_block(tab: Any) -> None:
    """The choice of blocks, with one of them shown."""
    adder = tab.locator("[data-streamfield-stream-container] .c-sf-add-button").first
    adder.scroll_into_view_if_needed()
    adder.click()
    option = tab.locator(".w-combobox__option", has_text="Врезка").first
    option.wait_for()
    tab.locator(".w-combobox__option-row", has_text="Врезка").locator(".w-combobox__option-preview").click()
    tab.wait_for_timeout(2500)


def upload_picture(tab: Any) -> None:
    fill_post(tab)
    tab.locator("[data-chooser-action-choose]:visible", has_text="изображение").first.click()
    tab.get_by_role("tab", name="Загру").first.click()
    tab.wait_for_timeout(500)


def open_preview(tab: Any) -> None:
    _open_side_panel(tab, "preview")
    tab.wait_for_timeout(3000)


def open_checks(tab: Any) -> None:
    _open_side_panel(tab, "checks")
    tab.wait_for_timeout(4000)


def _open_side_panel(tab: Any, name: str) -> None:
    tab.locator(f"[data-side-panel-toggle={name}]").first.click()


def open_actions(tab: Any) -> None:
    """The arrow beside the button at the foot: what else can be done."""
    tab.locator("footer [data-controller~=w-dropdown] button, footer .w-dropdown__toggle").first.click()
    tab.wait_for_timeout(500)


def try_pale_colour(tab: Any) -> None:
    """A colour on which nothing can be read is refused, with the reason."""
    tab.fill("[name=main_colour]", "#9ad0c2")
    tab.locator("button[type=submit]:visible, input[type=submit]:visible").last.click()
    tab.locator("[name=main_colour]").wait_for()
    tab.locator("[name=main_colour]").evaluate("(one) => one.scrollIntoView({block: 'center'})")


if __name__ == "__main__":
    main()
