"""`make bench`: every figure with its ratio to a named alternative, measured in the same run.

    python -m bench [PAPERS]

PAPERS is how many papers to run on, 2,000 unless given.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from kg.store import local

from . import citations, corpus, dashboard, extraction, load, measures, parsing, remembered, server, upsert


def main() -> None:
    """Print the table, a row as soon as it is measured."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    papers, origin = corpus.papers(count)
    print(f"{len(papers):,} papers: {origin}\n", flush=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "graph"
        try:
            parts = (
                parsing.rows(papers),
                extraction.rows(papers),
                remembered.rows(papers),
                server.rows(folder),
                load.rows(papers, folder),
                remembered.build_rows(papers, folder),
                citations.rows(folder, count),
                measures.rows(folder),
                dashboard.rows(f"local:{folder}"),
                upsert.rows(folder, papers[:300], 300),
            )
            for rows in parts:
                for what, figure, ratio in rows:
                    print(f"{what:<42}{figure:>28}  {ratio}", flush=True)
        finally:
            local.stop(folder)


main()
