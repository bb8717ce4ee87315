"""Crossref's works as the replay server plays them: by DOI, by filter, searches, cursors."""

from __future__ import annotations

import base64
import datetime as dt
from html import escape
from typing import TYPE_CHECKING

from tests.world.lookup import Index
from tests.world.messages import Response, answer

if TYPE_CHECKING:
    from tests.world.messages import Json, Request
    from tests.world.papers import Person, Work, World

MOST_ROWS = 1000
LIMITS = {
    "x-rate-limit-limit": "10",
    "x-rate-limit-interval": "1s",
    "x-concurrency-limit": "3",
    "x-api-pool": "polite",
}
FILTERS = frozenset(
    {"doi", "type", "from-pub-date", "until-pub-date", "has-references", "has-abstract", "orcid", "prefix"}
)
QUERIES = ("query", "query.bibliographic", "query.title", "query.author", "query.container-title")
ROUTE_PARAMETERS = frozenset(
    {*QUERIES, "rows", "offset", "cursor", "select", "filter", "sort", "order", "mailto", "sample", "facet"}
)


class Crossref:
    """Plays ``/works`` and ``/works/{doi}``."""

    def __init__(self, world: World, base: str) -> None:
        self.world = world
        self.base = base
        self.index = Index(world, "crossref")
        self.cited: dict[str, int] = {}
        for work in world.having("crossref"):
            for key in work.records["crossref"].cites:
                self.cited[key] = self.cited.get(key, 0) + 1

    def answer(self, request: Request) -> Response:
        """Answer a request."""
        found = self._answer(request)
        found.headers.update(LIMITS)
        return found

    def _answer(self, request: Request) -> Response:
        if request.parts[:1] != ("works",):
            return _missing()
        doi = "/".join(request.parts[1:])
        if not doi:
            return self._list(request)
        agency = doi.endswith("/agency")
        key = self.world.work_of("doi", doi.removesuffix("/agency").removeprefix("https://doi.org/"))
        work = self.world.works[key] if key else None
        if agency and work and work.doi:
            kind = "crossref" if "crossref" in work.records else "datacite"
            return _ok("work-agency", {"DOI": work.doi.lower(), "agency": {"id": kind, "label": kind.capitalize()}})
        if work is None or "crossref" not in work.records or "doi" not in work.ids or "10.48550" in doi:
            return _missing()
        if any(name.startswith("query") for name in request.parameters):
            return _invalid("parameter-not-allowed", "query.*", "This route does not support field query parameters")
        return _ok("work", self.item(work))

    def _list(self, request: Request) -> Response:
        given = request.parameters
        for name in given:
            if name not in ROUTE_PARAMETERS:
                return _invalid("parameter-not-allowed", name, f"This route does not support {name}")
        rows = given.get("rows", "20")
        if not rows.isdigit() or int(rows) > MOST_ROWS:
            what = f"Integer specified as {rows} but must be a positive integer less than or equal to {MOST_ROWS}. "
            return _invalid("integer-not-valid", rows, what)
        size, start = int(rows), int(given.get("offset", "0"))
        filtered = self._filtered(self._searched(given), given.get("filter", ""))
        if isinstance(filtered, Response):
            return filtered
        cursor = given.get("cursor")
        if cursor not in {None, "*"} and (start := _read_cursor(str(cursor))) < 0:
            content = [{"type": "cursor-invalid", "value": cursor, "message": "Cursor specified but it is invalid"}]
            return answer({"status": "failed", "message-type": "resource-failure", "message": content}, 404)
        items = [self.item(work, score=30.0 - at) for at, work in enumerate(filtered[start : start + size])]
        if "select" in given:
            names = given["select"].split(",")
            if wrong := [one for one in names if one not in _known()]:
                return _invalid(
                    "select-not-available",
                    wrong[0],
                    f"Select '{wrong[0]}' specified but there is no such select for this route.",
                )
            items = [{name: one[name] for name in names if name in one} for one in items]
        terms = next((given[name] for name in QUERIES if given.get(name)), None)
        message: Json = {"facets": {}, "total-results": len(filtered), "items": items, "items-per-page": size}
        message["query"] = {
            "start-index": 0 if cursor else start,
            "search-terms": terms if given.get("query") else None,
        }
        if cursor:
            message["next-cursor"] = _cursor(start + size)
        return _ok("work-list", message)

    def _searched(self, given: dict[str, str]) -> list[Work]:
        works = self.world.having("crossref")
        for name in filter(given.get, QUERIES):
            kept = {work.key for work in works}
            if name == "query.author":
                asked = given[name].casefold()
                works = [work for work in works if any(one.family.casefold() in asked for one in work.authors)]
            else:
                works = [work for work, _ in self.index.any_word(given[name]) if work.key in kept]
        return works

    def _filtered(self, works: list[Work], text: str) -> list[Work] | Response:
        dois: set[str] = set()
        for one in filter(None, text.split(",")):
            name, _, value = one.partition(":")
            if name not in FILTERS:
                what = f"Filter '{name}' specified but there is no such filter for this route."
                valid = f" Valid filters for this route are: {', '.join(sorted(FILTERS))}"
                return _invalid("filter-not-available", name, what + valid)
            if name == "doi":  # of one filter given several times, any may hold
                dois.add(value.lower().removeprefix("https://doi.org/"))
            elif name == "from-pub-date":
                works = [work for work in works if str(work.records["crossref"].date) >= value]
            elif name == "until-pub-date":
                works = [work for work in works if str(work.records["crossref"].date) <= value]
        return [work for work in works if work.ids["doi"].lower() in dois] if dois else works

    def item(self, work: Work, *, score: float = 1) -> Json:
        """Write a work as Crossref does."""
        record = work.records["crossref"]
        day = record.date or work.published
        stamp = _stamp(dt.date(2025, 5, 1))
        references = [self._reference(work, key, at) for at, key in enumerate(record.cites)]
        references += [
            {"key": f"{work.key}_U{at}", "unstructured": f"Somebody et al. {title}. Nowhere (2020)."}
            for at, title in enumerate(record.unknown)
        ]
        found: Json = {
            "indexed": stamp,
            "reference-count": len(references),
            "publisher": "Made-up Press",
            "content-domain": {"domain": [], "crossmark-restriction": False},
            "short-container-title": [],
            "DOI": work.ids["doi"].lower(),
            "type": "journal-article" if "Journal" in work.venue else "proceedings-article",
            "created": _stamp(day),
            "source": "Crossref",
            "is-referenced-by-count": self.cited.get(work.key, 0),
            "title": [record.title],
            "prefix": "10.55555",
            "author": [_author(one, at) for at, one in enumerate(record.authors)],
            "member": "99999",
            "container-title": [work.venue],
            "original-title": [],
            "language": "en",
            "deposited": stamp,
            "score": score,
            "resource": {"primary": {"URL": f"https://publisher.invalid/{work.key}"}},
            "subtitle": [],
            "short-title": [],
            "issued": {"date-parts": [[day.year, day.month, day.day][: 1 + work.upvotes % 3]]},
            "references-count": len(references),
            "URL": f"https://doi.org/{work.ids['doi'].lower()}",
            "relation": {},
            "subject": [],
            "published": {"date-parts": [[day.year, day.month, day.day]]},
        }
        if references:
            found["reference"] = references
        if work.upvotes % 3:
            found["abstract"] = (
                f"<jats:title>Abstract</jats:title><jats:p>{escape(work.abstract, quote=False)}</jats:p>"
            )
        if "arxiv" in work.ids and work.upvotes % 2:
            preprint = {"id-type": "doi", "id": f"10.48550/arXiv.{work.ids['arxiv']}", "asserted-by": "subject"}
            found["relation"] = {"has-preprint": [preprint]}
        retraction = {"type": "retraction", "label": "Retraction", "source": "publisher"}
        for other in self.world.works.values() if work.status == "retracted" else ():
            if other.notice == work.key:
                found["updated-by"] = [
                    retraction | {"DOI": other.ids["doi"].lower(), "updated": _stamp(other.published)}
                ]
        if work.notice:
            retracted = self.world.works[work.notice].ids["doi"].lower()
            found["update-to"] = [retraction | {"DOI": retracted, "updated": _stamp(work.published)}]
        return found

    def _reference(self, work: Work, key: str, at: int) -> Json:
        cited = self.world.works[key]
        year = (cited.journal or cited.published).year
        found: Json = {"key": f"{work.key}_CR{at}", "DOI": cited.doi, "doi-asserted-by": "publisher", "year": str(year)}
        if at % 2:
            found |= {"author": cited.authors[0].family, "article-title": cited.title, "journal-title": cited.venue}
        else:
            found["unstructured"] = f"{cited.authors[0].name} et al. {cited.title}. {cited.venue} ({year})."
        return found


def _known() -> frozenset[str]:
    return frozenset(
        {
            *(
                "DOI",
                "title",
                "author",
                "issued",
                "container-title",
                "type",
                "reference",
                "references-count",
                "abstract",
            ),
            *(
                "is-referenced-by-count",
                "relation",
                "update-to",
                "updated-by",
                "license",
                "link",
                "score",
                "URL",
                "published",
            ),
            *(
                "publisher",
                "subtitle",
                "short-title",
                "original-title",
                "created",
                "page",
                "volume",
                "issue",
                "ISSN",
                "member",
            ),
            *("published-online", "published-print", "prefix", "resource", "indexed", "deposited", "reference-count"),
        }
    )


def _author(person: Person, at: int) -> Json:
    found: Json = {"given": person.given, "family": person.family} if person.given else {"name": person.name}
    if person.orcid:
        found |= {"ORCID": f"https://orcid.org/{person.orcid}", "authenticated-orcid": False}
    place = [{"name": person.organization}] if at % 2 else []
    return found | {"sequence": "additional" if at else "first", "affiliation": place}


def _stamp(day: dt.date) -> Json:
    moment = dt.datetime(day.year, day.month, day.day, tzinfo=dt.UTC)
    return {
        "date-parts": [[day.year, day.month, day.day]],
        "date-time": f"{moment:%Y-%m-%dT%H:%M:%SZ}",
        "timestamp": int(moment.timestamp() * 1000),
    }


def _ok(kind: str, message: Json) -> Response:
    return answer({"status": "ok", "message-type": kind, "message-version": "1.0.0", "message": message})


def _missing() -> Response:
    return Response(404, b"Resource not found.", "text/plain")


def _invalid(kind: str, value: str, what: str) -> Response:
    content = [{"type": kind, "value": value, "message": what}]
    return answer({"status": "failed", "message-type": "validation-failure", "message": content}, 400)


def _cursor(start: int) -> str:
    return base64.b64encode(f"made-up cursor {start}".encode()).decode()


def _read_cursor(cursor: str) -> int:
    try:
        return int(base64.b64decode(cursor, validate=True).decode().rsplit(" ", 1)[-1])
    except ValueError:
        return -1
