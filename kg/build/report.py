"""The report of a build: what it did, stage by stage."""

from __future__ import annotations

import time
from dataclasses import dataclass, field, fields, replace
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.identity.merging import Refusal
    from kg.sources import Reject

    OnProgress = Callable[[str, int, int], None]

STAGES: Final = ("read", "merge", "link", "extract", "resolve", "write", "load", "tidy")


@dataclass(frozen=True, slots=True)
class Changes:
    """What a build changed in the graph.

    Attributes:
        new: papers that were not there before, as more than a stub.
        gone: papers that their source no longer lists.
        merged: pairs of the key that a paper had and of the key that it has now.
        retracted: papers that are retracted or withdrawn now and were not before.
        cites_new: pairs of citing and cited paper.
        cites_gone: pairs of citing and cited paper.
    """

    new: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    merged: tuple[tuple[str, str], ...] = ()
    retracted: tuple[str, ...] = ()
    cites_new: tuple[tuple[str, str], ...] = ()
    cites_gone: tuple[tuple[str, str], ...] = ()

    def then(self, other: Changes) -> Changes:
        """Return what changed by this and by what came after it."""
        return Changes(*(getattr(self, one.name) + getattr(other, one.name) for one in fields(self)))

    def lists(self) -> dict[str, list[str]]:
        """Give each kind of change that there is as a list of texts; keys of pairs are a tab apart."""
        kinds = {one.name: getattr(self, one.name) for one in fields(self)}
        return {
            kind: ["\t".join(one) if isinstance(one, tuple) else one for one in found]
            for kind, found in kinds.items()
            if found
        }


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did.

    Attributes:
        sources: the files and services, as the graph names them.
        read: papers that were read, a paper in two sources counted twice.
        rejects: records that could not be read.
        gone: papers that their source no longer lists.
        mentions: spans of text that name something.
        entities: label to how many entities these papers name.
        relationships: type to how many relationships the text and the sources of these papers gave.
        seconds: stage to how long it took.
        changes: what is different in the graph.
        refusals: pairs of records with one title that were kept apart, and why.
        omissions: sentences about what was in the files and was not understood.
        corrections: entries of the ledger that stand.
        waiting: a sentence for each of them that found nothing to correct.
    """

    sources: tuple[str, ...]
    read: int
    rejects: tuple[Reject, ...]
    gone: int
    mentions: int
    entities: dict[str, int]
    relationships: dict[str, int]
    seconds: dict[str, float] = field(default_factory=dict, hash=False)
    changes: Changes = Changes()
    refusals: tuple[Refusal, ...] = ()
    omissions: tuple[str, ...] = ()
    corrections: int = 0
    waiting: tuple[str, ...] = ()

    def then(self, other: BuildReport) -> BuildReport:
        """Return what this build and one after it did together; entities and relationships are those of the later."""
        return replace(
            other,
            sources=tuple(dict.fromkeys((*self.sources, *other.sources))),
            read=self.read + other.read,
            rejects=self.rejects + other.rejects,
            gone=self.gone + other.gone,
            seconds=_added(self.seconds, other.seconds),
            changes=self.changes.then(other.changes),
            refusals=tuple(dict.fromkeys((*self.refusals, *other.refusals))),
            omissions=tuple(dict.fromkeys((*self.omissions, *other.omissions))),
        )


def _added(one: dict[str, float], other: dict[str, float]) -> dict[str, float]:
    return {name: one.get(name, 0) + other.get(name, 0) for name in {**one, **other}}


class Clock:
    """Adds up the seconds of each stage."""

    def __init__(self) -> None:
        self.seconds = dict.fromkeys(STAGES, 0.0)
        self._since = time.perf_counter()

    def ends(self, stage: str) -> None:
        """Give the time since the last end to this stage."""
        now = time.perf_counter()
        self.seconds[stage] += now - self._since
        self._since = now


def silent(_stage: str, _done: int, _total: int) -> None:
    """Say nothing of progress."""
