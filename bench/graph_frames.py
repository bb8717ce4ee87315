"""How the drawn graph feels: frames a second, what an expansion takes, and what it moves.

Run it as `python -m bench.graph_frames http://127.0.0.1:8501` beside a dashboard that is served; it needs Chromium.
A browser on the same machine draws an empty page first: what it reaches there is the most that it can.
"""

from __future__ import annotations

import argparse
import statistics
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bench.pages import chromium

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

SECONDS = 2.0
_STANDS = """() => {
    const [before, now] = [window.stood, JSON.stringify(kgGraph.camera())];
    window.stood = now;
    return before === now;
}"""
_TURN = 20
_ASIDE = (320, 190)
PLACES = "Object.fromEntries(kgGraph.nodes().map(({id}) => [id, kgGraph.screen(id)]))"
COUNT = """(milliseconds) => new Promise((resolve) => {
    let frames = 0;
    const begun = performance.now();
    const next = (now) => {
        frames += 1;
        if (now - begun < milliseconds) requestAnimationFrame(next);
        else resolve(frames / ((now - begun) / 1000));
    };
    requestAnimationFrame(next);
})"""


def main() -> None:
    """Print the figures, and each beside what the machine can."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("address", nargs="?", default="http://127.0.0.1:8501")
    parser.add_argument("--nodes", type=int, default=500)
    parser.add_argument("--expansions", type=int, default=5)
    asked = parser.parse_args()
    with chromium() as browser:
        felt = feel(browser, asked.address, asked.nodes, asked.expansions)
    print(f"{asked.nodes} nodes: first seen after {felt.shown:.2f} s")
    for deed, frames in (("panning", felt.panning), ("zooming", felt.zooming)):
        print(f"{deed}: {frames:.0f} frames a second, {frames / felt.idle:.2f} of those of an empty page")
    print(f"expansion: {felt.expansion:.2f} s (median), at most {felt.moved:.1f} px moved")


@dataclass(frozen=True, slots=True)
class Felt:
    """How a drawn graph felt: seconds until it was seen and of an expansion, frames a second, pixels moved."""

    shown: float
    idle: float
    panning: float
    zooming: float
    expansion: float
    moved: float


def feel(browser: Browser, address: str, nodes: int, expansions: int = 5) -> Felt:
    """Open the graph's most connected nodes, move and expand them."""
    page = browser.new_page(viewport={"width": 1400, "height": 900})
    page.goto("about:blank")
    idle = page.evaluate(COUNT, SECONDS * 1000)
    begun = time.perf_counter()
    page.goto(f"{address}/graph?show=nodes&limit={nodes}")
    page.wait_for_function("window.kgGraph && kgGraph.nodes().length > 0 && kgGraph.seen().length > 0")
    shown = time.perf_counter() - begun
    page.wait_for_function("kgGraph.resting()")
    panning, zooming = _frames(page, _pan), _frames(page, _zoom)
    times, moved = zip(*(_expansion(page, number) for number in range(expansions)), strict=True)
    page.close()
    return Felt(shown, idle, panning, zooming, statistics.median(times), max(moved))


def _frames(page: Page, act: Any) -> float:
    """Count frames while the reader does something for a while."""
    page.evaluate(f"window.counted = ({COUNT})({SECONDS * 1000})")
    until = time.perf_counter() + SECONDS
    step = 0
    while time.perf_counter() < until:
        act(page, step)
        step += 1
    counted: float = page.evaluate("window.counted")
    return counted


def _middle(page: Page) -> tuple[float, float]:
    box = page.locator(".stage").bounding_box()
    if box is None:
        raise SystemExit("The page has no graph: is the address that of a dashboard?")
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def _pan(page: Page, step: int) -> None:
    x, y = _middle(page)
    left, top = x - _ASIDE[0], y - _ASIDE[1]  # a corner, where no node is dragged instead
    if step == 0:
        page.mouse.move(left, top)
        page.mouse.down()
    page.mouse.move(left + 10 * (step % _TURN), top)


def _zoom(page: Page, step: int) -> None:
    if step == 0:
        page.mouse.up()
        page.mouse.move(*_middle(page))
    page.mouse.wheel(0, -40 if step % _TURN < _TURN / 2 else 40)


def _expansion(page: Page, number: int) -> tuple[float, float]:
    """Expand a node, and return the seconds until its neighbours are there, and how many pixels anything moved."""
    page.get_by_role("button", name="Fit into view").click()
    page.wait_for_timeout(400)
    page.wait_for_function(_STANDS)  # a busy machine is late with the camera's movement
    page.mouse.move(0, 0)
    node = page.evaluate(
        """(number) => {
            const all = kgGraph.nodes();
            const at = new Map(all.map(({ id }) => [id, kgGraph.screen(id)]));
            const free = ({ id }) => all.every((o) => o.id === id
                || Math.hypot(at.get(o.id)[0] - at.get(id)[0], at.get(o.id)[1] - at.get(id)[1]) > 12);
            const some = all.filter((one) => one.kind !== "Paper" && free(one));
            return some.sort((a, b) => b.degree - a.degree)[number].id;
        }""",
        number,
    )
    before = page.evaluate(PLACES)
    x, y = page.evaluate("(id) => kgGraph.screen(id)", node)
    page.mouse.move(x, y)
    page.wait_for_timeout(200)
    page.mouse.dblclick(x, y)
    begun = time.perf_counter()
    page.wait_for_function("(count) => kgGraph.nodes().length > count", arg=len(before))
    taken = time.perf_counter() - begun
    page.wait_for_timeout(1500)
    after = page.evaluate(PLACES)
    return taken, max(abs(after[one][axis] - before[one][axis]) for one in before for axis in (0, 1))


if __name__ == "__main__":
    main()
