"""How fast and in how much memory the citation graph is measured, against networkx.

    python -m bench.measures [FOLDER]

prints these rows alone; with the FOLDER of a local store that holds citations, those of a real graph too. Seconds are
those of the processor; memory is what comes on top of the graph that was read.
"""

from __future__ import annotations

import gzip
import json
import random
import statistics
import subprocess
import sys
import threading
import time
from array import array
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import networkx as nx
import numpy as np
import psutil

from kg.measures import Citations
from kg.measures.analysis import analyse
from kg.measures.betweenness import betweenness
from kg.measures.citation_count import citation_count
from kg.measures.co_citation import co_citations
from kg.measures.communities import communities
from kg.measures.core import cores
from kg.measures.coupling import couplings
from kg.measures.hits import hits
from kg.measures.main_path import main_path
from kg.measures.matrix import square
from kg.measures.pagerank import pagerank
from kg.measures.paths import paths
from kg.store import connect

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Row = tuple[str, str, str]

REAL = Path(__file__).parents[2] / "shared" / "corpora" / "citations_union.tsv.gz"
MADE_UP = 60_000
SMALL = 100_000
"""So many edges networkx is asked about; of the whole it is asked for PageRank alone, which takes it a minute."""

BY_PROPERTY = """\
MATCH (p:Paper)
WHERE p.cited_by >= 0
RETURN p.paper_id AS paper_id, p.cited_by AS citations
ORDER BY p.cited_by DESC
LIMIT 20
"""

BY_COUNTING = """\
MATCH (p:Paper)
RETURN p.paper_id AS paper_id, COUNT { (p)<-[:CITES]-() } AS citations
ORDER BY citations DESC
LIMIT 20
"""


def read() -> Citations:
    """Read the edge list, or make one up where it is not here."""
    place: dict[str, int] = {}
    near, far = array("q"), array("q")
    if REAL.exists():
        with gzip.open(REAL, "rt", encoding="utf-8") as lines:
            next(lines)
            for line in lines:
                citing, cited, *_ = line.split("\t")
                near.append(place.setdefault(citing, len(place)))
                far.append(place.setdefault(cited, len(place)))
    else:
        dice = random.Random(3)
        for number in range(MADE_UP):
            place[f"W{number:06}"] = number
            for _ in range(min(number, 10)):
                near.append(number)
                far.append(int(number * dice.random() ** 2))
    matrix = square(np.frombuffer(near, dtype=np.int64), np.frombuffer(far, dtype=np.int64), len(place))
    return Citations(tuple(place), matrix, np.zeros(len(place), dtype=np.int16), np.zeros(len(place), dtype=np.bool_))


class Peak:
    """The most memory that this process holds while the block runs, beside what it held before."""

    def __init__(self) -> None:
        self._process = psutil.Process()
        self._end = threading.Event()
        self._before = self._most = 0

    def __enter__(self) -> Self:
        self._before = self._most = self._process.memory_info().rss
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._end.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._end.wait(0.01):
            self._most = max(self._most, self._process.memory_info().rss)

    @property
    def megabytes(self) -> float:
        """Give it in megabytes."""
        return (self._most - self._before) / 1e6


def _timed(work: Callable[[], Any]) -> tuple[float, Any]:
    start = time.process_time()
    found = work()
    return time.process_time() - start, found


def _whole() -> dict[str, Any]:
    """Measure the whole graph; run in a process of its own, so that memory is its own."""
    seconds, citations = _timed(read)
    import networkit  # noqa: F401, PLC0415 - what a library takes is no measure's
    from scipy.sparse import csgraph  # noqa: F401, PLC0415 - the same

    taken: dict[str, float] = {}
    with Peak() as peak:
        for name, work in {
            "citation count": lambda: citation_count(citations),
            "PageRank to 1e-12": lambda: pagerank(citations),
            "hubs and authorities to 1e-12": lambda: hits(citations),
            "cores": lambda: cores(citations),
            "main path": lambda: main_path(citations),
            "communities (Leiden)": lambda: communities(citations),
            "betweenness, error 0.01": lambda: betweenness(citations),
            "co-citation, all pairs": lambda: sum(block.nnz for _, block in co_citations(citations, at_least=2)),
            "coupling, all pairs": lambda: sum(block.nnz for _, block in couplings(citations, at_least=2)),
        }.items():
            taken[name], _ = _timed(work)
    dice = np.random.default_rng(1)
    ends = [(citations.keys[one], citations.keys[other]) for one, other in dice.integers(len(citations), size=(10, 2))]
    ways = [_timed(partial(paths, citations, one, other, k=3))[0] for one, other in ends]
    return {
        "papers": len(citations),
        "edges": citations.edges,
        "reading": seconds,
        "taken": taken,
        "memory": peak.megabytes,
        "paths": statistics.median(ways),
    }


def _trap() -> dict[str, Any]:
    """Ask networkx for the first hundred papers as it is usually asked."""
    citations = read()
    exact = pagerank(citations)
    near, far = citations.matrix.nonzero()
    graph: nx.DiGraph[int] = nx.DiGraph(zip(near.tolist(), far.tolist(), strict=True))
    seconds, found = _timed(lambda: nx.pagerank(graph))
    fine_seconds, fine = _timed(lambda: nx.pagerank(graph, tol=1e-12 / len(citations), max_iter=1000))
    ours, _ = _timed(lambda: pagerank(citations))
    first = set(np.argsort(-exact, kind="stable")[:100].tolist())

    def right(ranks: dict[int, float]) -> int:
        return len(first & set(sorted(ranks, key=lambda one: -ranks[one])[:100]))

    return {"right": right(found), "fine": right(fine), "seconds": seconds, "fine_seconds": fine_seconds, "ours": ours}


def _small() -> dict[str, tuple[float, float]]:
    """Give the seconds of networkx and ours on a part that networkx serves."""
    whole = read()
    near, far = (one[:SMALL] for one in whole.matrix.nonzero())
    pairs = [(whole.keys[citing], whole.keys[cited]) for citing, cited in zip(near, far, strict=True)]
    citations = Citations.of(pairs)
    graph = nx.DiGraph(pairs)
    plain: nx.Graph[str] = nx.Graph(graph)
    found = {}
    for name, theirs, ours in (
        ("PageRank", lambda: nx.pagerank(graph, tol=1e-12 / len(graph), max_iter=1000), lambda: pagerank(citations)),
        ("cores", lambda: nx.core_number(plain), lambda: cores(citations)),
        ("communities", lambda: nx.community.louvain_communities(plain, seed=1), lambda: communities(citations)),
    ):
        found[name] = _timed(theirs)[0], _timed(ours)[0]
    return found


def _child(what: str) -> Any:
    done = subprocess.run(
        [sys.executable, "-m", "bench.measures", f"--{what}"], check=True, capture_output=True, text=True
    )
    return json.loads(done.stdout)


def rows(folder: Path | None) -> Iterator[tuple[str, str, str]]:
    """Give (what, figure, ratio) for the edge list, and for the citations in the running server of `folder`."""
    whole = _child("whole")
    edges = f"{whole['papers']:,} papers, {whole['edges']:,} citations"
    yield "measures, edge list", edges, f"read in {whole['reading']:.1f} s CPU"
    for name, seconds in whole["taken"].items():
        yield f"measures, {name}", f"{seconds:.2f} s CPU", ""
    yield "measures, all of these", f"{sum(whole['taken'].values()):.1f} s CPU", f"{whole['memory']:.0f} MB at most"
    yield "measures, 3 shortest paths", f"{whole['paths']:.2f} s CPU", "the median of ten pairs"
    trap = _child("trap")
    yield "PageRank, networkx as it comes", f"{trap['seconds']:.2f} s CPU", f"{trap['right']} of its first 100 right"
    fine = f"{trap['fine_seconds'] / trap['ours']:.0f} times ours, {trap['fine']} of its first 100 right"
    yield "PageRank, networkx to 1e-12 in all", f"{trap['fine_seconds']:.2f} s CPU", fine
    for name, (theirs, ours) in _child("small").items():
        yield f"{name}, networkx, {SMALL:,} edges", f"{theirs:.2f} s CPU", "1.00"
        yield f"{name}, ours", f"{ours:.2f} s CPU", f"{ours / theirs:.3f} of networkx"
    if folder is not None:
        yield from _stored(folder)


def _stored(folder: Path) -> Iterator[Row]:
    with connect(f"local:{folder}") as store:
        papers, edges = (
            store.read(f"MATCH {pattern} RETURN count(*) AS n")[0]["n"] for pattern in ("(:Paper)", "()-[:CITES]->()")
        )
        times = {}
        for name, statement in (("counting", BY_COUNTING), ("property", BY_PROPERTY)):
            store.read(statement)  # what plans it once
            taken = []
            for _ in range(15):
                start = time.perf_counter()
                store.read(statement)
                taken.append(time.perf_counter() - start)
            times[name] = statistics.median(taken) * 1000
        yield "20 most cited, by counting", f"{times['counting']:.1f} ms", f"{papers:,} papers, {edges:,} citations"
        ratio = f"{times['property'] / times['counting']:.3f} of counting"
        yield "20 most cited, by cited_by", f"{times['property']:.1f} ms", ratio
        for again in (True, False):
            start = time.process_time()
            report = analyse(store, again=again)
            stages = ", ".join(f"{stage} {seconds:.1f} s" for stage, seconds in report.seconds.items())
            what = "kg analyse, everything" if again else "kg analyse, nothing changed"
            yield what, f"{time.process_time() - start:.1f} s CPU", stages


def main() -> None:
    """Print the rows, or what a child was asked for."""
    asked = {"--whole": _whole, "--trap": _trap, "--small": _small}
    given = sys.argv[1:]
    if given and given[0] in asked:
        print(json.dumps(asked[given[0]]()))
        return
    for what, figure, ratio in rows(Path(given[0]) if given else None):
        print(f"{what:<42}{figure:>34}  {ratio}", flush=True)


if __name__ == "__main__":
    main()
