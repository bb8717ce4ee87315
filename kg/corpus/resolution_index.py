"""Resolving again only what new, changed and removed papers can affect.

    with ResolutionIndex(path) as index:
        if index.state != state_of_the_graph: ...                # it is not of this graph: begin anew, with every paper
        with index.change(added=extractions, removed=paper_ids) as change:
            ...                                                  # write what is new, remove what is gone

After any changes, in any order, it says what `extract.resolve` says of all its papers at once. It can be made again
from the extractions at any time; one file belongs to one graph.
"""

from __future__ import annotations

import hashlib
import sqlite3
import zlib
from collections import defaultdict
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, Final, NamedTuple, Self

from extract.resolution import points, resolve, without_collection
from extract.version import exact_version
from kg.corpus import listings, said
from kg.corpus.change import Change
from kg.corpus.encoding import decode, encode
from kg.corpus.extractions import default_path
from kg.corpus.files import open_file
from kg.corpus.known import SIZE, Known, known, packed_facts, parts, resolved, unpacked
from kg.errors import KGError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
    from pathlib import Path
    from types import TracebackType

    from kg.corpus.listings import Listing
    from kg.model import Entity, Extraction, Relation, Resolution

    Cites = Mapping[str, Collection[str]]
    Values = Collection[str] | Collection[int] | Collection[bytes]

_APPLICATION: Final = 0x6B_67_72_69
"""Stands in the head of our files ("kgri")."""
_FORMAT: Final = 2
"""Changes with the tables."""
_AT_ONCE: Final = 5000

_TABLES: Final = (
    """
    CREATE TABLE IF NOT EXISTS paper (
      number INTEGER PRIMARY KEY,
      paper_id TEXT NOT NULL UNIQUE,
      fingerprint BLOB NOT NULL,
      facts BLOB NOT NULL,
      found BLOB NOT NULL,
      mentions INTEGER NOT NULL
    )
    """,
    """
    CREATE TABLE IF NOT EXISTS point (
      point BLOB NOT NULL,
      number INTEGER NOT NULL,
      PRIMARY KEY (point, number)
    ) WITHOUT ROWID
    """,
    "CREATE TABLE IF NOT EXISTS version (name TEXT NOT NULL)",
    *said.TABLES,
    *listings.TABLES,
)
_FINGERPRINTS: Final = "SELECT paper_id, fingerprint FROM paper"
_MENTIONS: Final = "SELECT paper_id, mentions FROM paper"
_PAPERS: Final = "SELECT number, paper_id, facts, found FROM paper WHERE {column} IN ({marks})"
_NUMBERS: Final = "SELECT DISTINCT number FROM point WHERE point IN ({marks})"
_ADD_PAPER: Final = """
INSERT INTO paper (paper_id, fingerprint, facts, found, mentions)
VALUES (?, ?, ?, ?, ?)
RETURNING number
"""
_ADD_POINT: Final = "INSERT INTO point (point, number) VALUES (?, ?)"
_EMPTY: Final = ("DELETE FROM paper", "DELETE FROM point", "DELETE FROM version", *said.EMPTY, *listings.EMPTY)
_ADD_VERSION: Final = "INSERT INTO version (name) VALUES (?)"
_DROP_PAPER: Final = "DELETE FROM paper WHERE number = ?"
_DROP_POINT: Final = "DELETE FROM point WHERE point = ? AND number = ?"


class ResolutionIndex:
    """Knows what resolution needs of each paper of one graph.

    Args:
        path: the file; it is made, and emptied when another version of the extractor filled it.
        version: of the extractor and of resolution; ours, to the byte, when None.
    """

    def __init__(self, path: Path, *, version: str | None = None) -> None:
        self.path = path
        self._version = version or exact_version()
        self._file: sqlite3.Connection

    def __enter__(self) -> Self:
        with self._errors():
            self._file = open_file(self.path, _APPLICATION, _TABLES)
            if self._file.execute("SELECT name FROM version").fetchall() != [(self._version,)]:
                with self._file:
                    self._file.execute("BEGIN IMMEDIATE")
                    for statement in _EMPTY:
                        self._file.execute(statement)
                    self._file.execute(_ADD_VERSION, (self._version,))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._file.close()

    @property
    def state(self) -> str:
        """What the index knows, in one word: equal for equal papers, in whatever order they came."""
        with self._errors():
            total = sum(int.from_bytes(one) for _, one in self._file.execute(_FINGERPRINTS))
            total += sum(listings.fingerprints(self._file, SIZE))
        return f"{self._version}:{total % 2 ** (8 * SIZE):0{2 * SIZE}x}"

    def paper_ids(self) -> frozenset[str]:
        """Give the ids of the papers that the index knows."""
        with self._errors():
            return frozenset(paper_id for paper_id, _ in self._file.execute(_FINGERPRINTS))

    def resolution(self) -> Resolution:
        """Say what resolution says of all papers."""
        with self._errors():
            papers = self._known("paper_id", self.paper_ids())
            return said.resolution(self._file, {paper_id: one.extraction for paper_id, one in papers.items()})

    def mentions(self) -> dict[str, int]:
        """Give the id of each paper with how many mentions it has."""
        with self._errors():
            return dict(self._file.execute(_MENTIONS))

    def extractions(self, paper_ids: Collection[str]) -> dict[str, Extraction]:
        """Give what was found in some papers, by paper_id."""
        with self._errors():
            return {paper_id: one.extraction for paper_id, one in self._known("paper_id", paper_ids).items()}

    def relations(self, papers: Mapping[str, Extraction]) -> list[Relation]:
        """Give all that is said of some papers, in the order of a resolution."""
        with self._errors():
            return said.relations(self._file, papers, papers)

    def entities(self) -> list[Entity]:
        """Give every entity that a text names."""
        with self._errors():
            return said.entities(self._file)

    def variants(self) -> list[tuple[str, str]]:
        """Give every pair of variant and base."""
        with self._errors():
            return said.variants(self._file)

    def papers_naming(self, entity_ids: Collection[str]) -> set[str]:
        """Give the papers that say something of one of some entities."""
        if not entity_ids:
            return set()
        with self._errors():
            return said.papers_naming(self._file, set(entity_ids))

    @property
    def lists(self) -> bool:
        """Whether sources list anything of any paper."""
        with self._errors():
            return listings.exist(self._file)

    def listing(self, paper_id: str) -> Listing | None:
        """Give what sources list of a paper."""
        with self._errors():
            return listings.of(self._file, paper_id)

    def listed_at(self, points: Iterable[str]) -> set[str]:
        """Give the papers of which sources list what lies at some points."""
        with self._errors():
            return listings.at(self._file, points)

    def resolve(
        self,
        extractions: Iterable[Extraction],
        *,
        cites: Cites | None = None,
        lists: Mapping[str, Listing] | None = None,
    ) -> Resolution:
        """Say what `extract.resolve` says of a corpus, by resolving only what is not as it was the last time.

        Args:
            extractions: of all papers.
            cites: paper_id to what it cites; a paper's own references where there is no entry.
            lists: paper_id to what sources list of it.

        Raises:
            KGError: the index cannot be used.
        """
        corpus = {extraction.paper.paper_id: extraction for extraction in extractions}
        with (
            without_collection(),
            self.change(corpus.values(), self.paper_ids() - corpus.keys(), cites=cites, lists=lists),
            self._errors(),
        ):
            return said.resolution(self._file, corpus)

    @contextmanager
    def change(
        self,
        added: Iterable[Extraction] = (),
        removed: Iterable[str] = (),
        *,
        cites: Cites | None = None,
        lists: Mapping[str, Listing] | None = None,
        since: str | None = None,
    ) -> Iterator[Change]:
        """Add, replace and remove papers, and say what resolution says otherwise now.

        The index keeps the change when the block ends, and forgets it when the block raises.

        Args:
            added: extractions of papers that are new, or may have changed; those that have not change nothing.
            removed: ids of papers that are no more.
            cites: paper_id to what it cites, of papers in `added`; a paper's own references where there is no entry.
            lists: paper_id to what sources list of it, of papers in `added`.
            since: the state that the index must have before; another program may have changed it.

        Raises:
            KGError: the index cannot be used.
        """
        papers, gone = list(added), set(removed)
        with self._errors():
            self._file.execute("BEGIN IMMEDIATE")
        try:
            if since is not None and self.state != since:
                raise KGError(f"{self.path}, which keeps what entity resolution needs, was changed by another program.")  # noqa: TRY301
            with self._errors():
                change = self._change(papers, gone, cites or {})
                latest = {extraction.paper.paper_id for extraction in papers}
                listings.keep(self._file, latest | gone, lists or {})
            yield change
        except BaseException:
            self._file.rollback()
            raise
        with self._errors():
            self._file.execute("COMMIT")

    def _change(self, added: Iterable[Extraction], removed: set[str], cites: Cites) -> Change:
        fingerprints = dict(self._file.execute(_FINGERPRINTS))
        new: dict[str, Known] = {}
        fresh: dict[str, bytes] = {}
        latest = {extraction.paper.paper_id: extraction for extraction in added}
        for paper_id, extraction in latest.items():
            one = known(extraction, cites.get(paper_id))
            fingerprint = one.fingerprint
            if fingerprints.get(paper_id) != fingerprint:
                new[paper_id], fresh[paper_id] = one, fingerprint
        left = removed - latest.keys()
        old = self._known("paper_id", (new.keys() | left) & fingerprints.keys())
        kept, affected = self._affected([*old.values(), *new.values()], old.keys())
        beside = list(parts(kept, affected))
        change = Change(resolved([*beside, *old.values()]), resolved([*beside, *new.values()]))
        self._forget(old.values())
        for paper_id, one in new.items():
            self._keep(one, fresh[paper_id])
        said.keep(self._file, change, kept={one.paper_id: one for one in kept}, new=new, gone=old.keys())
        return change

    def _affected(self, changed: Iterable[Known], old: Collection[str]) -> tuple[list[Known], set[str]]:
        """Give the unchanged papers that can be affected, and the points at which mentions can be."""
        beside: dict[str, list[frozenset[str]]] = defaultdict(list)
        seen: dict[int, Known] = {}

        def look(one: Known) -> None:
            for mention in one.extraction.mentions:
                here = points(mention)
                for point in here:
                    beside[point].append(here)

        frontier: set[str] = set()
        for one in changed:
            look(one)
            frontier |= one.points
        affected: set[str] = set()
        while frontier:
            affected |= frontier
            numbers = {n for (n,) in self._select(_NUMBERS, {_encoded(point) for point in frontier})} - seen.keys()
            for one in self._known("number", numbers).values():
                seen[one.number] = one
                look(one)
            frontier = {other for point in frontier for here in beside[point] for other in here} - affected
        return [one for one in seen.values() if one.paper_id not in old], affected

    def _known(self, column: str, values: Values) -> dict[str, Known]:
        found = {}
        for number, paper_id, facts, encoded in self._select(_PAPERS, values, column=column):
            paper, cites = unpacked(paper_id, facts)
            found[paper_id] = Known(decode(encoded, paper), cites, number)
        return found

    def _select(self, query: str, values: Values, **names: str) -> Iterator[tuple[Any, ...]]:
        wanted = sorted(values)
        for start in range(0, len(wanted), _AT_ONCE):
            some = wanted[start : start + _AT_ONCE]
            yield from self._file.execute(query.format(marks=",".join("?" * len(some)), **names), some)

    def _forget(self, old: Iterable[Known]) -> None:
        for one in old:
            self._file.execute(_DROP_PAPER, (one.number,))
            self._file.executemany(_DROP_POINT, [(_encoded(point), one.number) for point in one.points])

    def _keep(self, one: Known, fingerprint: bytes) -> None:
        row = (one.paper_id, fingerprint, packed_facts(one), encode(one.extraction), len(one.extraction.mentions))
        (number,) = self._file.execute(_ADD_PAPER, row).fetchone()
        self._file.executemany(_ADD_POINT, [(_encoded(point), number) for point in one.points])

    @contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, zlib.error, OSError, ValueError) as error:
            raise KGError(
                f"{self.path}, which keeps what entity resolution needs, cannot be used ({error}): wait until no other "
                "build runs, or delete the file, and build again."
            ) from error


class Resolved(NamedTuple):
    """What resolution says of a corpus, and the state of the index that knows it; None where none does."""

    resolution: Resolution
    state: str | None


def index_of(graph: str) -> ResolutionIndex:
    """Give the index of a graph, which has a name that no other has."""
    name = hashlib.blake2b(graph.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
    return ResolutionIndex(default_path().parent / "resolutions" / f"{name}.{_FORMAT}.sqlite")


def hand_over(graph: str, to: str) -> None:
    """Let what is known of one graph be known of another, which is the same in all but its name."""
    with suppress(OSError):  # it is a cache, and without it the whole is looked at again
        index_of(graph).path.replace(index_of(to).path)


def resolve_known(
    extractions: Iterable[Extraction],
    *,
    graph: str,
    cites: Cites | None = None,
    lists: Mapping[str, Listing] | None = None,
    on_trouble: Callable[[str], None] | None = None,
) -> Resolved:
    """Say what `extract.resolve` says of the corpus of a graph, by resolving only what is not as it was the last time.

    Args:
        extractions: of all papers.
        graph: tells one graph from another.
        cites: paper_id to what it cites; a paper's own references where there is no entry.
        lists: paper_id to what sources list of it.
        on_trouble: told in one sentence why all is resolved anew: what was known is a cache, and costs only time.
    """
    corpus = list(extractions)
    try:
        with index_of(graph) as index:
            return Resolved(index.resolve(corpus, cites=cites, lists=lists), index.state)
    except KGError as error:
        if on_trouble is not None:
            on_trouble(str(error))
        return Resolved(resolve(corpus, cites=cites), None)


def _encoded(point: str) -> bytes:
    return point.encode("utf-8", "surrogatepass")
