"""OpenAlex's works as the replay server plays them: one, lists by filter, searches, cursors."""

from __future__ import annotations

import base64
import re
from collections import Counter
from typing import TYPE_CHECKING

from tests.world.lookup import Index
from tests.world.messages import Response, answer, whole
from tests.world.openalex_work import FIELDS, Entity, entities, write

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.world.messages import Json, Request
    from tests.world.papers import World

MOST_VALUES = 100
LIMITS = {
    "X-RateLimit-Limit": "100000",
    "X-RateLimit-Remaining": "99999",
    "X-RateLimit-Reset": "43200",
    "X-RateLimit-Limit-USD": "1",
    "X-RateLimit-Remaining-USD": "0.9",
    "X-RateLimit-Cost-USD": "0.0001",
}
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
        self.entities = {work.key: entities(world, work) for work in world.having("openalex")}
        self.by_id = {one.own: one for found in self.entities.values() for one in found}
        self.merged = {old: work.ids["openalex"] for work in world.works.values() for old in work.old}
        self.cited_by = Counter(
            self.merged.get(name, name) for one in self.by_id.values() for name in set(one.references)
        )

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
        bare = re.sub(r"^https:/+openalex\.org/(?:works/)?", "", asked, flags=re.IGNORECASE).upper()
        if bare in self.merged:
            query = f"?select={','.join(select)}" if select else ""
            location = f"{self.base}/works/{self.merged[bare]}{query}"
            return Response(301, b"", "text/html; charset=utf-8", {"Location": location})
        entity = self.by_id.get(bare)
        doi = re.sub(r"^(?:doi:|https:/+doi\.org/|http:/+doi\.org/)", "", asked, flags=re.IGNORECASE)
        if doi != asked or asked.startswith("10."):
            # A work that was merged into its journal's record is found by its preprint's DOI here, and in no list.
            found = self.entities.get(self.world.work_of("doi", doi) or "", [])
            entity = next((one for one in found if one.doi == doi.lower()), found[0] if found else None)
        elif match := re.fullmatch(r"(pmid|mag):(\d+)", asked, re.IGNORECASE):
            found = self.entities.get(self.world.work_of(match[1].lower(), match[2]) or "", [])
            entity = found[0] if found else None
        if entity is None:
            return Response(404, NOT_FOUND.encode(), "text/html; charset=utf-8")
        return answer(_selected(write(entity, self.cited_by[entity.own]), select))

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
        works = self._filtered(self._searched(given), given.get("filter", ""))
        if isinstance(works, Response):
            return works
        searched = "search" in given or ".search:" in given.get("filter", "")
        if given.get("sort", "").startswith("cited_by_count") or not searched:
            works = sorted(works, key=lambda one: (-self.cited_by[one.own], one.own))
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
        score: Json = {"relevance_score": 500.0} if searched else {}
        part = [write(one, self.cited_by[one.own]) | score for one in works[start : start + size]]
        return answer({"meta": meta, "results": [_selected(one, select) for one in part], "group_by": []})

    def _searched(self, given: dict[str, str]) -> list[Entity]:
        if "search" not in given:
            return list(self.by_id.values())
        return [one for work in self.texts.all_words(given["search"]) for one in self.entities[work.key]]

    def _filtered(self, works: list[Entity], text: str) -> list[Entity] | Response:
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
            works = [one for one in works if test(one)]
        return works

    def _test(self, name: str, value: str) -> Callable[[Entity], bool] | None:
        """Give what a filter asks of a record; None where there is no such filter."""
        values = value.split("|")
        ends = {one.rsplit("/", 1)[-1].upper() for one in values}
        dois = {re.sub(r"^(?:https?://doi\.org/|doi:)", "", one.lower()) for one in values}
        low, _, high = value.partition("-")
        cited = {
            self.merged.get(name, name) for end in ends if end in self.by_id for name in self.by_id[end].references
        }
        if name in SEARCHES:
            index = self.titles if name in SEARCHES[:2] else self.texts
            keys = {work.key for one in values for work in index.all_words(one)}
            return lambda one: one.work.key in keys
        tests: dict[str, Callable[[Entity], bool]] = {
            "doi": lambda one: one.doi in dois,
            "openalex": lambda one: one.own in ends,
            "pmid": lambda one: one.work.ids.get("pmid") in ends,
            "mag": lambda one: one.work.ids.get("mag") in ends,
            "cites": lambda one: any(self.merged.get(name, name) in ends for name in one.references),
            "author.orcid": lambda one: any(person.orcid in values for person in one.work.records["openalex"].authors),
            "cited_by": lambda one: one.own in cited,
            "publication_year": lambda one: int(low) <= (one.year or 0) <= int(high or low),
            "from_publication_date": lambda one: str(one.date) >= value,
            "to_publication_date": lambda one: str(one.date) <= value,
            "is_retracted": lambda one: (one.work.status == "retracted") == (value == "true"),
        }
        return tests.get("openalex" if name == "openalex_id" else name.removeprefix("ids."))


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
