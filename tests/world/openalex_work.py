"""One work as OpenAlex writes it: all the fields that were recorded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.world.papers import arxiv_doi

if TYPE_CHECKING:
    import datetime as dt

    from tests.world.messages import Json
    from tests.world.papers import Person, Work, World

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


@dataclass(frozen=True, slots=True)
class Entity:
    """A record of OpenAlex: a work has one, or two where preprint and journal version were not merged.

    Attributes:
        own: its identifier.
        preprint: whether it is the one of two that is the preprint.
        references: identifiers of what it cites, as it names them.
    """

    work: Work
    own: str
    preprint: bool
    references: tuple[str, ...]

    @property
    def doi(self) -> str:
        """In lower case: the publisher's where there is one, even of a work that arXiv has; else arXiv's, or empty."""
        ids = self.work.ids
        if "doi" in ids and not self.preprint:
            return ids["doi"].lower()
        return arxiv_doi(ids["arxiv"]).lower() if "arxiv" in ids else ""

    @property
    def published(self) -> bool:
        """Whether it is a publisher's version."""
        return self.work.journal is not None and not self.preprint

    @property
    def date(self) -> dt.date | None:
        return self.work.published if self.preprint else self.work.records["openalex"].date

    @property
    def year(self) -> int | None:
        return self.work.published.year if self.preprint else self.work.records["openalex"].year


def entities(world: World, work: Work) -> list[Entity]:
    """Give the records of a work; each of two names a part of the references, and one both."""
    record = work.records["openalex"]
    references = [*(_name(world, work, key) for key in record.cites), *record.unknown]
    if not work.twin:
        return [Entity(work, work.ids["openalex"], preprint=False, references=tuple(references))]
    return [
        Entity(work, work.ids["openalex"], preprint=False, references=tuple(references[::2])),
        Entity(work, work.twin, preprint=True, references=tuple(references[:1] + references[1::2])),
    ]


def _name(world: World, work: Work, key: str) -> str:
    """The identifier under which a work cites another: the other one, where it has two, for each second work."""
    cited = world.works[key]
    if not cited.other_names:
        return cited.ids["openalex"]
    citing = [one.key for one in world.having("openalex") if key in one.records["openalex"].cites]
    return cited.ids["openalex"] if citing.index(work.key) % 2 else cited.other_names[0]


def write(entity: Entity, count: int) -> Json:
    """Write a record with all its fields; `count` is how many cite it."""
    work, own = entity.work, entity.own
    record = work.records["openalex"]
    date = entity.date
    doi = f"https://doi.org/{entity.doi}" if entity.doi else None
    ids: Json = {"openalex": f"https://openalex.org/{own}"}
    if doi:
        ids["doi"] = doi
    if "mag" in work.ids:
        ids["mag"] = work.ids["mag"]
    if "pmid" in work.ids:
        ids["pmid"] = f"https://pubmed.ncbi.nlm.nih.gov/{work.ids['pmid']}"
    places = _locations(entity, doi)
    index: dict[str, list[int]] = {}
    for at, word in enumerate(work.abstract.split()):
        index.setdefault(word, []).append(at)
    return {
        "id": ids["openalex"],
        "doi": doi,
        "title": record.title,
        "display_name": record.title,
        "publication_year": entity.year,
        "publication_date": str(date) if date else None,
        "ids": ids,
        "language": "en",
        "primary_location": places[0] if places else None,
        "type": "article" if entity.published else "preprint",
        "type_crossref": "journal-article" if entity.published else "posted-content",
        "indexed_in": ["crossref"] if entity.published else ["arxiv"],
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
        "referenced_works_count": len(entity.references),
        "referenced_works": [f"https://openalex.org/{one}" for one in entity.references],
        "related_works": [],
        "abstract_inverted_index": index,
        "cited_by_api_url": f"https://api.openalex.org/works?filter=cites:{own}",
        "counts_by_year": [{"year": 2025, "cited_by_count": count}] if count else [],
        "updated_date": "2025-06-01T00:00:00.000000",
        "created_date": str(work.published),
    }


def _locations(entity: Entity, doi: str | None) -> list[Json]:
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
    work = entity.work
    if "doi" in work.ids and not entity.preprint:
        found.append(place(str(doi), None, work.venue, "journal"))
    if "arxiv" in work.ids and (entity.preprint or not work.twin):
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
            "display_name": person.name if int(person.openalex[1:]) % 4 else person.plain,
            "orcid": f"https://orcid.org/{person.orcid}" if person.orcid else None,
        },
        "institutions": [institution],
        "countries": ["XX"],
        "is_corresponding": at == 0,
        "raw_author_name": person.name,
        "raw_affiliation_strings": [person.organization],
        "affiliations": [{"raw_affiliation_string": person.organization, "institution_ids": [institution["id"]]}],
    }
