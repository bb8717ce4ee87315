"""Assimilation: what sources say becomes the graph, and the graph says exactly that.

Each stage can be run again: what a build that died left undone is finished by the next one.
"""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from extract.version import version
from kg.build import identification, linking, naming
from kg.build.correcting import correcting, tell
from kg.build.report import BuildReport, Changes, Clock, silent
from kg.corpus import Ahead, Extractions, hand_over
from kg.store import (
    builds,
    bulk,
    lease,
    migrations,
    orphans,
    papers,
    relationships,
    revisions,
    standing,
    statements,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from kg.build.contents import Contents
    from kg.build.report import OnProgress
    from kg.build.stages import Named
    from kg.sources import Reject
    from kg.store import Store


IMPORTS_FROM: Final = 50_000
"""Papers and references from which on an import is sooner done than the same by statements."""


def is_unfinished(store: Store) -> bool:
    """Say whether a build died: relationships are unwritten, or its lease stands; assimilating even nothing ends it."""
    return papers.any_pending(store) or lease.is_left(store)


@dataclass(frozen=True, slots=True)
class Listeners:
    """Who is told what while a build goes on.

    Attributes:
        on_progress: (stage, done, total); total is 0 where nobody knows it yet.
        on_notice: one sentence, such as whom the build waits for.
    """

    on_progress: OnProgress = silent
    on_notice: Callable[[str], None] | None = None


def assimilate(
    store: Store,
    contents: Sequence[Contents],
    *,
    listeners: Listeners = Listeners(),
    rejects: Iterable[Reject] = (),
    clock: Clock | None = None,
    size: int = 500,
    again: Iterable[str] = (),
    imports_from: int = IMPORTS_FROM,
    processes: int = 1,
) -> BuildReport:
    """Bring the graph to say what sources say.

    Args:
        store: an open store.
        contents: what sources say.
        listeners: told of progress.
        rejects: records that could not be read, for the report.
        clock: that has run since reading began.
        size: how many papers one transaction writes.
        again: papers to identify again though nothing new is said of them.
        imports_from: how many papers and references an empty local graph is filled with by an import.
        processes: how many read texts, beside what the graph is told meanwhile.

    Raises:
        StoreError: the store failed; running the same again finishes it.
    """
    clock = clock or Clock()
    report = listeners.on_progress
    extractor = version("default")
    migrations.bring(store, on_notice=listeners.on_notice)
    with (
        lease.held(store, what="build", on_wait=listeners.on_notice) as held,
        Extractions(on_trouble=listeners.on_notice) as kept,
        Ahead(kept, processes) as ahead,
        ExitStack() as stack,
    ):
        ours = held.store
        ledger = correcting(ours, listeners.on_notice)
        load = stack.enter_context(bulk.Bulk(ours)) if _is_bulk(ours, contents, imports_from) else None
        graph = ours if load is None else load.draft
        graph.prepare()
        if load is None:
            migrations.stamp(ours)
            again = {*again, *papers.unidentified(ours)}
            keys = _begin(ours, contents, extractor)
        identified = identification.identify(graph, contents, report=report, size=size, again=again)
        report("merge", 1, 1)
        clock.ends("merge")
        ahead.start(identified.texts)
        linked = linking.link(
            graph, known=identified.said, fresh=identified.fresh, whole=load is not None, report=report
        )
        identified.said.clear()
        report("link", 1, 1)
        _tell_left(linked.left, listeners)
        clock.ends("link")
        ahead.finish(report)
        count = naming.name(
            graph,
            kept,
            extractor=extractor,
            clock=clock,
            report=report,
            on_notice=listeners.on_notice,
            size=size,
            ledger=ledger,
        )
        tell(ledger.waiting, listeners.on_notice)
        if load is None:
            orphans.drop(ours)
        changes = Changes(
            papers.new(graph),  # those of a build that died among them
            tuple(identified.gone),
            tuple(identified.merged),
            tuple(identified.retracted),
            linked.cites_new,
            (*identified.cites_gone, *linked.cites_gone),
        )
        report("load", 0, 1)
        if load is not None:
            ours = load.load()
            migrations.stamp(ours)
            hand_over(standing.graph(graph), standing.graph(ours))
            keys = _begin(ours, contents, extractor)
        report("load", 1, 1)
        clock.ends("load")
        revisions.note(ours, [one.source for one in contents], changes.lists())
        mine = {one.source: statements.papers_of_source(ours, one.source) for one in contents if one.whole}
        counted = {source: count(paper_ids) for source, paper_ids in mine.items()}
        _end(ours, keys, contents, counted)
        papers.done(ours)
        touched = set().union(*mine.values()) if mine else {*changes.new, *(new for _, new in changes.merged)}
        named = next(iter(counted.values())) if len(counted) == 1 else count(touched)
        sourced = {kind: relationships.count(ours, kind, sorted(touched)) for kind in ("CITES", "WROTE", "PUBLISHED")}
        if load is not None:
            load.take_over()
        report("tidy", 1, 1)
        clock.ends("tidy")
    return BuildReport(
        sources=tuple(one.source for one in contents),
        read=sum(len(one.statements) for one in contents),
        rejects=tuple(rejects),
        gone=sum(identified.left.values()),
        mentions=named.mentions,
        entities=named.entities,
        relationships=dict(sorted((named.relationships | {k: n for k, n in sourced.items() if n}).items())),
        seconds=clock.seconds,
        changes=changes,
        refusals=tuple(identified.refusals),
        omissions=tuple(sentence for one in contents for sentence in one.omissions),
        corrections=len(ledger.entries),
        waiting=ledger.waiting,
    )


def _is_bulk(store: Store, contents: Iterable[Contents], enough: int) -> bool:
    """Say whether an import is the way: the graph is local and empty, and what comes is much."""
    said = (statement.paper for one in contents for statement in one.statements)
    return (
        store.keeper is not None and sum(1 + len(paper.references) for paper in said) >= enough and bulk.is_empty(store)
    )


def _tell_left(left: Mapping[str, int], listeners: Listeners) -> None:
    if listeners.on_notice is not None:
        for what, times in left.items():
            listeners.on_notice(f"Left out: {times:,} {what}.")


def _end(store: Store, keys: Iterable[str], contents: Iterable[Contents], counted: Mapping[str, Named]) -> None:
    for key, one in zip(keys, (one for one in contents if one.whole), strict=True):
        named = counted[one.source]
        builds.end(
            store,
            key,
            counts={
                "papers": len(one.statements),
                "rejected": one.rejected,
                "entities": sum(named.entities.values()),
                "relations": sum(named.relationships.get(kind, 0) for kind in builds.TEXT),
                "mentions": named.mentions,
            },
        )


def _begin(store: Store, contents: Iterable[Contents], extractor: str) -> list[str]:
    """Note that builds have begun, and return their keys."""
    return [
        builds.begin(store, source=one.source, source_hash=one.digest, extractor=extractor)
        for one in contents
        if one.whole
    ]
