"""News: what builds brought since a revision, and which papers of it are the newest."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kg.queries.cypher import PAPER_ROW, TYPES
from kg.queries.rows import paper_row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.queries.records import PaperRow
    from kg.store import Store

REVISION: Final = """\
OPTIONAL MATCH (r:Revision)
RETURN coalesce(max(r.revision), 0) AS revision
"""

CHANGES_SINCE: Final = """\
MATCH (c:Change)
WHERE c.revision > $after
RETURN c.kind AS kind, sum(size(c.rows)) AS number, count(DISTINCT c.revision) AS builds
"""

BUILDS_SINCE: Final = """\
MATCH (r:Revision)
WHERE r.revision > $after
RETURN count(r) AS builds
"""

NEW_SINCE: Final = f"""\
MATCH (c:Change)
WHERE c.revision > $after AND c.kind = 'new'
UNWIND c.rows AS paper_id
MATCH (p:Paper {{paper_id: paper_id}})
USING INDEX p:Paper(paper_id)
WHERE p.stub IS NULL
WITH DISTINCT p
ORDER BY p.published IS NULL, p.published DESC, p.paper_id
LIMIT $limit
RETURN {PAPER_ROW} AS paper
"""

NEWEST: Final = f"""\
MATCH (p:Paper)
WHERE p.published IS NOT NULL AND p.stub IS NULL
WITH p
ORDER BY p.published DESC, p.paper_id
LIMIT $limit
RETURN {PAPER_ROW} AS paper
"""

_ABOUT: Final = """\
WITH id, count(p) AS papers, count(CASE WHEN p.paper_id IN $fresh OR p.published >= date($day) THEN 1 END) AS fresh,
     max(p.published) AS last, collect(p) AS named
RETURN id, papers, fresh, head([p IN named WHERE p.published = last | [p.paper_id, p.title]]) AS newest
"""

FOLLOWED: Final = f"""\
UNWIND $entities AS id
MATCH (n:Entity {{entity_id: id}})<-[:{TYPES}]-(p:Paper)
USING INDEX n:Entity(entity_id)
WITH DISTINCT id, p
{_ABOUT}UNION ALL
UNWIND $authors AS id
MATCH (n:Author {{author_id: id}})-[:WROTE]->(p:Paper)
USING INDEX n:Author(author_id)
WITH DISTINCT id, p
{_ABOUT}UNION ALL
UNWIND $organizations AS id
MATCH (n:Organization {{organization_id: id}})-[:PUBLISHED]->(p:Paper)
USING INDEX n:Organization(organization_id)
WITH DISTINCT id, p
{_ABOUT}"""

FRESH: Final = """\
MATCH (c:Change)
WHERE c.revision > $after AND c.kind = 'new'
UNWIND c.rows AS paper_id
RETURN DISTINCT paper_id
LIMIT $limit
"""

RECENT_DAYS: Final = 30
_MOST_FRESH: Final = 2_000
"""Papers that are looked up among those of what is followed; where more came at once, days say what is new."""
_NEVER: Final = "9999-12-31"


@dataclass(frozen=True, slots=True)
class News:
    """What came after a revision.

    Attributes:
        builds: how many builds changed something.
        changes: kind of change to how many.
        papers: the newest of the papers that came.
    """

    builds: int
    changes: tuple[tuple[str, int], ...]
    papers: tuple[PaperRow, ...]


@dataclass(frozen=True, slots=True)
class About:
    """What is known of a thing that is followed: its papers, how many of them are new, and the newest of all."""

    node_id: str
    papers: int
    fresh: int
    newest: tuple[str, str] | None


def revision(store: Store) -> int:
    """Return the number of the last build that changed something; 0 where there was none."""
    return int(store.read(REVISION)[0]["revision"])


def since(store: Store, after: int, *, limit: int = 8) -> News:
    """Return what builds brought after a revision, with the newest papers of it."""
    changes = tuple((row["kind"], row["number"]) for row in store.read(CHANGES_SINCE, after=after))
    papers = store.read(NEW_SINCE, after=after, limit=limit) if any(kind == "new" for kind, _ in changes) else []
    builds = store.read(BUILDS_SINCE, after=after)[0]["builds"]
    return News(builds, changes, tuple(paper_row(row["paper"]) for row in papers))


def newest(store: Store, *, limit: int = 8) -> tuple[PaperRow, ...]:
    """Return the papers that were published last."""
    return tuple(paper_row(row["paper"]) for row in store.read(NEWEST, limit=limit))


def about(
    store: Store,
    entities: Sequence[str],
    authors: Sequence[str],
    organizations: Sequence[str],
    *,
    after: int | None = None,
    until: dt.date | None = None,
) -> dict[str, About]:
    """Tell what is new about things that are followed; what the graph does not know is left out.

    Args:
        store: an open store.
        entities: entity_ids.
        authors: author_ids.
        organizations: organization_ids.
        after: what came after this revision is new; where it is None, or too much came, papers of the last days are.
        until: the last of these days.
    """
    fresh: list[str] = []
    if after is not None:
        fresh = [row["paper_id"] for row in store.read(FRESH, after=after, limit=_MOST_FRESH + 1)]
    by_day = after is None or len(fresh) > _MOST_FRESH
    day = f"{until - dt.timedelta(days=RECENT_DAYS)}" if by_day and until else _NEVER
    rows = store.read(
        FOLLOWED,
        entities=list(entities),
        authors=list(authors),
        organizations=list(organizations),
        fresh=[] if by_day else fresh,
        day=day,
    )
    return {
        row["id"]: About(row["id"], row["papers"], row["fresh"], tuple(row["newest"]) if row["newest"] else None)
        for row in rows
    }
