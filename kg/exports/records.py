"""What a part of the graph gives: nodes, edges, and papers as the sources know them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, get_args

from kg import schema
from kg.identity import ids
from kg.model import Author, Organization, Paper, Reference, Status
from kg.store import values

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Node:
    """A node with everything that the graph keeps of it.

    Attributes:
        label: which of `kg.schema.KEYS` it is known by.
        key: its key.
        labels: all of them, in alphabetical order.
        properties: as the driver gives them.
    """

    label: str
    key: str
    labels: tuple[str, ...]
    properties: dict[str, Any] = field(hash=False)

    @property
    def kind(self) -> str:
        """The label that says most: Method rather than Entity."""
        return next((label for label in self.labels if label != "Entity"), self.label)

    @property
    def name(self) -> str:
        """What a person calls it."""
        return str(self.properties.get("title") or self.properties.get("name") or self.key)


@dataclass(frozen=True, slots=True)
class Edge:
    """A relationship with everything that the graph keeps of it; its ends are (label, key)."""

    source: tuple[str, str]
    target: tuple[str, str]
    type: str
    properties: dict[str, Any] = field(hash=False)


@dataclass(frozen=True, slots=True)
class PaperRecord:
    """A paper of the graph.

    Attributes:
        paper: what our own records have a field for.
        properties: everything that the node keeps, ready for JSON.
        entities: what the paper names, as (relationship type, label, name, url).
    """

    paper: Paper
    properties: dict[str, Any] = field(hash=False)
    entities: tuple[tuple[str, str, str, str | None], ...] = ()

    @property
    def year(self) -> int | None:
        """The year of publication, where it is known."""
        return self.paper.published.year if self.paper.published else self.paper.year


def paper_record(row: Mapping[str, Any]) -> PaperRecord:
    """Make the record of a row of `kg.exports.part.PAPERS`."""
    known: dict[str, Any] = {
        name: values.native(value) for name, value in row["properties"].items() if name not in schema.SEARCHED
    }
    published = known.get("published")
    status = known.get("status")
    found = _ids(known.get("ids"))
    if own := ids.identify(known["paper_id"]):
        found.setdefault(*own)
    paper = Paper(
        paper_id=known["paper_id"],
        title=known["title"],
        abstract=known.get("abstract") or "",
        published=published,
        authors=tuple(_author(one) for one in row["authors"]),
        author_count=known.get("author_count"),
        organization=next((_organization(one) for one in row["organizations"]), None),
        comments=known.get("comments"),
        upvotes=known.get("upvotes"),
        url=known.get("url"),
        venue=known.get("venue"),
        ids=found,
        references=tuple(
            Reference(
                one["paper_id"], tuple(one["cites"].get("contexts") or ()), tuple(one["cites"].get("intents") or ())
            )
            for one in row["cites"]
        ),
        year=known.get("year"),
        reference_count=known.get("reference_count"),
        cited_by_count=known.get("cited_by_count"),
        status=status if status in get_args(Status) else None,
    )
    entities = tuple((one["type"], one["label"], one["name"], one["url"]) for one in row["entities"])
    return PaperRecord(paper, {name: values.ready(value) for name, value in known.items()}, entities)


def _author(row: Mapping[str, Any]) -> Author:
    known, wrote = row["author"], row["wrote"]
    found = _ids(known.get("ids"))
    for kind in ("orcid", "openalex", "s2", "dblp", "huggingface"):
        if isinstance(known.get(kind), str):
            found.setdefault(kind, known[kind])
    names = wrote.get("affiliations") or ()
    return Author(wrote.get("name") or known["name"], found, tuple(Organization(name, name) for name in names))


def _organization(known: Mapping[str, Any]) -> Organization:
    return Organization(known["organization_id"], known.get("name") or known["organization_id"])


def _ids(given: Any) -> dict[str, str]:
    """Read ``kind:value`` pairs."""
    pairs = given if isinstance(given, list) else []
    return {kind: value for kind, colon, value in (str(pair).partition(":") for pair in pairs) if colon and value}
