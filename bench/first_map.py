"""This file is about the map of the field in a browser: how soon it is painted, and how many frames a second it moves.

    KG_STORE=local:FOLDER python -m bench.first_map

A fresh tab opens the page four times; the first answer of a store is told apart from those that are warm. Then a
pointer drags the map and a wheel zooms it, three seconds each. A frame counts where the map was painted anew.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from bench.pages import chromium, served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PAINTED = "window.kgMap && kgMap.painted() > 0"
RESTS = "window.kgMap && kgMap.resting()"
SECONDS = 3.0
TIMES = 4

TICKS = """
() => {
  window.kgTicks = 0;
  const tick = () => { window.kgTicks += 1; requestAnimationFrame(tick); };
  requestAnimationFrame(tick);
}
"""


def first_map(browser: Browser, address: str) -> tuple[list[float], dict[str, tuple[float, float]]]:
    """Return the seconds from going to the page to the painted map, and (painted, offered) frames a second by deed."""
    taken = []
    for _ in range(TIMES):
        context = browser.new_context(viewport={"width": 1440, "height": 1000})
        page = context.new_page()
        start = time.perf_counter()
        page.goto(address)
        page.wait_for_function(PAINTED)
        taken.append(time.perf_counter() - start)
        if len(taken) < TIMES:
            context.close()
    page.wait_for_function(RESTS)
    page.evaluate(TICKS)
    return taken, {"pan": _frames(page, wheel=False), "zoom": _frames(page, wheel=True)}


def _frames(page: Page, *, wheel: bool) -> tuple[float, float]:
    box = page.get_by_role("application").bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    if not wheel:
        page.mouse.down()
    before, start, step = page.evaluate("[kgMap.painted(), kgTicks]"), time.perf_counter(), 0
    while (passed := time.perf_counter() - start) < SECONDS:
        step += 1
        if wheel:
            page.mouse.wheel(0, -12 if passed < SECONDS / 2 else 12)
        else:
            page.mouse.move(x + 120 * ((step % 40) / 20 - 1), y + 60 * ((step % 60) / 30 - 1))
    after = page.evaluate("[kgMap.painted(), kgTicks]")
    page.mouse.up()
    return (after[0] - before[0]) / passed, (after[1] - before[1]) / passed


def main() -> None:
    """Print the figures of the store that KG_STORE names."""
    store = os.environ.get("KG_STORE", "")
    if not store:
        sys.exit("Say which store, as in KG_STORE=local:FOLDER python -m bench.first_map")
    with tempfile.TemporaryDirectory() as folder, served(store, Path(folder)) as address, chromium() as browser:
        taken, frames = first_map(browser, f"{address}/map")
    print(f"first map  {taken[0]:.2f} s at first, {median(taken[1:]):.2f} s warm (median of {len(taken) - 1})")
    for deed, (painted, offered) in frames.items():
        print(f"{deed:10} {painted:.0f} frames a second painted, of {offered:.0f} that the browser offered")
    print(f"load       {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")


if __name__ == "__main__":
    main()
