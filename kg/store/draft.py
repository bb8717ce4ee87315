"""A draft: a graph that is not there yet, and that takes the statements of a first build.

What a build asks of an empty graph, and what it then writes into it, is some forty statements of ours. A draft answers
each as Neo4j would, and writes what is final into sheets for an import. So one and the same build, with one notion of
what a node and a relationship are, makes a graph by statements or by an import. A draft knows nothing beyond: a
statement that it was not made for is an error.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, TypeVar

from kg import schema
from kg.model import LABELS
from kg.store import (
    analyses,
    cited_by,
    completeness,
    corpus,
    entities,
    papers,
    relationships,
    signatures,
    standing,
    statements,
)
from kg.store.store import Run, Store

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from kg.store.sheets import Sheets

    Row = dict[str, Any]
    Answer = Callable[..., list[Row]]

T = TypeVar("T")


class Draft(Store):
    """A store that is empty, and that a first build fills.

    Args:
        sheets: take what is final.

    Attributes:
        name: stands for this graph until it has one.
    """

    def __init__(self, sheets: Sheets, name: str) -> None:  # it opens nothing, so it begins as no store does
        self.name = name
        self.sheets = sheets
        self._papers: dict[str, Row] = {}
        self._numbers: dict[str, dict[str, int]] = {label: {} for label in schema.KEYS}
        self._new: list[str] = []
        self._pending: list[str] = []
        self._organizations: dict[str, Row] = {}
        self._homes: dict[str, str] = {}
        self._identifiers: dict[str, str] = {}
        self._cited_by: dict[str, int] = {}
        self._name_keys: dict[str, str] = {}
        self._cites: dict[str, list[str]] = defaultdict(list)
        self._signed: dict[str, list[tuple[int, str]]] = defaultdict(list)
        self._answers: dict[str, Answer] = _nothing() | self._simple() | self._edges()

    def close(self) -> None:
        """Close nothing."""

    def prepare(self, *, formed: bool = False) -> None:
        """Leave constraints and indexes to the graph that this becomes."""

    def read_all(self, work: Callable[[Run], T], /) -> T:
        """Do `work`."""
        return work(_DraftRun(self._answers))

    def write_all(self, work: Callable[[Run], T], /) -> T:
        """Do `work`; nothing is ever done again."""
        return work(_DraftRun(self._answers))

    def finish(self) -> list[str]:
        """Write what was held until now, and return what to tell the import."""
        for paper_id, number in self._numbers["Paper"].items():
            properties = self._papers.get(paper_id) or {"paper_id": paper_id, "stub": True}
            self.sheets.node(("Paper",), properties | {"cited_by": self._cited_by.get(paper_id, 0)}, number)
        for key, properties in self._organizations.items():
            self.sheets.node(("Organization",), properties, self._numbers["Organization"][key])
        for identifier, paper_id in self._identifiers.items():
            self.sheets.node(("Identifier",), {"identifier": identifier, "paper_id": paper_id})
        self._papers = {}
        return self.sheets.finish()

    def _simple(self) -> dict[str, Answer]:
        """Give the answers to statements that stand for one type alone."""
        answers: dict[str, Answer] = {
            papers.CREATE: self._create_papers,
            papers.CREATE_STATEMENTS: self._create_statements,
            papers.UPSERT_IDENTIFIERS: self._upsert_identifiers,
            papers.PENDING: lambda: [{"paper_id": one} for one in self._pending],
            papers.NEW: lambda: [{"paper_id": one} for one in sorted(self._new)],
            statements.HOMES: lambda statement_ids: _found(self._homes, statement_ids, "statement_id"),
            statements.PAPERS_OF_IDENTIFIERS: lambda identifiers: _found(self._identifiers, identifiers, "identifier"),
            completeness.KEEP: self._set_papers,
            cited_by.COUNT: lambda paper_ids: [{"changed": len(paper_ids)}],
            entities.REMEMBER: self._remember,
            corpus.PAPERS: self._texts,
            corpus.PAPER_IDS: lambda: [{"paper_ids": [key for key, one in self._papers.items() if _has_text(one)]}],
            corpus.CITES: self._all_cites,
            standing.GRAPH: lambda: [{"id": self.name}],
            standing.KEEP: lambda name, state: self._write_node(("Naming",), {"name": name, "state": state}),
            standing.KEEP_CORRECTIONS: lambda name, entries: self._write_node(
                ("Naming",), {"name": name, "entries": entries}
            ),
            entities.UPSERT_RESULTS: lambda rows: self._relate(schema.RESULT, rows),
            entities.UPSERT_BUILDS_ON: self._build_on,
        }
        for label in LABELS:
            answers[entities.CREATE_ENTITIES.format(label=label)] = self._entities_of(label)
        for kind in schema.TEXT_RELATIONSHIPS:
            answers[entities.CREATE_TEXT.format(type=kind)] = self._texts_of(kind)
        return answers

    def _edges(self) -> dict[str, Answer]:
        """Give the answers to statements about relationships whose sources are kept."""
        ends = {"Author": self._sign, "Organization": self._organize, "Paper": self._cite}
        answers: dict[str, Answer] = {}
        for kind, one in relationships.KINDS.items():
            answers[one.text(relationships.STORED)] = _none
            answers[one.text(relationships.CREATE)] = self._linking(kind, one)
            if one.far in ends:
                answers[one.text(relationships.FAR)] = ends[one.far]
        return answers

    def _write_node(self, labels: tuple[str, ...], properties: Row) -> list[Row]:
        self.sheets.node(labels, properties)
        return []

    def _number(self, label: str, key: str) -> int:
        """Return the number of a node that is there, or that has to be written later."""
        known = self._numbers[label]
        found = known.get(key)
        if found is None:
            found = known[key] = self.sheets.number()
        return found

    def _create_papers(self, rows: Sequence[Row]) -> list[Row]:
        for row in rows:
            paper_id = row["paper_id"]
            self._number("Paper", paper_id)
            self._papers[paper_id] = {"paper_id": paper_id, **_given(row["properties"])}
            self._pending.append(paper_id)
            if row["new"] and not row["properties"]["stub"]:
                self._new.append(paper_id)
        return []

    def _set_papers(self, rows: Sequence[Row]) -> list[Row]:
        for row in rows:
            self._papers[row["paper_id"]] |= _given(row["properties"])
        return []

    def _remember(self, rows: Sequence[Row]) -> list[Row]:
        for row in rows:
            self._papers[row["paper_id"]]["text_digest"] = row["digest"]
        return [{"written": len(rows)}]

    def _create_statements(self, rows: Sequence[Row]) -> list[Row]:
        for row in rows:
            key, said = row["statement_id"], row["properties"]
            self.sheets.node(("Statement",), {"statement_id": key, **said})
            self._homes[key] = said["paper_id"]
        return []

    def _upsert_identifiers(self, rows: Sequence[Row]) -> list[Row]:
        for row in rows:  # of two papers with one identifier, the later has it
            self._identifiers[row["identifier"]] = row["paper_id"]
        return []

    def _cite(self, rows: Sequence[Row]) -> list[Row]:
        for row in rows:
            self._number("Paper", row["far"])
        return []

    def _sign(self, rows: Sequence[Row]) -> list[Row]:
        known = self._numbers["Author"]
        for row in rows:
            if row["far"] not in known:
                known[row["far"]] = self.sheets.node(("Author",), {"author_id": row["far"], **row["node"]})
                self._name_keys[row["far"]] = row["node"]["name_key"]
        return []

    def _organize(self, rows: Sequence[Row]) -> list[Row]:
        for row in rows:
            self._number("Organization", row["far"])
            one = self._organizations.setdefault(row["far"], {"organization_id": row["far"]})
            name = row["node"].get("name")
            if name and ("name" not in one or relationships.is_better(name, one["name"], row["far"])):
                one |= _given(row["node"])
        return []

    def _linking(self, kind: str, one: relationships.Kind) -> Answer:
        """Give the answer that writes relationships of a type."""
        near, far, forth = self._numbers[one.near], self._numbers[one.far], one.pattern.startswith("(p)")
        noted = {"CITES": self._note_citation, "WROTE": self._note_author}.get(kind)

        def link(rows: Sequence[Row]) -> list[Row]:
            written = 0
            for row in rows:
                start = near[row["near"]]
                for same in row["groups"]:
                    for key in same["far"]:
                        ends = (start, far[key]) if forth else (far[key], start)
                        self.sheets.edge(kind, *ends, same["properties"])
                        if noted is not None:
                            noted(row["near"], key, same["properties"])
                    written += len(same["far"])
            return [{"written": written}]

        return link

    def _note_citation(self, citing: str, cited: str, _properties: Row) -> None:
        self._cited_by[cited] = self._cited_by.get(cited, 0) + 1
        if "stub" not in self._papers[citing]:
            self._cites[citing].append(cited)

    def _note_author(self, paper_id: str, author_id: str, properties: Row) -> None:
        self._signed[paper_id].append((properties["position"], self._name_keys[author_id]))

    def _texts(self) -> list[Row]:
        names = ("paper_id", "title", "abstract", "published", "year", "listed", "text_digest")
        return [
            {name: one.get(name) for name in names}
            | {"authors": [key for _, key in sorted(self._signed.get(paper_id, ()))]}
            for paper_id, one in self._papers.items()
            if _has_text(one)
        ]

    def _all_cites(self) -> list[Row]:
        whole = {paper_id for paper_id, one in self._papers.items() if "stub" not in one}
        found = ((citing, [one for one in cited if one in whole]) for citing, cited in self._cites.items())
        return [{"citing": citing, "cited": cited} for citing, cited in found if cited]

    def _entities_of(self, label: str) -> Answer:
        def write(rows: Sequence[Row]) -> list[Row]:
            known = self._numbers["Entity"]
            for row in rows:
                properties = {"entity_id": row["entity_id"], **row["properties"]}
                known[row["entity_id"]] = self.sheets.node(("Entity", label), properties)
            return []

        return write

    def _texts_of(self, kind: str) -> Answer:
        return lambda rows: self._relate(kind, rows)

    def _relate(self, kind: str, rows: Sequence[Row]) -> list[Row]:
        near, far = self._numbers["Paper"], self._numbers["Entity"]
        for row in rows:
            start = near[row["paper_id"]]
            for said in row["said"]:
                self.sheets.edge(kind, start, far[said["entity_id"]], said["properties"])
        return [{"written": sum(len(row["said"]) for row in rows)}]

    def _build_on(self, rows: Sequence[Row]) -> list[Row]:
        known = self._numbers["Paper"]
        for row in rows:
            self.sheets.edge("BUILDS_ON", known[row["builder"]], known[row["base"]], {"via": row["via"]})
        return [{"written": len(rows)}]


class _DraftRun(Run):
    """Answers statements: `run(CYPHER, key=value)` returns the rows."""

    __slots__ = ("_answers",)

    def __init__(self, answers: Mapping[str, Answer]) -> None:
        self._answers = answers
        self.again = False

    def __call__(self, cypher: str, /, **params: Any) -> list[Row]:
        answer = self._answers.get(cypher)
        if answer is None:
            raise NotImplementedError(f"a draft does not know the statement {cypher}")
        return answer(**params)


def _none(**_: object) -> list[Row]:
    return []


def _nothing() -> dict[str, Answer]:
    """Give the answers to statements that find nothing in a graph which is being made."""
    asked = (
        statements.DIGESTS_OF_SOURCE,
        statements.DIGESTS,
        statements.PAPERS_OF_KEYS,
        statements.PAPERS_OF_TITLES,
        analyses.OUTDATE,
        signatures.NAMES_OF_PAPERS,
        signatures.OF_NAMES,
        signatures.NAME,
        standing.STATE,
        standing.CORRECTIONS,
        standing.FORGET,
        entities.STORED_ENTITIES,
        entities.STORED_BUILDS_ON,
    )
    return dict.fromkeys(asked, _none)


def _found(places: Mapping[str, str], asked: Sequence[str], name: str) -> list[Row]:
    return [{name: one, "paper_id": places[one]} for one in asked if one in places]


def _given(properties: Mapping[str, Any]) -> Row:
    return {name: value for name, value in properties.items() if value is not None}


def _has_text(paper: Row) -> bool:
    return "stub" not in paper and bool(paper.get("title"))
