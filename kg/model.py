"""The records that flow from a page to the store.

Records are frozen and made of plain values: they pickle, they print, they become JSON lines.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, get_args

if TYPE_CHECKING:
    import datetime as dt

Field = Literal["title", "abstract"]
Label = Literal["Method", "Benchmark", "Model", "Repo", "Task", "Metric"]
Status = Literal["retracted", "withdrawn"]
RelationType = Literal["INTRODUCES", "HAS_CODE", "EVALUATES_ON", "USES", "REPORTS", "ADDRESSES"]

LABELS: tuple[Label, ...] = get_args(Label)
RELATION_TYPES: tuple[RelationType, ...] = get_args(RelationType)
"""Strongest first: the order in which one relation stands for all that a paper has to an entity."""


@dataclass(frozen=True, slots=True)
class Organization:
    """An organisation that published a paper, or that an author works for.

    Attributes:
        organization_id: its handle or id at the source, such as ``microsoft``, ``I97018004`` or a ROR id.
        name: as the source writes it.
    """

    organization_id: str
    name: str


@dataclass(frozen=True, slots=True)
class Author:
    """Who wrote a paper, as its source says.

    Attributes:
        name: given name first.
        ids: identifiers by kind, such as ``{"orcid": "0000-0002-1825-0097", "openalex": "A5023888391"}``;
            kinds are orcid, openalex, s2, dblp and huggingface.
        affiliations: where the author worked, as the paper says.
    """

    name: str
    ids: dict[str, str] = field(default_factory=dict, hash=False)
    affiliations: tuple[Organization, ...] = ()


@dataclass(frozen=True, slots=True)
class Reference:
    """An entry in a paper's own list.

    Attributes:
        paper_id: the one spelling of the cited paper's identifier (see `kg.identity.ids.normalise`).
        contexts: the sentences around the in-text citations, where the source gives them.
        intents: what the citations are for, in the source's words, such as ``methodology``.
    """

    paper_id: str
    contexts: tuple[str, ...] = ()
    intents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Repository:
    """A repository of code, as a source that lists it says; what the source does not say is None.

    Attributes:
        url: its address, such as ``https://github.com/owner/name``.
        official: whether it is the authors' own.
        stars: how many people starred it.
        license: the SPDX identifier.
        archived: whether it is read-only by now.
        pushed_at: when it was last pushed to, in ISO 8601.
        description: one line of its owner's.
    """

    url: str
    official: bool | None = None
    stars: int | None = None
    license: str | None = None
    archived: bool | None = None
    pushed_at: str | None = None
    description: str | None = None


@dataclass(frozen=True, slots=True)
class Named:
    """What a source itself, and no text, says that a paper names: an archive's list of methods, of datasets, of tasks.

    Attributes:
        label: the type of the entity.
        name: as the source writes it.
        relation: what the paper does with it.
    """

    label: Label
    name: str
    relation: RelationType


@dataclass(frozen=True, slots=True)
class TableEntry:
    """One cell of an archive's table of results.

    Attributes:
        benchmark: the dataset, as the source writes it.
        metric: as the source writes it.
        value: the number.
        unit: ``"%"`` or empty.
        subject: the model in the table's row, or None.
        task: what the table is about, or None.
    """

    benchmark: str
    metric: str
    value: float
    unit: str = ""
    subject: str | None = None
    task: str | None = None


@dataclass(frozen=True, slots=True)
class Paper:
    """One scholarly work, as one source gives it.

    Attributes:
        paper_id: arXiv id, DOI, OpenAlex or Semantic Scholar id, else a slug of the title (see `kg.identity.ids`).
        title: in one line; empty where a source knows the paper by its identifier alone.
        published: the day, or None where the source gives none.
        year: of publication, where the source gives no day.
        author_count: how many authors there are, for a source that gives the number and not the names.
        ids: other identifiers by kind, such as ``{"doi": "10.1145/3292500"}``; the kinds are in `kg.identity.ids`.
        references: the works in the paper's own list that the source can name by an identifier.
        reference_count: how long the paper's own list is, where the source says so.
        cited_by_count: how many papers cite it, where the source says so; never counted from the graph.
        status: whether it was retracted or withdrawn, where the source says so.
        repositories: of code, where the source lists them.
        named: what the source itself says that the paper names.
        results: what the source itself lists as the paper's results.
        own_key: what a file calls the record where that is no identifier that others know, such as a number; only
            references of the same file mean it.
    """

    paper_id: str
    title: str
    abstract: str = ""
    published: dt.date | None = None
    authors: tuple[Author, ...] = ()
    author_count: int | None = None
    organization: Organization | None = None
    comments: int | None = None
    upvotes: int | None = None
    url: str | None = None
    venue: str | None = None
    ids: dict[str, str] = field(default_factory=dict, hash=False)
    references: tuple[Reference, ...] = ()
    year: int | None = None
    reference_count: int | None = None
    cited_by_count: int | None = None
    status: Status | None = None
    repositories: tuple[Repository, ...] = ()
    named: tuple[Named, ...] = ()
    results: tuple[TableEntry, ...] = ()
    own_key: str | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """What one source says of one paper, kept beside the paper: a paper is what its statements say together.

    Attributes:
        source: the service's name (``openalex``), or the file.
        key: the source's own name of the record, once in a source.
        paper: what it says.
        retrieved: when a service said so, in ISO 8601; None for files.
    """

    source: str
    key: str
    paper: Paper
    retrieved: str | None = None


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
