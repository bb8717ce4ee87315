"""The normal forms that nodes keep for a search, in a graph that was written without them.

Builds write forms beside names and texts. What is filled here are the nodes of a graph that an earlier version, or
another program, wrote; it is done before the full-text indexes over forms are made, so that a graph which has these has
all forms.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from kg.identity import forms

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.store.store import Store

Row = dict[str, Any]

_AT_ONCE: Final = 2000

PAPERS = """\
MATCH (n:Paper)
USING INDEX n:Paper(paper_id)
WHERE n.paper_id > $after AND ($all OR n.forms IS NULL)
WITH n
ORDER BY n.paper_id
LIMIT $limit
RETURN n.paper_id AS key, n.title AS title, n.abstract AS abstract, n.year AS year,
       COLLECT { MATCH (n)<-[w:WROTE]-(:Author) RETURN w.name ORDER BY w.position } AS authors,
       head(COLLECT {
         MATCH (n)<-[:PUBLISHED]-(o:Organization)
         RETURN o.name ORDER BY o.organization_id
       }) AS organization
"""

NAMED = """\
MATCH (n:{label})
USING INDEX n:{label}({key})
WHERE n.{key} > $after AND ($all OR n.forms IS NULL)
WITH n
ORDER BY n.{key}
LIMIT $limit
RETURN n.{key} AS key, n.name AS name, coalesce(n.aliases, []) AS aliases
"""

WRITE = """\
UNWIND $rows AS row
MATCH (n:{label} {{{key}: row.key}})
USING INDEX n:{label}({key})
SET n += row.properties
"""


class _Kind(NamedTuple):
    label: str
    key: str
    read: str
    properties: Callable[[Row], Row]


def _of_paper(row: Row) -> Row:
    return {
        "forms": forms.of_texts(row["title"] or "", row["abstract"] or "") or None,
        "byline": forms.of_people(filter(None, row["authors"]), row["year"], row["organization"]) or None,
    }


def _of_thing(row: Row) -> Row:
    return {"forms": forms.of_names(filter(None, [row["name"], *row["aliases"]])) or None}


def _of_author(row: Row) -> Row:
    return {"forms": forms.of_people(filter(None, [row["name"]])) or None}


_KINDS: Final = (
    _Kind("Paper", "paper_id", PAPERS, _of_paper),
    _Kind("Entity", "entity_id", NAMED.format(label="Entity", key="entity_id"), _of_thing),
    _Kind("Author", "author_id", NAMED.format(label="Author", key="author_id"), _of_author),
    _Kind("Organization", "organization_id", NAMED.format(label="Organization", key="organization_id"), _of_thing),
)


def fill(store: Store, *, again: bool = False) -> None:
    """Give every node its forms; done twice, it changes nothing.

    Args:
        store: an open store, whose constraints are made.
        again: whether nodes that have forms get theirs again, because `kg.identity.forms` makes others by now.
    """
    for kind in _KINDS:
        write = WRITE.format(label=kind.label, key=kind.key)
        after = ""
        while rows := store.read(kind.read, after=after, limit=_AT_ONCE, all=again):
            after = rows[-1]["key"]
            store.write(write, rows=[{"key": row["key"], "properties": kind.properties(row)} for row in rows])
