"""This file is about how fast papers get into Neo4j, against one MERGE a row.

The naive load writes the same rows the way a first script does: one auto-committed MERGE for each paper, entity and
relationship, from the same records.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import neo4j

from extract import Extractor, resolve
from kg.sources import jsonl
from kg.store import connect, local

from .server import memory

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.model import Paper, Resolution

NAIVE_STATEMENTS = 1_500
"""Enough to measure the naive load by; all of them would take hours."""


def _naive(connection: local.Connection, papers: list[Paper], resolution: Resolution) -> float:
    """Return statements a second of a load with one MERGE a statement."""
    statements: Iterator[tuple[str, dict[str, object]]] = (
        *(
            (
                "MERGE (p:Paper {paper_id: $key}) SET p.title = $title, p.abstract = $text",
                {"key": paper.paper_id, "title": paper.title, "text": paper.abstract},
            )
            for paper in papers[: NAIVE_STATEMENTS // 3]
        ),
        *(
            ("MERGE (e:Entity {entity_id: $key}) SET e.name = $name", {"key": entity.entity_id, "name": entity.name})
            for entity in resolution.entities[: NAIVE_STATEMENTS // 3]
        ),
        *(
            (
                "MATCH (p:Paper {paper_id: $paper}) MATCH (e:Entity {entity_id: $entity}) MERGE (p)-[r:USES]->(e) SET r.score = $score",
                {"paper": relation.paper_id, "entity": relation.entity_id, "score": relation.score},
            )
            for relation in resolution.relations[: NAIVE_STATEMENTS // 3]
        ),
    ).__iter__()
    count = 0
    with (
        neo4j.GraphDatabase.driver(connection.url, auth=(connection.user, connection.password)) as driver,
        driver.session() as session,
    ):
        start = time.perf_counter()
        for statement, parameters in islice(statements, NAIVE_STATEMENTS):
            session.run(neo4j.Query(statement), parameters).consume()
            count += 1
        return count / (time.perf_counter() - start)


def rows(papers: list[Paper], folder: Path) -> Iterator[tuple[str, str, str]]:
    """Give (what, figure, ratio) for the whole build of `papers` into the running server of `folder`."""
    with tempfile.TemporaryDirectory() as name:
        file = Path(name) / "papers.jsonl"
        with file.open("w", encoding="utf-8") as out:
            jsonl.write(papers, out)
        command = ["/usr/bin/time", "-f", "%M", sys.executable, "-m", "kg", "build", str(file), "--json"]
        if not Path(command[0]).exists():
            command = command[3:]
        start = time.perf_counter()
        done = subprocess.run(
            command, env=os.environ | {"KG_STORE": f"local:{folder}"}, check=True, capture_output=True, text=True
        )
        seconds = time.perf_counter() - start
    report = json.loads(done.stdout)
    written = sum(report["nodes"].values()) + sum(report["relationships"].values())
    write_seconds = report["seconds"]["write"]
    yield (
        "whole build, page to graph",
        f"{len(papers) / seconds:,.0f} papers/s",
        f"{seconds:.0f} s for {len(papers):,} papers",
    )
    yield "local server, memory after the build", memory(folder), ""

    with connect(f"local:{folder}") as store:
        store.clear()
    with Extractor() as extractor:
        resolution = resolve(extractor.extract(papers[:NAIVE_STATEMENTS]))
    naive = _naive(local.ensure(folder), papers, resolution)
    batched = written / write_seconds
    yield "load, one MERGE a row", f"{naive:,.0f} rows/s", "1.00"
    yield "load, ours", f"{batched:,.0f} rows/s", f"{batched / naive:.1f} of one MERGE a row"
