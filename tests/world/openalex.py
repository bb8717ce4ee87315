"""This file is about OpenAlex's works as the replay server plays them: one, lists by filter, searches, cursors."""

from __future__ import annotations

import base64
import re
from typing import TYPE_CHECKING

from tests.world.lookup import Index
from tests.world.messages import Response, answer, whole
from tests.world.papers import arxiv_doi

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.world.messages import Json, Request
    from tests.world.papers import Person, Work, World

MOST_VALUES = 100
LIMITS = {
    "X-RateLimit-Limit": "100000",
    "X-RateLimit-Remaining": "99999",
    "X-RateLimit-Reset": "43200",
    "X-RateLimit-Limit-USD": "1",
    "X-RateLimit-Remaining-USD": "0.9",
    "X-RateLimit-Cost-USD": "0.0001",
}
FIELDS = frozenset(
    (
        *("id", "doi", "title", "display_name", "publication_year", "publication_date", "ids", "language"),
        *("primary_location", "type", "type_crossref", "indexed_in", "open_access", "authorships"),
        *(
            "institution_assertions",
            "countries_distinct_count",
            "institutions_distinct_count",
            "corresponding_author_ids",
        ),
        *("corresponding_institution_ids", "apc_list", "apc_paid", "fwci", "has_fulltext", "fulltext_origin"),
        *("cited_by_count", "citation_normalized_percentile", "cited_by_percentile_year", "biblio", "is_retracted"),
        *("is_paratext", "primary_topic", "topics", "keywords", "concepts", "mesh", "locations_count", "locations"),
        *("best_oa_location", "sustainable_development_goals", "grants", "datasets", "versions"),
        *("referenced_works_count", "referenced_works", "related_works", "abstract_inverted_index", "cited_by_api_url"),
        *("counts_by_year", "updated_date", "created_date", "relevance_score", "awards", "funders", "is_xpac"),
    )
)
SEARCHES = ("title.search", "display_name.search", "default.search", "title_and_abstract.search")
NOT_FOUND = (
    "<!doctype html>\n<html lang=en>\n<title>404 Not Found</title>\n<h1>Not Found</h1>\n<p>The requested URL was not "
    "found on the server. If you entered the URL manually please check your spelling and try again.</p>\n"
)


class OpenAlex:
    """Plays ``/works`` and ``/works/{id}``; with a `key`, another is refused and cursors need it."""

    def __init__(self, world: World, base: str, *, key: str | None = None) -> None:
        self.world = world
        self.base = base
        self.key = key
        self.titles = Index(world, "openalex")
        self.texts = Index(world, "openalex", abstracts=True)
        self.cited_by: dict[str, list[str]] = {}
        for work in world.having("openalex"):
            for cited in work.records["openalex"].cites:
                self.cited_by.setdefault(cited, []).append(work.key)

    def answer(self, request: Request) -> Response:
        """Answer a request."""
        found = self._answer(request)
        found.headers.update(LIMITS)
        return found

    def _answer(self, request: Request) -> Response:
        given = request.parameters.get("api_key")
        if self.key is not None and given is not None and given != self.key:
            return _bad("Unauthorized", "Invalid API key.", 401)
        select = [one for one in request.parameters.get("select", "").split(",") if one]
        if wrong := [one for one in select if one not in FIELDS]:
            return _bad(
                "Invalid query parameters error.",
                f"{wrong[0]} is not a valid select field. Valid fields for select are: {', '.join(sorted(FIELDS))}.",
            )
        if request.parts == ("rate-limit",):
            return answer(
                {"rate_limit": {"daily_budget_usd": 1, "daily_remaining_usd": 0.9, "resets_in_seconds": 43200}}
            )
        if request.parts[0] != "works":
            return Response(404, NOT_FOUND.encode(), "text/html; charset=utf-8")
        if len(request.parts) == 1 or request.parts == ("works", ""):
            return self._list(request, select)
        return self._one("/".join(request.parts[1:]), select)

    def _one(self, asked: str, select: list[str]) -> Response:
        bare = re.sub(r"^https:/+openalex\.org/(?:works/)?", "", asked, flags=re.IGNORECASE)
        doi = re.sub(r"^(?:doi:|https:/+doi\.org/|http:/+doi\.org/)", "", asked, flags=re.IGNORECASE)
        if doi != asked or asked.startswith("10."):
            key = self.world.work_of("doi", doi)
        elif match := re.fullmatch(r"(pmid|mag):(\d+)", asked, re.IGNORECASE):
            key = self.world.work_of(match[1].lower(), match[2])
        else:
            key = self.world.work_of("openalex", bare)
            if key and bare.upper() in self.world.works[key].old:
                query = f"?select={','.join(select)}" if select else ""
                location = f"{self.base}/works/{self.world.works[key].ids['openalex']}{query}"
                return Response(301, b"", "text/html; charset=utf-8", {"Location": location})
        work = self.world.works[key] if key else None
        if work is None or "openalex" not in work.records:
            return Response(404, NOT_FOUND.encode(), "text/html; charset=utf-8")
        return answer(_selected(self.work(work), select))

    def _list(self, request: Request, select: list[str]) -> Response:
        given = request.parameters
        size = whole(given.get("per_page", given.get("per-page")), 25)
        page = whole(given.get("page"), 1)
        cursor = given.get("cursor")
        if size is None or not 1 <= size <= 200:
            return _bad("Pagination error.", "per-page parameter must be between 1 and 200")
        if page is None or page < 1 or (cursor is None and page * size > 10_000):
            return _bad(
                "Pagination error.",
                "Maximum results size of 10,000 records is exceeded. Cursor pagination is required.",
            )
        if cursor is not None and self.key is not None and given.get("api_key") != self.key:
            return _bad("Unauthorized", "Cursor paging needs an API key.", 401)
        works: list[Work] | Response = self._searched(given)
        if isinstance(works, list):
            works = self._filtered(works, given.get("filter", ""))
        if isinstance(works, Response):
            return works
        searched = "search" in given or ".search:" in given.get("filter", "")
        if given.get("sort", "").startswith("cited_by_count") or not searched:
            works = sorted(works, key=lambda work: (-len(self.cited_by.get(work.key, ())), work.key))
        start = (page - 1) * size
        if cursor not in {None, "*"} and (start := _read_cursor(str(cursor))) < 0:
            return _bad("Pagination error.", "Invalid cursor.")
        meta: Json = {
            "count": len(works),
            "db_response_time_ms": 21,
            "page": page,
            "per_page": size,
            "groups_count": None,
        }
        if cursor is not None:
            more = start + size < len(works)
            meta |= {
                "page": None,
                "next_cursor": _cursor(start + size) if more or works[start : start + size] else None,
            }
        part = [
            self.work(work) | ({"relevance_score": 500.0} if searched else {}) for work in works[start : start + size]
        ]
        return answer({"meta": meta, "results": [_selected(one, select) for one in part], "group_by": []})

    def _searched(self, given: dict[str, str]) -> list[Work]:
        return self.texts.all_words(given["search"]) if "search" in given else self.world.having("openalex")

    def _filtered(self, works: list[Work], text: str) -> list[Work] | Response:
        for one in filter(None, text.split(",")):
            name, colon, value = one.partition(":")
            if not colon:
                return _bad("Invalid query parameters error.", f"{one} is not a valid filter: a filter is field:value.")
            if value.count("|") >= MOST_VALUES:
                return _bad(
                    "Invalid query parameters error.", f"Maximum number of values exceeded for {name}: {MOST_VALUES}."
                )
            test = self._test(name, value)
            if test is None:
                return _bad(
                    "Invalid query parameters error.",
                    f"{name} is not a valid field. Valid fields are underscore or hyphenated versions.",
                )
            if ".search" in name:
                kept = {work.key for work in works}
                index = self.titles if name in {"title.search", "display_name.search"} else self.texts
                works = [work for work in index.all_words(value) if work.key in kept]
            else:
                works = [work for work in works if test(work)]
        return works

    def _test(self, name: str, value: str) -> Callable[[Work], bool] | None:
        """Give what a filter asks of a work; None where there is no such filter."""
        values = value.split("|")
        ends = {one.rsplit("/", 1)[-1].upper() for one in values}
        keys = {self.world.work_of("openalex", one) for one in ends}
        dois = {re.sub(r"^(?:https?://doi\.org/|doi:)", "", one.lower()) for one in values}
        low, _, high = value.partition("-")

        def cited_by(work: Work) -> bool:
            return any(work.key in self.world.works[key].records["openalex"].cites for key in keys if key)

        tests: dict[str, Callable[[Work], bool]] = {
            "doi": lambda work: _doi(work).lower() in dois,
            "openalex": lambda work: work.ids["openalex"] in ends,
            "pmid": lambda work: work.ids.get("pmid") in ends,
            "mag": lambda work: work.ids.get("mag") in ends,
            "cites": lambda work: not keys.isdisjoint(work.records["openalex"].cites),
            "cited_by": cited_by,
            "publication_year": lambda work: int(low) <= (work.records["openalex"].year or 0) <= int(high or low),
            "from_publication_date": lambda work: str(work.records["openalex"].date) >= value,
            "to_publication_date": lambda work: str(work.records["openalex"].date) <= value,
            "is_retracted": lambda work: (work.status == "retracted") == (value == "true"),
            **dict.fromkeys(SEARCHES, lambda _: True),
        }
        return tests.get("openalex" if name == "openalex_id" else name.removeprefix("ids."))

    def names(self, work: Work, key: str) -> str:
        """The id under which a work cites another: the older one, for some, where two were merged."""
        cited = self.world.works[key]
        return cited.old[0] if cited.old and int(work.key[1:]) % 2 else cited.ids["openalex"]

    def work(self, work: Work) -> Json:
        """Write a work with all its fields."""
        record = work.records["openalex"]
        own = work.ids["openalex"]
        doi = f"https://doi.org/{_doi(work).lower()}" if _doi(work) else None
        ids: Json = {"openalex": f"https://openalex.org/{own}"}
        if doi:
            ids["doi"] = doi
        if "mag" in work.ids:
            ids["mag"] = work.ids["mag"]
        if "pmid" in work.ids:
            ids["pmid"] = f"https://pubmed.ncbi.nlm.nih.gov/{work.ids['pmid']}"
        references = [self.names(work, key) for key in record.cites] + record.unknown
        places = _locations(work, doi)
        index: dict[str, list[int]] = {}
        for at, word in enumerate(work.abstract.split()):
            index.setdefault(word, []).append(at)
        count = len(self.cited_by.get(work.key, ()))
        return {
            "id": ids["openalex"],
            "doi": doi,
            "title": record.title,
            "display_name": record.title,
            "publication_year": record.year,
            "publication_date": str(record.date) if record.date else None,
            "ids": ids,
            "language": "en",
            "primary_location": places[0] if places else None,
            "type": "article" if work.journal else "preprint",
            "type_crossref": "journal-article" if work.journal else "posted-content",
            "indexed_in": ["crossref"] if work.journal else ["arxiv"],
            "open_access": {
                "is_oa": "arxiv" in work.ids,
                "oa_status": "green" if "arxiv" in work.ids else "closed",
                "oa_url": f"https://arxiv.org/pdf/{work.ids['arxiv']}" if "arxiv" in work.ids else None,
                "any_repository_has_fulltext": "arxiv" in work.ids,
            },
            "authorships": [_authorship(one, at, len(record.authors)) for at, one in enumerate(record.authors[:100])],
            "institution_assertions": [],
            "countries_distinct_count": 1,
            "institutions_distinct_count": 1,
            "corresponding_author_ids": [],
            "corresponding_institution_ids": [],
            "apc_list": None,
            "apc_paid": None,
            "fwci": 1.5,
            "has_fulltext": False,
            "cited_by_count": count,
            "citation_normalized_percentile": None,
            "cited_by_percentile_year": None,
            "biblio": {"volume": str(1 + work.upvotes % 40), "issue": None, "first_page": "1", "last_page": "12"},
            "is_retracted": work.status == "retracted",
            "is_paratext": False,
            "primary_topic": None,
            "topics": [],
            "keywords": [],
            "concepts": [],
            "mesh": [],
            "locations_count": len(places),
            "locations": places,
            "best_oa_location": next((place for place in places if place["is_oa"]), None),
            "sustainable_development_goals": [],
            "grants": [],
            "datasets": [],
            "versions": [],
            "referenced_works_count": len(references),
            "referenced_works": [f"https://openalex.org/{one}" for one in references],
            "related_works": [],
            "abstract_inverted_index": index,
            "cited_by_api_url": f"https://api.openalex.org/works?filter=cites:{own}",
            "counts_by_year": [{"year": 2025, "cited_by_count": count}] if count else [],
            "updated_date": "2025-06-01T00:00:00.000000",
            "created_date": str(work.published),
        }


def _doi(work: Work) -> str:
    """The DOI of the record: the publisher's where there is one, even of a work that arXiv has."""
    if "doi" in work.ids:
        return work.ids["doi"]
    return arxiv_doi(work.ids["arxiv"]) if "arxiv" in work.ids else ""


def _locations(work: Work, doi: str | None) -> list[Json]:
    def place(address: str, pdf: str | None, name: str, kind: str) -> Json:
        free = pdf is not None
        source: Json = {
            "id": "https://openalex.org/S4306400194" if kind == "repository" else "https://openalex.org/S900000001",
            "display_name": name,
            "issn_l": None,
            "issn": None,
            "is_oa": free,
            "is_in_doaj": False,
            "is_indexed_in_scopus": False,
            "is_core": False,
            "host_organization": None,
            "host_organization_name": None,
            "host_organization_lineage": [],
            "host_organization_lineage_names": [],
            "type": kind,
        }
        version = "submittedVersion" if kind == "repository" else "publishedVersion"
        return {
            "is_oa": free,
            "landing_page_url": address,
            "pdf_url": pdf,
            "source": source,
            "license": None,
            "license_id": None,
            "version": version,
            "is_accepted": kind != "repository",
            "is_published": kind != "repository",
        }

    found = []
    if "doi" in work.ids:
        found.append(place(str(doi), None, work.venue, "journal"))
    if "arxiv" in work.ids:
        arxiv = work.ids["arxiv"]
        found.append(
            place(
                f"http://arxiv.org/abs/{arxiv}",
                f"https://arxiv.org/pdf/{arxiv}",
                "arXiv (Cornell University)",
                "repository",
            )
        )
    return found


def _authorship(person: Person, at: int, count: int) -> Json:
    institution: Json = {
        "id": f"https://openalex.org/I9{len(person.organization):08d}",
        "display_name": person.organization,
        "ror": None,
        "country_code": "XX",
        "type": "education",
        "lineage": [],
    }
    return {
        "author_position": "first" if at == 0 else "last" if at == count - 1 else "middle",
        "author": {
            "id": f"https://openalex.org/{person.openalex}",
            "display_name": person.name,
            "orcid": f"https://orcid.org/{person.orcid}" if person.orcid else None,
        },
        "institutions": [institution],
        "countries": ["XX"],
        "is_corresponding": at == 0,
        "raw_author_name": person.name,
        "raw_affiliation_strings": [person.organization],
        "affiliations": [{"raw_affiliation_string": person.organization, "institution_ids": [institution["id"]]}],
    }


def _selected(work: Json, select: list[str]) -> Json:
    return {name: work[name] for name in select if name in work} if select else work


def _cursor(start: int) -> str:
    return base64.b64encode(f"[{start}, 'made-up']".encode()).decode()


def _read_cursor(cursor: str) -> int:
    try:
        return int(base64.b64decode(cursor, validate=True).decode().strip("[").partition(",")[0])
    except ValueError:
        return -1


def _bad(error: str, message: str, status: int = 400) -> Response:
    return answer({"error": error, "message": message}, status)
