"""The map of the field in a browser: how soon it is painted, and how many frames a second it moves.

    KG_STORE=local:FOLDER python -m bench.first_map

A fresh tab opens the page four times; the first answer of a store is told apart from those that are warm. Then the map
is dragged and zoomed a step each frame, three seconds each. A frame counts where the map was painted anew.
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
    from playwright.sync_api import Browser

PAINTED = "window.kgMap && kgMap.painted() > 0"
RESTS = "window.kgMap && kgMap.resting()"
SECONDS = 3.0
TIMES = 4
OPENS = 120.0
"""A local store that nobody asked for long is started by the first page."""

MOVES = """
async ([zooms, seconds]) => {
  const canvas = kgMap.canvas();
  const box = canvas.getBoundingClientRect();
  const at = (step) => ({
    clientX: box.left + box.width / 2 + 120 * Math.sin(step / 15),
    clientY: box.top + box.height / 2 + 60 * Math.cos(step / 15),
    pointerId: 1, isPrimary: true, pointerType: "mouse", button: 0, bubbles: true, cancelable: true,
  });
  if (!zooms) canvas.dispatchEvent(new PointerEvent("pointerdown", at(0)));
  const painted = kgMap.painted();
  const start = performance.now();
  let step = 0;
  while (performance.now() - start < 1000 * seconds) {
    await new Promise(requestAnimationFrame);
    step += 1;
    if (zooms) canvas.dispatchEvent(new WheelEvent("wheel", { ...at(step), deltaY: step % 120 < 60 ? -12 : 12 }));
    else canvas.dispatchEvent(new PointerEvent("pointermove", at(step)));
  }
  const passed = (performance.now() - start) / 1000;
  if (!zooms) canvas.dispatchEvent(new PointerEvent("pointerup", at(step)));
  return [(kgMap.painted() - painted) / passed, step / passed];
}
"""


def first_map(browser: Browser, address: str) -> tuple[list[float], dict[str, tuple[float, float]]]:
    """Return the seconds from going to the page to the painted map, and (painted, offered) frames a second by deed."""
    taken = []
    for _ in range(TIMES):
        context = browser.new_context(viewport={"width": 1440, "height": 1000})
        context.set_default_timeout(1000 * OPENS)
        page = context.new_page()
        start = time.perf_counter()
        page.goto(address)
        page.wait_for_function(PAINTED)
        taken.append(time.perf_counter() - start)
        if len(taken) < TIMES:
            context.close()
    page.wait_for_function(RESTS)
    frames = {deed: tuple(page.evaluate(MOVES, [deed == "zoom", SECONDS])) for deed in ("pan", "zoom")}
    return taken, frames


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
