#!/usr/bin/env bash
# Lighthouse for phones on four pages of a running site: `make lighthouse URL=http://127.0.0.1:8000`.
# Needs node 18.20 or later, npm and Chromium; RUNS=3 takes the median of three.
set -euo pipefail
cd "$(dirname "$0")/.."
url=${URL:-http://127.0.0.1:${PORT:-8000}}
url=${url%/}
runs=${RUNS:-1}
version=12.8.2
tool=$PWD/.cache/lighthouse-$version
export CHROME_PATH=${CHROMIUM:-$(python3 bin/find_chromium.py)}

for program in node npm; do
    command -v "$program" >/dev/null || { echo "Нужна программа $program: apt install nodejs npm" >&2; exit 1; }
done
curl -fsS -o /dev/null "$url/" || { echo "Сайт по адресу $url не отвечает: сначала make run" >&2; exit 1; }
if [ ! -x "$tool/node_modules/.bin/lighthouse" ]; then
    mkdir -p "$tool"
    npm install --silent --no-fund --no-audit --prefix "$tool" "lighthouse@$version"
fi
reports=$(mktemp -d)
trap 'rm -rf "$reports"' EXIT

# The first article with a picture and the first record with comments, as a visitor would find them.
find_page() { # the list, what the page must have in it
    local list page body
    list=$(curl -fsS "$url$1")
    for page in $(grep -oE "href=\"$1[^\"?#]+/\"" <<<"$list" | cut -d'"' -f2 | awk '!seen[$0]++'); do
        body=$(curl -fsS "$url$page")
        if grep -qE "$2" <<<"$body"; then echo "$page"; return; fi
    done
    echo "В списке $1 нет подходящей страницы" >&2
    return 1
}
comments=$(find_page /blog/ 'id="c[0-9]+"|href="/comments/[0-9]+/"')
article=$(find_page /roditelyam/ '<img[^>]+src="/media/')
pages=(/ /blog/ "$article" "$comments")

for page in "${pages[@]}"; do
    curl -fsS -o /dev/null "$url$page" # sizes of pictures are made when they are first asked for
    for run in $(seq "$runs"); do
        for _ in 1 2 3; do # Chromium sometimes does not start in time on a busy machine
            "$tool/node_modules/.bin/lighthouse" "$url$page" --quiet --output=json \
                --chrome-flags="--headless=new --no-sandbox --disable-gpu" \
                --output-path="$reports/$run.json" 2>"$reports/log" && break
            rm -f "$reports/$run.json"
        done
        [ -s "$reports/$run.json" ] || { cat "$reports/log" >&2; exit 1; }
    done
    python3 - "$page" "$reports"/*.json <<'PYTHON'
import json
import statistics
import sys
from pathlib import Path

page, *files = sys.argv[1:]
reports = [json.loads(Path(file).read_text(encoding="utf-8")) for file in files]
names = ("performance", "accessibility", "best-practices", "seo")
scores = {
    name: round(100 * statistics.median(report["categories"][name]["score"] or 0 for report in reports))
    for name in names
}
print(page, *(f"{name} {score}" for name, score in scores.items()), sep="  ", flush=True)
last = reports[-1]
for name in names:
    for part in last["categories"][name]["auditRefs"]:
        audit = last["audits"][part["id"]]
        if part["weight"] and audit["score"] is not None and audit["score"] < 0.9:
            print(f"    {audit['id']}: {audit.get('displayValue') or audit['title']}", flush=True)
PYTHON
    rm -f "$reports"/*.json
done
