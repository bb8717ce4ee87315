"""The graph as sparse matrices: which paper cites which, and which paper names which entity.

Rows and columns stand in the order of keys, so that a measure of one graph is the same whenever it is read.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from scipy import sparse

from kg import schema

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from kg.store import Run, Store

    Edges = tuple[NDArray[np.int64], NDArray[np.int64]]

PAPERS: Final = """\
MATCH (p:Paper)
RETURN id(p) AS id, p.paper_id AS key, coalesce(p.published.year, p.year, 0) AS year, coalesce(p.stub, false) AS stub
"""

CITES: Final = """\
MATCH (p:Paper)
RETURN id(p) AS near, COLLECT { MATCH (p)-[:CITES]->(q:Paper) RETURN id(q) } AS far
"""

ENTITIES: Final = """\
MATCH (e:Entity)
RETURN id(e) AS id, e.entity_id AS key, coalesce(e.name, e.entity_id) AS name,
       head([label IN labels(e) WHERE label <> 'Entity']) AS label
"""

NAMES: Final = f"""\
MATCH (p:Paper)
WHERE p.stub IS NULL
RETURN id(p) AS near,
       COLLECT {{ MATCH (p)-[:{"|".join(schema.TEXT_RELATIONSHIPS)}]->(e:Entity) RETURN DISTINCT id(e) }} AS far
"""


@dataclass(frozen=True, eq=False)
class Citations:
    """The citation graph.

    Attributes:
        keys: paper_id of each row and column, in order.
        matrix: a row cites a column where there is a 1; a sparse array of n by n, each row in order, none cites itself.
        years: of each paper; 0 where it is not known.
        stubs: whether each paper is known by its id alone.

    Example:
        >>> found = Citations.of([("c", "a"), ("c", "b"), ("b", "a")])
        >>> found.keys
        ('a', 'b', 'c')
        >>> found.matrix.toarray().tolist()
        [[0, 0, 0], [1, 0, 0], [1, 1, 0]]
        >>> len(found), found.edges
        (3, 3)
    """

    keys: tuple[str, ...]
    matrix: Any
    years: NDArray[np.int16]
    stubs: NDArray[np.bool_]

    @classmethod
    def of(
        cls, pairs: Iterable[tuple[str, str]], *, papers: Iterable[str] = (), years: Mapping[str, int] | None = None
    ) -> Citations:
        """Make it of pairs of citing and cited paper; a graph of networkx gives them as `graph.edges`.

        Args:
            pairs: each counts once; one of a paper with itself does not.
            papers: those that are there besides.
            years: of some papers.
        """
        found = list(pairs)
        place = {key: number for number, key in enumerate(sorted({*papers, *(one for pair in found for one in pair)}))}
        near = np.fromiter((place[citing] for citing, _ in found), dtype=np.int64, count=len(found))
        far = np.fromiter((place[cited] for _, cited in found), dtype=np.int64, count=len(found))
        known = years or {}
        return cls(
            tuple(place),
            square(near, far, len(place)),
            np.fromiter((known.get(key, 0) for key in place), dtype=np.int16, count=len(place)),
            np.zeros(len(place), dtype=np.bool_),
        )

    def __len__(self) -> int:
        """Return how many papers there are."""
        return len(self.keys)

    @property
    def edges(self) -> int:
        """Return how many citations there are."""
        return int(self.matrix.nnz)

    @cached_property
    def place(self) -> dict[str, int]:
        """Give paper_id to row."""
        return {key: number for number, key in enumerate(self.keys)}

    @cached_property
    def backwards(self) -> Any:
        """Give the matrix of which paper is cited by which."""
        return self.matrix.T.tocsr()

    @cached_property
    def signature(self) -> str:
        """Give a hash that is another as soon as one paper, one year or one citation is."""
        return _hash(self.keys, self.matrix, self.years)


@dataclass(frozen=True, eq=False)
class Namings:
    """Which papers name which entities, whatever they say of them.

    Attributes:
        papers: paper_id of each row, in order; those of `Citations` read at the same time.
        entities: entity_id of each column, in order.
        names: of the entities.
        labels: of the entities.
        matrix: a row names a column where there is a 1.
    """

    papers: tuple[str, ...]
    entities: tuple[str, ...]
    names: tuple[str, ...]
    labels: tuple[str, ...]
    matrix: Any

    @cached_property
    def signature(self) -> str:
        """Give a hash that is another as soon as one paper, one entity, its name or one naming is."""
        return _hash((*self.papers, *self.entities, *self.names, *self.labels), self.matrix)


def citations(store: Store) -> Citations:
    """Read the whole citation graph, row by row, in one transaction."""
    return store.read_all(_citations)


def namings(store: Store) -> Namings:
    """Read what all papers name, row by row, in one transaction."""
    return store.read_all(_namings)


def _citations(run: Run) -> Citations:
    place, keys, columns = _ordered(run.stream(PAPERS))
    near, far = _edges(run.stream(CITES), place, place)
    return Citations(
        keys,
        square(near, far, len(keys)),
        np.array(columns["year"], dtype=np.int16),
        np.array(columns["stub"], dtype=np.bool_),
    )


def _namings(run: Run) -> Namings:
    papers, paper_ids, _ = _ordered(run.stream(PAPERS))
    entities, entity_ids, columns = _ordered(run.stream(ENTITIES))
    near, far = _edges(run.stream(NAMES), papers, entities)
    return Namings(
        paper_ids,
        entity_ids,
        tuple(columns["name"]),
        tuple(columns["label"]),
        table(near, far, (len(paper_ids), len(entity_ids))),
    )


def _ordered(rows: Iterator[dict[str, Any]]) -> tuple[dict[int, int], tuple[str, ...], dict[str, list[Any]]]:
    """Give the place of each node by Neo4j's id, the keys in order, and the other columns in that order."""
    found = sorted(rows, key=lambda row: str(row["key"]))
    place = {row["id"]: number for number, row in enumerate(found)}
    names = [name for name in (found[0] if found else ()) if name not in {"id", "key"}]
    columns = {name: [row[name] for row in found] for name in names} or dict.fromkeys(("year", "stub", "name", "label"))
    return place, tuple(row["key"] for row in found), {name: values or [] for name, values in columns.items()}


def _edges(rows: Iterator[dict[str, Any]], near: Mapping[int, int], far: Mapping[int, int]) -> Edges:
    """Give the places of both ends; what came after the nodes were read is left to the next reading."""
    starts: list[NDArray[np.int64]] = []
    ends: list[NDArray[np.int64]] = []
    for row in rows:
        start = near.get(row["near"])
        if start is None or not row["far"]:
            continue
        found = [place for one in row["far"] if (place := far.get(one)) is not None]
        ends.append(np.array(found, dtype=np.int64))
        starts.append(np.full(len(found), start, dtype=np.int64))
    if not starts:
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    return np.concatenate(starts), np.concatenate(ends)


def square(near: NDArray[np.int64], far: NDArray[np.int64], size: int) -> Any:
    """Make a sparse array of citations; each counts once, and one of a paper with itself does not."""
    apart = near != far
    return table(near[apart], far[apart], (size, size))


def table(near: NDArray[np.int64], far: NDArray[np.int64], shape: tuple[int, int]) -> Any:
    """Make a sparse array with a 1 at each pair."""
    made = sparse.csr_array((np.ones(len(near), dtype=np.int32), (near, far)), shape=shape)
    made.sum_duplicates()
    made.sort_indices()
    made.data[:] = 1
    return made


def _hash(keys: Sequence[str], matrix: Any, *more: NDArray[Any]) -> str:
    told = hashlib.blake2b(digest_size=12)
    for key in keys:
        told.update(key.encode())
        told.update(b"\0")
    for array in (matrix.indptr, matrix.indices, *more):
        told.update(np.ascontiguousarray(array, dtype=np.int64).tobytes())
    return told.hexdigest()
