"""`make pictures`: a picture of every page, light and dark, wide and narrow.

    python -m bench.pictures [--store STORE] [--out FOLDER] [--only PAGE ...]

Without a store, the sample page is built into a graph of its own. The pictures lie in bench/out/pictures.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from kg.build import build
from kg.measures.analysis import analyse
from kg.store import connect, local

from .pages import ROOT, addresses, chromium, open_page, served

if TYPE_CHECKING:
    from playwright.sync_api import Browser

SIZES = {"wide": (1440, 900), "narrow": (390, 844)}
_SETTLED_MS = 1500  # a map and a graph come to rest


def main() -> None:
    """Take the pictures."""
    parser = argparse.ArgumentParser(prog="python -m bench.pictures")
    parser.add_argument("--store", help="the graph to show; the sample's unless given")
    parser.add_argument("--out", type=Path, default=ROOT / "bench" / "out" / "pictures")
    parser.add_argument("--only", nargs="*", default=[], help="pages; all unless given")
    asked = parser.parse_args()
    asked.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        store = asked.store or f"local:{folder / 'graph'}"
        try:
            with connect(store) as graph:
                if not asked.store:
                    build(graph, [ROOT / "samples" / "daily_papers.txt"], year=2026)
                    analyse(graph)
                pages = {page: at for page, at in addresses(graph).items() if not asked.only or page in asked.only}
            with served(store, folder) as site, chromium() as browser:
                for theme in ("light", "dark"):
                    for size in SIZES:
                        _take(browser, site, pages, asked.out, (theme, size))
        finally:
            if not asked.store:
                local.stop(folder / "graph")


def _take(browser: Browser, site: str, pages: dict[str, str], out: Path, look: tuple[str, str]) -> None:
    theme, size = look
    width, height = SIZES[size]
    context = browser.new_context(
        base_url=site,
        viewport={"width": width, "height": height},
        color_scheme="dark" if theme == "dark" else "light",
    )
    page = context.new_page()
    for name, address in pages.items():
        seconds = open_page(page, address)
        page.wait_for_timeout(_SETTLED_MS)
        path = out / f"{name}-{theme}-{size}.png"
        page.screenshot(path=path)
        print(f"{path}  {seconds:.1f} s", flush=True)
    context.close()


main()
