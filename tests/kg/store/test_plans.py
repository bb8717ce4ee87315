"""How Neo4j would run each statement of ours: by an index, unless it is about the whole graph."""

from __future__ import annotations

import importlib
import pkgutil
import re
from string import Formatter
from typing import TYPE_CHECKING, Final

import kg.queries
import kg.store
from kg.queries import listing
from kg.store import plan, relationships

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.store import Store

SCANS: Final = (
    "NodeByLabelScan",
    "AllNodesScan",
    "UnionNodeByLabelsScan",
    "RelationshipTypeScan",
    "AllRelationshipsScan",
)

BEGINS: Final = re.compile(r"(MATCH|OPTIONAL MATCH|UNWIND|CALL|MERGE|CREATE|RETURN) ")

FILL: Final = {
    "label": "Paper",
    "key": "paper_id",
    "type": "USES",
    "kinds": "Paper",
    "rank": "n.cited_by",
    "row": "n.paper_id",
    "pattern": "-[:CITES]-",
    "orphan": "true",
    "values": "n.x = row[1]",
}
"""What a template is tried with."""

WHOLE: Final = {
    "kg.queries.claims.ALL": "the claims of all benchmarks, once a visit to Home or the log",
    "kg.queries.claims.BENCHMARKS": "the benchmarks of which results are claimed, once a visit to the list",
    "kg.queries.claims.COVERAGE": "counts, once a visit to the leaderboards",
    "kg.queries.doubts.INTRODUCED": "ranks what may be wrong anywhere, once in ten minutes of visits to Curate",
    "kg.queries.doubts.NAMES": "ranks what may be wrong anywhere, once in ten minutes of visits to Curate",
    "kg.queries.doubts.TYPES_DISAGREE": "ranks what may be wrong anywhere, once in ten minutes of visits to Curate",
    "kg.queries.doubts.UNSURE": "ranks what may be wrong anywhere, once in ten minutes of visits to Curate",
    "kg.queries.former.SURVIVORS": "asked only of keys that no entity has",
    "kg.queries.open_gaps.ONE_ORGANIZATION": "the benchmarks of one organisation, once a visit to the list",
    "kg.queries.open_gaps.UNTRIED": "the gaps that were kept, once a visit to the list",
    "kg.queries.log.ALL": "the revisions, of which there is one a build",
    "kg.queries.log.KINDS": "the changes, of which there are a few a build",
    "kg.queries.log.PAGE": "the revisions, of which there is one a build",
    "kg.queries.news.BUILDS_SINCE": "the revisions, of which there is one a build",
    "kg.queries.news.REVISION": "the revisions, of which there is one a build",
    "kg.queries.rising.ANALYSED": "the analyses, of which there are few",
    "kg.queries.rising.RISING": "orders all entities, once a visit to Home",
    "kg.queries.counts.BUILDS": "the builds, of which there are few",
    "kg.queries.counts.REVISIONS": "the revisions, of which there is one a build",
    "kg.queries.counts.COUNT_STUBS": "counts, once a visit to the overview",
    "kg.queries.counts.REFERENCES": "counts, once a visit to the overview",
    "kg.queries.drawing.MOST_CONNECTED": "orders all papers, once a visit to the map without a place to begin",
    "kg.queries.listing.TOP_ENTITIES": "orders all entities of a label, once a visit to the list",
    "kg.queries.invariants.WITHOUT_KEY": "looks for what is wrong anywhere, once a `kg check`",
    "kg.queries.invariants.WITHOUT_SOURCES": "looks for what is wrong anywhere, once a `kg check`",
    "kg.queries.map_of_field.GROUP_NAMES": "the fields and communities, of which there are few",
    "kg.queries.map_of_field.MAP": "the fields, of which there are few",
    "kg.queries.map_of_papers.MAP": "the communities, of which there are few",
    "kg.store.analyses.BOOKS": "the analyses, of which there are few",
    "kg.store.analyses.OUTDATE": "the analyses, of which there are few",
    "kg.store.migrations.books.NOT_COUNTED": "reads the whole graph, once a migration",
    "kg.store.migrations.books.SILENT": "reads the whole graph, once a migration",
    "kg.store.migrations.versions.LOOK": "asks whether there is any paper, and ends at the first",
    "kg.store.papers.UNIDENTIFIED": "the papers that a build has not done with",
    "kg.store.bulk.ANYTHING": "asks whether there is any node, and ends at the first",
    "kg.store.builds.END_BUILD": "the builds, of which there are few",
    "kg.store.corpus.CITES": "reads the whole corpus, for a build that looks at all of it",
    "kg.store.corpus.PAPERS": "reads the whole corpus, for a build that looks at all of it",
    "kg.store.corpus.PAPER_IDS": "reads the keys of the whole corpus, once a build",
    "kg.store.entities.STORED_BUILDS_ON": "reads the whole corpus, for a build that looks at all of it",
    "kg.store.entities.STORED_ENTITIES": "reads the whole corpus, for a build that looks at all of it",
    "kg.store.bulk.LEASES": "the leases, of which there are two",
    "kg.store.orphans.DROP": "looks for what nothing speaks of any longer, once a build",
    "kg.store.papers.ANY_PENDING": "the papers that a build has not done with",
    "kg.store.papers.DONE": "the papers that a build has not done with",
    "kg.store.papers.NEW": "the papers that a build has not done with",
    "kg.store.papers.PENDING": "the papers that a build has not done with",
    "kg.store.revisions.REVISIONS": "the revisions, of which there is one a build",
    "kg.store.store.CLEAR": "deletes the whole graph",
    "kg.store.following.NAMES_OF": "one look at all authors, once a followed author is named",
    "kg.store.wanting.LISTED": "reads the keys of all papers, once a run of `kg enrich`",
}
"""The statements that look at all nodes of a label, and why that may be: none of them answers for one node."""


def statements() -> Iterator[tuple[str, str]]:
    """Give every statement that a module of ours names, with its name."""
    for package in (kg.queries, kg.store):
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if ".local" in found.name:
                continue
            module = importlib.import_module(found.name)
            for name, text in vars(module).items():
                if name.isupper() and not name.startswith("_") and isinstance(text, str) and BEGINS.match(text):
                    yield f"{found.name}.{name}", text


def filled(name: str, text: str) -> Iterator[str]:
    """Give the statements that a template stands for; most stand for themselves."""
    if name.startswith("kg.store.relationships."):
        yield from (one.text(text) for one in relationships.KINDS.values())
        return
    try:
        fields = [(field, kind) for _, field, kind, _ in Formatter().parse(text) if field is not None]
    except ValueError:  # braces that do not match: Cypher's own
        fields = []
    if fields and all(field in FILL and not kind for field, kind in fields):
        yield text.format(**FILL)
    elif not any(field.isidentifier() and not kind for field, kind in fields):
        yield text  # what stands in braces is Cypher's own


def scans(store: Store, cypher: str) -> list[str]:
    with store.transaction(timeout=60) as transaction:
        found = plan.explain(transaction, cypher, {})
    return [f"{one.name} {one.details}" for one in found.operators if one.name.endswith(SCANS)]


def test_no_statement_about_one_node_looks_at_all_of_them(store: Store) -> None:
    looked: dict[str, list[str]] = {}
    seen = 0
    for name, text in statements():
        if "YIELD" in text.partition("\n")[0] and text.startswith("SHOW"):
            continue
        # What begins or ends a longer statement is judged with it below.
        if not re.search(r"\b(RETURN|SET|DELETE|CREATE|MERGE)\b", text) or "{matched}" in text:
            continue
        for one in filled(name, text):
            seen += 1
            if found := scans(store, one):
                looked.setdefault(name, []).extend(found)
    assert seen > 100
    assert "; ".join(f"{name}: {found}" for name, found in looked.items() if name not in WHOLE) == ""


def test_a_list_of_papers_begins_at_what_it_is_asked_of(store: Store) -> None:
    for begin in (listing.PAPERS_NAMING, listing.PAPERS_PUBLISHED_BY, listing.MATCHING_PAPERS + "WITH p\n"):
        counting = listing.COUNT_PAPERS.format(matched=begin, filters="")
        assert scans(store, counting) == [], begin
