"""How well papers are told apart: by their ids, and by titles where the ids are taken off.

python -m bench.identity [--shared FOLDER]
"""

from __future__ import annotations

import argparse
import datetime as dt
import gzip
import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from kg.identity import ids
from kg.identity.merging import card, merge
from kg.model import Author, Paper, Statement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.identity.merging import Merging

DAILY = "hf_daily"
ARXIV = "arxiv_daily"


def statements(folder: Path, name: str) -> Iterator[Statement]:
    """Read a corpus."""
    with gzip.open(folder / "corpora" / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            day = (record.get("published") or record.get("date") or "")[:10]
            paper = Paper(
                record["id"],
                " ".join(record["title"].split()),
                " ".join((record.get("abstract") or "").split()),
                published=dt.date.fromisoformat(day) if day else None,
                authors=tuple(Author(one if isinstance(one, str) else one["name"]) for one in record["authors"] or ()),
            )
            yield Statement(name, paper.paper_id, paper)


def merged(known: list[Statement]) -> Merging:
    """Find which of them are one paper; each is known by its source and its real identifier."""
    return merge(card(one, f"{one.source}:{one.key}") for one in known)


def pairs(merging: Merging) -> set[tuple[str, str]]:
    """Give the pairs of a daily paper and a paper of arXiv's that became one, by their real identifiers."""
    found = set()
    for cluster in merging.clusters:
        sides: dict[str, list[str]] = {DAILY: [], ARXIV: []}
        for member in cluster.members:
            source, _, key = member.partition(":")
            sides[source].append(key)
        found |= {(one, other) for one in sides[DAILY] for other in sides[ARXIV]}
    return found


def main() -> None:
    """Print the table, and the pairs that fail."""
    parser = argparse.ArgumentParser(prog="python -m bench.identity")
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    folder = parser.parse_args().shared
    daily, arxiv = list(statements(folder, DAILY)), list(statements(folder, ARXIV))
    distinct = {one.key for one in (*daily, *arxiv)}
    common = {one.key for one in daily} & {one.key for one in arxiv}
    by_id = merged([*daily, *arxiv])
    print(f"{len(daily):,} and {len(arxiv):,} records, {len(distinct):,} distinct ids, {len(common):,} in both")
    print(f"with their ids: {len(by_id.clusters):,} papers; {len(by_id.refusals)} pairs of one title kept apart")
    bare = [replace(one, paper=replace(one.paper, paper_id=ids.slug(one.paper.title))) for one in daily]
    found = pairs(merged([*bare, *arxiv]))
    right = {pair for pair in found if pair[0] == pair[1]}
    missed = sorted(common - {pair[0] for pair in right})
    print(f"ids taken off one side: precision {len(right) / len(found):.4f}, recall {len(right) / len(common):.4f}")
    titles = {(one.source, one.key): one.paper.title for one in (*daily, *arxiv)}
    for one, other in sorted(found - right):
        print(f"  wrong  {one} {titles[DAILY, one]!r} = {other} {titles[ARXIV, other]!r}")
    for key in missed:
        print(f"  missed {key} {titles[DAILY, key]!r} / {titles[ARXIV, key]!r}")


if __name__ == "__main__":
    main()
