"""How much work an upsert is, against the statements of commit 7c9de5c on the same papers.

Those wrote a row a relationship with MERGE, whatever was known, and read back what they had just written. What counts
is the seconds that processors work, here and in the server: others may use the machine at the same time.
"""

from __future__ import annotations

import os
import tempfile
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from unittest.mock import patch

import psutil

from kg import schema
from kg.build import Contents, assimilate, identification
from kg.corpus import Extractions
from kg.corpus.extractions import PLACE
from kg.model import Statement
from kg.store import connect, entities, local, papers, relationships

from . import citations, corpus

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from kg.model import Paper
    from kg.store import Run, Store

    Row = dict[str, Any]

RELATE: Final = """\
UNWIND $rows AS row
MATCH (p:{near} {{{near_key}: row.near}})
USING INDEX p:{near}({near_key})
MATCH (n:{far} {{{far_key}: row.far}})
USING INDEX n:{far}({far_key})
MERGE {pattern}
SET r = row.properties
RETURN count(r) AS written
"""

TEXT: Final = """\
UNWIND $rows AS row
MATCH (p:Paper {{paper_id: row.paper_id}})
USING INDEX p:Paper(paper_id)
MATCH (e:Entity {{entity_id: row.entity_id}})
USING INDEX e:Entity(entity_id)
MERGE (p)-[r:{type}]->(e)
SET r = row.properties
RETURN count(r) AS written
"""

RESULTS: Final = """\
UNWIND $rows AS row
MATCH (p:Paper {paper_id: row.paper_id})
USING INDEX p:Paper(paper_id)
MATCH (e:Entity {entity_id: row.entity_id})
USING INDEX e:Entity(entity_id)
MERGE (p)-[r:RESULT {key: row.properties.key}]->(e)
SET r = row.properties
RETURN count(r) AS written
"""


def _relate(run: Run, *, kind: str, rows: Sequence[Row], new: bool) -> None:
    del new
    if kind != "VARIANT_OF":
        ends = {row["far"]: {"far": row["far"], "node": row["node"]} for row in rows}
        run(relationships.KINDS[kind].text(relationships.FAR), rows=list(ends.values()))
    run(relationships.KINDS[kind].text(RELATE), rows=rows)


def _relations(store: Store, written: Sequence[Row], *, fresh: Collection[str] = ()) -> None:
    del fresh

    def write(run: Run) -> None:
        entities._drop(run, written)  # noqa: SLF001 - as it was done
        for kind in schema.TEXT_RELATIONSHIPS:
            if rows := [row for paper in written for row in paper["relations"].get(kind, ())]:
                run(TEXT.format(type=kind), rows=rows)
        if rows := [row for paper in written for row in paper["results"]]:
            run(RESULTS, rows=rows)
        run(entities.REMEMBER, rows=[{"paper_id": one["paper_id"], "digest": one["digest"]} for one in written])

    store.write_all(write)


def _write(store: Store, writing: papers.Writing) -> None:
    writing.fresh = set()
    store.write_all(lambda run: papers._write(run, writing))  # noqa: SLF001 - as it was done


def _identify(*given: Any, **named: Any) -> identification.Identified:
    done = _identify_now(*given, **named)
    done.said.clear()
    done.fresh.clear()
    return done


_identify_now = identification.identify


@contextmanager
def _as_before() -> Iterator[None]:
    """Write with the statements of commit 7c9de5c."""
    with (
        patch.object(relationships, "_write", _relate),
        patch.object(entities, "relations", _relations),
        patch.object(papers, "write", _write),
        patch.object(identification, "identify", _identify),
    ):
        yield


def _worked(folder: Path) -> tuple[float, float]:
    times = psutil.Process(local.status(folder).pid).cpu_times()
    return time.process_time(), float(times.user) + float(times.system)


def rows(folder: Path, texts: Sequence[Paper], count: int) -> Iterator[tuple[str, str, str]]:
    """Give (what, figure, ratio) for an upsert of texts and of papers with references into an empty graph."""
    known = (*texts, *citations.papers(count))
    contents = [Contents("bench", tuple(Statement("bench", paper.paper_id, paper) for paper in known), whole=True)]
    with tempfile.TemporaryDirectory() as name, patch.dict(os.environ, {PLACE: str(Path(name) / "kept.sqlite")}):
        with Extractions() as kept:
            for _ in kept.extract(known):
                pass
        first = 0.0
        with connect(f"local:{folder}") as store:
            for what in ("warm", "7c9de5c", "ours"):
                store.clear()
                here, there = _worked(folder)
                with ExitStack() as stack:
                    if what == "7c9de5c":
                        stack.enter_context(_as_before())
                    assimilate(store, contents, imports_from=10**12)
                here, there = (now - before for now, before in zip(_worked(folder), (here, there), strict=True))
                if what == "warm":  # a server that has just begun compiles as it goes
                    continue
                first = first or here + there
                ratio = f"{first / (here + there):.2f} of 7c9de5c; here {here:.1f} s, server {there:.1f} s"
                yield f"upsert, processors, {what}", f"{len(known) / (here + there):,.0f} papers/s", ratio
            store.clear()


def main() -> None:
    """Print these rows alone."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "graph"
        try:
            for what, figure, ratio in rows(folder, corpus.papers(300)[0], 300):
                print(f"{what:<42}{figure:>28}  {ratio}", flush=True)
        finally:
            local.stop(folder)


if __name__ == "__main__":
    main()
