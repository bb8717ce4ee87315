"""What the measures of entities cost, in CPU seconds, beside the plain way to get the same.

    python -m bench.entity_measures [PAPERS]

PAPERS is how many made-up papers to measure, 84,000 unless given. Each names a few things of its own and a few of a
long tail, as real ones do: 29,507 entities and 45,963 namings in 9,577 papers of Hugging Face.
"""

from __future__ import annotations

import random
import sys
import time
from collections import Counter
from itertools import combinations, islice
from typing import TYPE_CHECKING, TypeVar

import networkx as nx
import numpy as np
from scipy.stats import fisher_exact

from kg.measures.cooccurrence import cooccurrence, together
from kg.measures.field_map import LABELS, communities, field_map, joined
from kg.measures.gaps import gaps, tried
from kg.measures.likeness import alike
from kg.measures.occurrences import Matrix, Occurrences, arrange
from kg.measures.significance import more_by_chance
from kg.measures.trends import trends

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kg.model import Label, RelationType

Row = tuple[str, str, str]
T = TypeVar("T")

TESTED = 300
"""Pairs that the plain way tests one by one; more would take minutes."""

KINDS: tuple[Label, ...] = ("Method", "Benchmark", "Model", "Task")
RELATIONS: dict[Label, RelationType] = {
    "Method": "USES", "Benchmark": "EVALUATES_ON", "Model": "USES", "Task": "ADDRESSES",
}  # fmt: skip


def made_up(papers: int, *, fields: int = 40, seed: int = 5) -> Occurrences:
    """Make papers of some fields up: each names 3 things of its field, 1 that anybody may name, and 1 of its own."""
    dice = random.Random(seed)
    size = max(50, papers // fields // 4)
    named: dict[RelationType, list[tuple[str, str]]] = {}
    labels: dict[str, Label] = {}
    for number in range(papers):
        field = dice.randrange(fields)
        # A tail as long as Zipf's: the square of an even number falls low most of the time.
        tail = [f"f{field}-{int(size * dice.random() ** 3)}" for _ in range(3)]
        for entity in {*tail, f"all-{int(300 * dice.random() ** 2)}", f"own-{number}"}:
            label = labels.setdefault(entity, KINDS[sum(map(ord, entity)) % 4])
            named.setdefault(RELATIONS[label], []).append((f"p{number}", entity))
    rows = [(f"p{number}", 12 * 2024 + number * 30 // papers) for number in range(papers)]
    return arrange(rows, [(entity, entity, label) for entity, label in sorted(labels.items())], named)


def rows(papers: int) -> Iterator[Row]:
    """Give (what, figure, ratio) for each measure."""
    some = made_up(papers)
    named = some.naming()
    yield f"{papers:,} papers, {len(some.entity_ids):,} entities", f"{named.nnz:,} namings", ""
    found, ours = _timed(lambda: cooccurrence(named))
    plain = _timed(lambda: _counted(some))[1]
    yield "co-occurrence: pairs and their chance", f"{ours:.2f} s, {len(found):,} pairs", _ratio(plain, ours, "Counter")
    tables = list(_margins(named))
    both, first, second = np.array(tables).T
    ours = _timed(lambda: more_by_chance(both, first, second, papers))[1]
    plain = _timed(lambda: [_one_by_one(a, b, c, papers) for a, b, c in tables])[1]
    yield f"Fisher's test of {len(tables)} pairs", f"{1000 * ours:.1f} ms", _ratio(plain, ours, "scipy, one by one")
    yield "rising and falling", f"{_timed(lambda: trends(some))[1]:.2f} s", ""
    columns = some.of(LABELS)
    frequency = np.asarray(named[:, columns].sum(axis=0)).ravel()
    edges = joined(together(named[:, columns[frequency >= 3]]), least=3)  # noqa: PLR2004 - as the map does
    ours = _timed(lambda: communities(edges))[1]
    graph = nx.from_scipy_sparse_array(edges)
    plain = _timed(lambda: nx.community.louvain_communities(graph, seed=3))[1]
    yield f"communities of {edges.shape[0]:,}", f"{ours:.2f} s", _ratio(plain, ours, "networkx's Louvain")
    yield "map of the field, whole", f"{_timed(lambda: field_map(some))[1]:.2f} s", ""
    matrix = tried(some)
    shape = " by ".join(f"{side:,}" for side in matrix.papers.shape)
    yield f"gaps of one method, {shape}", f"{_timed(lambda: gaps(matrix, methods=matrix.methods[:1]))[1]:.2f} s", ""
    yield "what is alike, of one entity", f"{_timed(lambda: alike(some, 'all-0'))[1]:.2f} s", ""


def _timed(work: Callable[[], T]) -> tuple[T, float]:
    start = time.process_time()
    found = work()
    return found, time.process_time() - start


def _ratio(plain: float, ours: float, what: str) -> str:
    return f"{what} takes {plain / max(ours, 1e-6):,.1f} times as long"


def _counted(some: Occurrences) -> Counter[tuple[int, int]]:
    """Count pairs as a first script does."""
    found: Counter[tuple[int, int]] = Counter()
    matrix = some.naming()
    for start, end in zip(matrix.indptr, matrix.indptr[1:], strict=False):
        found.update(combinations(matrix.indices[start:end].tolist(), 2))
    return found


def _margins(named: Matrix) -> Iterator[tuple[int, int, int]]:
    found = cooccurrence(named)
    frequency = np.asarray(named.sum(axis=0)).ravel()
    pairs = zip(found.papers.tolist(), found.first.tolist(), found.second.tolist(), strict=True)
    for both, first, second in islice(pairs, TESTED):
        yield both, int(frequency[first]), int(frequency[second])


def _one_by_one(both: int, first: int, second: int, papers: int) -> float:
    cells = [[both, first - both], [second - both, papers - first - second + both]]
    return float(fisher_exact(cells, alternative="greater").pvalue)


if __name__ == "__main__":
    for what, figure, ratio in rows(int(sys.argv[1]) if len(sys.argv) > 1 else 84_000):
        print(f"{what:<48}{figure:>28}  {ratio}", flush=True)
