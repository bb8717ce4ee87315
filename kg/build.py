"""This file is about a build: sources in, graph out.

Everything is read and extracted before the first write, so that a source which cannot be read changes nothing.
Every write is by key and every batch is one transaction, so that a build which dies is finished by running it again.
"""

from __future__ import annotations

import hashlib
import time
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from extract import Extractor, resolve
from kg import batch, sources
from kg.errors import SourceError
from kg.model import Extraction, Paper, Resolution
from kg.schema import RESULT
from kg.store import builds, tidy, upsert

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from kg.sources import Reject
    from kg.store import Store

    OnProgress = Callable[[str, int, int], None]

STAGES = ("read", "extract", "resolve", "write", "tidy")


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did.

    Attributes:
        sources: the files, as the graph names them.
        read: papers that were read, a paper in two sources counted twice.
        rejects: records that could not be read.
        gone: papers that their source no longer lists.
        mentions: spans of text that name something.
        entities: label to how many entities these papers name.
        relationships: type to how many relationships the text and the sources of these papers gave.
        seconds: stage to how long it took.
    """

    sources: tuple[str, ...]
    read: int
    rejects: tuple[Reject, ...]
    gone: int
    mentions: int
    entities: dict[str, int]
    relationships: dict[str, int]
    seconds: dict[str, float] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class _Source:
    """A source that was read: its key, the hash of its bytes, its papers, and how many records it rejected."""

    key: str
    digest: str
    papers: tuple[Paper, ...]
    rejected: int


def _silent(_stage: str, _done: int, _total: int) -> None:
    """Say nothing of progress."""


class _Clock:
    """Adds up the seconds of each stage."""

    def __init__(self) -> None:
        self.seconds = dict.fromkeys(STAGES, 0.0)
        self._since = time.perf_counter()

    def ends(self, stage: str) -> None:
        now = time.perf_counter()
        self.seconds[stage] += now - self._since
        self._since = now


def build(
    store: Store,
    paths: Sequence[Path],
    *,
    year: int | None = None,
    on_progress: OnProgress | None = None,
    on_reject: Callable[[Reject], None] | None = None,
    size: int = 500,
) -> BuildReport:
    """Read papers, extract what they name, and bring the graph to say exactly that of these sources.

    Args:
        store: an open store.
        paths: the files to read.
        year: the year of a saved page, for dates that give none.
        on_progress: told (stage, done, total) as the build goes on; total is 0 where nobody knows it yet. "write" is
            told after its papers are committed.
        on_reject: told of each record that cannot be read.
        size: how many papers one transaction writes.

    Raises:
        SourceError: a file cannot be read at all; nothing has been written.
        StoreError: the store failed; running the build again finishes it.
    """
    report = on_progress or _silent
    clock = _Clock()
    rejects: list[Reject] = []

    def rejected(reject: Reject) -> None:
        rejects.append(reject)
        if on_reject is not None:
            on_reject(reject)

    read = [_read(path, year, rejected, rejects, report) for path in _once(paths)]
    clock.ends("read")

    with Extractor() as extractor:
        version = extractor.version
        texts = _texts(read)
        extractions: list[Extraction] = []
        for extraction in extractor.extract(texts.values()):
            extractions.append(extraction)
            report("extract", len(extractions), len(texts))
    clock.ends("extract")
    results = {extraction.paper.paper_id: extraction.results for extraction in extractions}
    resolution = resolve(extractions)
    report("resolve", len(extractions), len(extractions))
    clock.ends("resolve")

    store.prepare()
    keys = [builds.begin(store, source=one.key, source_hash=one.digest, extractor=version) for one in read]
    upsert.entities(store, batch.entity_rows(resolution))
    touched = {entity.entity_id for entity in resolution.entities}
    relationships: Counter[str] = Counter(relation.type for relation in resolution.relations)
    relationships["VARIANT_OF"] = len(resolution.variants)
    total, done, gone = sum(len(one.papers) for one in read), 0, 0
    for one in read:
        ours = _part(resolution, one.papers)
        upsert.variants(store, ours.variants, sorted({entity.entity_id for entity in ours.entities}), source=one.key)
        papers = [
            replace(paper, title=texts[paper.paper_id].title, abstract=texts[paper.paper_id].abstract)
            for paper in one.papers
        ]
        for part in batch.batches(papers, ours, extractor=version, size=size, results=results):
            touched |= upsert.papers(store, part, source=one.key)
            relationships.update({kind: len(rows) for kind, rows in part.sourced.items()})
            relationships[RESULT] += len(part.results)
            done += len(part.papers)
            report("write", done, total)
    clock.ends("write")

    for one in read:
        left, named = tidy.gone(store, {paper.paper_id for paper in one.papers}, source=one.key)
        gone += left
        touched |= named
    tidy.orphans(store)
    tidy.names(store, touched)
    tidy.builds_on(store)
    for key, one in zip(keys, read, strict=True):
        builds.end(store, key, counts=_counts(one, resolution))
    report("tidy", 1, 1)
    clock.ends("tidy")

    return BuildReport(
        sources=tuple(one.key for one in read),
        read=total,
        rejects=tuple(rejects),
        gone=gone,
        mentions=sum(len(extraction.mentions) for extraction in extractions),
        entities=dict(sorted(Counter(entity.label for entity in resolution.entities).items())),
        relationships={kind: count for kind, count in sorted(relationships.items()) if count},
        seconds=clock.seconds,
    )


def _once(paths: Iterable[Path]) -> list[Path]:
    """Return each file once, by the name that the graph knows it by."""
    return list(dict.fromkeys(path.expanduser().resolve() for path in paths))


def _read(
    path: Path, year: int | None, on_reject: Callable[[Reject], None], rejects: list[Reject], report: OnProgress
) -> _Source:
    before = len(rejects)
    papers: list[Paper] = []
    for paper in sources.read(path, year=year, on_reject=on_reject):
        papers.append(paper)
        report("read", len(papers), 0)
    try:
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise SourceError(f"{path} cannot be read: {error.strerror}.") from error
    return _Source(str(path), digest, tuple(papers), len(rejects) - before)


def _texts(read: Iterable[_Source]) -> dict[str, Paper]:
    """Return each paper once; of one that two sources give, the copy with an abstract."""
    texts: dict[str, Paper] = {}
    for one in read:
        for paper in one.papers:
            known = texts.get(paper.paper_id)
            if known is None or (paper.abstract and not known.abstract):
                texts[paper.paper_id] = paper
    return texts


def _part(resolution: Resolution, papers: Iterable[Paper]) -> Resolution:
    """Return what the resolution says of some papers alone."""
    ours = {paper.paper_id for paper in papers}
    relations = tuple(relation for relation in resolution.relations if relation.paper_id in ours)
    named = {relation.entity_id for relation in relations}
    variants = tuple(pair for pair in resolution.variants if pair[0] in named)
    return Resolution(tuple(entity for entity in resolution.entities if entity.entity_id in named), relations, variants)


def _counts(one: _Source, resolution: Resolution) -> dict[str, int]:
    ours = _part(resolution, one.papers)
    return {
        "papers": len(one.papers),
        "rejected": one.rejected,
        "entities": len(ours.entities),
        "relations": len(ours.relations),
        "mentions": sum(len(relation.mentions) for relation in ours.relations),
    }
