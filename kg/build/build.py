"""A build: files in, graph out.

Every file is read before the first write, so that one which cannot be read changes nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.build.assimilation import IMPORTS_FROM, Listeners, assimilate
from kg.build.contents import once, read_file
from kg.build.report import Clock, silent

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from kg.build.report import BuildReport, OnProgress
    from kg.sources import Reject
    from kg.store import Store


def build(
    store: Store,
    paths: Sequence[Path],
    *,
    year: int | None = None,
    on_progress: OnProgress | None = None,
    on_reject: Callable[[Reject], None] | None = None,
    on_notice: Callable[[str], None] | None = None,
    size: int = 500,
    imports_from: int = IMPORTS_FROM,
    processes: int = 1,
) -> BuildReport:
    """Read papers, extract what they name, and bring the graph to say exactly that of these files.

    Args:
        store: an open store.
        paths: the files to read.
        year: the year of a saved page, for dates that give none.
        on_progress: told (stage, done, total) as the build goes on; total is 0 where nobody knows it yet. "write" is
            told after its papers are committed.
        on_reject: told of each record that cannot be read.
        on_notice: told one sentence, such as whom the build waits for.
        size: how many papers one transaction writes.
        imports_from: how many papers and references an empty local graph is filled with by an import.
        processes: how many read texts, beside what the graph is told meanwhile.

    Raises:
        SourceError: a file cannot be read at all; nothing has been written.
        StoreError: the store failed; running the build again finishes it.
    """
    report = on_progress or silent
    clock = Clock()
    rejects: list[Reject] = []

    def rejected(reject: Reject) -> None:
        rejects.append(reject)
        if on_reject is not None:
            on_reject(reject)

    contents = [read_file(path, year, rejected, report) for path in once(paths)]
    clock.ends("read")
    return assimilate(
        store,
        contents,
        listeners=Listeners(report, on_notice),
        rejects=rejects,
        clock=clock,
        size=size,
        imports_from=imports_from,
        processes=processes,
    )
