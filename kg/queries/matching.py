"""Matching: which papers of the graph are those of somebody's file.

An identifier decides, in whatever spelling and of whatever kind. Where a record has none that the graph knows, a title
does, if it says enough, is that of one paper alone, and the years agree within two (a preprint and its publication).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from kg.identity import ids
from kg.identity.titles import distinct, title_key
from kg.store import statements
from kg.store.chunks import chunks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.model import Paper
    from kg.store import Store

By = Literal["identifier", "title"]

PAPERS_OF_TITLES = """\
UNWIND $title_keys AS title_key
MATCH (s:Statement {title_key: title_key})
USING INDEX s:Statement(title_key)
MATCH (p:Paper {paper_id: s.paper_id})
RETURN DISTINCT title_key, p.paper_id AS paper_id, coalesce(p.published.year, p.year) AS year
"""

_YEARS_APART = 2


@dataclass(frozen=True, slots=True)
class Match:
    """The paper of the graph that a record is, and what says so; `paper_id` is None where there is none."""

    record: Paper
    paper_id: str | None = None
    by: By | None = None


def matched(store: Store, records: Sequence[Paper]) -> tuple[Match, ...]:
    """Find each record's paper in the graph, in the order given."""
    keys = {id(record): list(dict.fromkeys((record.paper_id, ids.normalise(record.paper_id)))) for record in records}
    tokens = {id(record): sorted(ids.tokens(record)) for record in records}
    nodes = statements.nodes(store, {key for own in keys.values() for key in own})
    identified = statements.papers_of_identifiers(store, {token for own in tokens.values() for token in own})
    found = []
    for record in records:
        by_key = next((key for key in keys[id(record)] if key in nodes), None)
        by_token = next((identified[token] for token in tokens[id(record)] if token in identified), None)
        paper_id = by_key or by_token
        by: By = "identifier" if by_token or ids.identify(paper_id or "") else "title"  # a key may be a title's slug
        found.append(Match(record, paper_id, by if paper_id else None))
    titled = _titled(store, [one.record for one in found if one.paper_id is None])
    return tuple(
        one
        if one.paper_id or (paper_id := titled.get(id(one.record))) is None
        else Match(one.record, paper_id, "title")
        for one in found
    )


def _titled(store: Store, records: Sequence[Paper]) -> dict[int, str]:
    """Return of each record that its title tells, by its place in memory, the one paper of that title."""
    keys = {id(record): title_key(record.title) for record in records if distinct(record.title)}
    papers: dict[str, dict[str, int | None]] = defaultdict(dict)
    for chunk in chunks(sorted(set(keys.values()) - {""}), 5000):
        for row in store.read(PAPERS_OF_TITLES, title_keys=chunk):
            papers[row["title_key"]][row["paper_id"]] = row["year"]
    found = {}
    for record in records:
        year = record.published.year if record.published else record.year
        near = [
            paper_id
            for paper_id, other in papers.get(keys.get(id(record), ""), {}).items()
            if year is None or other is None or abs(year - other) <= _YEARS_APART
        ]
        if len(near) == 1:
            found[id(record)] = near[0]
    return found
