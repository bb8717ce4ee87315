"""OpenCitations' index as the replay server plays it: references, citations and their counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.world.messages import Response, answer

if TYPE_CHECKING:
    from tests.world.messages import Request
    from tests.world.papers import Work, World

FIELDS = ("oci", "citing", "cited", "creation", "timespan", "journal_sc", "author_sc")


class OpenCitations:
    """Plays ``/index/api/v2/...``: every value a text, identifiers in bags with spaces between, JSON or CSV."""

    def __init__(self, world: World, base: str) -> None:
        self.world = world
        self.base = base

    def answer(self, request: Request) -> Response:
        """Answer a request."""
        if request.parts[:3] != ("index", "api", "v2") or len(request.parts) < 5:
            return Response(404, b"HTTP status code 404: the operation requested does not exist", "text/plain")
        operation = request.parts[3]
        kind, _, value = "/".join(request.parts[4:]).partition(":")
        if operation not in {"references", "citations", "reference-count", "citation-count"} or not value:
            return Response(404, b"HTTP status code 404: the operation requested does not exist", "text/plain")
        if kind == "omid":
            key = next((work.key for work in self.world.having("opencitations") if omid(work) == value), None)
        elif kind in {"doi", "pmid"}:
            key = self.world.work_of(kind, value)
        else:
            return Response(404, b"HTTP status code 404: the identifier is of no known kind", "text/plain")
        pairs = self._pairs(key, operation) if key else []
        if operation.endswith("-count"):
            return answer([{"count": str(len(pairs))}])
        rows = [row(citing, cited) for citing, cited in pairs]
        if "text/csv" in request.headers.get("accept", "") or request.parameters.get("format") == "csv":
            lines = [",".join(FIELDS), *(",".join(f'"{one[name]}"' for name in FIELDS) for one in rows)]
            return Response(200, "\n".join(lines).encode(), "text/csv")
        return answer(rows)

    def _pairs(self, key: str, operation: str) -> list[tuple[Work, Work]]:
        works = self.world.works
        if "opencitations" not in works[key].records:
            return []
        if operation.startswith("reference"):
            return [(works[key], works[cited]) for cited in works[key].records["opencitations"].cites]
        having = self.world.having("opencitations")
        return [(work, works[key]) for work in having if key in work.records["opencitations"].cites]


def omid(work: Work) -> str:
    """The identifier that OpenCitations gave a work."""
    return f"br/06{int(work.key[1:])}"


def bag(work: Work) -> str:
    """Write all identifiers of a work that OpenCitations knows, spaces between."""
    found = [f"omid:{omid(work)}", f"doi:{(work.doi or '').lower()}"]
    if "openalex" in work.records and work.upvotes % 4:
        found.append(f"openalex:{work.ids['openalex']}")
    if "pmid" in work.ids:
        found.append(f"pmid:{work.ids['pmid']}")
    return " ".join(found)


def row(citing: Work, cited: Work) -> dict[str, str]:
    """Write a citation, every value a text."""
    days = (citing.published - cited.published).days
    same = {one.s2 for one in citing.authors} & {one.s2 for one in cited.authors}
    return {
        "oci": f"06{int(citing.key[1:])}-06{int(cited.key[1:])}",
        "citing": bag(citing),
        "cited": bag(cited),
        "creation": f"{citing.published:%Y-%m}",
        "timespan": f"{'-' if days < 0 else ''}P{abs(days) // 365}Y{abs(days) % 365 // 30}M",
        "journal_sc": "yes" if citing.venue == cited.venue else "no",
        "author_sc": "yes" if same else "no",
    }
