"""This file is about assimilation: what sources say becomes the graph, and the graph says exactly that.

Each stage can be run again: what a build that died left undone is finished by the next one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from extract.version import version
from kg.build import identification, linking, naming
from kg.build.report import BuildReport, Changes, Clock, silent
from kg.corpus import Extractions
from kg.store import builds, lease, migrations, orphans, papers, relationships, revisions, statements

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from kg.build.contents import Contents
    from kg.build.report import OnProgress
    from kg.sources import Reject
    from kg.store import Store


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
    ):
        ours = held.store
        ours.prepare()
        migrations.stamp(ours)
        again = {*again, *papers.unidentified(ours)}
        keys = [
            builds.begin(ours, source=one.source, source_hash=one.digest, extractor=extractor)
            for one in contents
            if one.whole
        ]
        identified = identification.identify(ours, contents, report=report, size=size, again=again)
        report("merge", 1, 1)
        clock.ends("merge")
        linked = linking.link(ours, report=report)
        report("link", 1, 1)
        if listeners.on_notice is not None:
            for what, times in linked.left.items():
                listeners.on_notice(f"Left out: {times:,} {what}.")
        clock.ends("link")
        count = naming.name(
            ours, kept, extractor=extractor, clock=clock, report=report, on_notice=listeners.on_notice, size=size
        )
        orphans.drop(ours)
        changes = Changes(
            papers.new(ours),  # those of a build that died among them
            tuple(identified.gone),
            tuple(identified.merged),
            tuple(identified.retracted),
            linked.cites_new,
            (*identified.cites_gone, *linked.cites_gone),
        )
        revisions.note(ours, [one.source for one in contents], changes.lists())
        mine = {one.source: statements.papers_of_source(ours, one.source) for one in contents if one.whole}
        counted = {source: count(paper_ids) for source, paper_ids in mine.items()}
        for key, one in zip(keys, (one for one in contents if one.whole), strict=True):
            named = counted[one.source]
            builds.end(
                ours,
                key,
                counts={
                    "papers": len(one.statements),
                    "rejected": one.rejected,
                    "entities": sum(named.entities.values()),
                    "relations": sum(named.relationships.get(kind, 0) for kind in builds.TEXT),
                    "mentions": named.mentions,
                },
            )
        papers.done(ours)
        report("tidy", 1, 1)
        clock.ends("tidy")
        touched = set().union(*mine.values()) if mine else {*changes.new, *(new for _, new in changes.merged)}
        named = next(iter(counted.values())) if len(counted) == 1 else count(touched)
        sourced = {kind: relationships.count(ours, kind, sorted(touched)) for kind in ("CITES", "WROTE", "PUBLISHED")}
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
    )
