"""Building papers of which little is known: each record is in the graph, and none as another."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from kg.build import build

if TYPE_CHECKING:
    from pathlib import Path

    from kg.store import Store

SHA = "0123456789abcdef0123456789abcdef01234567"
TITLE = "Notes on Boiling Systems"

PAPERS: tuple[dict[str, object], ...] = (
    {"title": TITLE, "authors": ["Anonymous"], "year": 2023, "ids": {"doi": "10.1145/1.2"}},
    {"title": f"{TITLE}.", "authors": ["Anonymous"], "year": 2024, "ids": {"doi": "10.1145/3.4"}},
    {"title": "A paper of the year 0", "year": 0},
    {"title": "A paper of the year 0", "year": 0, "ids": {"doi": "10.1145/5.6"}, "authors": ["Ada Example"]},
    {"title": "A paper of the year 0", "year": 2020, "ids": {"doi": "10.1145/7.8"}, "authors": ["Cy Other"]},
    {"title": "Tomorrow", "published": "2099-01-01", "ids": {"arxiv": "2504.00001"}},
    {"title": "Tomorrow", "year": 2025, "ids": {"arxiv": "2504.00002"}},
    {"paper_id": "3626819", "title": "A bare number", "references": ["3626820", SHA]},
    {"paper_id": "3626820", "title": "Another bare number"},
    {"title": "A PubMed number", "ids": {"pmid": "3626819"}},
    {"paper_id": SHA, "title": "A bare sha"},
    {"paper_id": SHA[:-1], "title": "Less than a sha"},
)
KEYS = "MATCH (p:Paper) WHERE p.stub IS NULL RETURN p.paper_id AS key, p.title AS title"
CITES = "MATCH (p:Paper)-[:CITES]->(q:Paper) RETURN p.title AS a, coalesce(q.title, q.paper_id) AS b ORDER BY a, b"


def test_every_record_becomes_a_paper_of_its_own(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "papers.jsonl"
    path.write_text("".join(json.dumps(paper) + "\n" for paper in PAPERS), encoding="utf-8")
    report = build(store, [path])
    assert not report.rejects
    found = store.read(KEYS)
    assert len(found) == len(PAPERS), [row["key"] for row in found]
    assert sorted(row["title"].rstrip(".") for row in found) == sorted(str(p["title"]).rstrip(".") for p in PAPERS)
    # A bare number leads to the record that its own file calls by it, and to no PubMed id.
    assert store.read(CITES) == [
        {"a": "A bare number", "b": "A bare sha"},
        {"a": "A bare number", "b": "Another bare number"},
    ]
    build(store, [path])
    assert len(store.read(KEYS)) == len(PAPERS)
