"""The dashboard's speed: map, graph, keys, pages for one reader and for eight, other components.

python -m bench.dashboard --store local:PATH
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from kg.measures.analysis import analyse
from kg.store import connect

from . import components, first_map, graph_frames, keys, readers
from .pages import addresses, chromium, served

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.store import Store

PAGES = ("overview", "paper", "entity", "task", "compare", "leaderboards", "trends", "cypher")


def rows(url: str) -> Iterator[tuple[str, str, str]]:
    """Give (what, figure, ratio) for the dashboard on a store; what draws is measured in Chromium."""
    with connect(url) as store:
        analyse(store)
        yield from _typed(store)
        shown = addresses(store)
    with tempfile.TemporaryDirectory() as name, chromium() as browser, served(url, Path(name)) as site:
        taken, frames = first_map.first_map(browser, f"{site}/map")
        yield "first map, warm", f"{statistics.median(taken[1:]):.2f} s", f"{taken[0]:.2f} s the first time"
        for deed, (painted, offered) in frames.items():
            yield f"map, {deed}", f"{painted:.0f} frames/s", f"{painted / offered:.2f} of what the browser offers"
        felt = graph_frames.feel(browser, site, 500)
        yield "graph of 500 nodes, seen after", f"{felt.shown:.2f} s", ""
        yield "graph, panning", f"{felt.panning:.0f} frames/s", f"{felt.panning / felt.idle:.2f} of an empty page"
        yield "graph, zooming", f"{felt.zooming:.0f} frames/s", f"{felt.zooming / felt.idle:.2f} of an empty page"
        yield "graph, an expansion", f"{felt.expansion:.2f} s", f"{felt.moved:.1f} px moved at most"
        some = {page: shown[page] for page in PAGES if page in shown}
        alone = readers.seconds(browser, site, some.values(), 1)
        together = readers.seconds(browser, site, some.values(), readers.MANY)
        for page, address in some.items():
            ratio = f"{together[address] / alone[address]:.1f} of it for {readers.MANY} at once, all done"
            yield f"page to page, {page}", f"{alone[address]:.2f} s", ratio
    yield from components.rows()


def _typed(store: Store) -> Iterator[tuple[str, str, str]]:
    taken, client, server = keys.typed(store, list(keys.examples(store, 4, random.Random(1))))
    cuts = statistics.quantiles(taken, n=100)
    within = sum(one < keys.GOAL for one in taken) / len(taken)
    yield (
        "a key in the search box",
        f"{cuts[49]:.0f} ms, p95 {cuts[94]:.0f} ms",
        f"{within:.2f} within {keys.GOAL:.0f} ms",
    )
    yield "a key, processor time", f"{client + server:.0f} ms", ""


def main() -> None:
    """Print the table of one store."""
    parser = argparse.ArgumentParser(prog="python -m bench.dashboard")
    parser.add_argument("--store", default=os.environ.get("KG_STORE") or "local:")
    for what, figure, ratio in rows(parser.parse_args().store):
        print(f"{what:<42}{figure:>28}  {ratio}", flush=True)


if __name__ == "__main__":
    main()
