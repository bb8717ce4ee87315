"""How fast papers get into Neo4j, against one MERGE a row.

The naive load writes what a first script writes, from the same records: one auto-committed MERGE for each paper, each
entity and each relationship.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import neo4j

from extract import Extractor, resolve
from kg.sources import jsonl
from kg.store import connect, local

from .server import memory

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.model import Paper, Resolution

NAIVE = 500
"""How many papers, entities and relationships the naive load is measured by; all of them would take hours."""

MERGE_PAPER = "MERGE (p:Paper {paper_id: $key}) SET p.title = $title, p.abstract = $abstract"
MERGE_ENTITY = "MERGE (e:Entity {entity_id: $key}) SET e.name = $name"
MERGE_RELATION = """\
MATCH (p:Paper {paper_id: $paper})
MATCH (e:Entity {entity_id: $entity})
MERGE (p)-[r:USES]->(e)
SET r.score = $score
"""


def _statements(papers: list[Paper], resolution: Resolution) -> Iterator[tuple[str, dict[str, Any]]]:
    for paper in papers[:NAIVE]:
        yield MERGE_PAPER, {"key": paper.paper_id, "title": paper.title, "abstract": paper.abstract}
    for entity in resolution.entities[:NAIVE]:
        yield MERGE_ENTITY, {"key": entity.entity_id, "name": entity.name}
    for relation in resolution.relations[:NAIVE]:
        yield MERGE_RELATION, {"paper": relation.paper_id, "entity": relation.entity_id, "score": relation.score}


def _naive(folder: Path, papers: list[Paper]) -> float:
    """Return rows a second of a load with one MERGE a row."""
    with connect(f"local:{folder}") as store:
        store.clear()
    with Extractor() as extractor:
        resolution = resolve(extractor.extract(papers[:NAIVE]))
    statements = list(_statements(papers, resolution))
    connection = local.ensure(folder)
    with (
        neo4j.GraphDatabase.driver(connection.url, auth=(connection.user, connection.password)) as driver,
        driver.session() as session,
    ):
        start = time.perf_counter()
        for statement, parameters in statements:
            session.run(statement, parameters).consume()
        return len(statements) / (time.perf_counter() - start)


def rows(papers: list[Paper], folder: Path) -> Iterator[tuple[str, str, str]]:
    """Give (what, figure, ratio) for the whole build of `papers` into the running server of `folder`."""
    with tempfile.TemporaryDirectory() as name:
        file = Path(name) / "papers.jsonl"
        with file.open("w", encoding="utf-8") as out:
            jsonl.write(papers, out)
        start = time.perf_counter()
        done = subprocess.run(
            [sys.executable, "-m", "kg", "build", str(file), "--json"],
            env=os.environ | {"KG_STORE": f"local:{folder}"},
            check=True,
            capture_output=True,
            text=True,
        )
        seconds = time.perf_counter() - start
    report = json.loads(done.stdout)
    yield "whole build, file to graph", f"{len(papers) / seconds:,.0f} papers/s", f"{seconds:.0f} s in all"
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    yield "whole build, peak memory of `kg build`", f"{peak:,.0f} MiB", ""
    yield "local server, memory after the build", memory(folder), ""

    written = report["read"] + sum(report["entities"].values()) + sum(report["relationships"].values())
    ours = written / sum(report["seconds"][stage] for stage in ("merge", "link", "write", "tidy"))
    naive = _naive(folder, papers)
    yield "load, one MERGE a row", f"{naive:,.0f} rows/s", "1.00"
    yield "load, ours", f"{ours:,.0f} rows/s", f"{ours / naive:.1f} of one MERGE a row"
