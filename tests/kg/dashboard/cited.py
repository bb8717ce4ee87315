"""A small graph of citations for the dashboard's tests: who cites whom, a retraction, a merge."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from kg.build import Contents, assimilate, of_service
from kg.model import Author, Paper, Reference, Repository, Statement

if TYPE_CHECKING:
    from kg.store import Store

CLAIM = "<b>Attention</b> [1] is *used* here & there."

ATTENTION = Paper(
    "1706.03762",
    "Attention Is All You Need",
    "We propose the Transformer.",
    published=dt.date(2017, 6, 12),
    authors=(Author("Ashish Vaswani"),),
    ids={"doi": "10.5555/3295222", "openalex": "W77", "pmid": "12345"},
    cited_by_count=120,
    references=(Reference("W98"), Reference("W99")),
    reference_count=4,
    repositories=(Repository("https://github.com/a/b", official=True, stars=1234, license="MIT", archived=True),),
)
RETRACTED = Paper(
    "10.1000/bad",
    "A Claim That Did Not Hold",
    "We claim that attention is used.",
    published=dt.date(2020, 1, 2),
    references=(Reference("1706.03762", (CLAIM,), ("methodology",)),),
    status="retracted",
)
OTHER = Paper("2401.00002", "Later Words", published=dt.date(2024, 2, 2), references=(Reference("W77"),))


def said(source: str, *papers: Paper) -> Contents:
    """What a service answered."""
    return of_service(source, [Statement(source, paper.paper_id, paper, "2026-01-01") for paper in papers])


def fill(store: Store) -> None:
    """Bring the papers into the graph: 3 papers, 2 stubs, 4 citations, 2 lists of references that differ."""
    assimilate(store, [said("openalex", ATTENTION, RETRACTED, OTHER)])
    assimilate(store, [said("crossref", Paper("10.5555/3295222", ATTENTION.title, references=(Reference("W98"),)))])
