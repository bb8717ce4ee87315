"""Subjects: the papers that are asked about, with what is known of them while answers come in."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from kg.corpus import statements as texts
from kg.identity import ids
from kg.identity.kinds import KINDS
from kg.identity.merging import card
from kg.model import Statement
from kg.store import statements

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kg.identity.kinds import Kind
    from kg.identity.merging import Card
    from kg.store import Store

LOOKED_UP_BY: Final[Mapping[str, tuple[Kind, ...]]] = {
    "arxiv": ("arxiv",),
    "huggingface": ("arxiv",),
    "semantic_scholar": ("s2", "arxiv", "doi", "acl", "corpusid", "pmid", "pmcid", "mag"),
    "openalex": ("openalex", "doi", "arxiv", "pmid", "pmcid", "mag"),
    "crossref": ("doi",),
    "opencitations": ("doi", "pmid"),
}
"""Service to the kinds of identifiers that it finds papers by, the surest first."""


@dataclass(slots=True)
class Subject:
    """A paper that is asked about.

    Attributes:
        paper_id: its key.
        title: as the graph has it.
        tokens: its identifiers, as ``kind:value``; they grow as answers come in.
        cards: of what is said of it, for telling whether an answer is about it.
        full: services whose record of it is there.
        asked: the questions that were asked of it before.
        citations: service to how many papers it says cite this one.
        works: OpenAlex identifiers of what it cites, as OpenAlex says.
    """

    paper_id: str
    title: str = ""
    tokens: set[str] = field(default_factory=set)
    cards: list[Card] = field(default_factory=list)
    full: set[str] = field(default_factory=set)
    asked: set[str] = field(default_factory=set)
    citations: dict[str, int] = field(default_factory=dict)
    works: set[str] = field(default_factory=set)
    _told: int = 0
    _count: int = 0

    def take(self, statement: Statement) -> None:
        """Take in what a source says of it."""
        known = card(statement, texts.statement_id(statement.source, statement.key))
        self.cards.append(known)
        self.tokens |= known.tokens
        if texts.is_list(statement):
            self._told = max(self._told, len(statement.paper.references))
            self._count = max(self._count, statement.paper.reference_count or 0)
        if texts.in_full(statement):
            if (
                statement.source != "semantic_scholar"
                or statement.paper.references
                or not statement.paper.reference_count
            ):
                self.full.add(statement.source)  # Semantic Scholar's match by title comes without its references
            if statement.source == "openalex":
                self.works |= {one.paper_id for one in statement.paper.references if one.paper_id.startswith("W")}
            if statement.paper.cited_by_count is not None:
                self.citations[statement.source] = statement.paper.cited_by_count
            self.title = self.title or statement.paper.title

    @property
    def references_told(self) -> bool:
        """Whether a service gave as many references as any says that there are."""
        return 0 < self._told >= self._count

    def id_for(self, service: str) -> str | None:
        """Return the identifier by which a service finds it best, in its one spelling."""
        for kind in LOOKED_UP_BY[service]:
            found = sorted(token for token in self.tokens if token.startswith(f"{kind}:"))
            if found:
                return ids.spelled(kind, found[0].partition(":")[2])
        return None

    def question(self, service: str) -> str:
        """Name the question for its record; with other identifiers it is another question."""
        known = sorted(token for token in self.tokens if token.partition(":")[0] in LOOKED_UP_BY.get(service, KINDS))
        digest = hashlib.blake2b(" ".join(known).encode(), digest_size=4).hexdigest()
        return f"{service} {digest}"

    def listed(self, service: str, what: str) -> str:
        """Name the question for one of its lists, such as what cites it."""
        return f"{service} {what}"


def subjects(store: Store, asked: Mapping[str, Iterable[str]]) -> list[Subject]:
    """Read some papers, in their order.

    Args:
        store: an open store.
        asked: paper_id to the questions that were asked of it before.
    """
    found = {paper_id: Subject(paper_id, asked=set(questions)) for paper_id, questions in asked.items()}
    for one in statements.of_papers(store, found):
        found[one.paper_id].take(Statement(one.source, one.key, texts.decode(one.says), one.retrieved))
    for subject in found.values():
        known = ids.identify(subject.paper_id)
        if known:
            subject.tokens.add(":".join(known))
    return list(found.values())


def by_token(known: Sequence[Subject]) -> dict[str, list[Subject]]:
    """Return identifier to the papers that have it."""
    found: dict[str, list[Subject]] = defaultdict(list)
    for subject in known:
        for token in subject.tokens:
            found[token].append(subject)
    return found
