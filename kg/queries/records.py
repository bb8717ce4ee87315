"""The answers that the dashboard and the command line draw."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    import datetime as dt

    from kg.model import Field, Label, Mention, Organization, RelationType, Repository, Status

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
class RevisionRecord:
    """One state of the graph: when and by what it was reached, and kind of change to how many."""

    revision: int
    at: dt.datetime
    sources: tuple[str, ...]
    changes: dict[str, int]


@dataclass(frozen=True, slots=True)
class Overview:
    """How much the graph holds."""

    papers: int
    stubs: int
    entities_by_label: dict[str, int]
    relationships_by_type: dict[str, int]
    builds: tuple[BuildRecord, ...]
    citing: int
    """Papers of which a source says how long their list of references is."""
    references: Completeness
    """Of all these lists together."""
    revisions: tuple[RevisionRecord, ...]
    """The newest first, at most ten."""


@dataclass(frozen=True, slots=True)
class Completeness:
    """How much of a paper's own list of references the graph knows; None where no source says.

    Attributes:
        known: how long the list is.
        resolved: how many papers of it are in the graph.
        disputed: how many of these one of several sources does not have in the list.
    """

    known: int | None = None
    resolved: int | None = None
    disputed: int | None = None


@dataclass(frozen=True, slots=True)
class PaperRow:
    """One paper in a list; `citations` counts the papers of the graph that cite it."""

    paper_id: str
    title: str
    published: dt.date | None
    comments: int | None
    upvotes: int | None
    organization: str | None
    author_count: int | None
    entities: int
    citations: int = 0
    completeness: Completeness = Completeness()
    stub: bool = False
    status: Status | None = None


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
    """One node that a search found.

    Attributes:
        node_id: its key: a paper_id, an entity_id, an author_id or an organization_id.
        kind: what it is.
        name: what it is called.
        detail: what a list says beside the name.
        score: how well it is what was typed; the greater, the better.
        spans: where the name holds what was typed, as (start, end).
        excerpt: where the name does not: a piece of the abstract, or an alias, that does; empty where there is none.
        excerpt_spans: the same places in the excerpt.
    """

    node_id: str
    kind: Kind
    name: str
    detail: str
    score: float
    spans: tuple[tuple[int, int], ...] = ()
    excerpt: str = ""
    excerpt_spans: tuple[tuple[int, int], ...] = ()


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
    field: Field | None
    start: int | None
    end: int | None
    surface: str | None
    """None, as the three before it, where a source lists the result and no text claims it."""


@dataclass(frozen=True, slots=True)
class PaperRelation:
    """One relation of a paper to an entity, with its evidence."""

    entity: EntityRow
    type: RelationType
    score: float | None
    """None where a source lists it and no text says it."""
    extractor: str | None
    mentions: tuple[Mention, ...]
    listed: bool = False


@dataclass(frozen=True, slots=True)
class Citation:
    """The paper at one end of a citation, the sentences that cite, what for, and the sources that say so."""

    paper: PaperRow
    contexts: tuple[str, ...]
    intents: tuple[str, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Citations:
    """The citations of one paper in one direction: those shown, ranked, and how many there are."""

    rows: tuple[Citation, ...]
    total: int


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
    identifiers: tuple[str, ...]
    """Each as ``kind:value``."""
    stub: bool
    status: Status | None
    status_sources: tuple[str, ...]
    sources: tuple[str, ...]
    field_sources: dict[str, str]
    """Which source each field is believed from."""
    merged_by: tuple[str, ...]
    """What made several records one paper: an identifier, or the title with its score."""
    cited_by_counts: dict[str, int]
    """Source to how many papers it says cite this one."""
    completeness: Completeness
    repositories: tuple[Repository, ...]
    authors: tuple[str, ...]
    author_count: int | None
    organization: Organization | None
    relations: tuple[PaperRelation, ...]
    results: tuple[ResultRow, ...]
    references: Citations
    citing: Citations
    neighbours: tuple[tuple[PaperRow, int], ...]
    """Papers that share entities with this one, and how many they share; most first, at most ten."""

    @property
    def ids(self) -> dict[str, str]:
        """Give one identifier of each kind."""
        return dict(reversed([identifier.split(":", 1) for identifier in self.identifiers if ":" in identifier]))


@dataclass(frozen=True, slots=True)
class EntityRelation:
    """One paper's relation to an entity, with the text that says so."""

    paper: PaperRow
    abstract: str
    type: RelationType
    score: float | None
    extractor: str | None
    mentions: tuple[Mention, ...]
    listed: bool = False


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
    corrected: tuple[tuple[str, str], ...] = ()
    """By whom, and when in ISO 8601, it was corrected."""


@dataclass(frozen=True, slots=True)
class GraphNode:
    """One node of a drawn graph; `node_id` is its key (paper_id, entity_id ...).

    Its counts are of the whole store: relationships but for those of authors and organisations, papers that cite it,
    relations of papers to what they name. `community` is a paper's among papers, an entity's field on the map.
    """

    node_id: str
    kind: Kind
    name: str
    degree: int
    citations: int = 0
    mentions: int = 0
    stub: bool = False
    published: dt.date | None = None
    year: int | None = None
    community: int | None = None


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
class Way:
    """One relationship from a node in one direction: `shown` of `total` neighbours that it leads to.

    `name` is ">" (away from the node) or "<" (to it) and the type.
    """

    name: str
    shown: int
    total: int


@dataclass(frozen=True, slots=True)
class Expansion:
    """The neighbours of a node, best first in each way; a node that several ways lead to is there once."""

    nodes: tuple[GraphNode, ...]
    ways: tuple[Way, ...]
    ranked_by: str


@dataclass(frozen=True, slots=True)
class Shared:
    """Two nodes that something joins which is not drawn: how many papers name both, or are joined to both."""

    source: str
    target: str
    count: int


@dataclass(frozen=True, slots=True)
class EdgeView:
    """One relationship with what says so.

    Attributes:
        title, abstract: the texts of its start, where that is a paper.
        mentions: the spans of these texts that say so.
        surfaces: of results, the words that claim each with its value.
        contexts, intents: of a citation, the sentences that cite and what for.
        sources: what says so beside the text.
        via: of BUILDS_ON, the entities that the first uses and the second introduced, by key and name.
    """

    source: GraphNode
    target: GraphNode
    type: str
    title: str
    abstract: str
    mentions: tuple[Mention, ...]
    surfaces: tuple[tuple[Field | None, int | None, int | None, str], ...]
    contexts: tuple[str, ...]
    intents: tuple[str, ...]
    sources: tuple[str, ...]
    via: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Path:
    """A path from the first of its nodes to the last: between each two the edge that joins them, as it points."""

    nodes: tuple[GraphNode, ...]
    edges: tuple[GraphEdge, ...]


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
