"""This file is about papers to read beside others: those that share references, are cited together, name the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.queries.cypher import PAPER_ROW, TYPES
from kg.queries.records import Suggestion
from kg.queries.rows import paper_row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.queries.rows import Row
    from kg.store import Store

SUGGESTED = f"""\
UNWIND $paper_ids AS paper_id
MATCH (seed:Paper {{paper_id: paper_id}})
WITH collect(seed) AS seeds
CALL {{
  WITH seeds
  UNWIND seeds AS seed
  MATCH (seed)-[:CITES]->(p:Paper)
  RETURN p, 'cited' AS how, seed.paper_id AS by
  UNION
  WITH seeds
  UNWIND seeds AS seed
  MATCH (seed)<-[:CITES]-(p:Paper)
  RETURN p, 'citing' AS how, seed.paper_id AS by
  UNION
  WITH seeds
  UNWIND seeds AS seed
  MATCH (seed)-[:CITES]->(shared:Paper)<-[:CITES]-(p:Paper)
  RETURN p, 'references' AS how, shared.paper_id AS by
  UNION
  WITH seeds
  UNWIND seeds AS seed
  MATCH (seed)<-[:CITES]-(shared:Paper)-[:CITES]->(p:Paper)
  RETURN p, 'together' AS how, shared.paper_id AS by
  UNION
  WITH seeds
  UNWIND seeds AS seed
  MATCH (seed)-[:{TYPES}]->(shared:Entity)<-[:{TYPES}]-(p:Paper)
  RETURN p, 'names' AS how, shared.name AS by
}}
WITH seeds, p, how, by
WHERE NOT p IN seeds
WITH p, how, count(DISTINCT by) AS number, collect(DISTINCT by)[0..3] AS some
WITH p, sum(number * CASE how WHEN 'names' THEN 1 ELSE 2 END) AS score, collect([how, number, some]) AS reasons
ORDER BY score DESC, p.stub IS NOT NULL, p.published IS NULL, p.published DESC, p.paper_id
LIMIT $limit
RETURN {PAPER_ROW} AS paper, score, reasons
"""


def suggestions(store: Store, paper_ids: Sequence[str], *, limit: int = 10) -> tuple[Suggestion, ...]:
    """Return the papers that have most in common with some papers, each with the reasons; most first.

    A citation, a common reference and a paper that cites both count twice as much as a common name.
    """
    rows = store.read(SUGGESTED, paper_ids=list(dict.fromkeys(paper_ids)), limit=max(0, limit))
    return tuple(Suggestion(paper_row(row["paper"]), float(row["score"]), _reasons(row)) for row in rows)


def _reasons(row: Row) -> tuple[str, ...]:
    known = {how: (number, some) for how, number, some in row["reasons"]}
    found = []
    if "cited" in known:
        found.append("is cited")
    if "citing" in known:
        found.append("cites")
    if "references" in known:
        number = known["references"][0]
        found.append(f"{number} common reference{'' if number == 1 else 's'}")
    if "together" in known:
        number = known["together"][0]
        found.append(f"cited together {number} time{'' if number == 1 else 's'}")
    if "names" in known:
        number, some = known["names"]
        more = f" and {number - len(some)} more" if number > len(some) else ""
        found.append(f"shares {', '.join(sorted(some))}{more}")
    return tuple(found)
