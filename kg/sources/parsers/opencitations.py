"""The OpenCitations index: rows that say which work cites which, each work a bag of identifiers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from kg.sources.parsers.answer import AnswerError, loaded
from kg.sources.parsers.fields import Fields, OnOmission, ignore, kind, line
from kg.sources.parsers.identifiers import Identifiers

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from kg.identity.kinds import Kind

_KINDS: dict[str, Kind] = {"doi": "doi", "arxiv": "arxiv", "openalex": "openalex", "pmid": "pmid", "pmcid": "pmcid"}


@dataclass(frozen=True, slots=True)
class Work:
    """One end of a citation.

    Attributes:
        paper_id: the one spelling of its strongest identifier: DOI, PubMed, else the index's own (``omid:br/061``).
        ids: its identifiers by kind; the index's own is none of them.
    """

    paper_id: str
    ids: dict[str, str] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Citation:
    """One row.

    Attributes:
        oci: the index's own name of the citation.
        citing: the work that cites.
        cited: the work that is cited.
        created: the day on which the citing work was published, where it is told.
        year: its year, where no day is told.
    """

    oci: str
    citing: Work
    cited: Work
    created: dt.date | None = None
    year: int | None = None


def rows(body: bytes) -> tuple[Any, ...]:
    """Read an answer.

    Raises:
        AnswerError: it is no list.
    """
    value = loaded(body)
    if not isinstance(value, list):
        said = value.get("error") or value.get("message") if isinstance(value, dict) else None
        raise AnswerError(f"it says {line(str(said))}" if said else f"it is {kind(value)}, not a list of citations")
    return tuple(value)


def citation(value: Mapping[str, Any], on_omission: OnOmission = ignore) -> Citation:
    """Read one row.

    Raises:
        ValueError: it does not say which work cites, or which is cited.
    """
    fields = Fields(value, on_omission)
    created, year = fields.date("creation")
    return Citation(fields.text("oci"), _work(fields, "citing"), _work(fields, "cited"), created, year)


def _work(fields: Fields, name: str) -> Work:
    found = Identifiers(fields.on_omission)
    own = ""
    for item in fields.text(name).split():
        prefix, colon, rest = item.partition(":")
        said = prefix.lower()
        if said == "omid":
            own = own or f"omid:{rest}"
        elif said in _KINDS:
            found.add(name, _KINDS[said], rest)
        elif item.startswith("10."):
            found.add(name, "doi", item)
        elif colon:
            fields.omit(name, f"{item[:60]} is of no kind that is known here")
    paper_id = found.strongest() or own
    if not paper_id:
        raise ValueError(f"it does not say which work is {name}")
    return Work(paper_id, found.by_kind)
