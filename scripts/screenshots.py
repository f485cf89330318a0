"""Take the pictures of the README: pages of a running service, as a visitor sees them.

    conflict-graph serve &
    python scripts/screenshots.py                      # or: screenshots.py http://127.0.0.1:8080

They are written to ``docs/images``. Chromium is taken from the PATH, or from CHROMIUM. A picture of more than 150 kB is
a failure: the README has to load on a slow line.
"""

from __future__ import annotations

import os
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal
from urllib.parse import urlencode

from playwright.sync_api import Browser, ViewportSize, sync_playwright

IMAGES: Final = Path(__file__).parents[1] / "docs" / "images"
MOST_BYTES: Final = 150_000
WINDOWS: Final = {"wide": (1200, 760), "phone": (390, 800)}
ARGUMENTS: Final = ["--no-sandbox", "--disable-gpu", "--enable-unsafe-swiftshader", "--disable-background-networking"]
LEADERS: Final = [
    f"node=person/{name}"
    for name in ("emmanuel-macron", "keir-starmer", "friedrich-merz", "volodymyr-zelenskyy", "donald-trump")
]
QUERY: Final = """SELECT ?meeting ?start ?place WHERE {
  ?claim a cg:EventClaim ;
         cg:inEvent ?meeting ;
         cg:startDate ?start ;
         cg:atPlace ?place .
} ORDER BY DESC(?start) LIMIT 12"""


@dataclass(frozen=True)
class Shot:
    """One picture: its name, the page, its window and scheme, and the element that stands at the top of it.

    height of 0 is that of the window; settle is the time in milliseconds that a page which draws itself is given.
    """

    name: str
    path: str
    at: str = ""
    width: Literal["wide", "phone"] = "wide"
    scheme: Literal["light", "dark"] = "light"
    height: int = 0
    settle: int = 300


SHOTS: Final = (
    Shot("home", "/"),
    Shot("meeting", "/id/meeting/cow-2026-02-24?valid_at=2026-02-24", at="#stands"),
    Shot("issue", "/id/issue/own-contribution?valid_at=2026-02-24", at="#where"),
    Shot("source", "/id/source/seed-000", at="#text", height=620),
    Shot("compare", "/compare?a=per:emmanuel-macron&b=per:donald-trump&valid_at=2026-02-24"),
    Shot("graph", "/graph?" + "&".join(LEADERS), scheme="dark", height=680, settle=3000),
    Shot("timeline", "/timeline", settle=1000),
    Shot("map", "/map", at="figure.map", height=540, settle=1000),
    Shot("sparql", "/sparql?" + urlencode({"query": QUERY}), settle=2500),
    Shot("phone", "/id/issue/own-contribution?valid_at=2026-02-24", at="#where", width="phone"),
)  # fmt: skip


def main() -> int:
    """Take every picture; return 1 when one is too large."""
    address = sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000"
    program = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    IMAGES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        sizes = {shot.name: take(browser, address, shot) for shot in SHOTS}
        browser.close()
    for name, size in sizes.items():
        print(f"{name:<10}{size / 1000:>7.0f} kB{'  too large' if size > MOST_BYTES else ''}")
    return int(any(size > MOST_BYTES for size in sizes.values()))


def take(browser: Browser, address: str, shot: Shot) -> int:
    """Write one picture and return its size in bytes."""
    width, height = WINDOWS[shot.width]
    viewport: ViewportSize = {"width": width, "height": shot.height or height}
    page = browser.new_page(base_url=address, viewport=viewport, color_scheme=shot.scheme, locale="en-GB")
    answer = page.goto(shot.path)
    if answer is None or answer.status != 200:
        raise SystemExit(f"{shot.path} answered {answer.status if answer else 'nothing'}")
    if shot.at:
        page.locator(shot.at).first.evaluate("element => element.scrollIntoView({ block: 'start' })")
    page.wait_for_timeout(shot.settle)
    picture = page.screenshot(path=IMAGES / f"{shot.name}.png")
    page.close()
    return len(picture)


if __name__ == "__main__":
    sys.exit(main())
