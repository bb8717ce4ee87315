"""Asking OpenCitations: what a work cites, and what cites it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, ClassVar

from kg.model import Paper, Reference
from kg.sources.apis.asked import asked, value_of
from kg.sources.apis.client import Client, doubted, readable
from kg.sources.parsers import opencitations

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from kg.model import Statement
    from kg.sources.http import Response
    from kg.sources.parsers.opencitations import Citation, Work

_PATH = "/index/api/v2"
_LIFE = dt.timedelta(days=30)
_KINDS = ("doi", "pmid")


class OpenCitations(Client):
    """Ask OpenCitations, a request for each paper and direction; it knows DOIs and PubMed ids."""

    service: ClassVar[str] = "opencitations"

    def references(self, paper_id: str) -> Iterator[Statement]:
        """Give what a paper cites: one statement of the paper, one of the identifiers of each cited."""
        found: dict[str, Work] = {}
        citing: Work | None = None
        last: Response | None = None
        for citation, response in self._rows("references", paper_id):
            citing, last = citation.citing, response
            found.setdefault(citation.cited.paper_id, citation.cited)
        if citing is None or last is None:
            return
        known = asked(paper_id)
        ids = dict(citing.ids) | ({known[0]: value_of(known[1])} if known else {})
        paper = Paper(known[1] if known else citing.paper_id, "", ids=ids, references=tuple(map(Reference, found)))
        yield self._statement(f"{paper.paper_id} references", paper, last)
        for work in found.values():
            yield self._statement(f"{work.paper_id} in brief", Paper(work.paper_id, "", ids=work.ids), last)

    def citations(self, paper_id: str) -> Iterator[Statement]:
        """Give what cites a paper: a statement of each citing work, whose key names the citation."""
        known = asked(paper_id)
        seen: set[str] = set()
        for citation, response in self._rows("citations", paper_id):
            citing = citation.citing
            if citing.paper_id in seen:
                continue
            seen.add(citing.paper_id)
            cited = known[1] if known else citation.cited.paper_id
            paper = Paper(
                citing.paper_id,
                "",
                ids=citing.ids,
                published=citation.created,
                year=citation.year,
                references=(Reference(cited),),
            )
            yield self._statement(f"{citing.paper_id} cites {cited}", paper, response)

    def _rows(self, direction: str, paper_id: str) -> Iterator[tuple[Citation, Response]]:
        known = asked(paper_id)
        if known is None or known[0] not in _KINDS:
            self._note("unknown", paper_id, "is no DOI or PubMed id, and OpenCitations looks up no others")
            return
        kind, spelling = known
        path = f"{_PATH}/{direction}/{kind}:{value_of(spelling)}"
        check = readable(opencitations.rows, doubted(_is_empty))
        response = self._get(path, subject=spelling, check=check, life=_LIFE)
        if response is None:
            return
        rows = opencitations.rows(response.body) if response.ok else ()
        if not rows:
            self._unknown(spelling)
        for row in rows:
            citation = self._read(opencitations.citation, row, spelling)
            if citation is not None:
                yield citation, response


def _is_empty(rows: tuple[Any, ...]) -> str | None:
    return None if rows else "sent an empty list"
