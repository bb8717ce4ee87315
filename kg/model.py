"""This file is about the records that flow from a page to the store.

Records are frozen and made of plain values: they pickle, they print, they become JSON lines.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, get_args

if TYPE_CHECKING:
    import datetime as dt

Field = Literal["title", "abstract"]
Label = Literal["Method", "Benchmark", "Model", "Repo", "Task", "Metric"]
RelationType = Literal["INTRODUCES", "HAS_CODE", "EVALUATES_ON", "USES", "REPORTS", "ADDRESSES"]

LABELS: tuple[Label, ...] = get_args(Label)
RELATION_TYPES: tuple[RelationType, ...] = get_args(RelationType)
"""Strongest first: the order in which one relation stands for all that a paper has to an entity."""


@dataclass(frozen=True, slots=True)
class Organization:
    """An organisation that published a paper: its handle at the source, and its name."""

    organization_id: str
    name: str


@dataclass(frozen=True, slots=True)
class Paper:
    """One scholarly work.

    Attributes:
        paper_id: arXiv id, DOI, OpenAlex or Semantic Scholar id, else a slug of the title (see `kg.ids`).
        published: the day, or None where the source gives none.
        author_count: how many authors there are, for a source that gives the number and not the names.
        references: the paper_ids of the works in the paper's own list.
        ids: other identifiers by kind, such as ``{"doi": "10.1145/3292500"}``.
    """

    paper_id: str
    title: str
    abstract: str = ""
    published: dt.date | None = None
    authors: tuple[str, ...] = ()
    author_count: int | None = None
    organization: Organization | None = None
    comments: int | None = None
    upvotes: int | None = None
    url: str | None = None
    venue: str | None = None
    ids: dict[str, str] = field(default_factory=dict, hash=False)
    references: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mention:
    """A span of text in one paper that names something.

    Attributes:
        field: which text the offsets count in.
        start: first character, inclusive.
        end: last character, exclusive.
        surface: the text between them, as written.
        score: how sure the component is, 0 to 1.
        component: which component of the extractor said so.
        relation: what the sentence says that the paper does with it.
        long_form: the expansion that this paper gives for a short form, as written, or None.
        name: what the mention names where that is not its surface (``owner/name`` of a repository URL).
        comparison: whether the sentence only sets the paper against it: "unlike BERT", "outperforms GPT-4".
    """

    field: Field
    start: int
    end: int
    surface: str
    label: Label
    score: float
    component: str
    relation: RelationType
    long_form: str | None = None
    name: str | None = None
    comparison: bool = False


@dataclass(frozen=True, slots=True)
class Result:
    """A claim that something scores a number on a benchmark.

    Attributes:
        field: which text the offsets count in.
        start: first character of the words that make the claim, inclusive.
        end: last character, exclusive.
        surface: the text between them, as written.
        value: the number, with its sign.
        unit: ``"%"``, ``"points"``, or empty.
        metric: as written, or None where the text names none.
        benchmark: as written; a mention of it stands at `benchmark_start`.
        benchmark_start: first character of the benchmark.
        whose: this paper's, or what it compares with.
        subject: the system that scores, where a name of the paper's text stands for it.
        kind: a score, or the difference of two.
        component: which component of the extractor said so.
    """

    field: Field
    start: int
    end: int
    surface: str
    value: float
    unit: str
    metric: str | None
    benchmark: str
    benchmark_start: int
    whose: Literal["own", "baseline"]
    subject: str | None
    kind: Literal["absolute", "difference"]
    component: str = "claims"

    def __str__(self) -> str:
        """Say it in one line: "+3.2 points accuracy on MMLU (this paper)"."""
        who = "this paper" if self.whose == "own" else self.subject or "a baseline"
        metric = f" {self.metric}" if self.metric else ""
        said = f"{score(self.value, self.unit, self.kind)}{metric} on {self.benchmark} ({who})"
        return " ".join(said.split())


def score(value: float, unit: str, kind: str) -> str:
    """Write a number as people do.

    >>> score(3.2, "points", "difference"), score(71.5, "%", "absolute")
    ('+3.2 points', '71.5%')
    """
    sign = "+" if kind == "difference" and value > 0 else ""
    return f"{sign}{value:g}{' points' if unit == 'points' else unit}"


@dataclass(frozen=True, slots=True)
class Extraction:
    """A paper with what was found in it: what the extractor gives, one paper at a time."""

    paper: Paper
    mentions: tuple[Mention, ...] = ()
    results: tuple[Result, ...] = ()


@dataclass(frozen=True, slots=True)
class Entity:
    """What mentions were resolved to."""

    entity_id: str
    name: str
    label: Label
    aliases: tuple[str, ...] = ()
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Relation:
    """What one paper says of one entity, and the mentions that say so."""

    paper_id: str
    entity_id: str
    type: RelationType
    score: float
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class Resolution:
    """The entities of a corpus and what its papers say of them.

    Attributes:
        entities: ordered by entity_id.
        relations: ordered by paper_id, entity_id and type.
        variants: pairs (entity_id of the variant, entity_id of what it is a variant of).
    """

    entities: tuple[Entity, ...] = ()
    relations: tuple[Relation, ...] = ()
    variants: tuple[tuple[str, str], ...] = ()
