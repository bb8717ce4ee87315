"""The papers whose texts are nearest to a text.

Similarity is the cosine of the vectors of texts, taken after the mean of all papers' vectors is subtracted: what all of
them have in common tells none of them from another. Of a few papers the mean is no rule, and less of it is subtracted.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from kg.errors import KGError
from kg.semantics.model import DIMENSIONS, Model
from kg.semantics.vectors import Vectors, text_hash

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from kg.store import Run, Store

    OnProgress = Callable[[str, int, int], None]

TEXTS: Final = """\
MATCH (p:Paper)
WHERE p.title IS NOT NULL OR p.abstract IS NOT NULL
RETURN p.paper_id AS paper_id, coalesce(p.title, '') AS title, coalesce(p.abstract, '') AS abstract
"""

SOME: Final = """\
UNWIND $paper_ids AS paper_id
MATCH (p:Paper {paper_id: paper_id})
WHERE p.title IS NOT NULL OR p.abstract IS NOT NULL
RETURN p.paper_id AS paper_id, coalesce(p.title, '') AS title, coalesce(p.abstract, '') AS abstract
"""

LAST_WRITE: Final = """\
SHOW DATABASES YIELD home, databaseID, lastCommittedTxn
WHERE home
RETURN databaseID AS store, toString(lastCommittedTxn) AS mark
"""

_AT_ONCE: Final = 512
_FEW: Final = 100
"""Of so many papers half of the mean is subtracted."""


@dataclass(frozen=True, slots=True)
class Near:
    """A paper, and how near its text is: 1 is the same, 0 is nothing to do with it."""

    paper_id: str
    similarity: float


def nearest(
    store: Store,
    text: str,
    n: int = 20,
    *,
    path: Path | None = None,
    on_progress: OnProgress | None = None,
    on_trouble: Callable[[str], None] | None = None,
) -> tuple[Near, ...]:
    """Return the papers of the graph whose texts are nearest to a text, the nearest first.

    Whoever asks more than once opens `Semantics` once.

    Args:
        store: an open store.
        text: what to look for; no word of it need occur.
        n: so many papers.
        path: where vectors are kept; in the user's cache folder when None.
        on_progress: (what, done, total) while texts are made into vectors.
        on_trouble: told in one sentence why vectors cannot be kept.

    Raises:
        CallError: the extra `semantic` is not installed.
        StoreError: the store failed.
    """
    return Semantics(store, path=path, on_progress=on_progress, on_trouble=on_trouble).nearest(text, n)


class Semantics:
    """The texts of a store's papers as vectors.

    It is made from what is kept and from the texts that are new since; interrupted, it goes on where it was. See
    `nearest` for the arguments and what it raises.

    Attributes:
        paper_ids: of the papers that have a text, in order.
        made: how many vectors were made anew.
    """

    def __init__(
        self,
        store: Store,
        *,
        path: Path | None = None,
        on_progress: OnProgress | None = None,
        on_trouble: Callable[[str], None] | None = None,
    ) -> None:
        self._model = Model.load()
        self.made = 0
        self._report = on_progress or _silent
        with Vectors(self._model.name, path, on_trouble=on_trouble) as kept:
            by_paper, vectors = self._all(store, kept)
        self.paper_ids = tuple(sorted(by_paper))
        table = np.zeros((len(self.paper_ids), DIMENSIONS), dtype=np.float32)
        for row, paper_id in enumerate(self.paper_ids):
            table[row] = vectors[by_paper[paper_id]]
        self._middle = table.sum(axis=0) / (len(table) + _FEW)
        self._empty: NDArray[np.bool_] = np.asarray(~table.any(axis=1))
        self._table = _unit(table - self._middle)
        self._row = {paper_id: row for row, paper_id in enumerate(self.paper_ids)}

    def nearest(self, text: str, n: int = 20) -> tuple[Near, ...]:
        """Return the papers whose texts are nearest to a text, the nearest first."""
        (vector,) = self._model.embed([text])
        return self._best(_unit(vector - self._middle), n) if vector.any() else ()

    def like(self, paper_ids: Sequence[str], n: int = 20) -> tuple[Near, ...]:
        """Return the papers whose texts are nearest to those of some papers together, which are left out."""
        rows = [self._row[one] for one in paper_ids if one in self._row and not self._empty[self._row[one]]]
        return self._best(_unit(self._table[rows].mean(axis=0)), n, rows) if rows else ()

    def _best(self, vector: NDArray[np.float32], n: int, without: Sequence[int] = ()) -> tuple[Near, ...]:
        scores = self._table @ vector
        scores[self._empty] = -np.inf
        scores[list(without)] = -np.inf
        count = min(max(n, 0), len(scores))
        some = np.argpartition(-scores, count - 1)[:count] if count else np.zeros(0, dtype=np.int64)
        order = sorted(some.tolist(), key=lambda row: (-scores[row], row))
        return tuple(
            Near(self.paper_ids[row], round(float(scores[row]), 4)) for row in order if np.isfinite(scores[row])
        )

    def _all(self, store: Store, kept: Vectors) -> tuple[dict[str, bytes], dict[bytes, NDArray[np.float32]]]:
        """Return paper to hash of its text, and that to its vector; the store is read where it was written to."""
        where = _last_write(store)
        listed = kept.papers(*where) if where else None
        if listed is not None:
            known = kept.find(listed.values())
            if known.keys() >= set(listed.values()):
                return listed, known
        hashes = dict(store.read_all(_hashes))
        known = kept.find(hashes.values())
        by_hash = {digest: paper_id for paper_id, digest in hashes.items() if digest not in known}
        missing = list(by_hash.values())
        for at in range(0, len(missing), _AT_ONCE):
            rows = store.read(SOME, paper_ids=missing[at : at + _AT_ONCE])
            texts = {text_hash(text): text for text in map(_text, rows)}
            fresh = dict(zip(texts, self._model.embed(list(texts.values())), strict=True))
            kept.keep(fresh)
            known.update(fresh)
            self.made += len(fresh)
            self._report("vectors", min(at + _AT_ONCE, len(missing)), len(missing))
        there = {paper_id: digest for paper_id, digest in hashes.items() if digest in known}
        if where and len(there) == len(hashes):  # a text that changed while it was read is left to the next time
            kept.note(*where, there)
        return there, known


def _hashes(run: Run) -> Iterable[tuple[str, bytes]]:
    return [(row["paper_id"], text_hash(_text(row))) for row in run.stream(TEXTS)]


def _text(row: dict[str, Any]) -> str:
    return f"{row['title']}. {row['abstract']}"


def _last_write(store: Store) -> tuple[str, str] | None:
    """Return which database it is and its last transaction; None where the user may not see it."""
    try:
        rows = store.read(LAST_WRITE)
    except KGError:
        return None
    if len(rows) != 1 or None in rows[0].values() or rows[0]["mark"] == "-1":
        return None
    return rows[0]["store"], rows[0]["mark"]


def _unit(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(vectors / np.where(lengths > 0, lengths, 1), dtype=np.float32)


def _silent(what: str, done: int, total: int) -> None:
    del what, done, total
