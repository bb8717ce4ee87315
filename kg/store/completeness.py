"""This file is about completeness: how much of a paper's own reference list the graph knows.

references_known     how long the list is, by the source that says the most
references_resolved  how many papers the graph's CITES leads to
sources_disagree     how many of these a source that gives a list does not have in it
"""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING

from kg.store.chunks import chunks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.store.store import Store

SAID = """\
UNWIND $paper_ids AS paper_id
MATCH (s:Statement {paper_id: paper_id})
USING INDEX s:Statement(paper_id)
RETURN paper_id, s.source AS source, s.key AS key, s.says AS says
"""

CITED = """\
UNWIND $paper_ids AS paper_id
MATCH (p:Paper {paper_id: paper_id})
USING INDEX p:Paper(paper_id)
RETURN paper_id, COLLECT { MATCH (p)-[r:CITES]->() RETURN r.sources } AS sources
"""

KEEP = """\
UNWIND $rows AS row
MATCH (p:Paper {paper_id: row.paper_id})
USING INDEX p:Paper(paper_id)
SET p += row.properties
"""


def count(store: Store, paper_ids: Sequence[str]) -> None:
    """Count the references of some papers, and keep the counts on them."""
    for chunk in chunks(paper_ids, 1000):
        lists: dict[str, dict[str, int]] = defaultdict(dict)
        for row in store.read(SAID, paper_ids=chunk):
            said = json.loads(row["says"])
            known = max(len(said.get("references", ())), said.get("reference_count") or 0)
            if known and " cites " not in row["key"]:  # what tells a single citation is no list
                lists[row["paper_id"]][row["source"]] = max(known, lists[row["paper_id"]].get(row["source"], 0))
        rows = []
        for row in store.read(CITED, paper_ids=chunk):
            own = lists.get(row["paper_id"], {})
            cited = row["sources"]
            lacking = sum(any(source not in (by or ()) for source in own) for by in cited) if len(own) > 1 else 0
            known = max(own.values(), default=0)
            properties = {
                "references_known": max(known, len(cited)) or None,
                "references_resolved": len(cited) or (0 if known else None),
                "sources_disagree": lacking or None,
            }
            rows.append({"paper_id": row["paper_id"], "properties": properties})
        store.write(KEEP, rows=rows)
