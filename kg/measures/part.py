"""A part of the graph as a graph of networkx, whose algorithms serve up to about 100,000 edges."""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from typing import TYPE_CHECKING, Any, Final, Literal, overload

import networkx as nx

from kg import schema
from kg.errors import CallError
from kg.model import LABELS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kg.store import Run, Store

_KNOWN: Final = ("Paper", *LABELS, "Author", "Organization")
_ENTITY: Final = "Entity"
_BETWEEN_PAPERS: Final = ("CITES", "BUILDS_ON")
_FROM_PAPERS: Final = (*schema.TEXT_RELATIONSHIPS, schema.RESULT)
_TO_PAPERS: Final = {"Author": "WROTE", "Organization": "PUBLISHED"}
_TYPES: Final = (*_BETWEEN_PAPERS, *_FROM_PAPERS, *_TO_PAPERS.values(), schema.VARIANT)

ALL: Final = "MATCH (p:Paper)\n"

SOME: Final = """\
UNWIND $papers AS paper_id
MATCH (p:Paper {paper_id: paper_id})
USING INDEX p:Paper(paper_id)
"""

IN_YEARS: Final = """\
WITH p, coalesce(p.published.year, p.year) AS year
WHERE ($since IS NULL OR year >= $since) AND ($until IS NULL OR year <= $until) AND ($stubs OR p.stub IS NULL)
"""

PAPERS: Final = f"""\
{{some}}{IN_YEARS}RETURN p.paper_id AS key, 'Paper' AS label, p.title AS name, toString(p.published) AS published,
       year, p.stub AS stub
"""

OUT: Final = f"""\
{{some}}{IN_YEARS}MATCH (p)-[r:{{types}}]->(n:{{labels}})
RETURN p.paper_id AS source, coalesce(n.paper_id, n.entity_id) AS target, type(r) AS type,
       CASE WHEN r.surfaces IS NULL THEN 1 ELSE size(r.surfaces) END AS weight,
       head([label IN labels(n) WHERE NOT label IN ['Entity', 'Pending', 'New']]) AS label, n.name AS name
"""

INTO: Final = f"""\
{{some}}{IN_YEARS}MATCH (p)<-[r:{{types}}]-(n:{{labels}})
RETURN coalesce(n.author_id, n.organization_id) AS source, p.paper_id AS target, type(r) AS type, 1 AS weight,
       head(labels(n)) AS label, n.name AS name
"""

VARIANTS: Final = f"""\
MATCH (n:{{labels}})-[r:{schema.VARIANT}]->(m:{{labels}})
RETURN n.entity_id AS source, m.entity_id AS target, type(r) AS type, 1 AS weight
"""


@overload
def graph(
    store: Store,
    *,
    labels: Iterable[str] = ...,
    types: Iterable[str] | None = ...,
    papers: Iterable[str] | None = ...,
    since: int | None = ...,
    until: int | None = ...,
    stubs: bool = ...,
    joined: Literal[False] = ...,
) -> nx.DiGraph[str]: ...


@overload
def graph(
    store: Store,
    *,
    labels: Iterable[str] = ...,
    types: Iterable[str] | None = ...,
    papers: Iterable[str] | None = ...,
    since: int | None = ...,
    until: int | None = ...,
    stubs: bool = ...,
    joined: Literal[True],
) -> nx.Graph[str]: ...


def graph(
    store: Store,
    *,
    labels: Iterable[str] = ("Paper",),
    types: Iterable[str] | None = None,
    papers: Iterable[str] | None = None,
    since: int | None = None,
    until: int | None = None,
    stubs: bool = True,
    joined: bool = False,
) -> nx.Graph[str]:
    """Give a part of the graph as a graph of networkx.

    A node is called by its key (paper_id, entity_id ...) and has `label` and `name`; a paper has `published` (ISO 8601)
    and `year` where they are known, and `stub` where it is one. An edge has `type` and `weight`: how often the paper
    mentions the entity, and 1 for the others; two types between the same nodes are one edge, of type ``A|B``.

    Args:
        store: an open store.
        labels: which nodes: Paper, Method, Benchmark, Model, Repo, Task, Metric, or Entity for these six, Author,
            Organization.
        types: which relationships; unless given CITES between papers and, where such nodes are asked for, what papers
            say of entities, WROTE and PUBLISHED.
        papers: only these papers, and what they name.
        since: only papers of this year and later ones.
        until: only papers of this year and earlier ones.
        stubs: whether papers that are known by their id alone are nodes too.
        joined: leave the papers out and join the other nodes where papers have both: an undirected graph, in which
            `weight` counts the papers that two nodes share and a node's `papers` those that have it.

    Raises:
        CallError: a label or a type is none.
    """
    chosen = _labels(labels)
    kinds = _types(types, chosen)
    asked = {
        "papers": None if papers is None else list(dict.fromkeys(papers)),
        "since": since,
        "until": until,
        "stubs": stubs,
    }
    others = [label for label in chosen if label != "Paper"]
    if joined and not others:
        raise CallError("Only what papers name, their authors or organisations can be joined by papers: say which.")

    def read(run: Run) -> nx.Graph[str]:
        some = ALL if papers is None else SOME
        rows = _edges(run, some, kinds, others, with_papers="Paper" in chosen and not joined, asked=asked)
        if joined:
            return _joined(rows)
        found: nx.DiGraph[str] = nx.DiGraph()
        if "Paper" in chosen:
            for row in run.stream(PAPERS.format(some=some), **asked):
                found.add_node(row["key"], **_known(row, ("label", "name", "published", "year", "stub")))
        for row in rows:
            _add(found, row)
        if schema.VARIANT in kinds and (entities := [one for one in others if one in LABELS]):
            for row in run.stream(VARIANTS.format(labels="|".join(entities))):
                if row["source"] in found and row["target"] in found:
                    _add(found, row)
        return found

    return store.read_all(read)


def _labels(labels: Iterable[str]) -> tuple[str, ...]:
    given = list(labels)
    chosen = dict.fromkeys(one for label in given for one in (LABELS if label == _ENTITY else (label,)))
    for label in chosen:
        if label not in _KNOWN:
            raise CallError(f"{label!r} is no label of a node: choose {', '.join((*_KNOWN, _ENTITY))}.")
    return tuple(chosen)


def _types(types: Iterable[str] | None, labels: Sequence[str]) -> tuple[str, ...]:
    if types is None:
        return (
            *(("CITES",) if "Paper" in labels else ()),
            *(schema.TEXT_RELATIONSHIPS if set(labels) & set(LABELS) else ()),
            *(kind for label, kind in _TO_PAPERS.items() if label in labels),
        )
    chosen = tuple(dict.fromkeys(types))
    for kind in chosen:
        if kind not in _TYPES:
            raise CallError(f"{kind!r} is no type of relationship here: choose {', '.join(_TYPES)}.")
    return chosen


def _edges(
    run: Run, some: str, kinds: Sequence[str], others: Sequence[str], *, with_papers: bool, asked: dict[str, Any]
) -> Iterator[dict[str, Any]]:
    """Give the relationships that papers have, those to papers first."""
    between = [kind for kind in kinds if kind in _BETWEEN_PAPERS]
    if between and with_papers:
        yield from run.stream(OUT.format(some=some, types="|".join(between), labels="Paper"), **asked)
    said = [kind for kind in kinds if kind in _FROM_PAPERS]
    if said and (entities := [label for label in others if label in LABELS]):
        yield from run.stream(OUT.format(some=some, types="|".join(said), labels="|".join(entities)), **asked)
    into = [label for label, kind in _TO_PAPERS.items() if label in others and kind in kinds]
    if into:
        types = "|".join(_TO_PAPERS[label] for label in into)
        yield from run.stream(INTO.format(some=some, types=types, labels="|".join(into)), **asked)


def _add(found: nx.DiGraph[str], row: dict[str, Any]) -> None:
    """Add an edge; one to a paper that is not asked for is none."""
    source, target = row["source"], row["target"]
    if row["type"] in _BETWEEN_PAPERS:
        if target not in found:
            return
    elif row["type"] != schema.VARIANT:
        far, paper = (source, target) if row["type"] in _TO_PAPERS.values() else (target, source)
        found.add_node(far, **_known(row, ("label", "name")))
        if paper not in found:  # papers are not asked for: what they name stands alone
            return
    if found.has_edge(source, target):
        edge = found.edges[source, target]
        kinds = edge["type"].split("|")
        if row["type"] not in kinds:
            edge["type"] = "|".join(sorted([*kinds, row["type"]]))
        edge["weight"] += row["weight"]
    else:
        found.add_edge(source, target, type=row["type"], weight=row["weight"])


def _joined(rows: Iterable[dict[str, Any]]) -> nx.Graph[str]:
    found: nx.Graph[str] = nx.Graph()
    of_paper: dict[str, set[str]] = {}
    for row in rows:
        into = row["type"] in _TO_PAPERS.values()
        far, paper = (row["source"], row["target"]) if into else (row["target"], row["source"])
        found.add_node(far, **_known(row, ("label", "name")))
        of_paper.setdefault(paper, set()).add(far)
    papers: Counter[str] = Counter(one for shared in of_paper.values() for one in shared)
    weights: Counter[tuple[str, str]] = Counter()
    for shared in of_paper.values():
        weights.update(combinations(sorted(shared), 2))
    nx.set_node_attributes(found, dict(papers), "papers")
    found.add_weighted_edges_from((one, other, weight) for (one, other), weight in weights.items())
    return found


def _known(row: dict[str, Any], names: Iterable[str]) -> dict[str, Any]:
    return {name: row[name] for name in names if row[name] is not None}
