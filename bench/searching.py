"""How well and how fast a search finds what people type.

    python -m bench.searching --store local:PATH                    ask a graph that is there
    python -m bench.searching --store local:PATH --add FILE         add a corpus' papers to it first, without extraction

Names of entities are rewritten by hyphens, blanks and capitals, each in a way that a seed chooses, and asked for:
R@1 and R@10 are how often the entity is first, and among the first ten. Latency is of whole searches over Bolt, with
the processor time of client and server beside it, because other work on the machine counts in the one and not in the
other.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psutil

from kg import queries
from kg.identity import forms, ids
from kg.identity.authors import name_key
from kg.sources import read
from kg.store import Store, connect
from kg.store.chunks import chunks
from kg.store.papers import UPSERT, UPSERT_IDENTIFIERS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kg.model import Paper

ENTITIES = """\
MATCH (e:Entity)
RETURN e.entity_id AS entity_id, e.name AS name
ORDER BY entity_id
"""

TITLES = """\
MATCH (p:Paper)
WHERE p.title IS NOT NULL
RETURN p.paper_id AS paper_id, p.title AS title
ORDER BY paper_id
"""

SIGN = """\
UNWIND $rows AS row
MATCH (p:Paper {paper_id: row.paper_id})
UNWIND row.authors AS author
MERGE (a:Author {author_id: author.author_id})
ON CREATE SET a.name = author.name, a.name_key = author.author_id, a.forms = author.forms
MERGE (a)-[w:WROTE]->(p)
SET w.name = author.name, w.position = author.position
"""

_SEPARATORS = str.maketrans("-_", "  ")
_AT_ONCE = 1000

WAYS: tuple[Callable[[str], str], ...] = (
    str.lower,
    str.upper,
    str.swapcase,
    lambda name: name.translate(_SEPARATORS),
    lambda name: name.translate(_SEPARATORS).lower(),
    lambda name: name.replace(" ", "-"),
    lambda name: name.replace(" ", "-").lower(),
    lambda name: name.replace(" ", "").replace("-", ""),
    lambda name: name.replace(" ", "").replace("-", "").lower(),
)


def rewritten(name: str, dice: random.Random) -> str:
    """Write a name in another way by hyphens, blanks and capitals."""
    ways = [way(name) for way in WAYS]
    return dice.choice([one for one in ways if one != name] or ways)


def add(store: Store, papers: Iterator[Paper]) -> int:
    """Write papers with their identifiers and authors, and nothing of what they name."""
    added = 0
    for part in chunks(list(papers), _AT_ONCE):
        rows = [
            {
                "paper_id": paper.paper_id,
                "new": False,
                "properties": {
                    "title": paper.title,
                    "abstract": paper.abstract,
                    "published": paper.published,
                    "year": paper.published.year if paper.published else paper.year,
                    "forms": forms.of_texts(paper.title, paper.abstract),
                    "byline": forms.of_people([author.name for author in paper.authors], paper.year),
                },
            }
            for paper in part
        ]
        store.write(UPSERT, rows=rows)
        store.write(
            UPSERT_IDENTIFIERS,
            rows=[{"identifier": token, "paper_id": one.paper_id} for one in part for token in ids.tokens(one)],
        )
        store.write(SIGN, rows=[_signed(paper) for paper in part])
        added += len(part)
    return added


def _signed(paper: Paper) -> dict[str, Any]:
    return {
        "paper_id": paper.paper_id,
        "authors": [
            {
                "author_id": name_key(author.name),
                "name": author.name,
                "forms": forms.of_people([author.name]),
                "position": at + 1,
            }
            for at, author in enumerate(paper.authors)
        ],
    }


def recall(store: Store, count: int, dice: random.Random) -> Iterator[tuple[str, str]]:
    """Give R@1 and R@10 of rewritten names, and of names as they are."""
    entities = store.read(ENTITIES)
    chosen = dice.sample(entities, min(count, len(entities)))
    for what, typed in (("rewritten", [rewritten(one["name"], dice) for one in chosen]), ("as written", None)):
        ranks = []
        for at, one in enumerate(chosen):
            text = typed[at] if typed else one["name"]
            found = [hit.node_id for hit in queries.search(store, text, limit=10)]
            ranks.append(found.index(one["entity_id"]) if one["entity_id"] in found else None)
            if ranks[-1] is None and os.environ.get("MISSED"):
                print("missed", one["entity_id"], repr(one["name"]), repr(text), found[:3])
        first = sum(rank == 0 for rank in ranks) / len(ranks)
        ten = sum(rank is not None for rank in ranks) / len(ranks)
        yield f"R@1 of {len(ranks):,} names {what}", f"{first:.3f}"
        yield f"R@10 of {len(ranks):,} names {what}", f"{ten:.3f}"


def latency(store: Store, count: int, dice: random.Random) -> Iterator[tuple[str, str]]:
    """Give how long searches take, by what is typed."""
    names = [row["name"] for row in dice.sample(store.read(ENTITIES), count)]
    titles = [row["title"] for row in dice.sample(store.read(TITLES), count)]
    words = [" ".join(dice.sample(title.split(), min(3, len(title.split())))) for title in titles]
    kinds = {
        "a name": (names, False),
        "three words of a title": (words, False),
        "a whole title": (titles, False),
        "a common word": (["model", "learning", "the", "language models", "graph"] * (count // 5), False),
        "a name, key by key": ([name[: dice.randint(1, len(name))] for name in names], True),
        "a title, key by key": ([title[: dice.randint(1, len(title))] for title in titles], True),
    }
    server = _server()
    for what, (texts, typing) in kinds.items():
        for text in texts[:20]:
            queries.find(store, text, typing=typing)
        took = []
        before = _cpu(server)
        for text in texts:
            start = time.perf_counter()
            queries.find(store, text, typing=typing)
            took.append((time.perf_counter() - start) * 1000)
        client, of_server = ((now - then) * 1000 / len(texts) for now, then in zip(_cpu(server), before, strict=True))
        cuts = statistics.quantiles(took, n=20)
        yield f"{what}: p50, p95", f"{cuts[9]:.0f}, {cuts[18]:.0f} ms"
        yield f"{what}: CPU of client, server", f"{client:.1f}, {of_server:.1f} ms"


def _server() -> psutil.Process | None:
    """Find the local server of this store, whose processor time is measured as well."""
    folder = os.environ["KG_STORE"].removeprefix("local:")
    for process in psutil.process_iter(["cmdline"]):
        command = process.info["cmdline"] or []
        if "kg.store.local.server" in command and str(Path(folder)) in command:
            return process
    return None


def _cpu(server: psutil.Process | None) -> tuple[float, float]:
    used = server.cpu_times() if server else None
    return time.process_time(), (used.user + used.system) if used else 0.0


def main() -> None:
    """Print what was found and how fast."""
    parser = argparse.ArgumentParser(prog="python -m bench.searching", description=__doc__)
    parser.add_argument("--store", default=os.environ.get("KG_STORE", "local:"))
    parser.add_argument("--add", type=Path, action="append", default=[], help="a corpus to add first")
    parser.add_argument("--names", type=int, default=2000)
    parser.add_argument("--timed", type=int, default=200)
    parser.add_argument("--seed", type=int, default=20)
    given = parser.parse_args()
    os.environ["KG_STORE"] = given.store
    with connect(given.store) as store:
        store.prepare()
        for path in given.add:
            start = time.perf_counter()
            print(f"{add(store, read(path)):,} papers of {path.name} added in {time.perf_counter() - start:.0f} s")
        held = store.read("MATCH (p:Paper) RETURN count(p) AS papers")[0]["papers"]
        print(f"{held:,} papers; load of the machine {os.getloadavg()[0]:.1f}")
        for what, figure in latency(store, given.timed, random.Random(given.seed)):
            print(f"{what:<45} {figure:>15}", flush=True)
        for what, figure in recall(store, given.names, random.Random(given.seed)):
            print(f"{what:<45} {figure:>15}", flush=True)


if __name__ == "__main__":
    main()
