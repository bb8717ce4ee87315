"""Occurrences: which papers name which entities, with dates, as sparse matrices.

The measures of entities are made of these: a column is an entity, a row is a paper, and a 1 says that it is named.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from functools import cached_property
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from scipy import sparse

from kg import schema
from kg.model import RELATION_TYPES, Label, RelationType

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from kg.store import Run, Store

Matrix = Any
"""A `scipy.sparse.csr_matrix`, which says nothing of its types."""

UNDATED: Final = -1
"""The month of a paper whose day nobody gave."""

PAPERS: Final = """\
MATCH (p:Paper)
WHERE p.stub IS NULL
RETURN id(p) AS id, p.paper_id AS key, p.published.year * 12 + p.published.month - 1 AS month
"""

ENTITIES: Final = """\
MATCH (e:Entity)
RETURN id(e) AS id, e.entity_id AS key, coalesce(e.name, e.entity_id) AS name,
       head([label IN labels(e) WHERE label <> 'Entity']) AS label
"""

NAMED: Final = """\
MATCH (p:Paper)-[:{type}]->(e:Entity)
WHERE p.stub IS NULL
RETURN id(p) AS paper, collect(id(e)) AS entities
"""

VARIANTS: Final = f"""\
MATCH (e:Entity)-[:{schema.VARIANT}]->(base:Entity)
RETURN id(e) AS variant, id(base) AS base
"""


@dataclass(frozen=True, eq=False)
class Occurrences:
    """Which papers name which entities.

    Attributes:
        paper_ids: of the rows.
        months: when each was published, in months since the year 0; `UNDATED` where nobody gave a day.
        entity_ids: of the columns.
        names: what each entity is called.
        labels: what each entity is.
        by_relation: a matrix of ones and zeros for each type of relationship.
        variants: pairs of columns, the variant and what it is a variant of.
    """

    paper_ids: tuple[str, ...]
    months: NDArray[np.int64]
    entity_ids: tuple[str, ...]
    names: tuple[str, ...]
    labels: tuple[Label, ...]
    by_relation: Mapping[RelationType, Matrix]
    variants: tuple[tuple[int, int], ...] = ()

    @cached_property
    def columns(self) -> dict[str, int]:
        """Give entity_id to column."""
        return {one: at for at, one in enumerate(self.entity_ids)}

    @cached_property
    def signature(self) -> str:
        """Give a hash that is another as soon as one paper, one month, one entity or one naming is."""
        told = hashlib.blake2b(digest_size=12)
        for words in (self.paper_ids, self.entity_ids, self.names, self.labels, map(repr, self.variants)):
            told.update("\0".join(words).encode())
            told.update(b"\1")
        told.update(self.months.tobytes())
        for kind in sorted(self.by_relation):
            matrix = self.by_relation[kind]
            told.update(kind.encode())
            for array in (matrix.indptr, matrix.indices):
                told.update(array.astype(np.int64).tobytes())
        return told.hexdigest()

    def naming(self, relations: Collection[RelationType] = RELATION_TYPES) -> Matrix:
        """Return who names what by any of some relations, once whatever the number of relations."""
        found = sparse.csr_matrix((len(self.paper_ids), len(self.entity_ids)), dtype=np.int32)
        for relation in relations:
            if relation in self.by_relation:
                found = found + self.by_relation[relation]
        return _ones(found)

    def of(self, labels: Collection[Label]) -> NDArray[np.int64]:
        """Return the columns of some types of entities."""
        return np.array([at for at, label in enumerate(self.labels) if label in labels], dtype=np.int64)

    def with_variants(self) -> Occurrences:
        """Let who names a variant name what it is a variant of too: whoever names LLaMA-2-70B names LLaMA 2."""
        if not self.variants:
            return self
        size = len(self.entity_ids)
        near, far = np.array(self.variants).T
        up = _ones(sparse.csr_matrix((np.ones(len(near), np.int32), (near, far)), shape=(size, size)))
        up = up + sparse.identity(size, dtype=np.int32, format="csr")
        while (wider := _ones(up @ up)).nnz > up.nnz:
            up = wider
        return replace(self, by_relation={kind: _ones(one @ up) for kind, one in self.by_relation.items()})


def occurrences(store: Store) -> Occurrences:
    """Read which papers name which entities in one transaction; stubs, whose text nobody has read, are left out."""
    return store.read_all(_read)


def _read(run: Run) -> Occurrences:
    papers = sorted(((row["key"], row["month"], row["id"]) for row in run.stream(PAPERS)), key=itemgetter(0))
    entities = sorted(
        ((row["key"], row["name"], row["label"], row["id"]) for row in run.stream(ENTITIES)), key=itemgetter(0)
    )
    paper_ids = {number: key for key, _, number in papers}
    entity_ids = {number: key for key, _, _, number in entities}
    named = {
        kind: [
            (paper_ids[row["paper"]], entity_ids[one])
            for row in run.stream(NAMED.format(type=kind))
            if row["paper"] in paper_ids  # what came after the papers were read is left to the next reading
            for one in row["entities"]
            if one in entity_ids
        ]
        for kind in RELATION_TYPES
    }
    variants = [(entity_ids.get(row["variant"], ""), entity_ids.get(row["base"], "")) for row in run.stream(VARIANTS)]
    return arrange(
        [(key, month) for key, month, _ in papers],
        [(key, name, label) for key, name, label, _ in entities],
        named,
        sorted(variants),
    )


def arrange(
    papers: Sequence[tuple[str, int | None]],
    entities: Sequence[tuple[str, str, Label]],
    named: Mapping[RelationType, Iterable[tuple[str, str]]],
    variants: Iterable[tuple[str, str]] = (),
) -> Occurrences:
    """Arrange plain rows as matrices.

    Args:
        papers: (paper_id, month).
        entities: (entity_id, name, label).
        named: relation to (paper_id, entity_id); those of papers and entities that are not given are left out.
        variants: (entity_id, entity_id of what it is a variant of).

    >>> some = arrange([("p", 24300), ("q", None)], [("a", "A", "Method"), ("b", "B", "Method")],
    ...                {"USES": [("p", "a"), ("q", "a"), ("q", "b")], "INTRODUCES": [("q", "b")]})
    >>> some.naming().toarray().tolist(), some.months.tolist()
    ([[1, 0], [1, 1]], [24300, -1])
    """
    rows = {paper_id: at for at, (paper_id, _) in enumerate(papers)}
    columns = {entity_id: at for at, (entity_id, _, _) in enumerate(entities)}
    return Occurrences(
        paper_ids=tuple(rows),
        months=np.array([UNDATED if month is None else month for _, month in papers], dtype=np.int64),
        entity_ids=tuple(columns),
        names=tuple(name for _, name, _ in entities),
        labels=tuple(label for _, _, label in entities),
        by_relation={kind: _matrix(pairs, rows, columns) for kind, pairs in named.items()},
        variants=tuple((columns[one], columns[base]) for one, base in variants if one in columns and base in columns),
    )


def monthly(occurrences: Occurrences, named: Matrix) -> tuple[tuple[tuple[int, int], ...], ...]:
    """Return for each column of a matrix how many papers of each month have it: (month, papers), in order.

    >>> some = arrange([("p", 24300), ("q", 24302), ("r", None)], [("a", "A", "Method")],
    ...                {"USES": [("p", "a"), ("q", "a"), ("r", "a")]})
    >>> monthly(some, some.naming())
    (((24300, 1), (24302, 1)),)
    """
    there, at = np.unique(occurrences.months, return_inverse=True)
    by_month = sparse.csr_matrix(
        (np.ones(len(at), dtype=np.int32), (at, np.arange(len(at)))), shape=(len(there), len(at))
    )
    counts = (by_month @ named).T.tocsr()
    counts.sort_indices()
    found = []
    for start, end in zip(counts.indptr[:-1].tolist(), counts.indptr[1:].tolist(), strict=True):
        pairs = zip(there[counts.indices[start:end]].tolist(), counts.data[start:end].tolist(), strict=True)
        found.append(tuple((month, papers) for month, papers in pairs if month != UNDATED))
    return tuple(found)


def month_name(month: int) -> str:
    """Write a month as people sort it.

    >>> month_name(12 * 2026 + 2)
    '2026-03'
    """
    return f"{month // 12:04d}-{month % 12 + 1:02d}"


def _matrix(pairs: Iterable[tuple[str, str]], rows: Mapping[str, int], columns: Mapping[str, int]) -> Matrix:
    found = [(rows[paper], columns[entity]) for paper, entity in pairs if paper in rows and entity in columns]
    at = np.array(found, dtype=np.int64).reshape(-1, 2)
    ones = np.ones(len(found), dtype=np.int32)
    return _ones(sparse.csr_matrix((ones, (at[:, 0], at[:, 1])), shape=(len(rows), len(columns))))


def _ones(matrix: Matrix) -> Matrix:
    """Say of each place only whether there is something."""
    found = matrix.tocsr()
    found.sum_duplicates()
    found.eliminate_zeros()
    found.sort_indices()
    found.data = np.ones_like(found.data)
    return found
