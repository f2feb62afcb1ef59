"""Measure search: how often the right page is found, and first, and how long a query takes.

The pairs of tests/search/pairs.csv are asked of the demo school as an anonymous visitor would ask them.
`bin/bench.py` calls this on the school as it is and on one many times as large; the suite holds the bounds.
"""

from __future__ import annotations

import csv
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median

FILE = Path(__file__).resolve().parent.parent / "tests" / "search" / "pairs.csv"
HALVES = ("tuning", "held-out")
FIRST_SCREEN = 10


@dataclass(frozen=True, slots=True)
class Pair:
    """A query, the slugs of the pages that answer it, the half it is of, and whether it holds a slip."""

    half: str
    kind: str
    query: str
    right: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """Where the first right page stands, from 0, None for nowhere; and the milliseconds it took."""

    pair: Pair
    place: int | None
    took: float


def pairs() -> Iterator[Pair]:
    with FILE.open(encoding="utf-8") as file:
        for row in csv.DictReader(file, delimiter=";"):
            yield Pair(row["half"], row["kind"], row["query"], tuple(row["right"].split()))


def ask_all() -> list[Result]:
    """Ask every pair through the page that people use."""
    from django.test import Client

    client = Client(headers={"host": "127.0.0.1"})
    client.get("/search/", {"q": "тёплый старт"})
    return [_ask(pair, client) for pair in pairs()]


def _ask(pair: Pair, client: object) -> Result:
    from bs4 import BeautifulSoup

    started = time.perf_counter()
    answer = client.get("/search/", {"q": pair.query})  # type: ignore[attr-defined]
    took = (time.perf_counter() - started) * 1000
    links = BeautifulSoup(answer.text, "html.parser").select("main .card__title a")
    slugs = [str(link["href"]).rstrip("/").rpartition("/")[2] for link in links[:FIRST_SCREEN]]
    return Result(pair, next((n for n, slug in enumerate(slugs) if slug in pair.right), None), took)


def recall(results: list[Result]) -> float:
    """The share of queries whose right page is among the first ten."""
    return sum(one.place is not None for one in results) / len(results)


def first_hit(results: list[Result]) -> float:
    """The share of queries whose right page is the first."""
    return sum(one.place == 0 for one in results) / len(results)


def report(title: str) -> None:
    """Print the measures of both halves in Markdown, and how long the queries took."""
    results = ask_all()
    print(
        f"\nsearch, {title}\n\n"
        "| half | queries | with slips | right among ten | right first |\n|---|---|---|---|---|"
    )
    for half in (*HALVES, "both"):
        these = [one for one in results if half in {one.pair.half, "both"}]
        slips = sum(one.pair.kind == "slip" for one in these)
        print(f"| {half} | {len(these)} | {slips} | {recall(these):.3f} | {first_hit(these):.3f} |")
    times = [one.took for one in results]
    print(f"\na query: {median(times):.0f} ms in the middle, {max(times):.0f} ms at worst")
