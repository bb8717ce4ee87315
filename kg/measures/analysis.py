"""`kg analyse`: working out what has changed, and keeping it in the graph.

It takes its turn with builds. What dies half-way leaves books that say so, and the next run works the same out again.
"""

from __future__ import annotations

import time
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from kg.measures.of_entities import ENTITIES
from kg.measures.reading import Reading
from kg.measures.registry import MEASURES
from kg.store import analyses, cited_by, lease

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from kg.measures.registry import Measure, Outcome
    from kg.store import Store

    OnProgress = Callable[[str, int, int], None]

SIZE = 10_000


@dataclass(frozen=True, slots=True)
class Measured:
    """What became of one measure.

    Attributes:
        measure: its name.
        state: `done`, or `unchanged` where what it is worked out from is the same as last time.
        build: the number of the build whose graph it measured.
        nodes: how many papers or entities have a value; 0 where nothing was done.
        seconds: of this process, to work it out.
        notes: what else there is to say of it, such as its error.
    """

    measure: str
    state: Literal["done", "unchanged"]
    build: int
    nodes: int = 0
    seconds: float = 0.0
    notes: dict[str, Any] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Analysis:
    """What an analysis did.

    Attributes:
        build: the number of the build whose graph was looked at, as `kg diff` counts them.
        papers: how many papers there are.
        citations: how many citations there are.
        measures: what became of each.
        mended: papers whose `cited_by` was not how many papers cite them.
        seconds: what each stage took: reading, measuring, writing.
    """

    build: int
    papers: int
    citations: int
    measures: tuple[Measured, ...]
    mended: int
    seconds: dict[str, float] = field(default_factory=dict, hash=False)


def analyse(
    store: Store,
    *,
    again: bool = False,
    measures: Sequence[Measure] = (*MEASURES, *ENTITIES),
    on_progress: OnProgress | None = None,
    on_wait: Callable[[str], None] | None = None,
) -> Analysis:
    """Work out the measures whose graph has changed, and write them to the nodes.

    Args:
        store: an open store.
        again: work all of them out, whatever has changed.
        measures: which.
        on_progress: told (stage, done, total): read, measure, write.
        on_wait: told one sentence, such as whom it waits for.

    Raises:
        StoreError: the store failed; running the same again finishes it.
    """
    report = on_progress or _silent
    clock = _Clock()
    with lease.held(store, what="analysis", on_wait=on_wait) as held:
        ours = held.store
        ours.prepare()
        build = analyses.build(ours)
        reading = Reading(ours)
        report("read", 0, 0)
        signatures = {one.name: f"{one.version} {reading.signature(one.reads)}" for one in measures}
        report("read", 1, 1)
        clock.ends("read")
        todo = [
            one
            for one in measures
            if again or one.name not in reading.books or reading.books[one.name].signature != signatures[one.name]
        ]
        outcomes: dict[str, Outcome] = {}
        seconds: dict[str, float] = {}
        for number, one in enumerate(todo):
            report("measure", number, len(todo))
            start = time.process_time()
            outcomes[one.name] = one.compute(reading)
            seconds[one.name] = time.process_time() - start
        report("measure", len(todo), len(todo))
        clock.ends("measure")
        mended = 0
        if todo:
            mended = cited_by.mend(ours, reading.citations.keys)
            _write(ours, reading, {one: outcomes[one.name] for one in todo}, build, report)
            analyses.end(ours, [_book(one, outcomes[one.name], signatures[one.name], build) for one in todo])
        analyses.still(ours, [one.name for one in measures])
        report("write", 1, 1)
        clock.ends("write")
    done = [_measured(one, outcomes.get(one.name), reading, build, seconds) for one in measures]
    return Analysis(build, len(reading.citations), reading.citations.edges, tuple(done), mended, clock.seconds)


def _write(store: Store, reading: Reading, outcomes: Mapping[Measure, Outcome], build: int, report: OnProgress) -> None:
    """Write columns, some nodes at a time, and communities; the books stay open."""
    analyses.begin(store, [one.name for one in outcomes])
    columns: dict[str, dict[str, Sequence[Any]]] = defaultdict(dict)
    for one, outcome in outcomes.items():
        columns[one.label] |= {name: outcome.columns[name] for name in one.properties}
    keys = {"Paper": reading.citations.keys} | ({"Entity": reading.namings.entities} if "Entity" in columns else {})
    done, total = 0, sum(len(keys[label]) for label in columns)
    for label, found in columns.items():
        for start in range(0, len(keys[label]), SIZE):
            part = slice(start, start + SIZE)
            rows = list(zip(keys[label][part], *(values[part] for values in found.values()), strict=True))
            analyses.write(store, label, [*found], rows, build=build)
            done += len(rows)
            report("write", done, total)
    for outcome in outcomes.values():
        if outcome.books is not None:
            outcome.books(store, build)


def _book(one: Measure, outcome: Outcome, signature: str, build: int) -> dict[str, Any]:
    found = {"measure": one.name, "label": one.label, "properties": list(one.properties)}
    return dict(outcome.notes) | found | {"signature": signature, "build": build}


def _measured(
    one: Measure, outcome: Outcome | None, reading: Reading, build: int, seconds: Mapping[str, float]
) -> Measured:
    if outcome is None:
        return Measured(one.name, "unchanged", reading.books[one.name].build or 0)
    nodes = sum(value is not None for value in outcome.columns[one.properties[0]])
    return Measured(one.name, "done", build, nodes, seconds[one.name], dict(outcome.notes))


def _silent(_stage: str, _done: int, _total: int) -> None:
    """Say nothing of progress."""


class _Clock:
    """Keeps the seconds of each stage."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._since = time.perf_counter()

    def ends(self, stage: str) -> None:
        now = time.perf_counter()
        self.seconds[stage] = now - self._since
        self._since = now
