"""How fast citations get into Neo4j, against one MERGE a citation.

Real papers with their reference lists where they lie beside us, else made-up ones; titles alone, so that little but
the graph is measured. The naive way writes what a first script writes: one auto-committed statement a row.
"""

from __future__ import annotations

import random
import time
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import neo4j

from kg import sources
from kg.build import Contents, assimilate
from kg.model import Paper, Reference, Statement
from kg.store import connect, local

if TYPE_CHECKING:
    from collections.abc import Iterator

REAL = Path(__file__).parents[2] / "shared" / "corpora" / "openalex_synergy.jsonl.gz"
NAIVE = 500

MERGE_PAPER = "MERGE (p:Paper {paper_id: $key}) SET p.title = $title"
MERGE_CITES = "MERGE (p:Paper {paper_id: $key}) MERGE (q:Paper {paper_id: $other}) MERGE (p)-[:CITES]->(q)"


def papers(count: int) -> list[Paper]:
    """Return papers with references."""
    if REAL.exists():
        found = islice(sources.read(REAL, on_reject=lambda _: None), count)
        return [Paper(one.paper_id, one.title, ids=one.ids, year=one.year, references=one.references) for one in found]
    dice = random.Random(3)
    return [
        Paper(
            f"W{10 + number}",
            f"Made up for a benchmark, number {number}",
            references=tuple(Reference(f"W{dice.randrange(10, 30 * count)}") for _ in range(35)),
        )
        for number in range(count)
    ]


def rows(folder: Path, count: int) -> Iterator[tuple[str, str, str]]:
    """Give (what, figure, ratio) for a load of citations into the running server of `folder`."""
    known = papers(count)
    statements = tuple(Statement("bench", paper.paper_id, paper) for paper in known)
    with connect(f"local:{folder}") as store:
        store.clear()
        start = time.perf_counter()
        report = assimilate(store, [Contents("bench", statements, whole=True)])
        seconds = report.seconds["merge"] + report.seconds["link"]
        written = len(known) + store.read("MATCH ()-[r:CITES]->() RETURN count(r) AS n")[0]["n"]
        whole = time.perf_counter() - start
        store.clear()
    naive = _naive(folder, known)
    ours = written / seconds
    yield "citations, one MERGE each", f"{naive:,.0f} rows/s", "1.00"
    yield "citations, ours: merge and link", f"{ours:,.0f} rows/s", f"{ours / naive:.1f} of one MERGE each"
    yield "citations, whole build", f"{written:,} rows", f"{whole:.0f} s in all"


def _naive(folder: Path, known: list[Paper]) -> float:
    """Return rows a second of one auto-committed statement a row."""
    pairs = [(paper.paper_id, reference.paper_id) for paper in known for reference in paper.references][:NAIVE]
    connection = local.ensure(folder)
    with (
        neo4j.GraphDatabase.driver(connection.url, auth=(connection.user, connection.password)) as driver,
        driver.session() as session,
    ):
        start = time.perf_counter()
        for paper in known[:NAIVE]:
            session.run(MERGE_PAPER, key=paper.paper_id, title=paper.title).consume()
        for citing, cited in pairs:
            session.run(MERGE_CITES, key=citing, other=cited).consume()
        return (min(NAIVE, len(known)) + len(pairs)) / (time.perf_counter() - start)
