"""This file is about the answers that the dashboard and the command line draw."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    import datetime as dt

    from kg.model import Field, Label, Mention, Organization, RelationType

Kind = Literal["Paper", "Method", "Benchmark", "Model", "Repo", "Task", "Metric", "Author", "Organization"]


@dataclass(frozen=True, slots=True)
class BuildRecord:
    """One build that the graph remembers."""

    build_id: str
    source: str
    source_hash: str
    extractor: str
    built_at: dt.datetime | None
    complete: bool
    counts: dict[str, int]


@dataclass(frozen=True, slots=True)
class Overview:
    """How much the graph holds."""

    papers: int
    stubs: int
    entities_by_label: dict[str, int]
    relationships_by_type: dict[str, int]
    builds: tuple[BuildRecord, ...]


@dataclass(frozen=True, slots=True)
class PaperRow:
    """One paper in a list."""

    paper_id: str
    title: str
    published: dt.date | None
    comments: int | None
    upvotes: int | None
    organization: str | None
    author_count: int | None
    entities: int


@dataclass(frozen=True, slots=True)
class PaperPage:
    """A slice of a list of papers, and how many there are in all."""

    rows: tuple[PaperRow, ...]
    total: int


@dataclass(frozen=True, slots=True)
class EntityRow:
    """One entity in a list, with how many papers name it."""

    entity_id: str
    name: str
    label: Label
    aliases: tuple[str, ...]
    papers: int


@dataclass(frozen=True, slots=True)
class SearchHit:
    """One node that a search found; `node_id` is a paper_id or an entity_id."""

    node_id: str
    kind: Kind
    name: str
    detail: str
    score: float


@dataclass(frozen=True, slots=True)
class ResultRow:
    """A number that a paper claims on a benchmark; see `kg.model.Result`."""

    paper: PaperRow
    benchmark: EntityRow
    value: float
    unit: str
    metric: str | None
    whose: Literal["own", "baseline"]
    subject: str | None
    kind: Literal["absolute", "difference"]
    field: Field
    start: int
    end: int
    surface: str


@dataclass(frozen=True, slots=True)
class PaperRelation:
    """One relation of a paper to an entity, with its evidence."""

    entity: EntityRow
    type: RelationType
    score: float
    extractor: str
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class PaperView:
    """A paper with everything that the graph knows of it."""

    paper_id: str
    title: str
    abstract: str
    published: dt.date | None
    comments: int | None
    upvotes: int | None
    url: str | None
    venue: str | None
    ids: dict[str, str]
    stub: bool
    authors: tuple[str, ...]
    author_count: int | None
    organization: Organization | None
    relations: tuple[PaperRelation, ...]
    results: tuple[ResultRow, ...]
    cites: tuple[PaperRow, ...]
    cited_by: tuple[PaperRow, ...]
    neighbours: tuple[tuple[PaperRow, int], ...]
    """Papers that share entities with this one, and how many they share; most first, at most ten."""


@dataclass(frozen=True, slots=True)
class EntityRelation:
    """One paper's relation to an entity, with the text that says so."""

    paper: PaperRow
    abstract: str
    type: RelationType
    score: float
    extractor: str
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class EntityView:
    """An entity with the papers that name it; `total` counts them all, `relations` may be cut."""

    entity_id: str
    name: str
    label: Label
    aliases: tuple[str, ...]
    url: str | None
    relations: tuple[EntityRelation, ...]
    results: tuple[ResultRow, ...]
    """Claimed on this benchmark, the newest papers first; at most 500."""
    total: int
    variants: tuple[EntityRow, ...]
    variant_of: tuple[EntityRow, ...]
    namesakes: tuple[EntityRow, ...]
    """Other things that some paper calls by a name of this one."""


@dataclass(frozen=True, slots=True)
class GraphNode:
    """One node of a drawn graph; `node_id` is its key (paper_id, entity_id ...); degree counts the whole store."""

    node_id: str
    kind: Kind
    name: str
    degree: int


@dataclass(frozen=True, slots=True)
class GraphEdge:
    """One relationship of a drawn graph, from node_id to node_id."""

    source: str
    target: str
    type: str


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """A bounded part of the graph: `shown` of `total` nodes, `ranked_by` in words."""

    nodes: tuple[GraphNode, ...]
    edges: tuple[GraphEdge, ...]
    shown: int
    total: int
    ranked_by: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What a person's Cypher gave.

    Attributes:
        columns: their names, in the query's order.
        rows: one list of JSON-ready values a row (nodes and relationships as dicts).
        nodes, edges: the nodes and relationships found anywhere in the rows, for drawing.
        cut: None, or one sentence that says what was left out and why.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    nodes: tuple[GraphNode, ...]
    edges: tuple[GraphEdge, ...]
    cut: str | None
    milliseconds: int
