"""The stages of naming that are the same for the whole corpus and for a part: texts in, rows out."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg import batch
from kg.build.listed import joined, listing
from kg.corrections.plan import with_marks
from kg.store import entities
from kg.store.chunks import chunks

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kg.build.listed import Listed
    from kg.build.report import Clock, OnProgress
    from kg.corpus import Extractions, Listing
    from kg.corrections import Plan
    from kg.model import Extraction, Relation
    from kg.store import Store
    from kg.store.corpus import Text

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Named:
    """What some papers name, counted.

    Attributes:
        mentions: spans of text that name something.
        entities: label to how many entities.
        relationships: type to how many relationships.
    """

    mentions: int
    entities: dict[str, int]
    relationships: dict[str, int]


@dataclass(frozen=True, slots=True)
class Stages:
    """Extracts and writes, and says so.

    Attributes:
        extractor: the extractor's version, which relationships carry.
        clock: told when a stage ends.
        report: told (stage, done, total).
        size: papers of one transaction.
    """

    extractor: str
    clock: Clock
    report: OnProgress
    size: int

    def extractions(self, kept: Extractions, texts: Sequence[Text]) -> list[Extraction]:
        """Read texts, those that are new."""
        found: list[Extraction] = []
        for extraction in kept.extract(text.paper for text in texts):
            found.append(extraction)
            self.report("extract", len(found), len(texts))
        if not texts:
            self.report("extract", 0, 0)
        self.clock.ends("extract")
        return found

    def resolved(self, count: int) -> None:
        """Say that texts are resolved."""
        self.report("resolve", count, count)
        self.clock.ends("resolve")

    def write(self, store: Store, rows: Sequence[Row], texts: Iterable[Text]) -> None:
        """Write what papers say, where it differs from what was written of their texts."""
        fresh = {text.paper.paper_id for text in texts if text.digest is None}
        done = 0
        for part in chunks(rows, self.size):
            entities.relations(store, part, fresh=fresh)
            done += len(part)
            self.report("write", done, len(rows))


def listings(texts: Iterable[Text]) -> dict[str, Listing]:
    """Give what sources list of papers, by paper_id."""
    found = ((text.paper.paper_id, listing(text)) for text in texts)
    return {paper_id: one for paper_id, one in found if one is not None}


def paper_rows(
    extractor: str,
    texts: Iterable[Text],
    extractions: Iterable[Extraction],
    relations: Iterable[Relation],
    *,
    listed: Listed,
    plan: Plan,
) -> dict[str, Row]:
    """Return what each paper says, as the store takes it, by paper_id.

    Args:
        extractor: the extractor's version, which relationships carry.
        texts: papers, in order of their keys.
        extractions: of these, in the same order.
        relations: of these, and maybe of others.
        listed: the entities; those that only lists make are noted there.
        plan: what corrections do; `relations` are corrected already.
    """
    by_paper: dict[str, list[Relation]] = defaultdict(list)
    for relation in relations:
        by_paper[relation.paper_id].append(relation)
    rows = {}
    for text, extraction in zip(texts, extractions, strict=True):
        paper_id = text.paper.paper_id
        said: dict[str, list[Row]] = defaultdict(list)
        for relation in by_paper[paper_id]:
            row = batch.relation_row(relation, extractor)
            row["properties"] |= with_marks(plan.marks(paper_id, relation.entity_id, relation.type))
            said[relation.type].append(row)
        claimed = list(batch.result_rows(paper_id, extraction.results, by_paper[paper_id], extractor))
        whole = joined(said, listed.relations(text))
        rows[paper_id] = batch.paper_row(paper_id, whole, claimed + listed.results(text))
    return rows
