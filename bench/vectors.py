"""Whether Neo4j's vector index or exact numpy should find the nearest papers.

    python -m bench.vectors [--papers N] [--questions N]

Real abstracts where they lie beside us, made into vectors by the extra `semantic`; the questions are the vectors of
papers, moved at random by a tenth of their length. Both answer in one run: latency, memory on disk and in the process,
and how many of the ten that are truly nearest come back.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import resource
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from kg.semantics.model import Model
from kg.store import connect, local

from .shared import CORPORA

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from kg.store import Store

FILES = ("arxiv_daily.jsonl.gz", "hf_daily.jsonl.gz")
TEN = 10
AT_ONCE = 500

CREATE = """\
UNWIND $rows AS row
CREATE (p:Vectored {paper_id: row.key, vector: row.vector})
"""
INDEX = """\
CREATE VECTOR INDEX vectored IF NOT EXISTS FOR (p:Vectored) ON (p.vector)
OPTIONS {indexConfig: {`vector.dimensions`: 256, `vector.similarity_function`: 'cosine'}}
"""
NEAREST = """\
CALL db.index.vector.queryNodes('vectored', $n, $vector) YIELD node, score
RETURN node.paper_id AS key
"""
KEYS = "MATCH (p:Vectored) RETURN p.paper_id AS key"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m bench.vectors")
    parser.add_argument("--papers", type=int, default=84_000)
    parser.add_argument("--questions", type=int, default=200)
    parser.add_argument("--folder", type=Path, help="Where Neo4j's store lies while it is measured.")
    options = parser.parse_args()
    texts = _texts(options.papers)
    start = time.process_time()
    vectors = Model.load().embed(texts)
    spent = time.process_time() - start
    print(f"{len(texts):,} texts made into vectors: {len(texts) / spent:,.0f} a CPU second", flush=True)
    dice = np.random.default_rng(7)
    asked = vectors[dice.choice(len(vectors), options.questions, replace=False)]
    noise = dice.standard_normal(asked.shape).astype(np.float32)
    asked = asked + 0.1 * noise / np.linalg.norm(noise, axis=1, keepdims=True)
    asked /= np.linalg.norm(asked, axis=1, keepdims=True)
    exact = _exactly(vectors, asked)
    with tempfile.TemporaryDirectory() as name:
        folder = options.folder or Path(name) / "graph"
        before = _weight(folder)
        try:
            with connect(f"local:{folder}") as store:
                _load(store, vectors)
                _index(store, vectors, asked, exact)
            print(f"{'Neo4j: on disk':<44}{(_weight(folder) - before) / 1e6:>12,.0f} MB")
        finally:
            local.stop(folder)


def _texts(count: int) -> list[str]:
    found: list[str] = []
    for name in FILES:
        if (CORPORA / name).exists():
            with gzip.open(CORPORA / name, "rt", encoding="utf-8") as lines:
                for line in lines:
                    paper = json.loads(line)
                    found.append(f"{paper['title']}. {paper.get('abstract') or ''}")
    if not found:
        sys.exit("The corpora are not here; bench.vectors measures on real abstracts alone.")
    return found[:count]


def _exactly(vectors: NDArray[np.float32], asked: NDArray[np.float32]) -> list[set[str]]:
    """Print what exact numpy takes, and return the ten nearest of each question."""
    half = vectors.astype(np.float16)
    for name, table in (
        ("numpy, float32", vectors),
        ("numpy, kept as float16, asked as float32", half.astype(np.float32)),
    ):
        found: list[set[str]] = []

        def ask(vector: NDArray[np.float32], table: NDArray[np.float32] = table, found: list[set[str]] = found) -> None:
            scores = table @ vector
            best = np.argpartition(-scores, TEN)[:TEN]
            found.append({str(one) for one in best})

        _timed(name, ask, asked)
        if table is vectors:
            exact = found
        print(f"{'  recall@10':<44}{_recall(found, exact):>12.3f}")
    print(f"{'  in memory, float32':<44}{vectors.nbytes / 1e6:>12,.0f} MB")
    print(f"{'  on disk, float16':<44}{half.nbytes / 1e6:>12,.0f} MB", flush=True)
    return exact


def _load(store: Store, vectors: NDArray[np.float32]) -> None:
    start = time.perf_counter()
    for at in range(0, len(vectors), AT_ONCE):
        rows = [{"key": str(at + n), "vector": vector.tolist()} for n, vector in enumerate(vectors[at : at + AT_ONCE])]
        store.write(CREATE, rows=rows)
    print(f"{'Neo4j: writing':<44}{time.perf_counter() - start:>12,.0f} s", flush=True)


def _index(store: Store, vectors: NDArray[np.float32], asked: NDArray[np.float32], exact: list[set[str]]) -> None:
    start = time.perf_counter()
    store.write(INDEX)
    store.read("CALL db.awaitIndexes(1800)")
    print(f"{'Neo4j: making the index':<44}{time.perf_counter() - start:>12,.0f} s", flush=True)
    for wanted in (TEN, 10 * TEN):
        found: list[set[str]] = []

        def ask(vector: NDArray[np.float32], wanted: int = wanted, found: list[set[str]] = found) -> None:
            rows = store.read(NEAREST, n=wanted, vector=vector.tolist())
            found.append({row["key"] for row in rows[:TEN]})

        _timed(f"Neo4j: index asked for {wanted}", ask, asked)
        print(f"{'  recall@10':<44}{_recall(found, exact):>12.3f}", flush=True)
    start = time.perf_counter()
    keys = store.read(KEYS)
    print(f"{'Neo4j: reading all ids, for numpy':<44}{1000 * (time.perf_counter() - start):>12,.0f} ms ({len(keys):,})")
    print(f"{'this process, most':<44}{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:>12,.0f} MB")
    del vectors


def _timed(name: str, ask: Callable[[Any], None], asked: NDArray[np.float32]) -> None:
    taken = []
    for vector in asked:
        start = time.perf_counter()
        ask(vector)
        taken.append(1000 * (time.perf_counter() - start))
    p50, p95 = np.percentile(taken, [50, 95])
    print(f"{name:<44}{p50:>12.1f} ms p50 {p95:>10.1f} ms p95", flush=True)


def _recall(found: list[set[str]], exact: list[set[str]]) -> float:
    return float(np.mean([len(one & other) / TEN for one, other in zip(found, exact, strict=True)]))


def _weight(folder: Path) -> int:
    return sum((Path(root) / name).stat().st_size for root, _, names in os.walk(folder) for name in names)


if __name__ == "__main__":
    main()
