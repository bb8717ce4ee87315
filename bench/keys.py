"""What one key costs in the search box: every beginning of what people type, asked one by one.

    python -m bench.keys --store local:PATH

Names of entities, words of titles and names of people of the graph, and identifiers, are typed letter by letter.
Latency is of whole suggestions over Bolt; processor time of client and server stands beside it, because other work on
the machine counts in the one and not in the other. Each text is typed once before, so that no plan is made meanwhile.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import time
from typing import TYPE_CHECKING

import psutil

from kg import queries
from kg.store import Store, connect

if TYPE_CHECKING:
    from collections.abc import Iterator

NAMES = """\
MATCH (e:Entity)
WHERE size(e.name) > 3
RETURN e.name AS text
ORDER BY e.entity_id
"""

TITLES = """\
MATCH (p:Paper)
WHERE p.title IS NOT NULL
RETURN p.title AS text
ORDER BY p.paper_id
"""

PEOPLE = """\
MATCH (a:Author)
RETURN a.name AS text
ORDER BY a.author_id
"""

LONGEST = 24
"""Letters of a title that are typed: nobody goes on when it stands there."""


GOAL = 150.0
"""Milliseconds that a key may take."""


def main() -> None:
    """Type and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--store", default=os.environ.get("KG_STORE") or "local:")
    parser.add_argument("--texts", type=int, default=8, help="of each kind")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    with connect(given.store) as store:
        papers = store.read("MATCH (p:Paper) RETURN count(p) AS papers")[0]["papers"]
        texts = list(examples(store, given.texts, random.Random(given.seed)))
        measure(store, texts, papers)


def measure(store: Store, texts: list[str], papers: int) -> None:
    """Type every text and print percentiles of a key."""
    taken, client, server = typed(store, texts)
    cuts = statistics.quantiles(taken, n=100)
    within = sum(one < GOAL for one in taken) / len(taken)
    print(f"{papers:,} papers, {len(texts)} texts, {len(taken):,} keys")
    print(f"median {cuts[49]:.0f} ms, 95th percentile {cuts[94]:.0f} ms, longest {max(taken):.0f} ms")
    print(f"within {GOAL:.0f} ms: {within:.0%}")
    print(f"processor time a key: {client:.0f} ms client, {server:.0f} ms server")


def typed(store: Store, texts: list[str]) -> tuple[list[float], float, float]:
    """Type every text; return the milliseconds of each key, and of processor time a key, of client and server."""
    keys = [text[:end] for text in texts for end in range(1, len(text) + 1)]
    for key in keys:
        queries.suggest(store, key)
    before, taken = _processor(store), []
    for key in keys:
        begun = time.perf_counter()
        queries.suggest(store, key)
        taken.append(1000 * (time.perf_counter() - begun))
    client, server = (1000 * (now - then) / len(keys) for now, then in zip(_processor(store), before, strict=True))
    return taken, client, server


def examples(store: Store, many: int, chance: random.Random) -> Iterator[str]:
    """Give what people type: names, words of titles, people, identifiers."""
    for statement in (NAMES, TITLES, PEOPLE):
        found = [row["text"] for row in store.read(statement)]
        yield from (text[:LONGEST] for text in chance.sample(found, min(many, len(found))))
    yield from ("2405.13729", "https://arxiv.org/abs/2405.13729")


def _processor(store: Store) -> tuple[float, float]:
    """Return the seconds of processor time that this program and the local server have had."""
    mine = psutil.Process().cpu_times()
    port = int(store.url.rpartition(":")[2])
    server = next(
        (
            one.cpu_times()
            for one in psutil.process_iter()
            if one.name().startswith(("java", "python"))
            and any(place.laddr.port == port and place.status == "LISTEN" for place in one.net_connections("tcp"))
        ),
        None,
    )
    return mine.user + mine.system, server.user + server.system if server else 0.0


if __name__ == "__main__":
    main()
