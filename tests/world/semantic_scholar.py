"""Semantic Scholar's graph as the replay server plays it: batches, edges, searches."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.world.lookup import Index
from tests.world.messages import Response, answer, whole
from tests.world.papers import arxiv_doi

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tests.world.messages import Json, Request
    from tests.world.papers import Citation, Person, Work, World

MOST_IDS = 500
FIELDS = frozenset(
    (
        *("paperId", "corpusId", "externalIds", "url", "title", "abstract", "venue", "publicationVenue", "year"),
        *(
            "referenceCount",
            "citationCount",
            "influentialCitationCount",
            "isOpenAccess",
            "openAccessPdf",
            "fieldsOfStudy",
        ),
        *(
            "s2FieldsOfStudy",
            "publicationTypes",
            "publicationDate",
            "journal",
            "citationStyles",
            "authors",
            "embedding",
        ),
        *("tldr", "references", "citations"),
    )
)
OWN_FIELDS = ("contexts", "intents", "isInfluential", "contextsWithIntent")
"""Fields of a citation, not of a paper."""
DISCLAIMER = "Notice: The following paper fields have been elided by the publisher: {'references'}."
_PREFIXES = {"doi": "doi", "arxiv": "arxiv", "mag": "mag", "acl": "acl", "pmid": "pmid", "corpusid": "corpus_id"}


class SemanticScholar:
    """Plays ``/graph/v1/paper/...``; with a `key`, another key is refused."""

    def __init__(self, world: World, base: str, *, key: str | None = None) -> None:
        self.world = world
        self.base = base
        self.key = key
        self.index = Index(world, "semantic_scholar")
        self.cited_by: dict[str, list[str]] = {}
        for work in world.having("semantic_scholar"):
            for cited in work.records["semantic_scholar"].cites:
                self.cited_by.setdefault(cited, []).append(work.key)

    def answer(self, request: Request) -> Response:
        """Answer a request."""
        given = request.headers.get("x-api-key")
        if self.key is not None and given is not None and given != self.key:
            return answer({"message": "Forbidden"}, 403)
        if request.parts[:3] != ("graph", "v1", "paper"):
            return answer({"message": "Missing Authentication Token"}, 403)
        rest = request.parts[3:]
        fields = [one for one in request.parameters.get("fields", "").replace(" ", "").split(",") if one]
        if wrong := [one for one in fields if one.partition(".")[0] not in FIELDS and one not in OWN_FIELDS]:
            return answer({"error": f"Unrecognized or unsupported fields: [{', '.join(wrong)}]"}, 400)
        if rest == ("batch",):
            return self._batch(request, fields)
        return self._search(request, rest[1:], fields) if rest[:1] == ("search",) else self._one(request, rest, fields)

    def _one(self, request: Request, rest: tuple[str, ...], fields: list[str]) -> Response:
        edges = rest[-1] if rest[-1:] in {("references",), ("citations",)} else None
        asked = "/".join(rest[:-1] if edges else rest)  # a DOI holds slashes, quoted or not
        work = self.find(asked)
        if work is None:
            return answer({"error": f"Paper with id {asked} not found"}, 404)
        return self._edges(request, work, edges, fields) if edges else answer(self.paper(work, fields))

    def find(self, asked: str) -> Work | None:
        """Find the work of an identifier, by any of the kinds that the service takes."""
        prefix, colon, value = asked.partition(":")
        kind = _PREFIXES.get(prefix.lower()) if colon else None
        if kind is None and asked.lower().startswith("10."):
            kind, value = "doi", asked
        elif prefix.lower() == "url":
            if "arxiv.org/" not in value:
                return None
            kind, value = "arxiv", value.rsplit("/", 1)[-1]
        elif kind is None:
            kind, value = "s2", asked
        if kind == "arxiv":
            value = value.partition("v")[0] if "/" not in value else value
        key = self.world.work_of(kind, value)
        work = self.world.works[key] if key else None
        return work if work and "semantic_scholar" in work.records else None

    def _batch(self, request: Request, fields: list[str]) -> Response:
        content = request.json()
        ids = content.get("ids") if isinstance(content, dict) else None
        if request.method != "POST":
            return answer({"error": "Method not allowed"}, 405)
        if not isinstance(ids, list) or not ids:
            return answer({"error": "Bad Request: no paper ids provided"}, 400)
        if len(ids) > MOST_IDS:
            return answer({"error": f"Bad Request: too many paper ids, at most {MOST_IDS}"}, 400)
        works = [self.find(str(one)) for one in ids]
        return answer([self.paper(work, fields) if work else None for work in works])

    def _search(self, request: Request, kind: tuple[str, ...], fields: list[str]) -> Response:
        given = request.parameters
        query = given.get("query", "")
        if not query:
            return answer({"error": "Missing required parameter: 'query'"}, 400)
        if kind == ("match",):
            best = self.index.any_word(query)[:1]
            if not best or best[0][1] < 0.5:
                return answer({"error": "Title match not found"}, 404)
            work, share = best[0]
            return answer({"data": [self.paper(work, fields) | {"matchScore": round(200 * share, 5)}]})
        found = [work for work, share in self.index.any_word(query) if share > 0.1]
        if kind == ("bulk",):
            at = int(given["token"][4:]) if given.get("token", "").startswith("PAGE") else 0
            found = sorted(self.index.all_words(query), key=lambda work: work.ids["s2"])
            content: Json = {"total": len(found), "token": f"PAGE{at + 1000}" if at + 1000 < len(found) else None}
            return answer(content | {"data": [self.paper(work, fields) for work in found[at : at + 1000]]})
        offset, limit = whole(given.get("offset"), 0), whole(given.get("limit"), 100)
        if kind or offset is None or limit is None or not 1 <= limit <= 100 or offset + limit > 1000:
            return answer({"error": "Requested data for this limit and/or offset is not available"}, 400)
        content = {"total": len(found), "offset": offset}
        if offset + limit < len(found):
            content["next"] = offset + limit
        if found:
            content["data"] = [self.paper(work, fields) for work in found[offset : offset + limit]]
        return answer(content)

    def _edges(self, request: Request, work: Work, edges: str, fields: list[str]) -> Response:
        offset, limit = whole(request.parameters.get("offset"), 0), whole(request.parameters.get("limit"), 100)
        if limit is None or not 1 <= limit <= 1000:
            return answer({"error": "Limit must be between 1 and 1000"}, 400)
        if offset is None or offset + limit >= 10_000:
            return answer({"error": "offset + limit must be < 10000"}, 400)
        record = work.records["semantic_scholar"]
        if edges == "references" and record.elided:
            info = {
                "paperId": work.ids["s2"],
                "openAccessPdf": {"url": "", "status": None, "license": None, "disclaimer": DISCLAIMER},
            }
            return answer({"offset": offset, "citingPaperInfo": info, "data": None})
        data = self.references(work, fields) if edges == "references" else self.citations(work, fields)
        content: Json = {"offset": offset}
        if offset + limit < len(data):
            content["next"] = offset + limit
        return answer(content | {"data": data[offset : offset + limit]})

    def references(self, work: Work, fields: list[str]) -> list[Json]:
        """Write the references of a work; those that it cannot resolve have no id."""
        record = work.records["semantic_scholar"]
        by_key = {citation.cited: citation for citation in work.references}
        found = [
            _own(by_key[key], fields) | {"citedPaper": self.paper(self.world.works[key], fields)}
            for key in record.cites
        ]
        for title in record.unknown:
            bare: Json = {one: None for one in fields if "." not in one and one in FIELDS}
            own: Json = {one: False if one == "isInfluential" else [] for one in fields if one in OWN_FIELDS}
            found.append(own | {"citedPaper": bare | {"paperId": None, "title": title}})
        return found

    def citations(self, work: Work, fields: list[str]) -> list[Json]:
        """Write the works that cite a work, newest first."""
        found = []
        for key in reversed(self.cited_by.get(work.key, [])):
            citing = self.world.works[key]
            citation = next(one for one in citing.references if one.cited == work.key)
            found.append(_own(citation, fields) | {"citingPaper": self.paper(citing, fields)})
        return found

    def paper(self, work: Work, fields: Iterable[str]) -> Json:
        """Write a work with the fields that were asked for; its id is always among them."""
        asked = [one for one in fields if one not in OWN_FIELDS] or ["title"]
        inner: dict[str, list[str]] = {}
        for one in asked:
            name, _, field = one.partition(".")
            inner.setdefault(name, []).extend([field] if field else [])
        found: Json = {"paperId": work.ids["s2"]}
        for name, below in inner.items():
            if name in {"references", "citations"}:
                edges = self.references(work, below) if name == "references" else self.citations(work, below)
                found[name] = [edge["citedPaper" if name == "references" else "citingPaper"] for edge in edges[:9999]]
            elif name == "authors":
                found[name] = [_author(one, below) for one in work.records["semantic_scholar"].authors]
            elif name != "paperId":
                found[name] = self._field(work, name)
        return found

    def _field(self, work: Work, name: str) -> object:
        record = work.records["semantic_scholar"]
        count = len(self.cited_by.get(work.key, ()))
        address = f"https://www.semanticscholar.org/paper/{work.ids['s2']}"
        simple: dict[str, object] = {
            "corpusId": int(work.ids["corpus_id"]),
            "externalIds": external_ids(work),
            "url": address,
            "title": record.title,
            "abstract": None if record.elided else work.abstract,
            "venue": work.venue if work.journal else "arXiv.org" if "arxiv" in work.ids else "",
            "publicationVenue": None,
            "year": record.year,
            "referenceCount": len(record.cites) + len(record.unknown) or len(work.references),
            "citationCount": count,
            "influentialCitationCount": count // 10,
            "isOpenAccess": "arxiv" in work.ids,
            "openAccessPdf": {"url": f"https://arxiv.org/pdf/{work.ids['arxiv']}", "status": "GREEN", "license": None}
            if "arxiv" in work.ids
            else {"url": "", "status": None, "license": None},
            "fieldsOfStudy": ["Computer Science"],
            "s2FieldsOfStudy": [{"category": "Computer Science", "source": "external"}],
            "publicationTypes": ["JournalArticle"] if work.journal else None,
            "publicationDate": str(record.date) if record.date else None,
            "journal": {"name": work.venue, "volume": str(1 + work.upvotes % 40)} if work.journal else None,
            "citationStyles": {
                "bibtex": f"@Article{{{work.key},\n title = {{{record.title}}},\n year = {{{record.year}}}\n}}\n"
            },
            "embedding": {"model": "specter_v2", "vector": [0.0, 1.0]},
            "tldr": None,
        }
        return simple[name]


def external_ids(work: Work) -> Json:
    """Write the identifiers that the service knows; DOIs keep the publisher's case, or arXiv's."""
    names = {"mag": "MAG", "acl": "ACL", "arxiv": "ArXiv", "dblp": "DBLP", "pmid": "PubMed"}
    found: Json = {names[kind]: value for kind, value in work.ids.items() if kind in names}
    if "doi" in work.ids:
        found["DOI"] = work.ids["doi"]
    elif "arxiv" in work.ids and work.upvotes % 2:
        found["DOI"] = arxiv_doi(work.ids["arxiv"])
    return found | {"CorpusId": int(work.ids["corpus_id"])}


def _author(person: Person, below: list[str]) -> Json:
    known: Json = {
        "name": person.name if int(person.s2) % 3 else person.initials,
        "url": f"https://www.semanticscholar.org/author/{person.s2}",
        "affiliations": [person.organization],
        "homepage": None,
        "externalIds": {"ORCID": person.orcid} if person.orcid else {},
        "paperCount": 10,
        "citationCount": 100,
        "hIndex": 5,
    }
    return {"authorId": person.s2} | {name: known[name] for name in (below or ["name"]) if name in known}


def _own(citation: Citation, fields: list[str]) -> Json:
    known: Json = {
        "contexts": list(citation.contexts),
        "intents": list(citation.intents),
        "isInfluential": citation.influential,
        "contextsWithIntent": [{"context": one, "intents": list(citation.intents)} for one in citation.contexts],
    }
    return {name: known[name] for name in OWN_FIELDS if name in fields}
