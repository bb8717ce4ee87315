"""The made-up world: its works, what each service holds of them, and what is true.

    world = make(seed=7, size=60)
    world.work_of("arxiv", "2304.01234")        the key of the work that has this identifier
    world.works[key].ids                        every identifier of it, by kind
    world.claimed["openalex"]                   pairs (citing, cited) that this service says
    world.cites, world.false, world.true        what any service says; of it what is wrong; what is right

A work is what is true; a record is what one service shows of it. See `tests.world.decoys` for how both are made.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Literal, get_args

from tests.world.words import surname

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

Service = Literal["arxiv", "huggingface", "semantic_scholar", "openalex", "crossref", "opencitations", "github"]

SERVICES: tuple[Service, ...] = get_args(Service)
KINDS = ("arxiv", "doi", "openalex", "s2", "corpus_id", "acl", "pmid", "mag", "dblp")
"""The kinds of identifiers; a DOI that arXiv gave out is no kind of its own, see `arxiv_doi`."""

Pair = tuple[str, str]


def arxiv_doi(arxiv: str) -> str:
    """Give the DOI that arXiv gives out for an identifier of its own."""
    return f"10.48550/arXiv.{arxiv}"


@dataclass(frozen=True, slots=True)
class Person:
    """An author; two people may have one name."""

    name: str
    s2: str
    openalex: str
    orcid: str | None
    organization: str

    @property
    def family(self) -> str:
        return surname(self.name)

    @property
    def given(self) -> str:
        return self.name.removesuffix(self.family).strip()

    @property
    def initials(self) -> str:
        """The name as Semantic Scholar often writes it: "R. van der Zandt"."""
        return f"{self.given[0]}. {self.family}" if self.given else self.name

    @property
    def plain(self) -> str:
        """The name without accents, as OpenAlex sometimes writes it."""
        return "".join(c for c in unicodedata.normalize("NFKD", self.name) if not unicodedata.combining(c))


ANONYMOUS = Person("Anonymous", "90000001", "A9000000001", None, "University of Nowhere")


@dataclass(frozen=True, slots=True)
class Repository:
    """A repository, and what GitHub says of it; `gone` where GitHub answers 404, `moved` where it has a new name."""

    full_name: str
    number: int
    stars: int
    license: str | None
    archived: bool
    pushed_at: str
    gone: bool = False
    moved: str | None = None


@dataclass(frozen=True, slots=True)
class Citation:
    """An entry of a work's list of references."""

    cited: str
    contexts: tuple[str, ...] = ()
    intents: tuple[str, ...] = ()
    influential: bool = False


@dataclass(slots=True)
class Record:
    """What one service shows of a work.

    Attributes:
        title: as this service spells it.
        authors: as this service names them.
        date: of publication as this service says; None where it has none.
        year: as this service says; 0 where it is wrong.
        cites: keys of the works that this service says it cites.
        unknown: titles or identifiers of references that this service cannot resolve.
        elided: whether the publisher does not let the service show the references.
    """

    title: str
    authors: tuple[Person, ...]
    date: dt.date | None
    year: int | None
    cites: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    elided: bool = False


@dataclass(slots=True)
class Work:
    """A paper, as it truly is.

    Attributes:
        key: its name in this world alone; no service knows it.
        decoy: what is odd about it; `plain` where nothing is.
        published: the day of its first version.
        journal: the day of the publisher's version, if there is one.
        ids: by kind; `old` holds OpenAlex ids that were merged into the present one.
        twin: the identifier of a second record in OpenAlex, the preprint's, where it has two of one work.
        status: retracted or withdrawn.
        notice: the key of the work that this one retracts.
        listed: whether a Daily Papers page may list it: not where title and year alone fit two works.
        lacking: services that do not have it.
    """

    key: str
    decoy: str
    title: str
    abstract: str
    authors: tuple[Person, ...]
    published: dt.date
    venue: str
    journal: dt.date | None = None
    ids: dict[str, str] = field(default_factory=dict)
    old: tuple[str, ...] = ()
    twin: str | None = None
    references: list[Citation] = field(default_factory=list)
    repository: Repository | None = None
    status: Literal["retracted", "withdrawn"] | None = None
    notice: str | None = None
    listed: bool = True
    lacking: frozenset[str] = frozenset()
    upvotes: int = 0
    records: dict[str, Record] = field(default_factory=dict)

    @property
    def other_names(self) -> tuple[str, ...]:
        """Other identifiers of it in OpenAlex: merged ones, or the preprint's."""
        return (*self.old, self.twin) if self.twin else self.old

    @property
    def doi(self) -> str | None:
        """The publisher's DOI, or the one that arXiv gave out."""
        if "doi" in self.ids:
            return self.ids["doi"]
        return arxiv_doi(self.ids["arxiv"]) if "arxiv" in self.ids else None


@dataclass
class World:
    """All works, and what is true of them."""

    seed: int
    today: dt.date
    works: dict[str, Work]

    def record(self, service: str, key: str) -> Record | None:
        """What a service shows of a work, if it has it."""
        return self.works[key].records.get(service)

    def having(self, service: str) -> list[Work]:
        """The works that a service has, oldest first."""
        return self._having[service]

    @cached_property
    def _having(self) -> dict[str, list[Work]]:
        return {name: [work for work in self.works.values() if name in work.records] for name in SERVICES}

    @cached_property
    def _by_id(self) -> dict[Pair, str]:
        found: dict[Pair, str] = {}
        for work in self.works.values():
            others = [("openalex", other) for other in work.other_names]
            for kind, value in [*work.ids.items(), *others]:
                assert (kind, value.lower()) not in found, f"two works have the {kind} {value}"
                found[kind, value.lower()] = work.key
        return found

    def work_of(self, kind: str, value: str) -> str | None:
        """The key of the work that has an identifier, whatever its case; arXiv's DOIs are arXiv's ids."""
        value = value.lower()
        if kind == "doi" and value.startswith("10.48550/arxiv."):
            kind, value = "arxiv", value.removeprefix("10.48550/arxiv.")
        return self._by_id.get((kind, value))

    @cached_property
    def claimed(self) -> dict[str, set[Pair]]:
        """By service, the pairs (citing, cited) that it says."""
        return {
            name: {(work.key, cited) for work in self._having[name] for cited in work.records[name].cites}
            for name in SERVICES
        }

    @cached_property
    def cites(self) -> set[Pair]:
        """The pairs that any service says: what a graph must hold that has asked all of them for all works."""
        return set().union(*self.claimed.values())

    @cached_property
    def true(self) -> set[Pair]:
        """The pairs that are true, whether or not a service says them."""
        return {(work.key, citation.cited) for work in self.works.values() for citation in work.references}

    @cached_property
    def false(self) -> set[Pair]:
        """The pairs that a service says and that are not true."""
        return self.cites - self.true

    def reachable(self, *, services: Iterable[str] = SERVICES, start: Iterable[str] | None = None) -> set[Pair]:
        """The pairs that these services say of the works in `start`, else of those listed: both directions."""
        inside = set(self.listed if start is None else start)
        both = set().union(*(self.claimed[name] for name in services if name != "crossref"))
        found = {pair for pair in both if pair[0] in inside or pair[1] in inside}
        if "crossref" in services:  # it lists references and no citing works
            found |= {pair for pair in self.claimed["crossref"] if pair[0] in inside}
        return found

    @cached_property
    def listed(self) -> tuple[str, ...]:
        """The keys of the works that the saved page lists, newest first."""
        return tuple(key for key in reversed(self.works) if self.works[key].listed)

    def page(self, keys: Iterable[str] | None = None) -> str:
        """Write works as a Daily Papers page saved as text: no identifier is in it."""
        lines = ["new", "Get trending papers in your email inbox!", "Subscribe", "Daily Papers"]
        lines += ["byAK and the research community", f"{self.today:%b} {self.today.day}"]
        text = "\n\n".join(lines) + "\n\n"
        for key in self.listed if keys is None else keys:
            work = self.works[key]
            comments = f" {work.upvotes % 7}" if work.upvotes % 7 else ""
            count = f"{len(work.authors)} author{'s' if len(work.authors) > 1 else ''}"
            day = f"{work.published:%b} {work.published.day}, {work.published.year}"
            text += f"{work.title}\n\n{work.abstract}\n\n  • {count}\n·\n{day}{comments}\n\n"
        return text


def make(seed: int = 7, size: int = 60, *, twins: bool = False) -> World:
    """Make a world; the same seed and size give the same one.

    Args:
        seed: of chance.
        size: how many works; the decoys alone, one of each kind, are some forty.
        twins: whether OpenAlex has preprint and journal version of some works as two records, which only the
            identifiers of another service hold together.
    """
    from tests.world.decoys import Decoys  # noqa: PLC0415 - it builds what stands above

    return Decoys(seed, size, twins=twins).world()
