"""A small graph of claimed numbers, written by hand: five papers and what they claim on MMLU."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.store import Store

BOARD = "benchmark:mmlu"

_FILL = """\
CREATE (mmlu:Entity:Benchmark {entity_id: 'benchmark:mmlu', name: 'MMLU', aliases: ['MM-LU']})
CREATE (faces:Entity:Benchmark {entity_id: 'benchmark:faces', name: 'Faces', aliases: []})
WITH mmlu, faces
UNWIND $papers AS paper
CREATE (p:Paper)
SET p = paper.properties, p.published = date(paper.day)
WITH mmlu, faces, p, paper
UNWIND paper.claims AS claim
WITH p, claim, CASE claim.on WHEN 'mmlu' THEN mmlu ELSE faces END AS b
CREATE (p)-[r:RESULT]->(b)
SET r = claim.properties
"""


def _paper(paper_id: str, title: str, day: str, abstract: str, *claims: dict[str, object]) -> dict[str, object]:
    rows = []
    for number, claim in enumerate(claims):
        on = claim.pop("on", "mmlu")
        listed = claim.pop("listed", False)
        words = str(claim.pop("words", f"{claim['value']:g}%"))
        start = abstract.index(words) if not listed else 0
        place = {"field": "abstract", "start": start, "end": start + len(words), "surface": words}
        facts = {"unit": "%", "metric": "accuracy", "whose": "own", "kind": "absolute", "key": f"{number}"}
        rows.append({"on": on, "properties": facts | claim | ({"listed": True} if listed else place)})
    properties = {"paper_id": paper_id, "title": title, "abstract": abstract}
    return {"properties": properties, "day": day, "claims": rows}


def fill(store: Store) -> None:
    """Write it into an empty store."""
    papers = [
        _paper(
            "2401.00001", "ZorbNet: A Network", "2024-01-01",
            "We start. On MMLU, ZorbNet reaches 71.5% accuracy. Good.",
            {"value": 71.5, "subject": "ZorbNet"},
        ),
        _paper(
            "2402.00001", "QuuxNet <b>Bold</b>", "2024-02-01", "QuuxNet goes from 60.1% to 83.2% on MMLU.",
            {"value": 60.1, "whose": "baseline", "subject": "Old"}, {"value": 83.2, "subject": "QuuxNet"},
        ),
        _paper(
            "2403.00001", "FrobNet: A Network", "2024-03-01",
            "FrobNet has accuracies of 79% on MMLU, and an FID of 3.5.",
            {"value": 79.0, "metric": "accuracies", "subject": "FrobNet"},
            {"value": 3.5, "unit": "", "words": "FID of 3.5", "metric": "FID", "on": "faces"},
        ),
        _paper(
            "2404.00001", "Another Look", "2024-04-01", "ZorbNet reaches 64% on MMLU, and we gain 3.1 points.",
            {"value": 64.0, "whose": "baseline", "subject": "Zorb-Net"},
            {"value": 3.1, "kind": "difference", "unit": "points", "words": "3.1 points"},
        ),
        _paper(
            "2405.00001", "Listed Elsewhere", "2024-05-01", "",
            {"value": 85.0, "subject": "Listed", "listed": True},
        ),
    ]  # fmt: skip
    store.write(_FILL, papers=papers)
    store.write("CREATE (:Paper {paper_id: '2406.00001', title: 'Nothing Claimed', abstract: 'We look at MMLU.'})")
