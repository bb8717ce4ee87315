"""A part of the graph: which papers or nodes it holds, and reading them a page at a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from kg import schema
from kg.errors import CallError
from kg.exports.records import Edge, Node, PaperRecord, paper_record
from kg.identity import ids
from kg.queries.asking import guard

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kg.store import Store

PAGE: Final = 500
_BOOKS_PAGE: Final = 5000
_MOST_ROWS: Final = 1_000_000

PAPERS = f"""\
UNWIND $keys AS key
MATCH (p:Paper {{paper_id: key}})
RETURN properties(p) AS properties,
       COLLECT {{ MATCH (a:Author)-[w:WROTE]->(p)
                 RETURN {{author: properties(a), wrote: properties(w)}} ORDER BY w.position, a.author_id }} AS authors,
       COLLECT {{ MATCH (o:Organization)-[:PUBLISHED]->(p)
                 RETURN properties(o) ORDER BY o.organization_id }} AS organizations,
       COLLECT {{ MATCH (p)-[c:CITES]->(q:Paper)
                 RETURN {{paper_id: q.paper_id, cites: properties(c)}} ORDER BY q.paper_id }} AS cites,
       COLLECT {{ MATCH (p)-[r:{"|".join(schema.TEXT_RELATIONSHIPS)}]->(e:Entity)
                 RETURN {{type: type(r), name: e.name, url: e.url,
                          label: head([label IN labels(e) WHERE label <> 'Entity'])}}
                 ORDER BY type(r), e.name, e.entity_id }} AS entities
"""

NODES_AFTER = """\
MATCH (n:{label})
WHERE n.{key} > $after
WITH n
ORDER BY n.{key}
LIMIT $size
RETURN n.{key} AS key
"""

NODES = """\
UNWIND $keys AS key
MATCH (n:{label} {{{key}: key}})
RETURN key, labels(n) AS labels, properties(n) AS properties
"""

_ANY_KEY: Final = ", ".join(f"other.{key}" for key in schema.KEYS.values())

EDGES = """\
UNWIND $keys AS key
MATCH (n:{label} {{{key}: key}})-[r]->(other)
RETURN key, type(r) AS type, properties(r) AS properties, labels(other) AS labels, [{keys}] AS keys
"""

BOOKS = """\
MATCH (n)
WHERE NOT any(label IN labels(n) WHERE label IN $known) AND elementId(n) > $after
WITH n
ORDER BY elementId(n)
LIMIT $size
RETURN elementId(n) AS element, labels(n) AS labels, properties(n) AS properties
"""

AROUND = f"""\
UNWIND $keys AS key
MATCH (n:Paper {{paper_id: key}})--(other)
WHERE NOT other:Paper
RETURN DISTINCT labels(other) AS labels, [{_ANY_KEY}] AS keys
"""

KNOWN = """\
UNWIND $keys AS key
MATCH (p:Paper {paper_id: key})
RETURN key
"""

BY_OTHER_ID = """\
MATCH (p:Paper)
WHERE any(id IN p.ids WHERE id IN $ids)
RETURN p.paper_id AS key, p.ids AS ids
"""


@dataclass(frozen=True, slots=True)
class Part:
    """The graph, or a part of it; reading it holds one page in memory.

    Attributes:
        store: an open store.
        keys: node label (of `kg.schema.KEYS`) to the keys of the nodes that belong to it; None for all there are.
    """

    store: Store
    keys: Mapping[str, frozenset[str]] | None = None

    def papers(self) -> Iterator[PaperRecord]:
        """Give the papers that have a title, each with its authors and references, by paper_id."""
        for keys in self._pages("Paper"):
            for row in self.store.read(PAPERS, keys=keys):
                if row["properties"].get("title"):
                    yield paper_record(row)

    def nodes(self) -> Iterator[Node]:
        """Give the nodes, label by label, and by key within."""
        for label, key in schema.KEYS.items():
            for keys in self._pages(label):
                for row in self.store.read(NODES.format(label=label, key=key), keys=keys):
                    yield Node(label, row["key"], tuple(sorted(row["labels"])), row["properties"])

    def edges(self) -> Iterator[Edge]:
        """Give the edges both of whose ends belong to the part."""
        for label, key in schema.KEYS.items():
            for keys in self._pages(label):
                for row in self.store.read(EDGES.format(label=label, key=key, keys=_ANY_KEY), keys=keys):
                    end = _end(row)
                    if end is not None and self._holds(*end):
                        yield Edge((label, row["key"]), end, row["type"], row["properties"])

    def books(self) -> Iterator[Node]:
        """Give the graph's own books (what sources said, which identifier is whose) where the part is the whole."""
        after = ""
        while self.keys is None:
            rows = self.store.read(BOOKS, known=[*schema.KEYS, "Lease"], after=after, size=_BOOKS_PAGE)
            if not rows:
                return
            for row in rows:
                labels = tuple(sorted(row["labels"]))
                yield Node(labels[0] if labels else "", "", labels, row["properties"])
            after = rows[-1]["element"]

    def _holds(self, label: str, key: str) -> bool:
        return self.keys is None or key in self.keys.get(label, ())

    def _pages(self, label: str) -> Iterator[list[str]]:
        """Give the keys of a label's nodes, a page at a time and in order."""
        if self.keys is not None:
            chosen = sorted(self.keys.get(label, ()))
            for start in range(0, len(chosen), PAGE):
                yield chosen[start : start + PAGE]
            return
        statement = NODES_AFTER.format(label=label, key=schema.KEYS[label])
        after = ""
        while keys := [row["key"] for row in self.store.read(statement, after=after, size=PAGE)]:
            yield keys
            after = keys[-1]


def part(store: Store, *, papers: Iterable[str] | None = None, query: str | None = None) -> Part:
    """Choose a part of the graph.

    Args:
        store: an open store.
        papers: identifiers of papers, of any kind that the graph knows: the part is these papers, whoever wrote and
            published them, what they name, and every edge between any two of these.
        query: Cypher that reads. Where its answer holds papers alone (as nodes, or in a column `paper_id`), they are
            the part as above; where it holds other nodes too, these nodes are the part, and every edge between them.

    Raises:
        CallError: the graph has no such paper, or the query answers with nothing that can be exported.
        QueryRefusedError: the query would do more than read.
    """
    if papers is not None and query is not None:
        raise CallError("Choose a part by its papers or by a query, not by both.")
    if papers is not None:
        return Part(store, _around(store, _known(store, list(dict.fromkeys(papers)))))
    if query is None:
        return Part(store)
    chosen = _answered(store, query)
    if set(chosen) == {"Paper"}:
        return Part(store, _around(store, sorted(chosen["Paper"])))
    return Part(store, {label: frozenset(keys) for label, keys in chosen.items()})


def _known(store: Store, given: Sequence[str]) -> list[str]:
    """Find the papers that identifiers name."""
    spelling = {one: ids.normalise(one) for one in given}
    wanted = sorted({*spelling, *spelling.values()})
    known = {row["key"] for row in store.read(KNOWN, keys=wanted)}
    found = {one: one if one in known else bare for one, bare in spelling.items() if one in known or bare in known}
    missing = [one for one in given if one not in found]
    if missing:
        other_by_id = {":".join(kind): one for one in missing if (kind := ids.identify(one))}
        other_by_id |= {one: one for one in missing}
        for row in store.read(BY_OTHER_ID, ids=sorted(other_by_id)):
            found.update({other_by_id[other]: row["key"] for other in row["ids"] if other in other_by_id})
    lost = [one for one in given if one not in found]
    if lost:
        raise CallError(f'The graph has no paper "{lost[0]}"; search for it with kg search.')
    return list(dict.fromkeys(found[one] for one in given))


def _around(store: Store, papers: Sequence[str]) -> dict[str, frozenset[str]]:
    """Give papers with the nodes around them."""
    found: dict[str, set[str]] = {"Paper": set(papers)}
    for start in range(0, len(papers), PAGE):
        for row in store.read(AROUND, keys=papers[start : start + PAGE]):
            if (end := _end(row)) is not None:
                found.setdefault(end[0], set()).add(end[1])
    return {label: frozenset(keys) for label, keys in found.items()}


def _answered(store: Store, query: str) -> dict[str, set[str]]:
    """Give the nodes that a query answers with, by label."""
    answer = guard.ask(store, query, limit=_MOST_ROWS, timeout=300.0)
    if answer.cut:
        raise CallError(
            f"The answer of the query is too large to be exported whole ({answer.cut.partition(':')[0]}): "
            "return p.paper_id AS paper_id alone, or export in parts."
        )
    found: dict[str, set[str]] = {}
    label_by_key = {key: label for label, key in schema.KEYS.items()}
    for row in answer.rows:
        for column, value in zip(answer.columns, row, strict=True):
            if column in label_by_key and isinstance(value, str):
                found.setdefault(label_by_key[column], set()).add(value)
            for label, key in _nodes(value):
                found.setdefault(label, set()).add(key)
    if not found:
        raise CallError(
            "The query answers with no node that can be exported: return papers, as in "
            "'MATCH (p:Paper) WHERE p.title CONTAINS \"graph\" RETURN p'."
        )
    return found


def _nodes(value: Any) -> Iterator[tuple[str, str]]:
    """Give the label and the key of each node in a value of an answer, as deep as it lies."""
    if isinstance(value, dict):
        labels, properties = value.get("labels"), value.get("properties")
        if isinstance(labels, list) and isinstance(properties, dict):
            for label, key in schema.KEYS.items():
                if label in labels and isinstance(properties.get(key), str):
                    yield label, properties[key]
        else:
            for inner in value.values():
                yield from _nodes(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _nodes(inner)


def _end(row: Mapping[str, Any]) -> tuple[str, str] | None:
    """Give the label and the key of the node at the other end; None for a node that is none of ours."""
    key_by_property = dict(zip(schema.KEYS.values(), row["keys"], strict=True))
    for label, name in schema.KEYS.items():
        if label in row["labels"] and key_by_property[name] is not None:
            return label, key_by_property[name]
    return None
