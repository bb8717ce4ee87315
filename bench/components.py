"""How fast a graph is drawn: ours beside two components that other dashboards use.

    python -m bench.components [NODES]

Each draws one random graph (three edges a node) in one run: seconds until the canvas holds something, frames a second
while the mouse drags the background. streamlit-agraph and st-link-analysis come with the extra `bench`.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from .pages import chromium, served

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Frame, Page

PATIENCE = 90.0

GRAPH = """\
import random, sys
sys.path.insert(0, {root!r})
random.seed(7)
N = {nodes}
EDGES = [(n, random.randrange(n)) for n in range(1, N) for _ in range(3)]
"""

SCRIPTS = {
    "paper-kg": """\
from kg.dashboard.graph.graph_view import graph_view
from kg.queries.records import GraphEdge, GraphNode
def node(n):
    return GraphNode(node_id=str(n), kind="Method", name=f"node {n}", degree=3)
graph_view([node(n) for n in range(N)],
           [GraphEdge(str(a), str(b), "USES") for a, b in dict.fromkeys(EDGES)], view="bench", key="bench")
""",
    "streamlit-agraph": """\
from streamlit_agraph import agraph, Node, Edge, Config
agraph([Node(id=str(n), label=f"node {n}") for n in range(N)],
       [Edge(source=str(a), target=str(b)) for a, b in dict.fromkeys(EDGES)], Config(width=900, height=600))
""",
    "st-link-analysis": """\
from st_link_analysis import st_link_analysis
st_link_analysis({"nodes": [{"data": {"id": str(n), "label": "A"}} for n in range(N)],
    "edges": [{"data": {"id": f"e{i}", "source": str(a), "target": str(b), "label": "B"}}
              for i, (a, b) in enumerate(dict.fromkeys(EDGES))]}, height=600)
""",
}

PAINTED = """() => [...document.querySelectorAll("canvas"), ...[...document.querySelectorAll("*")]
  .filter(one => one.shadowRoot).flatMap(one => [...one.shadowRoot.querySelectorAll("canvas")])].some(canvas => {
  if (!canvas.width || !canvas.height) return false;
  const context = canvas.getContext("2d");
  if (!context) return false;
  const data = context.getImageData(0, 0, canvas.width, canvas.height).data;
  let first = -1, inked = 0;
  for (let at = 3; at < data.length; at += 4 * 97) if (data[at]) inked += 1;
  return inked > 20;
})"""

COUNT_FRAMES = """() => new Promise(done => {
  let frames = 0; const start = performance.now();
  const tick = now => { frames += 1; now - start < 2000 ? requestAnimationFrame(tick)
    : done(frames * 1000 / (now - start)); };
  requestAnimationFrame(tick);
})"""


def rows(nodes: int = 500) -> Iterator[tuple[str, str, str]]:
    """Give (what, figure, ratio) for each component."""
    ours: tuple[float, float] | None = None
    with tempfile.TemporaryDirectory() as name, chromium() as browser:
        folder = Path(name)
        for component, script in SCRIPTS.items():
            path = folder / f"{component.replace('-', '_')}_script.py"
            root = str(Path(__file__).parents[1])
            path.write_text(GRAPH.format(root=root, nodes=nodes) + script, encoding="utf-8")
            with served("local:", folder, [str(path)]) as site:
                painted, frames = _measured(browser, site)
            if painted is None:
                yield f"{component}, {nodes} nodes", f"nothing in {PATIENCE:.0f} s", ""
                continue
            ours = ours or (painted, frames)
            ratio = f"{painted / ours[0]:.2f} of our time, {frames / ours[1]:.2f} of our frames"
            yield f"{component}, {nodes} nodes", f"{painted:.1f} s, {frames:.0f} frames/s", ratio


def _measured(browser: Browser, site: str) -> tuple[float | None, float]:
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    start = time.perf_counter()
    page.goto(site)
    place = _painted(page)
    if place is None:
        page.close()
        return None, 0.0
    painted = time.perf_counter() - start
    page.wait_for_timeout(4000)  # the layout comes to rest, or does not
    page.mouse.move(500, 400)
    page.mouse.down()
    page.evaluate("window.counted = null")
    place.evaluate(f"window.counted = ({COUNT_FRAMES})()")
    for step in range(40):
        page.mouse.move(500 + 6 * (step % 20), 400 + 3 * (step % 20))
        page.wait_for_timeout(40)
    page.mouse.up()
    frames = float(place.evaluate("window.counted"))
    page.close()
    return painted, frames


def _painted(page: Page) -> Frame | None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        for frame in page.frames:
            try:
                if frame.evaluate(PAINTED):
                    return frame
            except Exception:  # noqa: BLE001 - a frame that is being replaced
                continue
        page.wait_for_timeout(100)
    return None


if __name__ == "__main__":
    for what, figure, ratio in rows(int(sys.argv[1]) if len(sys.argv) > 1 else 500):
        print(f"{what:<42}{figure:>28}  {ratio}", flush=True)
