"""Where a paper stands among all: what `kg analyse` worked out of it, as ranks and names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kg.queries.cypher import CITED_BY

if TYPE_CHECKING:
    from kg.store import Store

STANDING: Final = f"""\
MATCH (p:Paper {{paper_id: $paper_id}})
OPTIONAL MATCH (c:Community {{community: p.community}})
OPTIONAL MATCH (way:Analysis {{measure: 'main path'}})
OPTIONAL MATCH (rank:Analysis {{measure: 'pagerank'}})
RETURN {CITED_BY.format(node="p")} AS cited_by,
       p.pagerank IS NOT NULL AS analysed,
       p.pagerank_place AS pagerank_place, coalesce(rank.papers, 0) AS ranked,
       p.community AS community, c.name AS community_name, c.size AS community_size,
       p.main_path AS main_path, way.papers AS main_path_papers, p.core AS core
"""


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of a paper's place; None where `kg analyse` never ran, or has nothing to say.

    Attributes:
        cited_by: papers of the graph that cite it.
        analysed: whether it was measured at all.
        pagerank_place: its place by PageRank among `ranked` papers; papers of one value share a place. None where the
            last `kg analyse` was that of a version before.
        ranked: how many papers have one.
        community: the number of its community.
        community_name: what the community is called.
        community_size: how many papers it has.
        main_path: its place on the main path, from 1, the oldest first.
        main_path_papers: how many papers are on it.
        core: in how dense a part of the graph it lies.
    """

    cited_by: int
    analysed: bool
    pagerank_place: int | None
    ranked: int
    community: int | None
    community_name: str | None
    community_size: int | None
    main_path: int | None
    main_path_papers: int | None
    core: int | None


def standing(store: Store, paper_id: str) -> Standing | None:
    """Return where a paper stands, or None where the graph has no such paper."""
    rows = store.read(STANDING, paper_id=paper_id)
    return Standing(**rows[0]) if rows else None
