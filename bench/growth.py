"""How a graph grows: time, memory, disk and the latency of one node, by how many papers there are.

    python -m bench.growth 10000 100000 1000000

Papers are made up, with texts, authors and fourteen references each, as the corpora have them; what their texts name is
made up too, so that no extractor is measured. Each size is a process of its own, whose peak memory is its own.
"""

from __future__ import annotations

import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import quantiles
from typing import TYPE_CHECKING, Final, Self

import psutil

from kg import queries
from kg.build import Contents, assimilate
from kg.corpus import Extractions
from kg.corpus.extractions import PLACE
from kg.model import Author, Extraction, Mention, Paper, Reference, Statement
from kg.store import connect, local

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from kg.store import Store

REFERENCES: Final = 14
AUTHORS: Final = 4
MENTIONS: Final = 6
WORDS: Final = 120
ASKED: Final = 200
A_MONTH: Final = 9_000

USED: Final = """\
UNWIND $paper_ids AS paper_id
MATCH (:Paper {paper_id: paper_id})-[:USES]->(e:Entity)
RETURN DISTINCT e.entity_id AS entity_id
"""

PLAIN_PAPER: Final = """\
MATCH (p:Paper {paper_id: $paper_id})
OPTIONAL MATCH (p)-[:CITES]->(q:Paper)
RETURN p.title, count(q)
"""


def paper_id(number: int) -> str:
    """Give a paper an arXiv id that it alone has."""
    month, rest = divmod(number, A_MONTH)
    return f"{15 + month // 12:02}{1 + month % 12:02}.{rest + 1:05}"


class Made:
    """Reads texts that were made up, and says of each what it was made to name."""

    def __init__(self, count: int) -> None:
        self._count = count
        dice = random.Random(1)
        self._words = ["".join(dice.choices("aeiounrstlmdkp", k=dice.randint(3, 9))) for _ in range(20_000)]
        self._names = [f"{self._words[number].capitalize()}{number % 97}Net" for number in range(max(200, count // 4))]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def extract(self, papers: Iterable[Paper], *, processes: int = 1) -> Iterator[Extraction]:
        """Say what each paper names."""
        del processes
        for paper in papers:
            mentions = []
            for number, name in enumerate(self._named(paper.abstract)):
                start = paper.abstract.index(name)
                kind = "INTRODUCES" if number == 0 else "USES"
                end = start + len(name)
                mentions.append(Mention("abstract", start, end, name, "Method", 0.9, "made up", kind))  # type: ignore[arg-type]
            yield Extraction(paper, tuple(sorted(mentions, key=lambda one: one.start)))

    def _named(self, abstract: str) -> list[str]:
        return list(dict.fromkeys(word for word in abstract.split() if word.endswith("Net")))

    def papers(self) -> Iterator[Paper]:
        """Make papers up."""
        for number in range(self._count):
            dice = random.Random(number)
            words = [self._words[int(len(self._words) * dice.random() ** 3)] for _ in range(WORDS)]
            for place in range(MENTIONS):
                words[place * 15 + 3] = self._names[int(len(self._names) * dice.random() ** 3)]
            cited = {int(number * dice.random() ** 0.5) for _ in range(REFERENCES)} - {number}
            yield Paper(
                paper_id(number),
                " ".join(words[-8:]) + f" {number}",
                " ".join(words),
                authors=tuple(Author(f"Author {int(self._count * dice.random() ** 2):x}") for _ in range(AUTHORS)),
                year=2015 + number // A_MONTH // 12,
                references=tuple(Reference(paper_id(one)) for one in sorted(cited)),
            )


def latency(ask: Callable[[str], object], asked: Iterable[str]) -> str:
    """Return the median and the 95th percentile of some questions, in milliseconds."""
    took = []
    for one in asked:
        start = time.perf_counter()
        ask(one)
        took.append((time.perf_counter() - start) * 1000)
    cuts = quantiles(took, n=20)
    return f"{cuts[9]:.1f} / {cuts[18]:.1f} ms"


def size(folder: Path) -> int:
    """Return the bytes of all files."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def measure(count: int, folder: Path) -> None:
    """Build one graph, and print what it took and how it answers."""
    made = Made(count)
    start = time.perf_counter()
    known = list(made.papers())
    with Extractions() as kept:
        for _ in kept.extract(known, lambda: made):
            pass
    told = [Contents("bench", tuple(Statement("bench", paper.paper_id, paper) for paper in known), whole=True)]
    print(f"{count:,} papers made up in {time.perf_counter() - start:.0f} s", flush=True)
    with connect(f"local:{folder}") as store:
        worked = time.process_time()
        report = assimilate(store, told, imports_from=0)
        print("  seconds", {stage: round(took, 1) for stage, took in report.seconds.items()}, flush=True)
        print(f"  processor, without Neo4j's {time.process_time() - worked:.0f} s")
        print(f"  peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20:.2f} GiB")
        server = psutil.Process(local.status(folder).pid).memory_info().rss
        print(f"  server {server / 2**30:.2f} GiB, graph on disk {size(folder / 'data') / 2**30:.2f} GiB", flush=True)
        _ask(store, known)


def _ask(store: Store, known: list[Paper]) -> None:
    dice = random.Random(5)
    ids = [one.paper_id for one in dice.choices(known, k=ASKED)]
    entities = [row["entity_id"] for row in store.read(USED, paper_ids=ids)][:ASKED]
    titles = [one.title for one in known[:60]]
    for one in ids[:20]:  # plans and pages are warm in a server that is in use
        queries.paper(store, one)
    for one in entities[:20]:
        queries.entity(store, one)
    print("  latency, median / 95th percentile", flush=True)
    print("    a paper, plain statement:", latency(lambda one: store.read(PLAIN_PAPER, paper_id=one), ids), flush=True)
    print("    a paper, with all around it:", latency(lambda one: queries.paper(store, one), ids), flush=True)
    print("    an entity, with all around it:", latency(lambda one: queries.entity(store, one), entities), flush=True)
    print("    a search:", latency(lambda one: queries.search(store, one), titles), flush=True)


def main() -> None:
    """Measure each size in a process of its own."""
    if sys.argv[1] != "one":
        for count in map(int, sys.argv[1:]):
            with tempfile.TemporaryDirectory() as name:
                environment = os.environ | {PLACE: str(Path(name) / "extractions.sqlite")}
                command = [sys.executable, "-m", "bench.growth", "one", str(count), name]
                try:
                    subprocess.run(command, check=True, env=environment)
                finally:
                    local.stop(Path(name) / "graph")
        return
    measure(int(sys.argv[2]), Path(sys.argv[3]) / "graph")


if __name__ == "__main__":
    main()
