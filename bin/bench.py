"""Measure the site: queries and processor time of each page type at scale 1 and N, memory, first visit.

Usage: make bench SCALE=10. Works in a folder of its own, on SQLite or on the database of DATABASE_URL
(which it fills: give it an empty one). Prints a table in Markdown.
"""

from __future__ import annotations

import argparse
import io
import os
import re
import resource
import shutil
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
REPEATS = 5


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scale", type=int, default=10)
    scale = parser.parse_args().scale
    folder = tempfile.mkdtemp(prefix="vmeste-bench-")
    os.environ["VAR_DIR"] = folder
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.embedded"
    sys.path[:0] = [str(ROOT), str(ROOT / "site")]
    import django

    django.setup()
    try:
        measure(scale)
    finally:
        shutil.rmtree(folder)


def measure(scale: int) -> None:
    from django.core.management import call_command

    from bin import bench_search

    quiet = io.StringIO()
    call_command("prepare", "--no-demo", stdout=quiet)
    started = time.perf_counter()
    call_command("seed_demo", stdout=quiet)
    print(f"seed_demo: {time.perf_counter() - started:.1f} s")
    first = pages()
    bench_search.report("the school as it is")
    started = time.perf_counter()
    call_command("seed_demo", "--scale", str(scale), stdout=quiet)
    print(f"seed_demo --scale {scale}: {time.perf_counter() - started:.1f} s more, {count()} pages\n")
    second = pages()
    bench_search.report(f"the school ×{scale}")
    print(f"\n| page | queries ×1 | queries ×{scale} | CPU ms ×1 | CPU ms ×{scale} | HTML KB ×{scale} |")
    print("|---|---|---|---|---|---|")
    for name, (queries, cpu, _) in first.items():
        more, slower, size = second[name]
        print(f"| {name} | {queries} | {more} | {cpu:.0f} | {slower:.0f} | {size / 1024:.0f} |")
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"\nmemory of this process: {memory:.0f} MB at most")
    first_visit()


def count() -> int:
    from wagtail.models import Page

    return Page.objects.count()


def pages() -> dict[str, tuple[int, float, int]]:
    """By page: number of queries, median processor time in ms, size of the HTML in bytes."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext
    from wagtail.models import get_page_models

    client = Client(headers={"host": "127.0.0.1"})
    addresses = {}
    for model in get_page_models():
        page = model.objects.live().order_by("path").last() if hasattr(model, "stream") else None
        if page is not None:
            addresses[model._meta.label] = page.specific.get_absolute_url()
    addresses["search"] = "/search/?q=математика"
    result = {}
    for name, address in addresses.items():
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            response = client.get(address)
        queries = len(captured)  # now: the next request empties the log
        times = []
        for _ in range(REPEATS):
            started = time.process_time()
            client.get(address)
            times.append((time.process_time() - started) * 1000)
        result[name] = (queries, median(times), len(response.content))
    return result


def first_visit() -> None:
    """What a first visit to the home page transfers, compressed as the server would send it."""
    import brotli
    from django.conf import settings
    from django.test import Client

    html = Client(headers={"host": "127.0.0.1"}).get("/").content
    sizes = {"html": len(brotli.compress(html))}
    static = Path(settings.STATIC_ROOT)
    linked = set(re.findall(r'(?:href|src)="/static/([^"#]+)', html.decode()))
    for name in linked:
        path = static / name
        packed = path.with_name(path.name + ".br")
        kind = {".woff2": "fonts"}.get(path.suffix, path.suffix.lstrip("."))
        sizes[kind] = sizes.get(kind, 0) + (packed if packed.exists() else path).stat().st_size
    print(
        "first visit, bytes transferred: "
        + ", ".join(f"{kind} {size}" for kind, size in sorted(sizes.items()))
    )
    print(f"in all {sum(sizes.values())}")


if __name__ == "__main__":
    main()
